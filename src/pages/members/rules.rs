//! Plain rules about members and their roles.

use cloud_api::{
    RoleId,
    legacy::{Holder, is_predefined_admin},
    members::Member,
};

/// What is typed to confirm a removal.
pub fn typed_of(member: &Member) -> String {
    let email = member.email.clone().filter(|email| !email.is_empty());
    email.unwrap_or_else(|| member.label())
}

/// The id of the predefined role Admin, if the member has it.
pub fn admin_role(member: &Member) -> Option<&RoleId> {
    let mut roles = member.assigned()?.iter();
    roles
        .find(|role| is_predefined_admin(role))?
        .role_id
        .as_ref()
}

/// Whether nobody else has the role Admin.
pub fn is_last_admin(all: &[Member], member: &Member) -> bool {
    let others = || all.iter().filter(|other| other.user_id != member.user_id);
    member.is_admin() && !others().any(Holder::is_admin)
}

/// Why the last Admin keeps role and place.
pub const LAST_ADMIN: &str =
    "This is the last member with the role Admin. Give it to somebody else first.";

/// Why roles that are not told are not replaced.
pub const UNTOLD: &str =
    "The API did not tell the roles of this member, and a change would replace all of them.";

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
    fn a_person_is_named_by_what_is_known() {
        let mut mei = member(2, &[]);
        assert_eq!(mei.label(), id(2));
        mei.email = Some("mei@example.com".into());
        assert_eq!(mei.label(), "mei@example.com");
        mei.name = Some("Mei".into());
        assert_eq!(
            (mei.label(), typed_of(&mei)),
            ("Mei".into(), "mei@example.com".into())
        );
    }
}
