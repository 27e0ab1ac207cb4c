//! What the session's own key may do: decides which actions are offered in the whole console.
//!
//! Allowed, refused with the reason, or unknown: then the action is offered, and a 403 of the API teaches
//! the rest of the session. The roles of the key are read once, when first asked for, behind everything
//! else; a key that may not read them (`organizationRolesGetList` wants to manage the organization) is
//! known by its refusals alone.

mod grants;
pub mod meanings;
mod own;
pub mod policies;
pub mod summary;

use std::sync::Arc;

use cloud_api::{
    ServiceId,
    permissions::{self, Need},
};
use leptos::{prelude::*, task::spawn_local};

pub use grants::{Grant, Resource, allows};

use crate::{
    chunk,
    client::{Client, RefusedCall},
    query::Cache,
    session::Session,
};

/// What the roles of the own key come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub grants: Vec<Grant>,
    /// The key has the predefined role Admin, which may everything.
    pub is_admin: bool,
    /// Whether what is not granted is surely refused.
    pub is_complete: bool,
}

#[derive(Clone, Copy)]
pub struct Rights {
    own: RwSignal<Arc<Own>>,
    asked: StoredValue<bool>,
    session: Session,
    client: Client,
    cache: Cache,
}

impl Rights {
    pub fn new(session: Session, client: Client, cache: Cache) -> Self {
        Self {
            own: RwSignal::new(Arc::default()),
            asked: StoredValue::new(false),
            session,
            client,
            cache,
        }
    }

    /// Why the key may not do it, as far as is known now; follows what is learned later.
    pub fn refusal(self, need: Need, on: Option<&ServiceId>) -> Option<String> {
        let learned = self.client.refusals.list();
        let own = self.own.read();
        learned
            .read()
            .iter()
            .find(|call| teaches(call, need, on))
            .map(|call| format!("The API refused this to the key: {}", call.message))
            .or_else(|| by_roles(&own, need, on))
    }

    /// The same for a page that does nothing in a read-only session either.
    pub fn refusal_or_read_only(self, need: Need, on: Option<&ServiceId>) -> Option<String> {
        if self.session.read_only().get() {
            return Some("This session is read-only.".into());
        }
        self.refusal(need, on)
    }

    /// Has the key's roles read, once a session: to be called where actions are shown.
    pub fn ask(self) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        let chunk = chunk!(fn own_rights(rights: Rights) in rights => own::read(rights));
        spawn_local(async move {
            if (chunk.fetch)().await.is_ok() {
                (chunk.draw)(self);
            }
        });
    }

    /// Forgets what was known: the session is over, uses another key, or the roles of its key have changed.
    pub fn forget(self) {
        self.client.refusals.clear();
        self.asked.set_value(false);
        self.own.set(Arc::default());
    }
}

/// What the roles say, where they were read.
fn by_roles(own: &Own, need: Need, on: Option<&ServiceId>) -> Option<String> {
    if own.is_admin || !own.is_complete {
        return None;
    }
    let missing = need.permissions.iter().find(|permission| {
        let on = on.filter(|_| permission.starts_with("control-plane:service:"));
        !allows(&own.grants, permission, on)
    })?;
    Some(format!(
        "The roles of this key do not allow it: {missing} is missing."
    ))
}

/// Whether a refused call says that this would be refused too.
fn teaches(call: &RefusedCall, need: Need, on: Option<&ServiceId>) -> bool {
    // The document does not always name what an operation really asks for.
    let about = need.operation == call.operation
        || permissions::named_in(&call.message)
            .is_some_and(|named| need.permissions.contains(&named));
    let of_service = service_of(&call.path);
    let here = match (of_service, on) {
        (Some(refused), Some(wanted)) => refused == wanted.as_str(),
        (Some(_), None) => false,
        (None, _) => true,
    };
    about && here
}

/// The service of a path of the API.
fn service_of(path: &str) -> Option<&str> {
    let (_, rest) = path.split_once("/services/")?;
    rest.split('/').next()
}

