//! What can be done to a key: one registry for page buttons and row menus.

use cloud_api::{
    KeyId, OrganizationId,
    keys::{ApiKey, KeyState},
    permissions::{Need, TO_CREATE_KEY, TO_DELETE_KEY, TO_UPDATE_KEY},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    delete::DeleteKey,
    edit::EditKey,
    own::{Own, use_me},
    switch::SwitchKey,
};
use crate::{dialogs::Dialogs, paths, rights::Rights, ui::Action};

/// Makes the actions of a key. Call once, at the top of a component.
pub fn use_key_actions(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
) -> impl Fn(&ApiKey) -> Vec<Action> + Copy + Send + Sync + 'static {
    let rights = expect_context::<Rights>();
    rights.ask();
    let me = use_me();
    let navigate = use_navigate();
    let go = Callback::new(move |(path,): (String,)| navigate(&path, NavigateOptions::default()));
    move |key| {
        let own = Own::of(key, me.get().as_ref());
        let refused = |need: Need, reason: Option<&str>| {
            rights
                .refusal_or_read_only(need, None)
                .or_else(|| reason.map(Into::into))
        };
        let opens = |dialog: &'static str| {
            let id = key.id.clone();
            Callback::new(move |()| dialogs.open_on(dialog, &id))
        };
        let action = |label, icon, refused, run| Action {
            refused,
            ..Action::new(label, icon, run)
        };
        let rotation = paths::rotate_key(&organization.get_value(), &key.id);
        let switch = match key.state {
            Some(KeyState::Disabled) => action(
                "Enable",
                "play",
                refused(TO_UPDATE_KEY, None),
                opens("enable"),
            ),
            _ => action(
                "Disable",
                "stop",
                refused(TO_UPDATE_KEY, own.refuses_disabling()),
                opens("disable"),
            ),
        };
        vec![
            action(
                "Edit",
                "pencil",
                refused(TO_UPDATE_KEY, None),
                opens("edit"),
            ),
            action(
                "Rotate",
                "refresh",
                refused(TO_CREATE_KEY, None),
                Callback::new(move |()| go.run((rotation.clone(),))),
            ),
            switch,
            Action {
                danger: true,
                ..action(
                    "Delete API key",
                    "trash",
                    refused(TO_DELETE_KEY, own.refuses_deletion()),
                    opens("delete"),
                )
            },
        ]
    }
}

/// What the dialogs of keys need to know.
#[derive(Clone, Copy)]
pub struct AboutKey {
    pub organization: StoredValue<OrganizationId>,
    pub dialogs: Dialogs,
    /// The key that the open dialog is about.
    pub key: Memo<Option<ApiKey>>,
}

/// The dialogs that the actions open, over a list or a page.
#[component]
pub fn KeyDialogs(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
    /// Finds the key a dialog is about.
    find: Callback<(KeyId,), Option<ApiKey>>,
    /// Runs when the key is gone; closes the dialog unless given.
    #[prop(optional, into)]
    on_delete: Option<Callback<()>>,
) -> impl IntoView {
    let key = Memo::new(move |_| {
        let id = dialogs.on().get()?.parse::<KeyId>().ok()?;
        find.run((id,))
    });
    let about = AboutKey {
        organization,
        dialogs,
        key,
    };
    view! {
        <EditKey about />
        <SwitchKey about enables=false />
        <SwitchKey about enables=true />
        <DeleteKey about on_delete />
    }
}
