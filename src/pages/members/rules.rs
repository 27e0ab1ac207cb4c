//! Plain rules about members and their roles.

use cloud_api::{
    RoleId,
    members::Member,
    roles::{AssignedRole, RoleType},
};

use crate::rights::policies::ADMIN;

/// How a person is named: by name, else by address, else by id.
pub fn label_of(member: &Member) -> String {
    let words = [&member.name, &member.email];
    let mut words = words.into_iter().flatten().filter(|word| !word.is_empty());
    words
        .next()
        .cloned()
        .unwrap_or_else(|| member.user_id.to_string())
}

/// What is typed to confirm a removal.
pub fn typed_of(member: &Member) -> String {
    let email = member.email.clone().filter(|email| !email.is_empty());
    email.unwrap_or_else(|| label_of(member))
}

fn is_admin(role: &AssignedRole) -> bool {
    role.role_name.as_deref() == Some(ADMIN) && role.role_type != Some(RoleType::Custom)
}

/// The predefined role Admin, if the member has it.
pub fn admin_role(member: &Member) -> Option<&AssignedRole> {
    let roles = member.assigned_roles.as_deref().unwrap_or_default();
    roles.iter().find(|role| is_admin(role))
}

/// Whether nobody else has the role Admin.
pub fn is_last_admin(all: &[Member], member: &Member) -> bool {
    let others = || all.iter().filter(|other| other.user_id != member.user_id);
    admin_role(member).is_some() && !others().any(|other| admin_role(other).is_some())
}

/// Why the last Admin keeps role and place.
pub const LAST_ADMIN: &str =
    "This is the last member with the role Admin. Give it to somebody else first.";

/// Why roles that are not told are not replaced.
pub const UNTOLD: &str =
    "The API did not tell the roles of this member, and a change would replace all of them.";

/// The ids of assigned roles, or nothing if the API kept one to itself.
pub fn ids_of(assigned: &[AssignedRole]) -> Option<Vec<RoleId>> {
    assigned.iter().map(|role| role.role_id.clone()).collect()
}

/// Whether both are the same roles, in whatever order.
pub fn are_same(one: &[RoleId], other: &[RoleId]) -> bool {
    let within = |some: &[RoleId], all: &[RoleId]| some.iter().all(|id| all.contains(id));
    within(one, other) && within(other, one)
}

/// Whether the member has exactly these roles.
pub fn has_roles(member: &Member, wanted: &[RoleId]) -> bool {
    let own = member.assigned_roles.as_deref().and_then(ids_of);
    own.is_some_and(|own| are_same(&own, wanted))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(number: usize) -> String {
        format!("6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e1{number}")
    }

    fn member(number: usize, roles: &[(&str, &str)]) -> Member {
        let roles: Vec<_> = roles
            .iter()
            .enumerate()
            .map(|(place, (name, kind))| {
                json!({ "roleId": id(place), "roleName": name, "roleType": kind })
            })
            .collect();
        let json = json!({ "userId": id(number), "assignedRoles": roles });
        serde_json::from_value(json).expect("a member")
    }

    #[test]
    fn the_last_admin_is_the_only_one_with_the_predefined_role() {
        let ada = member(1, &[("Admin", "system")]);
        let mei = member(2, &[("Member", "system"), ("Admin", "custom")]);
        let jonas = member(3, &[("Admin", "system")]);
        assert!(is_last_admin(&[ada.clone(), mei.clone()], &ada));
        assert!(!is_last_admin(&[ada.clone(), mei.clone()], &mei));
        assert!(!is_last_admin(&[ada.clone(), jonas], &ada));
    }

    #[test]
    fn roles_are_compared_as_sets() {
        let mei = member(2, &[("Member", "system"), ("Billing", "system")]);
        let role = |number| id(number).parse::<RoleId>().expect("a UUID");
        assert!(has_roles(&mei, &[role(1), role(0)]));
        assert!(!has_roles(&mei, &[role(0)]));
        assert!(!has_roles(&mei, &[role(0), role(1), role(2)]));
    }

    #[test]
    fn a_role_without_id_cannot_be_kept() {
        let nameless: AssignedRole =
            serde_json::from_value(json!({ "roleName": "Ghost" })).expect("a role");
        assert_eq!(ids_of(&[nameless]), None);
    }

    #[test]
    fn a_person_is_named_by_what_is_known() {
        let mut mei = member(2, &[]);
        assert_eq!(label_of(&mei), id(2));
        mei.email = Some("mei@example.com".into());
        assert_eq!(label_of(&mei), "mei@example.com");
        mei.name = Some("Mei".into());
        assert_eq!(
            (label_of(&mei), typed_of(&mei)),
            ("Mei".into(), "mei@example.com".into())
        );
    }
}
