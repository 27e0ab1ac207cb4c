//! Roles of an organization that has not migrated to custom roles: the deprecated fields `role` of members
//! and invitations and `roles` of keys, of which the answers tell nothing else.
//!
//! After the migration they are frozen in answers and refused in requests. The API has no field for
//! whether an organization has migrated: what tells `assignedRoles` has (inferred).

use serde_json::{Map, Value};

use crate::{
    invitations::Invitation,
    keys::ApiKey,
    members::Member,
    roles::{AssignedRole, RoleType},
};

words!(
    /// A role of before the migration (schemas `Member`, `Invitation` and `ApiKey`).
    LegacyRole {
        Admin = "admin",
        Developer = "developer",
        QueryEndpoints = "query_endpoints",
    }
);

/// Whoever can have roles.
pub trait Holder {
    /// The field `assignedRoles`.
    fn assigned(&self) -> Option<&[AssignedRole]>;

    /// The deprecated field.
    fn words(&self) -> &[LegacyRole];

    /// Fields that could not be read.
    fn other(&self) -> &Map<String, Value>;

    /// Whether the deprecated field is all that the API tells. Where `assignedRoles` was told in a form that could
    /// not be read, the organization has migrated, and the deprecated field says nothing any more.
    fn is_legacy(&self) -> bool {
        self.assigned().is_none()
            && !self.other().contains_key("assignedRoles")
            && !self.words().is_empty()
    }

    /// The roles to be shown: one of before the migration has a name and no id. `None` if the API told
    /// nothing.
    fn roles(&self) -> Option<Vec<AssignedRole>> {
        if self.is_legacy() {
            let named = |word: &LegacyRole| AssignedRole {
                role_id: None,
                role_name: Some(word.to_string()),
                role_type: None,
            };
            return Some(self.words().iter().map(named).collect());
        }
        self.assigned().map(<[AssignedRole]>::to_vec)
    }

    /// Whether one of the roles is the predefined one that allows everything.
    fn is_admin(&self) -> bool {
        match self.assigned() {
            Some(assigned) => assigned.iter().any(is_predefined_admin),
            None => self.is_legacy() && self.words().contains(&LegacyRole::Admin),
        }
    }
}

impl Holder for ApiKey {
    fn assigned(&self) -> Option<&[AssignedRole]> {
        self.assigned_roles.as_deref()
    }

    fn words(&self) -> &[LegacyRole] {
        self.roles.as_deref().unwrap_or_default()
    }

    fn other(&self) -> &Map<String, Value> {
        &self.other
    }
}

impl Holder for Member {
    fn assigned(&self) -> Option<&[AssignedRole]> {
        self.assigned_roles.as_deref()
    }

    fn words(&self) -> &[LegacyRole] {
        self.role.as_slice()
    }

    fn other(&self) -> &Map<String, Value> {
        &self.other
    }
}

impl Holder for Invitation {
    fn assigned(&self) -> Option<&[AssignedRole]> {
        self.assigned_roles.as_deref()
    }

    fn words(&self) -> &[LegacyRole] {
        self.role.as_slice()
    }

    fn other(&self) -> &Map<String, Value> {
        &self.other
    }
}

/// Whether it is the predefined role that allows everything.
pub fn is_predefined_admin(role: &AssignedRole) -> bool {
    role.role_name.as_deref() == Some("Admin") && role.role_type != Some(RoleType::Custom)
}

/// Whether the organization of all these has surely not migrated.
pub fn has_not_migrated<T: Holder>(all: &[T]) -> bool {
    all.iter().any(Holder::is_legacy) && all.iter().all(|one| one.assigned().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(roles: &str) -> Member {
        let json = format!(r#"{{"userId":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"{roles}}}"#);
        serde_json::from_str(&json).expect("a member")
    }

    #[test]
    fn what_tells_assigned_roles_has_migrated() {
        let old = member(r#","role":"developer""#);
        let frozen = member(r#","role":"admin","assignedRoles":[]"#);
        assert!(old.is_legacy() && !frozen.is_legacy());
        assert_eq!(frozen.roles(), Some(Vec::new()));
        assert_eq!(member("").roles(), None);
        assert!(has_not_migrated(&[old.clone(), member("")]));
        assert!(!has_not_migrated(&[old, frozen]));
        assert!(!has_not_migrated::<Member>(&[]));
    }

    #[test]
    fn roles_that_cannot_be_read_are_not_those_of_before() {
        let odd = member(r#","role":"admin","assignedRoles":{"all":true}"#);
        assert!(!odd.is_legacy() && !odd.is_admin());
        assert_eq!(odd.roles(), None);
    }

    #[test]
    fn a_role_of_before_has_a_name_and_no_id() {
        let key: ApiKey = serde_json::from_str(r#"{"id":"x","roles":["admin","query_endpoints"]}"#)
            .expect("a key");
        let roles = key.roles().expect("told");
        let names: Vec<_> = roles
            .iter()
            .filter_map(|role| role.role_name.as_deref())
            .collect();
        assert_eq!(names, ["admin", "query_endpoints"]);
        assert!(roles.iter().all(|role| role.role_id.is_none()));
    }
}
