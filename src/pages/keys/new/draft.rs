//! What is typed into the form, what is wrong with it, and the request it makes.

use cloud_api::{RoleId, keys::CreateKey, legacy::LegacyRole, roles::Role};

use crate::{
    draft,
    pages::{
        editors::access_list::{EntryDraft, entries},
        keys::{
            creation::Way,
            edit::name_problem,
            expiry::{ExpiryDraft, ExpiryFields},
            roles::{none_problem, roles_problem},
        },
    },
};

draft!(
    /// Nothing of it is secret: the pair is made when the form is sent.
    Draft, Fields {
        name: String = String::new(),
        roles: Vec<RoleId> = Vec::new(),
        /// The same of an organization that has not migrated to custom roles.
        words: Vec<LegacyRole> = Vec::new(),
        expiry: ExpiryDraft as ExpiryFields = ExpiryDraft::default(),
        access: Vec<EntryDraft> = Vec::new(),
        /// Who makes the pair.
        way: String = Way::HERE.into(),
    }
);

/// A field of the form, named as in `ApiKeyPostRequest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Roles,
    Expiry,
    Access,
}

impl Field {
    /// The field that a text of the API is about, and what it says of it: `request body.name: <rule>`.
    pub fn in_api_text(text: &str) -> Option<(Self, &str)> {
        let (_, rest) = text.split_once("request body.")?;
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let field = match name {
            "name" => Self::Name,
            "assignedRoleIds" | "roles" => Self::Roles,
            "expireAt" => Self::Expiry,
            "ipAccessList" => Self::Access,
            _ => return None,
        };
        Some((field, rest.trim_start_matches(": ").trim_start()))
    }
}

/// Everything that stands against sending the form.
pub type Problems = Vec<(Field, String)>;

/// What there is to choose from.
#[derive(Clone, Copy)]
pub enum Offered<'a> {
    /// `None` while the roles are not known.
    Roles(Option<&'a [Role]>),
    /// The organization has not migrated to custom roles.
    Words,
}

impl Draft {
    pub fn check(&self, offered: Offered<'_>, now: i64) -> Result<CreateKey, Problems> {
        let name = self.name.trim().to_owned();
        let expire_at = self.expiry.expire_at(now);
        let access = entries(&self.access).and_then(|list| {
            if list.is_empty() {
                Err("Nobody could use the key. Add an entry, or allow access from anywhere".into())
            } else {
                Ok(list)
            }
        });
        let problems = [
            (Field::Name, name_problem(&name)),
            (
                Field::Roles,
                match offered {
                    Offered::Roles(all) => roles_problem(all, &self.roles),
                    Offered::Words => self.words.is_empty().then(|| none_problem().into()),
                },
            ),
            (Field::Expiry, expire_at.as_ref().err().cloned()),
            (Field::Access, access.as_ref().err().cloned()),
        ];
        let problems: Problems = problems
            .into_iter()
            .filter_map(|(field, text)| Some((field, text?)))
            .collect();
        match (expire_at, access) {
            (Ok(expire_at), Ok(ip_access_list)) if problems.is_empty() => Ok(CreateKey {
                name,
                expire_at,
                state: None,
                hash_data: None,
                assigned_role_ids: matches!(offered, Offered::Roles(_)).then(|| self.roles.clone()),
                roles: matches!(offered, Offered::Words).then(|| self.words.clone()),
                ip_access_list,
            }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment;

    fn check(draft: &Draft) -> Result<CreateKey, Problems> {
        let now = moment::parse("2026-11-24T10:00:00Z").expect("a time");
        draft.check(Offered::Roles(None), now)
    }

    #[test]
    fn roles_of_before_the_migration_are_sent_as_such() {
        let now = moment::parse("2026-11-24T10:00:00Z").expect("a time");
        let draft = Draft {
            words: vec![LegacyRole::Developer],
            ..good()
        };
        let request = draft.check(Offered::Words, now).expect("a request");
        assert_eq!(request.roles, Some(vec![LegacyRole::Developer]));
        assert_eq!(request.assigned_role_ids, None);
        assert!(
            good().check(Offered::Words, now).is_err(),
            "ids are none of its roles"
        );
    }

    fn good() -> Draft {
        Draft {
            name: " ci ".into(),
            roles: vec![
                "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"
                    .parse()
                    .expect("a UUID"),
            ],
            access: vec![EntryDraft::new("203.0.113.7", "runner")],
            ..Draft::default()
        }
    }

    #[test]
    fn a_whole_draft_makes_a_request_that_expires() {
        let request = check(&good()).expect("a request");
        assert_eq!(request.name, "ci");
        assert_eq!(request.expire_at.as_deref(), Some("2027-02-22T10:00:00Z"));
        assert_eq!(request.hash_data, None);
    }

    #[test]
    fn an_empty_form_says_what_it_wants() {
        let problems = check(&Draft::default()).expect_err("problems");
        let fields: Vec<Field> = problems.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Name, Field::Roles, Field::Access]);
    }

    #[test]
    fn a_list_that_lets_nobody_in_is_caught() {
        let draft = Draft {
            access: vec![EntryDraft::default()],
            ..good()
        };
        assert!(check(&draft).is_err_and(|problems| problems[0].1.contains("Nobody could use")));
        let open = Draft {
            access: vec![EntryDraft::anywhere()],
            ..good()
        };
        assert!(check(&open).is_ok());
    }

    #[test]
    fn the_field_of_an_api_text_is_found() {
        assert_eq!(
            Field::in_api_text(
                "BAD_REQUEST: request body.name: A key of this name is refused <string:x>"
            ),
            Some((Field::Name, "A key of this name is refused <string:x>"))
        );
        assert_eq!(
            Field::in_api_text("BAD_REQUEST: request body.assignedRoleIds[0]: Role not found"),
            Some((Field::Roles, "[0]: Role not found"))
        );
        assert_eq!(Field::in_api_text("CONFLICT: no"), None);
    }

    #[test]
    fn a_draft_survives_storage() {
        let text = serde_json::to_string(&good()).expect("serializable");
        assert_eq!(
            serde_json::from_str::<Draft>(&text).expect("readable"),
            good()
        );
    }
}
