//! Name, roles, expiry and IP access list of a key, in the dialog of every edit.

mod draft;
mod editor;
mod own_address;
mod own_expiry;
mod settings;

use std::sync::Arc;

use cloud_api::{
    KeyId,
    activities::Activity,
    keys::{self, ApiKey},
    permissions::TO_UPDATE_KEY,
};
use leptos::prelude::*;

use super::{actions::AboutKey, store};
use crate::{
    moment,
    pages::{
        editors::{
            access_list::Reached,
            edit::{EditDialog, Editable, Edited, Target},
        },
        roles::holders_changed,
    },
    query::Cache,
    rights::Rights,
};
pub use draft::name_problem;
use draft::{Draft, Problems};
use editor::KeyEditor;
pub use settings::Settings;

/// What is said of a key's list that lets nobody or everybody in.
pub const REACHED: Reached = Reached {
    by_nobody: "The list is empty: nobody can use the key.",
    by_everybody: "Every address on the internet can use the key: only its secret protects it.",
};

impl Editable for ApiKey {
    type Id = KeyId;

    const WORD: &'static str = "The key";

    fn name(target: &Target<Self>) -> &str {
        target.id.as_str()
    }

    fn is_touched_by(id: &KeyId, record: &Activity) -> bool {
        record.target_key_id.as_ref() == Some(id)
    }

    fn observe(self, cache: Cache, target: &Target<Self>) {
        store::observe(cache, &target.organization, self);
    }

    fn doubt(cache: Cache, target: &Target<Self>) {
        store::doubt(cache, &target.organization, Some(&target.id));
    }
}

static KEY: Edited<ApiKey, Settings, Draft> = Edited {
    dialog: "edit",
    title: |key, _| format!("Edit {}", key.label()),
    submit: |_| "Apply changes",
    done: |after| format!("{} is changed", after.name),
    read: |key| Some(Settings::of(key)),
    draft: Draft::of,
    check: |base, draft| {
        let checked = draft.check(base, moment::now());
        checked.map_err(Problems::first)
    },
    lines: Settings::lines,
    // Told by the editor, which knows whose key it is.
    risks: |_, _| Vec::new(),
    request: |target, before, after| {
        let change = after.change_from(before);
        keys::update(&target.organization, &target.id, &change)
    },
    afterwards: |sent, before, after| {
        if before.roles.is_same(&after.roles) {
            return;
        }
        holders_changed(sent.cache, &sent.target.organization);
        // What this session may do is no longer what was read.
        let current = sent.session.current();
        let own = current.with_untracked(|own| own.as_ref()?.key_resource.clone());
        if own.is_none_or(|own| own == sent.target.id) {
            sent.rights.forget();
            sent.rights.ask();
        }
    },
    fields: &[
        "name",
        "assignedRoleIds",
        "roles",
        "expireAt",
        "ipAccessList",
    ],
    activities: &["openapi_key_update"],
    editor: |editing| view! { <KeyEditor editing /> }.into_any(),
};

#[component]
pub fn EditKey(about: AboutKey) -> impl IntoView {
    let AboutKey {
        organization,
        dialogs,
        key,
        ..
    } = about;
    let rights = expect_context::<Rights>();
    provide_context(about);
    let target = Callback::new(move |(key,): (Arc<ApiKey>,)| {
        let organization = organization.get_value();
        Target {
            get: keys::get(&organization, &key.id),
            organization,
            id: key.id.clone(),
        }
    });
    view! {
        <EditDialog
            edited=&KEY
            dialogs
            object=Signal::derive(move || key.get().map(Arc::new))
            target
            locked=Signal::derive(move || rights.refusal_or_read_only(TO_UPDATE_KEY, None))
        />
    }
}
