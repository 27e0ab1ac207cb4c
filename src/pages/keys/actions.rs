//! What can be done to a key: one registry for page buttons and row menus.

use cloud_api::{
    KeyId, OrganizationId,
    keys::{ApiKey, KeyState},
    permissions::{Need, TO_CREATE_KEY, TO_DELETE_KEY, TO_UPDATE_KEY},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    delete::{DELETE, DeleteKey, delete_many},
    edit::EditKey,
    own::{Own, use_me},
    switch::{SwitchKey, switch_many},
};
use crate::{
    dialogs::Dialogs,
    pages::many::Many,
    paths,
    rights::Rights,
    ui::{
        Action,
        acts::{Acts, actions_of, dialogs_of, many_of},
        bulk::BulkAction,
    },
};

/// Everything that can be done to a key: an entry here is all that a new action needs.
fn key_acts<'a>(acts: &mut impl Acts<KeyNow<'a>, AboutKey, Many<ApiKey>>) {
    acts.opens(
        |now| {
            Action::unless_refused(
                "Edit",
                "pencil",
                now.locked(TO_UPDATE_KEY),
                now.opens("edit"),
            )
        },
        |about| view! { <EditKey about /> },
    );
    acts.runs(|now| {
        Action::unless_refused(
            "Rotate",
            "refresh",
            now.locked(TO_CREATE_KEY),
            now.goes_to(paths::rotate_key),
        )
    });
    acts.opens(
        |now| {
            let refused = now.locked(TO_UPDATE_KEY);
            if now.key.state == Some(KeyState::Disabled) {
                return Action::unless_refused("Enable", "play", refused, now.opens("enable"));
            }
            let refused = refused.or_else(|| now.own.refuses_disabling().map(Into::into));
            Action::unless_refused("Disable", "stop", refused, now.opens("disable"))
        },
        |about| {
            view! {
                <SwitchKey about enables=false />
                <SwitchKey about enables=true />
            }
        },
    );
    acts.many(|on| switch_many(on, false));
    acts.many(|on| switch_many(on, true));
    acts.opens(
        |now| {
            let own = || now.own.refuses_deletion().map(Into::into);
            let refused = now.locked(TO_DELETE_KEY).or_else(own);
            Action {
                danger: true,
                ..Action::unless_refused(DELETE, "trash", refused, now.opens("delete"))
            }
        },
        |about| view! { <DeleteKey about /> },
    );
    acts.many(delete_many);
}

/// A key at this moment, and what decides what may be done to it.
struct KeyNow<'a> {
    key: &'a ApiKey,
    own: Own,
    organization: StoredValue<OrganizationId>,
    rights: Rights,
    dialogs: Dialogs,
    go: Callback<(String,)>,
}

impl KeyNow<'_> {
    fn opens(&self, dialog: &'static str) -> Callback<()> {
        let (dialogs, id) = (self.dialogs, self.key.id.clone());
        Callback::new(move |()| dialogs.open_on(dialog, &id))
    }

    fn goes_to(&self, page: fn(&OrganizationId, &KeyId) -> String) -> Callback<()> {
        let (go, page) = (self.go, page(&self.organization.get_value(), &self.key.id));
        Callback::new(move |()| go.run((page.clone(),)))
    }

    fn locked(&self, need: Need) -> Option<String> {
        self.rights.refusal_or_read_only(need, None)
    }
}

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
        let now = KeyNow {
            key,
            own: Own::of(key, me.get().as_ref()),
            organization,
            rights,
            dialogs,
            go,
        };
        actions_of(&now, key_acts)
    }
}

/// What can be done to many keys.
pub fn many_keys(on: &Many<ApiKey>) -> Vec<BulkAction> {
    many_of(on, key_acts)
}

/// What the dialogs of keys need to know.
#[derive(Clone, Copy)]
pub struct AboutKey {
    pub organization: StoredValue<OrganizationId>,
    pub dialogs: Dialogs,
    /// The key that the open dialog is about.
    pub key: Memo<Option<ApiKey>>,
    /// Runs when the key is gone; closes the dialog unless given.
    pub on_delete: Option<Callback<()>>,
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
        on_delete,
    };
    dialogs_of(about, key_acts)
}
