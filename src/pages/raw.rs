//! An answer of the API as it came: searched, copied, saved, each line with its path.

mod lines;
mod view;

use cloud_api::{Request, envelope::Nothing};
use leptos::prelude::*;

use crate::{
    chunk,
    chunk::Later,
    ui::{Button, Tone, dynamic},
};
use view::RawView;

#[derive(Clone)]
pub struct AboutAnswer {
    pub request: StoredValue<Request<Nothing>>,
    /// What it tells of, such as a service's name.
    pub label: Signal<String>,
    pub open: RwSignal<bool>,
}

/// A button that asks for an answer once more and shows it unread.
#[component]
pub fn RawButton(request: Request<Nothing>, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let open = RwSignal::new(false);
    let about = AboutAnswer {
        request: StoredValue::new(request),
        label,
        open,
    };
    let wanted =
        Memo::new(move |was: Option<&bool>| was.copied().unwrap_or_default() || open.get());
    view! {
        <Button tone=Tone::Plain on_click=move |()| open.set(true)>
            "JSON"
        </Button>
        {dynamic(move || {
            let props = about.clone();
            let chunk = chunk!(
                fn raw_view(about: AboutAnswer) in shell => view! { <RawView about /> }
            );
            wanted.get().then(|| view! { <Later chunk props outline=(0, 0) /> })
        })}
    }
}
