//! What is edited of a key as the API has it, what of it is sent, and what that changes.

use cloud_api::{
    keys::{ApiKey, UpdateKey},
    services::IpAccess,
};
use serde::{Deserialize, Serialize};

use super::own_expiry::in_words;
use crate::{
    pages::{
        editors::access_list,
        keys::marks::told,
        roles::{Roles, is_same},
    },
    ui::ChangeLine,
};

/// A key's fields that a person edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub name: String,
    pub roles: Roles,
    /// RFC 3339; `None` for never.
    pub expire_at: Option<String>,
    /// `None` where the API did not tell it: then it stays as it is.
    pub access: Option<Vec<IpAccess>>,
}

impl Settings {
    pub fn of(key: &ApiKey) -> Self {
        Self {
            name: key.name.clone().unwrap_or_default(),
            roles: Roles::of(key),
            expire_at: told(key.expire_at.as_ref()).map(ToOwned::to_owned),
            access: key.ip_access_list.clone(),
        }
    }

    /// Only what differs; a list replaces the whole of the old one.
    pub fn change_from(&self, base: &Self) -> UpdateKey {
        let mut change = UpdateKey {
            name: (self.name != base.name).then(|| self.name.clone()),
            expire_at: (self.expire_at != base.expire_at).then(|| self.expire_at.clone()),
            ip_access_list: (!self.is_access_of(base))
                .then(|| self.access.clone())
                .flatten(),
            ..UpdateKey::default()
        };
        if !self.roles.is_same(&base.roles) {
            match &self.roles {
                Roles::Untold => {}
                Roles::Assigned(roles) => {
                    let ids = roles.iter().map(|role| role.id.clone());
                    change.assigned_role_ids = Some(ids.collect());
                }
                Roles::Legacy(words) => change.roles = Some(words.clone()),
            }
        }
        change
    }

    /// What leads from the first to the second, field by field.
    pub fn lines(before: &Self, after: &Self) -> Vec<ChangeLine> {
        let never = || "never".to_owned();
        let expiry = |at: &Option<String>| at.as_deref().map_or_else(never, in_words);
        let mut lines = Vec::new();
        let mut add = |what: &str, found: Vec<ChangeLine>| {
            lines.extend(found.into_iter().map(|line| line.of(what)));
        };
        add("Name", ChangeLine::between(&before.name, &after.name));
        add(
            "Expires",
            if before.expire_at == after.expire_at {
                Vec::new()
            } else {
                vec![ChangeLine::changed(
                    expiry(&before.expire_at),
                    expiry(&after.expire_at),
                )]
            },
        );
        if !after.is_access_of(before) {
            let list = |of: &Self| of.access.clone().unwrap_or_default();
            let found = access_list::changes(&list(before), &list(after));
            add("IP access list", found);
        }
        lines.extend(before.roles.lines(&after.roles));
        lines
    }

    fn is_access_of(&self, base: &Self) -> bool {
        match (&self.access, &base.access) {
            (Some(one), Some(other)) => is_same(one, other, PartialEq::eq),
            (one, other) => one == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::legacy::LegacyRole;

    use super::*;

    const ADMIN: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn of(json: &str) -> Settings {
        Settings::of(&serde_json::from_str(json).expect("a key"))
    }

    fn base() -> Settings {
        of(&format!(
            r#"{{"id":"x","name":"ci","expireAt":"","assignedRoles":[{{"roleId":"{ADMIN}","roleName":"Admin"}}],
                "ipAccessList":[{{"source":"192.0.2.1","description":" office "}}]}}"#
        ))
    }

    fn told(lines: &[ChangeLine]) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let line = |line: &ChangeLine| {
            format!(
                "{}: {}→{}",
                text(&line.what),
                text(&line.now),
                text(&line.after)
            )
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn nothing_edited_sends_nothing() {
        assert_eq!(base().change_from(&base()), UpdateKey::default());
        assert!(Settings::lines(&base(), &base()).is_empty());
    }

    #[test]
    fn only_what_differs_is_sent_and_told() {
        let after = Settings {
            name: "ci 2".into(),
            expire_at: Some("2027-01-01T00:00:00Z".into()),
            access: Some(Vec::new()),
            ..base()
        };
        let change = after.change_from(&base());
        assert_eq!(change.name.as_deref(), Some("ci 2"));
        assert_eq!(change.assigned_role_ids, None);
        assert_eq!(change.expire_at, Some(Some("2027-01-01T00:00:00Z".into())));
        assert_eq!(change.ip_access_list, Some(Vec::new()));
        assert_eq!(
            told(&Settings::lines(&base(), &after)),
            [
                "Name: ci→ci 2",
                "Expires: never→2027-01-01 00:00:00 UTC",
                "IP access list: 192.0.2.1 (office)→",
            ]
        );
    }

    #[test]
    fn a_cleared_expiry_is_sent_as_null() {
        let dated = Settings {
            expire_at: Some("2027-01-01T00:00:00Z".into()),
            ..base()
        };
        assert_eq!(base().change_from(&dated).expire_at, Some(None));
    }

    #[test]
    fn roles_of_before_the_migration_are_sent_as_such() {
        let old = of(r#"{"id":"x","roles":["developer"]}"#);
        let after = Settings {
            roles: Roles::Legacy(vec![LegacyRole::Admin]),
            ..old.clone()
        };
        let change = after.change_from(&old);
        assert_eq!(change.roles, Some(vec![LegacyRole::Admin]));
        assert_eq!(change.assigned_role_ids, None);
        assert_eq!(
            told(&Settings::lines(&old, &after)),
            ["Role: developer→", "Role: →admin"]
        );
    }

    #[test]
    fn what_the_api_did_not_tell_stays() {
        let silent = of(r#"{"id":"x","name":"ci"}"#);
        assert_eq!(silent.roles, Roles::Untold);
        let after = Settings {
            name: "ci 2".into(),
            ..silent.clone()
        };
        let change = after.change_from(&silent);
        assert_eq!(
            (change.assigned_role_ids, change.ip_access_list),
            (None, None)
        );
    }
}
