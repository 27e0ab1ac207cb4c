//! Roles as they are edited: by id, or by the words of an organization that has not migrated.

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

    fn names(&self) -> Vec<String> {
        match self {
            Self::Untold => Vec::new(),
            Self::Assigned(roles) => roles.iter().map(|role| role.name.clone()).collect(),
            Self::Legacy(words) => words.iter().map(ToString::to_string).collect(),
        }
    }

    /// What leads from these to others.
    pub fn lines(&self, after: &Self) -> Vec<ChangeLine> {
        let only = |some: &[String], others: &[String]| -> Vec<String> {
            let some = some.iter().filter(|name| !others.contains(name));
            some.cloned().collect()
        };
        if self.is_same(after) {
            return Vec::new();
        }
        let (before, after) = (self.names(), after.names());
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
    fn order_is_no_change() {
        let same = |one: &[u8], other: &[u8]| is_same(one, other, PartialEq::eq);
        assert!(same(&[1, 2], &[2, 1]) && !same(&[1, 1], &[1, 2]));
    }
}
