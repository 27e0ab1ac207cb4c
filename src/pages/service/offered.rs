//! What can be changed of the service, in the palette of every tab of it: each opens where it stands.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    OnService,
    settings::{switch_words, use_refusal},
};
use crate::{
    offers::offer,
    paths::{self, Tab},
    ui::Action,
};

/// The words of its button, the tab with it, and its dialog.
type Setting = (&'static str, Tab, &'static str);

const SETTINGS: [Setting; 5] = [
    ("Change channel", Tab::Settings, "channel"),
    ("Edit tags", Tab::Settings, "tags"),
    ("Edit private endpoints", Tab::Settings, "private-endpoints"),
    ("Reset password", Tab::Settings, "password"),
    ("Edit IP access list", Tab::Access, "access"),
];

/// To be called where [`OnService`] is provided.
pub fn offer_settings(about: Memo<String>) {
    let on: OnService = expect_context();
    let locked = use_refusal();
    let navigate = use_navigate();
    let go = Callback::new(move |(tab, dialog): (Tab, &'static str)| {
        let address = paths::with_dialog(&on.tab(tab), dialog);
        navigate(&address, NavigateOptions::default());
    });
    let actions = Signal::derive(move || {
        let switches = switch_words(&on.service.read());
        let switches = switches.map(|(words, dialog)| (words, Tab::Settings, dialog));
        let all = SETTINGS.into_iter().chain(switches);
        let action = |(label, tab, dialog): Setting| {
            let run = Callback::new(move |()| go.run((tab, dialog)));
            Action::unless_refused(label, "pencil", locked.get(), run)
        };
        all.map(action).collect::<Vec<_>>()
    });
    offer(about, actions);
}
