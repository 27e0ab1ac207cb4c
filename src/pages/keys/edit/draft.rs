//! What is typed into the dialog, and what is wrong with it.

use cloud_api::{keys::rules, legacy::LegacyRole};

use super::settings::Settings;
use crate::{
    draft,
    pages::{
        editors::access_list::{EntryDraft, entries, settle},
        keys::{
            expiry::{ExpiryDraft, ExpiryFields, KEEP},
            roles::none_problem,
        },
        roles::{Named, Roles},
    },
};

draft!(
    Draft, Fields {
        name: String,
        roles: Vec<Named>,
        /// The same of an organization that has not migrated to custom roles.
        words: Vec<LegacyRole>,
        expiry: ExpiryDraft as ExpiryFields,
        access: Vec<EntryDraft>,
    }
);

/// What stands against sending, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub name: Option<String>,
    pub roles: Option<String>,
    pub expiry: Option<String>,
    pub access: Option<String>,
}

impl Problems {
    /// The one that comes first in the dialog.
    pub fn first(self) -> String {
        let found = self.name.or(self.roles).or(self.expiry).or(self.access);
        found.unwrap_or_default()
    }
}

impl Draft {
    pub fn of(base: &Settings) -> Self {
        let (roles, words) = match base.roles.clone() {
            Roles::Untold => (Vec::new(), Vec::new()),
            Roles::Assigned(roles) => (roles, Vec::new()),
            Roles::Legacy(words) => (Vec::new(), words),
        };
        let access = base.access.iter().flatten();
        Self {
            name: base.name.clone(),
            roles,
            words,
            expiry: ExpiryDraft::of(KEEP),
            access: access.map(EntryDraft::from).collect(),
        }
    }

    /// What stays as it was is right, whatever it is: the API has taken it.
    pub fn check(&self, base: &Settings, now: i64) -> Result<Settings, Problems> {
        let name = self.name.trim().to_owned();
        let roles = match base.roles {
            Roles::Untold => Roles::Untold,
            Roles::Assigned(_) => Roles::Assigned(self.roles.clone()),
            Roles::Legacy(_) => Roles::Legacy(self.words.clone()),
        };
        let has_none = match &roles {
            Roles::Untold => false,
            Roles::Assigned(roles) => roles.is_empty(),
            Roles::Legacy(words) => words.is_empty(),
        };
        let expire_at = if self.expiry.choice == KEEP {
            Ok(base.expire_at.clone())
        } else {
            self.expiry.expire_at(now)
        };
        let known = base.access.as_deref();
        let access = match known {
            Some(known) => entries(&self.access).map(|list| Some(settle(known, list))),
            None => Ok(None),
        };
        let problems = Problems {
            name: (name != base.name).then(|| name_problem(&name)).flatten(),
            roles: (has_none && !roles.is_same(&base.roles)).then(|| none_problem().into()),
            expiry: expire_at.as_ref().err().cloned(),
            access: match &access {
                Err(sentence) => Some(sentence.clone()),
                Ok(Some(list)) if list.is_empty() && known.is_some_and(|old| !old.is_empty()) => {
                    Some(
                        "With an empty list nobody can use the key. To shut it off, disable it instead"
                            .into(),
                    )
                }
                Ok(_) => None,
            },
        };
        match (expire_at, access) {
            (Ok(expire_at), Ok(access)) if problems == Problems::default() => Ok(Settings {
                name,
                roles,
                expire_at,
                access,
            }),
            _ => Err(problems),
        }
    }
}

/// What is wrong with a key's name, in words for beside the field.
pub fn name_problem(name: &str) -> Option<String> {
    use rules::{NAME_MAX, NameProblem};
    Some(match rules::check_name(name).err()? {
        NameProblem::Empty => "Enter a name".into(),
        NameProblem::TooLong => {
            let length = name.chars().count();
            format!("{NAME_MAX} characters at most; this has {length}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment;

    const ADMIN: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn base() -> Settings {
        Settings {
            name: "ci".into(),
            roles: Roles::Assigned(vec![Named {
                id: ADMIN.parse().expect("a UUID"),
                name: "Admin".into(),
            }]),
            expire_at: Some("2020-01-01T00:00:00Z".into()),
            access: Some(entries(&[EntryDraft::new("192.0.2.1", "")]).expect("an entry")),
        }
    }

    fn check(draft: &Draft) -> Result<Settings, Problems> {
        let now = moment::parse("2026-11-24T10:00:00Z").expect("a time");
        draft.check(&base(), now)
    }

    #[test]
    fn what_stays_is_not_judged() {
        assert_eq!(check(&Draft::of(&base())), Ok(base()));
    }

    #[test]
    fn an_expiry_in_the_past_is_refused() {
        let expiry = ExpiryDraft {
            choice: "date".into(),
            date: "2026-11-23".into(),
        };
        let draft = Draft {
            expiry,
            ..Draft::of(&base())
        };
        assert!(check(&draft).is_err_and(|problems| problems.first().contains("over")));
    }

    #[test]
    fn taking_everything_away_is_refused() {
        let draft = Draft {
            access: Vec::new(),
            roles: Vec::new(),
            ..Draft::of(&base())
        };
        let problems = check(&draft).expect_err("problems");
        assert!(
            problems
                .access
                .is_some_and(|text| text.contains("disable it instead"))
        );
        assert!(problems.roles.is_some());
    }

    #[test]
    fn a_draft_survives_storage() {
        let draft = Draft::of(&base());
        let text = serde_json::to_string(&draft).expect("serializable");
        assert_eq!(
            serde_json::from_str::<Draft>(&text).expect("readable"),
            draft
        );
    }

    #[test]
    fn a_name_is_refused_in_words_that_help() {
        assert_eq!(name_problem("ci/cd"), None);
        assert_eq!(name_problem(" ").as_deref(), Some("Enter a name"));
        assert!(name_problem(&"x".repeat(300)).is_some_and(|text| text.contains("this has 300")));
    }
}
