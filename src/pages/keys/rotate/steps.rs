use cloud_api::{KeyId, keys::ApiKey};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use wasm_bindgen::JsCast;

use super::{
    Rotation,
    create::CreateTwin,
    finish::{DeleteOld, Finished, SwitchClients, TwinGone, WatchOld},
    progress::Step,
    try_it::TryTwin,
};
use crate::{
    client::ApiError,
    pages::keys::{actions::KeyDialogs, page::use_is_gone},
    ui::{Icon, ProblemNotice, dynamic},
};

/// The steps in their order, of which one is open.
#[component]
pub fn Steps(rotation: Rotation) -> impl IntoView {
    let Rotation {
        organization,
        old,
        old_key,
        twin_key,
        step,
        dialogs,
        go,
        ..
    } = rotation;
    let is_twin_gone = use_is_gone(twin_key);
    let problem = Memo::new(move |_| {
        let error = twin_key.error().get();
        let error = error.filter(|error| !error.is_not_found());
        error.as_ref().map(ApiError::problem)
    });
    let find = Callback::new(move |(wanted,): (KeyId,)| {
        let both = [old.get(), twin_key.latest().get()];
        let mut known = both.into_iter().flatten();
        known
            .find(|key| key.id == wanted)
            .map(|key| ApiKey::clone(&key))
    });
    // The key that was deleted is either of both.
    let on_delete = Callback::new(move |()| {
        let deleted = dialogs.on().get_untracked();
        let twin = rotation.twin.get_untracked();
        if deleted.is_some() && deleted == twin.map(|id| id.to_string()) {
            // Without its successor in the address, the dialog is gone from it too.
            go.run((None,));
        } else {
            dialogs.close();
            old_key.reload();
        }
    });
    Effect::new(move |was: Option<Step>| {
        let now = step.get();
        if was.is_some_and(|was| was != now) {
            spawn_local_scoped_with_cancellation(focus_step());
        }
        now
    });
    let items = move |of: Step| {
        let is_done = move || step.get() > of;
        let is_current = move || step.get() == of;
        let content = move || is_current().then(|| step_view(of, rotation));
        let mark = move || {
            let done = view! {
                <Icon name="check" />
                <span class="visually-hidden">"done: "</span>
            };
            is_done().then_some(done)
        };
        view! {
            <li class="steps__step" aria-current=move || is_current().then_some("step")>
                <h2 class="steps__title" tabindex="-1">
                    {dynamic(mark)}
                    {of.title()}
                </h2>
                {dynamic(content)}
            </li>
        }
    };
    view! {
        <ProblemNotice problem on_retry=Callback::new(move |()| twin_key.reload()) />
        <Show when=move || is_twin_gone.get() && step.get() != Step::Done>
            <TwinGone rotation />
        </Show>
        <ol class="steps">{Step::ALL.map(items).collect_view()}</ol>
        <Show when=move || step.get() == Step::Done>
            <Finished rotation />
        </Show>
        <KeyDialogs organization dialogs find on_delete />
    }
}

/// The button that led on is gone: the focus goes to the step that follows, once no dialog holds it.
async fn focus_step() {
    for _ in 0..40 {
        TimeoutFuture::new(25).await;
        let found = |selector| document().query_selector(selector).ok().flatten();
        if found("dialog[open]").is_none() {
            let heading = found(".steps__step[aria-current] .steps__title");
            if let Some(heading) = heading {
                _ = heading.unchecked_into::<web_sys::HtmlElement>().focus();
            }
            return;
        }
    }
}

fn step_view(step: Step, rotation: Rotation) -> AnyView {
    match step {
        Step::Create => view! { <CreateTwin rotation /> }.into_any(),
        Step::Try => view! { <TryTwin rotation /> }.into_any(),
        Step::Switch => view! { <SwitchClients rotation /> }.into_any(),
        Step::Watch => view! { <WatchOld rotation /> }.into_any(),
        Step::Delete => view! { <DeleteOld rotation /> }.into_any(),
        Step::Done => ().into_any(),
    }
}
