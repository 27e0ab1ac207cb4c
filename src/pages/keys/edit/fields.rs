//! The fields of the dialog, and what is wrong with them.

use cloud_api::{
    RoleId,
    keys::{ApiKey, rules},
    roles::Role,
};
use leptos::prelude::*;

use super::change::{Edited, settle};
use crate::pages::{
    editors::access_list::{EntryDraft, entries},
    keys::{
        expiry::{ExpiryDraft, ExpiryFields, KEEP},
        own::{Own, ShutOut},
        roles::roles_problem,
    },
};

#[derive(Clone, Copy)]
pub struct Fields {
    pub name: RwSignal<String>,
    pub roles: RwSignal<Vec<RoleId>>,
    pub expiry: ExpiryFields,
    pub access: RwSignal<Vec<EntryDraft>>,
}

impl Fields {
    pub fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            roles: RwSignal::new(Vec::new()),
            expiry: ExpiryFields::new(ExpiryDraft::of(KEEP)),
            access: RwSignal::new(Vec::new()),
        }
    }

    pub fn set(self, key: &ApiKey) {
        let Edited {
            name,
            roles,
            access,
            ..
        } = Edited::of(key);
        self.name.set(name);
        self.roles.set(roles);
        self.expiry.set(ExpiryDraft::of(KEEP));
        self.access
            .set(access.iter().map(EntryDraft::from).collect());
    }

    pub fn draft(self) -> Draft {
        Draft {
            name: self.name.get(),
            roles: self.roles.get(),
            expiry: self.expiry.draft(),
            access: self.access.get(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    name: String,
    roles: Vec<RoleId>,
    expiry: ExpiryDraft,
    access: Vec<EntryDraft>,
}

/// What stands against sending, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub name: Option<String>,
    pub roles: Option<String>,
    pub expiry: Option<String>,
    pub access: Option<String>,
}

impl Draft {
    /// What stays as it was is right, whatever it is: the API has taken it.
    pub fn check(
        &self,
        base: &Edited,
        all: Option<&[Role]>,
        own: Own,
        now: i64,
    ) -> Result<Edited, Problems> {
        let name = self.name.trim().to_owned();
        let expire_at = if self.expiry.choice == KEEP {
            Ok(base.expire_at.clone())
        } else {
            self.expiry.expire_at(now)
        };
        let access = entries(&self.access).map(|list| settle(&base.access, list));
        let problems = Problems {
            name: (name != base.name).then(|| name_problem(&name)).flatten(),
            roles: (self.roles != base.roles)
                .then(|| roles_problem(all, &self.roles))
                .flatten(),
            expiry: expire_at.as_ref().err().cloned(),
            access: match &access {
                Err(sentence) => Some(sentence.clone()),
                Ok(list) if list.is_empty() && !base.access.is_empty() => Some(no_access(own)),
                Ok(_) => None,
            },
        };
        match (expire_at, access) {
            (Ok(expire_at), Ok(access)) if problems == Problems::default() => Ok(Edited {
                name,
                roles: self.roles.clone(),
                expire_at,
                access,
            }),
            _ => Err(problems),
        }
    }
}

fn no_access(own: Own) -> String {
    match own.shut_out_by(&[]) {
        Some(ShutOut::Surely) => {
            "This session uses this key: an empty list would shut it out at once"
        }
        _ => "With an empty list nobody can use the key. To shut it off, disable it instead",
    }
    .into()
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

    fn base() -> Edited {
        Edited {
            name: "ci".into(),
            roles: vec![ADMIN.parse().expect("a UUID")],
            expire_at: Some("2020-01-01T00:00:00Z".into()),
            access: entries(&[EntryDraft::new("192.0.2.1", "")]).expect("an entry"),
        }
    }

    fn draft() -> Draft {
        Draft {
            name: "ci".into(),
            roles: base().roles,
            expiry: ExpiryDraft::of(KEEP),
            access: vec![EntryDraft::new("192.0.2.1", "")],
        }
    }

    fn check(draft: &Draft, own: Own) -> Result<Edited, Problems> {
        let now = moment::parse("2026-11-24T10:00:00Z").expect("a time");
        draft.check(&base(), None, own, now)
    }

    #[test]
    fn what_stays_is_not_judged() {
        assert_eq!(check(&draft(), Own::No), Ok(base()));
    }

    #[test]
    fn an_expiry_in_the_past_is_refused() {
        let expiry = ExpiryDraft {
            choice: "date".into(),
            date: "2026-11-23".into(),
        };
        let problems = check(&Draft { expiry, ..draft() }, Own::No).expect_err("a problem");
        assert!(problems.expiry.is_some());
    }

    #[test]
    fn emptying_the_list_is_refused_in_words_that_fit() {
        let empty = Draft {
            access: Vec::new(),
            ..draft()
        };
        let said = |own| check(&empty, own).expect_err("a problem").access;
        assert!(said(Own::No).is_some_and(|text| text.contains("disable it instead")));
        assert!(said(Own::Yes).is_some_and(|text| text.contains("This session")));
    }

    #[test]
    fn a_name_is_refused_in_words_that_help() {
        assert_eq!(name_problem("ci/cd"), None);
        assert_eq!(name_problem(" ").as_deref(), Some("Enter a name"));
        assert!(name_problem(&"x".repeat(300)).is_some_and(|text| text.contains("this has 300")));
    }
}
