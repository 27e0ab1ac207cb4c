use leptos::prelude::*;

use super::session_ended::SessionEnded;
use crate::{
    chunk,
    chunk::Later,
    session::Ended,
    ui::{Problem, ProblemNotice},
};

#[derive(Clone)]
struct Props {
    ended: Signal<Option<Ended>>,
    try_again: Option<Callback<()>>,
    pending: Signal<bool>,
}

/// What stands beside the form once a session has ended by itself.
///
/// The rest of it is in a file of its own; neither the API's words nor signing in wait for that.
#[component]
pub(super) fn EndedBefore(
    ended: Signal<Option<Ended>>,
    try_again: Option<Callback<()>>,
    pending: Signal<bool>,
) -> impl IntoView {
    let chunk = chunk!(fn session_ended(props: Props) in shell => {
        let Props { ended, try_again, pending } = props;
        view! { <SessionEnded ended try_again pending /> }
    });
    let props = Props {
        ended,
        try_again,
        pending,
    };
    let problem = Signal::derive(move || ended.get().map(refusal));
    view! {
        <section class="sign-in__told">
            <h1>"Session ended"</h1>
            <ProblemNotice problem />
            <Later chunk props />
        </section>
    }
}

fn refusal(ended: Ended) -> Problem {
    Problem {
        title: "The API no longer takes the key of this session".into(),
        detail: ended.message,
        request_id: ended.request_id,
        status: Some(401),
        ..Problem::default()
    }
}
