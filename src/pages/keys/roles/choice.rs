//! The roles that are offered, and what is wrong with those that are chosen.

use cloud_api::{
    RoleId,
    roles::{AssignedRole, Role, RoleType},
};

use crate::rights::summary::summary;

/// A role as it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChoice {
    pub id: RoleId,
    pub name: String,
    pub is_custom: bool,
    /// What it allows, as far as that is known.
    pub allows: Option<String>,
    /// It was given once, and the organization has it no longer.
    pub is_gone: bool,
}

/// The roles to choose from: all, or without them those that are assigned somewhere.
pub fn choices(
    all: Option<&[Role]>,
    assigned: &[AssignedRole],
    chosen: &[RoleId],
) -> Vec<RoleChoice> {
    let mut found: Vec<RoleChoice> = match all {
        Some(all) => all.iter().map(of_role).collect(),
        None => Vec::new(),
    };
    let name_of = |id: &RoleId| {
        let mut named = assigned.iter();
        let role = named.find(|role| role.role_id.as_ref() == Some(id));
        role.and_then(|role| role.role_name.clone())
    };
    let rest: Vec<&RoleId> = if all.is_some() {
        chosen.iter().collect()
    } else {
        let ids = assigned.iter().filter_map(|role| role.role_id.as_ref());
        ids.chain(chosen).collect()
    };
    for id in rest {
        if !found.iter().any(|known| known.id == *id) {
            found.push(RoleChoice {
                id: id.clone(),
                name: name_of(id).unwrap_or_else(|| id.to_string()),
                is_custom: false,
                allows: None,
                is_gone: all.is_some(),
            });
        }
    }
    found
}

fn of_role(role: &Role) -> RoleChoice {
    RoleChoice {
        id: role.id.clone(),
        name: role.name.clone().unwrap_or_else(|| role.id.to_string()),
        is_custom: role.r#type == Some(RoleType::Custom),
        allows: Some(summary(role)),
        is_gone: false,
    }
}

/// What is wrong with the roles chosen.
pub fn roles_problem(all: Option<&[Role]>, chosen: &[RoleId]) -> Option<String> {
    if chosen.is_empty() {
        return Some(none_problem().into());
    }
    gone_problem(all?, chosen)
}

pub fn none_problem() -> &'static str {
    "Choose at least one role: without one the key may do nothing"
}

/// What is wrong where a chosen role is none of all there are.
pub fn gone_problem(all: &[Role], chosen: &[RoleId]) -> Option<String> {
    let gone = chosen
        .iter()
        .any(|id| !all.iter().any(|role| role.id == *id));
    gone.then(|| "A chosen role no longer exists: take it out".to_owned())
}

/// A role's name, from wherever it is known.
pub fn role_name(id: &RoleId, all: Option<&[Role]>, assigned: &[AssignedRole]) -> String {
    let mut choices = choices(all, assigned, std::slice::from_ref(id)).into_iter();
    let found = choices.find(|choice| choice.id == *id);
    found.map_or_else(|| id.to_string(), |choice| choice.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
    const OTHER: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e12";

    fn id(text: &str) -> RoleId {
        text.parse().expect("a UUID")
    }

    fn role(id: &str, name: &str) -> Role {
        serde_json::from_str(&format!(r#"{{"id":"{id}","name":"{name}"}}"#)).expect("a role")
    }

    fn assigned(id: &str, name: &str) -> AssignedRole {
        let json = format!(r#"{{"roleId":"{id}","roleName":"{name}"}}"#);
        serde_json::from_str(&json).expect("a role")
    }

    fn told(choices: &[RoleChoice]) -> Vec<(&str, bool)> {
        choices
            .iter()
            .map(|choice| (choice.name.as_str(), choice.is_gone))
            .collect()
    }

    #[test]
    fn a_chosen_role_that_is_gone_stays_in_sight() {
        let all = [role(ONE, "Admin")];
        let found = choices(Some(&all), &[assigned(OTHER, "Operators")], &[id(OTHER)]);
        assert_eq!(told(&found), [("Admin", false), ("Operators", true)]);
        assert!(
            roles_problem(Some(&all), &[id(OTHER)]).is_some_and(|text| text.contains("no longer"))
        );
    }

    #[test]
    fn without_the_list_the_names_come_from_keys() {
        let named = [
            assigned(ONE, "Admin"),
            assigned(ONE, "Admin"),
            assigned(OTHER, "Member"),
        ];
        let found = choices(None, &named, &[id(ONE)]);
        assert_eq!(told(&found), [("Admin", false), ("Member", false)]);
        assert_eq!(roles_problem(None, &[id(OTHER)]), None);
    }

    #[test]
    fn a_key_needs_a_role() {
        assert!(roles_problem(None, &[]).is_some());
        assert_eq!(roles_problem(Some(&[role(ONE, "Admin")]), &[id(ONE)]), None);
    }

    #[test]
    fn a_role_without_any_name_is_told_by_its_id() {
        assert_eq!(role_name(&id(ONE), None, &[]), ONE);
        assert_eq!(
            role_name(&id(ONE), Some(&[role(ONE, "Admin")]), &[]),
            "Admin"
        );
    }
}
