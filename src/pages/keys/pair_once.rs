//! The one time a key pair is shown.

mod hold;

use leptos::prelude::*;

use super::pair::Pair;
use crate::ui::{CopyButton, Dialog, SecretOnce};
use hold::hold_here;

/// Shows the pair until somebody says that it is stored; then it is dropped.
///
/// While it is shown, neither Back nor a link leads away: the secret would be lost.
#[component]
pub fn PairOnce(
    pair: RwSignal<Option<Pair>>,
    /// Runs after the pair is dropped.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let told = pair.get_untracked();
    let secret = RwSignal::new(
        told.as_ref()
            .map(|pair| pair.key_secret.expose().to_owned()),
    );
    hold_here(Signal::derive(move || pair.read().is_some()));
    let text = move |form: fn(&Pair) -> String| {
        Signal::derive(move || pair.read().as_ref().map(form).unwrap_or_default())
    };
    let key_id = text(|pair| pair.key_id.expose().to_owned());
    let done = Callback::new(move |()| {
        pair.set(None);
        on_done.run(());
    });
    view! {
        <SecretOnce label="Key secret" secret on_done=done>
            <p class="secret__label">"Key ID"</p>
            <div class="secret__value">
                <code class="mono">{key_id}</code>
                <CopyButton text=key_id label="Copy key ID" worded=true />
            </div>
            <div class="secret__forms" role="group" aria-label="Copy both">
                <CopyButton text=text(Pair::as_pair) label="Copy id:secret" worded=true />
                <CopyButton
                    text=text(Pair::as_environment)
                    label="Copy environment lines"
                    worded=true
                />
                <CopyButton text=text(Pair::as_json) label="Copy JSON" worded=true />
            </div>
        </SecretOnce>
    }
}

/// The pair in a dialog that only **Done** closes; open while there is a pair.
#[component]
pub fn PairDialog(
    #[prop(into)] title: Signal<String>,
    pair: RwSignal<Option<Pair>>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let open = Memo::new(move |_| pair.read().is_some());
    // Escape must not lose the pair, so closing is refused.
    view! {
        <Dialog title open on_close=|| ()>
            <div class="dialog__body">
                <PairOnce pair on_done />
            </div>
        </Dialog>
    }
}
