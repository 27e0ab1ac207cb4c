//! Parts of the console that are fetched when they are first shown.
//!
//! A release puts each chunk into a wasm file of its own (`cargo xtask dist`, feature `split`), so that the first
//! view does not wait for pages nobody asked for. Without the feature a chunk is always there.

use std::{fmt, future::Future, pin::Pin};

use futures_util::FutureExt;
use leptos::{prelude::*, task::spawn_local};

use crate::ui::{Problem, ProblemNotice, Skeleton, Waiting, dynamic};

/// A chunk whose file did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFetched;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

impl fmt::Display for NotFetched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a part of the console could not be fetched")
    }
}

pub type Fetching = Pin<Box<dyn Future<Output = Result<(), NotFetched>>>>;

/// A view in a chunk; made by [`chunk!`](crate::chunk!).
pub struct Chunk<P: 'static = ()> {
    /// Fetches the chunk's file; at once where it is there already, from the start where it failed before.
    pub fetch: fn() -> Fetching,
    /// Draws the view; nothing unless the file is there.
    pub draw: fn(P) -> Option<AnyView>,
}

impl<P: 'static> Clone for Chunk<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: 'static> Copy for Chunk<P> {}

/// Makes a [`Chunk`] of a function: `chunk!(fn service_page(props: Props) in service => view! { … })`.
///
/// Functions of the same file name share a file. The names are few (`shell`, `rights`, `organization`, `service`,
/// `changes`, `people`, `history`): what several files need becomes a file of its own for each set of them.
#[macro_export]
macro_rules! chunk {
    (fn $name:ident() in $file:ident => $view:expr) => {
        $crate::chunk!(fn $name(_nothing: ()) in $file => $view)
    };
    (fn $name:ident($props:ident: $kind:ty) in $file:ident => $view:expr) => {{
        #[cfg_attr(
            feature = "split",
            ::leptos::wasm_split::wasm_split(
                $file,
                wasm_split_path = ::leptos::wasm_split,
                preload(fetch),
                fallible
            )
        )]
        fn $name($props: $kind) -> Result<::leptos::prelude::AnyView, $crate::chunk::NotFetched> {
            Ok(::leptos::prelude::IntoAny::into_any($view))
        }
        #[cfg(feature = "split")]
        let chunk = $crate::chunk::Chunk {
            fetch: || Box::pin(async { fetch().await.map_err(Into::into) }),
            draw: |props| $crate::chunk::at_once($name(props)),
        };
        #[cfg(not(feature = "split"))]
        let chunk = $crate::chunk::Chunk {
            fetch: || Box::pin(std::future::ready(Ok(()))),
            draw: |props| $name(props).ok(),
        };
        chunk
    }};
}

/// The view of a chunk whose file is there: its future has nothing left to wait for.
#[cfg(feature = "split")]
pub fn at_once(view: impl Future<Output = Result<AnyView, NotFetched>>) -> Option<AnyView> {
    view.now_or_never()?.ok()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    There,
    Failed,
}

/// Shows a chunk: an outline until its file is there, and a way on if it does not come.
#[component]
pub fn Later<P>(
    chunk: Chunk<P>,
    props: P,
    /// Rows and columns of the outline shown while waiting; no outline without rows.
    #[prop(default = (4, 4))]
    outline: (usize, usize),
) -> impl IntoView
where
    P: Clone + Send + Sync + 'static,
{
    let is_there = (chunk.fetch)().now_or_never() == Some(Ok(()));
    let state = RwSignal::new(if is_there {
        State::There
    } else {
        State::Waiting
    });
    let fetch = move || {
        state.set(State::Waiting);
        // Not tied to an owner: "Try again" leaves with the notice it stands in. The page may be gone by then.
        spawn_local(async move {
            let fetched = (chunk.fetch)().await;
            let _ = state.try_set(if fetched.is_ok() {
                State::There
            } else {
                State::Failed
            });
        });
    };
    if !is_there {
        fetch();
    }
    let draw = chunk.draw;
    dynamic(move || match state.get() {
        State::There => draw(props.clone()).into_any(),
        State::Waiting => view! {
            <Waiting />
            {(outline.0 > 0).then(|| view! { <Skeleton rows=outline.0 columns=outline.1 /> })}
        }
        .into_any(),
        State::Failed => view! {
            <ProblemNotice
                problem=Signal::stored(Some(problem()))
                on_retry=Callback::new(move |()| fetch())
            />
        }
        .into_any(),
    })
}

/// What is said where a chunk did not arrive.
pub fn problem() -> Problem {
    Problem {
        title: "A part of the console did not arrive".into(),
        detail: "Its file could not be fetched from the address this page came from.".into(),
        advice: Some(
            "Try again; if it stays, a newer console may have been installed meanwhile: reload the page.".into(),
        ),
        ..Problem::default()
    }
}