#[cfg(test)]
mod tests {
    use cloud_api::permissions::{
        ORGANIZATION_VIEW, SERVICE_MANAGE, SERVICE_VIEW, TO_CREATE_SERVICE, TO_DELETE_KEY,
        TO_START_OR_STOP, TO_UPDATE_KEY, TO_UPDATE_MEMBER, TO_UPDATE_SERVICE, TO_WAKE,
    };

    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn id() -> ServiceId {
        ID.parse().expect("a UUID")
    }

    fn reader() -> Own {
        let grant = |permission: &str, resource| Grant {
            allow: true,
            permission: permission.into(),
            resource,
            role: "reader".into(),
        };
        Own {
            grants: vec![
                grant(ORGANIZATION_VIEW, Resource::Organization),
                grant(SERVICE_VIEW, Resource::EveryService),
            ],
            is_admin: false,
            is_complete: true,
        }
    }

    #[test]
    fn roles_decide_what_is_refused() {
        assert_eq!(by_roles(&reader(), TO_WAKE, Some(&id())), None);
        let refused = by_roles(&reader(), TO_UPDATE_SERVICE, Some(&id()));
        assert!(refused.is_some_and(|reason| reason.contains(SERVICE_MANAGE)));
        assert!(by_roles(&reader(), TO_CREATE_SERVICE, None).is_some());
        assert!(by_roles(&reader(), TO_UPDATE_MEMBER, None).is_some());
    }

    #[test]
    fn an_admin_and_an_unknown_key_are_refused_nothing() {
        let admin = Own {
            is_admin: true,
            ..reader()
        };
        let unknown = Own {
            is_complete: false,
            ..reader()
        };
        for own in [admin, unknown, Own::default()] {
            assert_eq!(by_roles(&own, TO_UPDATE_SERVICE, Some(&id())), None);
        }
    }

    #[test]
    fn a_refusal_teaches_its_permission_on_its_service() {
        let call = |message: &str| RefusedCall {
            operation: "instanceStateUpdate",
            path: format!("/v1/organizations/x/services/{ID}/state"),
            message: message.into(),
        };
        let named = call("FORBIDDEN: Permission 'control-plane:service:manage' is required");
        assert!(teaches(&named, TO_START_OR_STOP, Some(&id())));
        assert!(teaches(&named, TO_UPDATE_SERVICE, Some(&id())));
        assert!(!teaches(&named, TO_WAKE, Some(&id())));
        assert!(!teaches(&named, TO_CREATE_SERVICE, None));
        let other = ID.replace("e11", "e12").parse().expect("a UUID");
        assert!(!teaches(&named, TO_UPDATE_SERVICE, Some(&other)));
        let bare = call("FORBIDDEN");
        assert!(teaches(&bare, TO_START_OR_STOP, Some(&id())));
        assert!(!teaches(&bare, TO_UPDATE_SERVICE, Some(&id())));
        assert!(!teaches(&bare, TO_WAKE, Some(&id())));
    }

    #[test]
    fn a_refusal_of_the_organization_holds_everywhere() {
        let call = RefusedCall {
            operation: "organizationRolesGetList",
            path: "/v1/organizations/x/roles".into(),
            message: "Permission 'control-plane:organization:manage' is required".into(),
        };
        assert!(teaches(&call, TO_UPDATE_MEMBER, None));
        assert!(!teaches(&call, TO_START_OR_STOP, Some(&id())));
    }

    #[test]
    fn a_refusal_teaches_its_operation_whatever_permission_it_names() {
        let call = RefusedCall {
            operation: "openapiKeyDelete",
            path: "/v1/organizations/x/keys/y".into(),
            message: "Permission 'control-plane:organization:delete-api-keys' is required".into(),
        };
        assert!(teaches(&call, TO_DELETE_KEY, None));
        assert!(!teaches(&call, TO_UPDATE_KEY, None));
    }
}
