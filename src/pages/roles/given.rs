//! Roles as they are edited: by id, or by the words of an organization that has not migrated.

use std::mem;

use cloud_api::{
    RoleId,
    legacy::{Holder, LegacyRole},
    roles::AssignedRole,
};
use serde::{Deserialize, Serialize};

use crate::ui::ChangeLine;

/// The roles of a key, a member or an invitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Roles {
    /// The API told none, or not which: they stay as they are.
    Untold,
    Assigned(Vec<Named>),
    /// Of an organization that has not migrated to custom roles.
    Legacy(Vec<LegacyRole>),
}

/// A role and its name, which outlives the role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: RoleId,
    pub name: String,
}

impl Named {
    pub fn into_assigned(self) -> AssignedRole {
        AssignedRole {
            role_id: Some(self.id),
            role_name: Some(self.name),
            role_type: None,
        }
    }
}

impl Roles {
    pub fn of(holder: &impl Holder) -> Self {
        if holder.is_legacy() {
            return Self::Legacy(holder.words().to_vec());
        }
        let Some(assigned) = holder.assigned() else {
            return Self::Untold;
        };
        // One without an id could not be kept.
        let named = assigned.iter().map(|role| {
            let id = role.role_id.clone()?;
            let name = role.role_name.clone().unwrap_or_else(|| id.to_string());
            Some(Named { id, name })
        });
        let named: Option<Vec<Named>> = named.collect();
        named.map_or(Self::Untold, Self::Assigned)
    }

    /// Those of these ids, each under its name.
    pub fn named(ids: &[RoleId], name_of: impl Fn(&RoleId) -> String) -> Self {
        let named = ids.iter().map(|id| Named {
            name: name_of(id),
            id: id.clone(),
        });
        Self::Assigned(named.collect())
    }

    /// Whether there is none, or it is not known which.
    pub fn is_none(&self) -> bool {
        match self {
            Self::Untold => true,
            Self::Assigned(roles) => roles.is_empty(),
            Self::Legacy(words) => words.is_empty(),
        }
    }

    /// To be sent as `assignedRoleIds`.
    pub fn ids(&self) -> Option<Vec<RoleId>> {
        let Self::Assigned(roles) = self else {
            return None;
        };
        Some(roles.iter().map(|role| role.id.clone()).collect())
    }

    /// To be sent as the deprecated `role` or `roles`.
    pub fn words(&self) -> Option<&[LegacyRole]> {
        match self {
            Self::Legacy(words) => Some(words),
            _ => None,
        }
    }

    /// Whether both hold the same, in whatever order.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Assigned(one), Self::Assigned(other)) => {
                is_same(one, other, |one, other| one.id == other.id)
            }
            (Self::Legacy(one), Self::Legacy(other)) => is_same(one, other, PartialEq::eq),
            (one, other) => one == other,
        }
    }

    /// Whether both are told in the same way, by id or by word.
    pub fn is_alike(&self, other: &Self) -> bool {
        mem::discriminant(self) == mem::discriminant(other)
    }

    /// What tells each role from the others, and its name: two may have the same.
    fn told(&self) -> Vec<(String, String)> {
        match self {
            Self::Untold => Vec::new(),
            Self::Assigned(roles) => roles
                .iter()
                .map(|role| (role.id.to_string(), role.name.clone()))
                .collect(),
            Self::Legacy(words) => words
                .iter()
                .map(|word| (word.to_string(), word.to_string()))
                .collect(),
        }
    }

    pub fn names(&self) -> Vec<String> {
        self.told().into_iter().map(|(_, name)| name).collect()
    }

    /// What leads from these to others.
    pub fn lines(&self, after: &Self) -> Vec<ChangeLine> {
        let (before, after) = (self.told(), after.told());
        let only = |some: &[(String, String)], others: &[(String, String)]| -> Vec<String> {
            let is_other = |id: &String| !others.iter().any(|(other, _)| other == id);
            let some = some.iter().filter(|(id, _)| is_other(id));
            some.map(|(_, name)| name.clone()).collect()
        };
        let taken = only(&before, &after).into_iter().map(ChangeLine::removed);
        let added = only(&after, &before).into_iter().map(ChangeLine::added);
        taken.chain(added).map(|line| line.of("Role")).collect()
    }
}

/// Whether both hold the same, in whatever order.
pub fn is_same<T>(one: &[T], other: &[T], is_one: impl Fn(&T, &T) -> bool) -> bool {
    let within = |some: &[T], all: &[T]| {
        some.iter()
            .all(|item| all.iter().any(|other| is_one(item, other)))
    };
    one.len() == other.len() && within(one, other) && within(other, one)
}

#[cfg(test)]
mod tests {
    use cloud_api::members::Member;

    use super::*;

    #[test]
    fn a_role_without_id_cannot_be_kept() {
        let json = r#"{"userId":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11","assignedRoles":[{"roleName":"Ghost"}]}"#;
        let member: Member = serde_json::from_str(json).expect("a member");
        assert_eq!(Roles::of(&member), Roles::Untold);
    }

    #[test]
    fn roles_of_the_same_name_are_told_apart() {
        let role = |id: &str| Named {
            id: id.parse().expect("an id"),
            name: "Admin".into(),
        };
        let (system, own) = (
            role("6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"),
            role("7f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"),
        );
        let (before, after) = (
            Roles::Assigned(vec![system.clone()]),
            Roles::Assigned(vec![system, own]),
        );
        assert!(before.lines(&before).is_empty());
        assert_eq!(
            before.lines(&after),
            [ChangeLine::added("Admin").of("Role")]
        );
    }

    #[test]
    fn order_is_no_change() {
        let same = |one: &[u8], other: &[u8]| is_same(one, other, PartialEq::eq);
        assert!(same(&[1, 2], &[2, 1]) && !same(&[1, 1], &[1, 2]));
    }
}
