//! What is edited of a key, what of it is sent, and what that changes.

use cloud_api::{
    RoleId,
    keys::{ApiKey, UpdateKey},
    roles::{AssignedRole, Role},
    services::IpAccess,
};

use crate::pages::keys::{marks::told, roles::role_name};

/// A key's fields that a person edits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edited {
    pub name: String,
    pub roles: Vec<RoleId>,
    /// RFC 3339; `None` for never.
    pub expire_at: Option<String>,
    pub access: Vec<IpAccess>,
}

impl Edited {
    pub fn of(key: &ApiKey) -> Self {
        Self {
            name: key.name.clone().unwrap_or_default(),
            roles: role_ids(key),
            expire_at: told(key.expire_at.as_ref()).map(ToOwned::to_owned),
            access: key.ip_access_list.clone().unwrap_or_default(),
        }
    }

    /// Only what differs.
    pub fn change_from(&self, base: &Self) -> UpdateKey {
        fn differing<T: Clone>(value: &T, differs: bool) -> Option<T> {
            differs.then(|| value.clone())
        }
        UpdateKey {
            name: differing(&self.name, self.name != base.name),
            assigned_role_ids: differing(&self.roles, !is_same(&self.roles, &base.roles)),
            expire_at: differing(&self.expire_at, self.expire_at != base.expire_at),
            state: None,
            ip_access_list: differing(&self.access, !is_same(&self.access, &base.access)),
        }
    }

    /// What leads from one to the other, field by field.
    pub fn lines_from(
        &self,
        base: &Self,
        all: Option<&[Role]>,
        assigned: &[AssignedRole],
    ) -> Vec<Line> {
        let roles = |ids: &[RoleId]| {
            let names = ids.iter().map(|id| role_name(id, all, assigned));
            or_none(names.collect::<Vec<_>>().join(", "))
        };
        let access = |list: &[IpAccess]| {
            let entries = list.iter().map(entry);
            or_none(entries.collect::<Vec<_>>().join(", "))
        };
        let expiry = |at: &Option<String>| at.clone().unwrap_or_else(|| "never".into());
        let fields = [
            (
                self.name != base.name,
                Line::new("Name", base.name.clone(), self.name.clone()),
            ),
            (
                !is_same(&self.roles, &base.roles),
                Line::new("Roles", roles(&base.roles), roles(&self.roles)),
            ),
            (
                self.expire_at != base.expire_at,
                Line::new("Expires", expiry(&base.expire_at), expiry(&self.expire_at)),
            ),
            (
                !is_same(&self.access, &base.access),
                Line::new("IP access list", access(&base.access), access(&self.access)),
            ),
        ];
        let changed = fields.into_iter().filter(|(differs, _)| *differs);
        changed.map(|(_, line)| line).collect()
    }
}

/// A field, now and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub field: &'static str,
    pub now: String,
    pub after: String,
}

impl Line {
    fn new(field: &'static str, now: String, after: String) -> Self {
        Self { field, now, after }
    }
}

/// The ids of a key's roles.
pub fn role_ids(key: &ApiKey) -> Vec<RoleId> {
    let roles = key.assigned_roles.iter().flatten();
    roles.filter_map(|role| role.role_id.clone()).collect()
}

fn entry(
    IpAccess {
        source,
        description,
    }: &IpAccess,
) -> String {
    match description.as_deref().map(str::trim) {
        Some(description) if !description.is_empty() => format!("{source} ({description})"),
        _ => source.clone(),
    }
}

fn or_none(text: String) -> String {
    if text.is_empty() { "none".into() } else { text }
}

/// Whether both hold the same, in whatever order.
fn is_same<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len()
        && one.iter().all(|item| other.contains(item))
        && other.iter().all(|item| one.contains(item))
}

/// Takes the original wherever an edited entry says the same: the editor trims descriptions and leaves
/// out empty ones, which is no change anybody made.
pub fn settle(base: &[IpAccess], edited: Vec<IpAccess>) -> Vec<IpAccess> {
    let words = |entry: &IpAccess| {
        entry
            .description
            .as_deref()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let settled = edited.into_iter().map(|entry| {
        let same = |old: &&IpAccess| old.source == entry.source && words(old) == words(&entry);
        base.iter().find(same).cloned().unwrap_or(entry)
    });
    settled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADMIN: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn base() -> Edited {
        let json = format!(
            r#"{{"id":"x","name":"ci","expireAt":"","assignedRoles":[{{"roleId":"{ADMIN}","roleName":"Admin"}}],
                "ipAccessList":[{{"source":"192.0.2.1","description":" office "}}]}}"#
        );
        Edited::of(&serde_json::from_str(&json).expect("a key"))
    }

    #[test]
    fn nothing_edited_sends_nothing() {
        assert_eq!(base().change_from(&base()), UpdateKey::default());
        assert!(base().lines_from(&base(), None, &[]).is_empty());
    }

    #[test]
    fn only_what_differs_is_sent_and_told() {
        let after = Edited {
            name: "ci 2".into(),
            expire_at: Some("2027-01-01T00:00:00Z".into()),
            access: Vec::new(),
            ..base()
        };
        let change = after.change_from(&base());
        assert_eq!(change.name.as_deref(), Some("ci 2"));
        assert_eq!(change.assigned_role_ids, None);
        assert_eq!(change.expire_at, Some(Some("2027-01-01T00:00:00Z".into())));
        assert_eq!(change.ip_access_list, Some(Vec::new()));
        let lines = after.lines_from(&base(), None, &[]);
        let told: Vec<_> = lines
            .iter()
            .map(|line| format!("{}: {} → {}", line.field, line.now, line.after))
            .collect();
        assert_eq!(
            told,
            [
                "Name: ci → ci 2",
                "Expires: never → 2027-01-01T00:00:00Z",
                "IP access list: 192.0.2.1 (office) → none"
            ]
        );
    }

    #[test]
    fn a_cleared_expiry_is_sent_as_null() {
        let dated = Edited {
            expire_at: Some("2027-01-01T00:00:00Z".into()),
            ..base()
        };
        assert_eq!(base().change_from(&dated).expire_at, Some(None));
    }

    #[test]
    fn order_and_spaces_are_no_change() {
        let one = base();
        let edited = vec![IpAccess {
            source: "192.0.2.1".into(),
            description: Some("office".into()),
        }];
        assert_eq!(settle(&one.access, edited), one.access);
        assert!(is_same(&[1, 2], &[2, 1]) && !is_same(&[1, 1], &[1, 2]));
    }
}
