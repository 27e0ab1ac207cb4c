use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    keys::{self, ApiKey},
    permissions::TO_DELETE_KEY,
};
use leptos::prelude::*;

use super::{
    actions::AboutKey,
    own::{Own, use_me},
    store,
};
use crate::{
    pages::{
        many::{Many, Removes},
        removal::{Removal, RemovalDialog},
    },
    rights::Rights,
    session::Session,
    ui::{bulk::BulkAction, dynamic},
};

/// What the action is called.
pub const DELETE: &str = "Delete API key";

#[component]
pub fn DeleteKey(about: AboutKey) -> impl IntoView {
    let AboutKey {
        organization,
        dialogs,
        key,
        on_delete,
    } = about;
    let rights = expect_context::<Rights>();
    let me = use_me();
    let removal = Signal::derive(move || {
        let organization = organization.get_value();
        key.read().as_ref().map(|key| removal(&organization, key))
    });
    let refused = Signal::derive(move || {
        let key = key.read();
        let own = key
            .as_ref()
            .map_or(Own::No, |key| Own::of(key, me.read().as_ref()));
        rights
            .refusal_or_read_only(TO_DELETE_KEY, None)
            .or_else(|| own.refuses_deletion().map(ToOwned::to_owned))
    });
    view! {
        <RemovalDialog dialogs name="delete" removal submit=DELETE refused on_gone=on_delete>
            <Consequences />
        </RemovalDialog>
    }
}

fn removal(organization: &OrganizationId, key: &ApiKey) -> Removal {
    let name = key.label();
    let (organization, id) = (organization.clone(), key.id.clone());
    Removal {
        title: format!("Delete {name}?"),
        request: keys::delete(&organization, &id),
        done: format!("{name} is deleted"),
        done_before: format!("{name} was deleted already, by somebody else"),
        typed: Some(name),
        doubtful: vec![
            keys::list(&organization, None).address(),
            keys::get(&organization, &id).address(),
        ],
        forget: Arc::new(move |cache| store::remove(cache, &organization, &id)),
    }
}

pub fn delete_many(on: &Many<ApiKey>) -> BulkAction {
    on.removes(Removes {
        label: "Delete",
        consequences: &[
            "The keys are gone for good: whatever uses one is refused within seconds.",
            ENDPOINTS,
            REVERSIBLE,
        ],
        refused: on.as_in_menu(DELETE, "The key cannot be deleted."),
        facts: ApiKey::label,
        removal,
    })
}

const ENDPOINTS: &str = "Query API endpoints that name it keep its id; they refuse it, and their next change fails until \
                         the id is taken out.";
const REVERSIBLE: &str =
    "To find out first whether anybody misses it, disable it: that can be undone.";

#[component]
fn Consequences() -> impl IntoView {
    let session = expect_context::<Session>();
    let organization_name = move || session.organization_name();
    view! {
        <ul>
            <li>
                "The key of "<strong>{dynamic(organization_name)}</strong>
                " is gone for good: whatever uses it is refused within seconds."
            </li>
            <li>{ENDPOINTS}</li>
            <li>{REVERSIBLE}</li>
        </ul>
    }
}
