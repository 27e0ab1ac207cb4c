//! Roles of an organization that has not migrated to custom roles. Inside they are roles like the others;
//! only their names on the way in and out are the words of before.

use cloud_api::legacy::LegacyRole;
use serde::Serialize;
use uuid::Uuid;

use super::{AssignedRole, Roles};
use crate::{
    Sandbox,
    body::{Item, Object},
    refusal::Refusal,
};

const ADMIN: &str = "Admin";
const QUERIES: &str = "Basic service API reader";

/// Whose role a word is: developers are other roles for people than for keys (inferred).
#[derive(Clone, Copy)]
pub(crate) enum Of {
    People,
    Keys,
}

impl Of {
    const fn field(self) -> &'static str {
        match self {
            Self::People => "role",
            Self::Keys => "roles",
        }
    }

    const fn words(self) -> &'static [LegacyRole] {
        const ALL: &[LegacyRole] = &[
            LegacyRole::Admin,
            LegacyRole::Developer,
            LegacyRole::QueryEndpoints,
        ];
        match self {
            Self::People => ALL.split_at(2).0,
            Self::Keys => ALL,
        }
    }

    const fn developer(self) -> &'static [&'static str] {
        match self {
            Self::People => &["Member", "Service admin"],
            Self::Keys => &["Org API reader", "Service API admin"],
        }
    }
}

/// Both fields of an answer that tell roles.
pub(crate) struct Told<'a> {
    /// The deprecated one; never empty.
    pub(crate) words: Vec<LegacyRole>,
    /// Nothing before the migration (inferred).
    pub(crate) assigned: Option<Vec<AssignedRole<'a>>>,
}

/// What members and invitations tell of their roles.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PersonRoles<'a> {
    role: LegacyRole,
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_roles: Option<Vec<AssignedRole<'a>>>,
}

impl Roles {
    /// The roles that a word of before stands for.
    fn of_word(&self, word: &LegacyRole, of: Of) -> Vec<Uuid> {
        let names = match word {
            LegacyRole::Admin => &[ADMIN],
            LegacyRole::QueryEndpoints => &[QUERIES],
            LegacyRole::Developer | LegacyRole::Other(_) => of.developer(),
        };
        names.iter().map(|name| self.by_name(name)).collect()
    }

    /// The words of before that come nearest to the roles.
    fn words(&self, roles: &[Uuid], of: Of) -> Vec<LegacyRole> {
        let (admin, queries) = (self.by_name(ADMIN), self.by_name(QUERIES));
        let mut words = Vec::new();
        if roles.contains(&admin) {
            words.push(LegacyRole::Admin);
        }
        if roles.iter().any(|role| *role != admin && *role != queries) {
            words.push(LegacyRole::Developer);
        }
        if matches!(of, Of::Keys) && roles.contains(&queries) {
            words.push(LegacyRole::QueryEndpoints);
        }
        if words.is_empty() {
            words.push(LegacyRole::Developer);
        }
        words
    }
}

impl Sandbox {
    /// What an answer tells of the roles; after the migration the word of before is frozen.
    pub(crate) fn told_roles(&self, roles: &[Uuid], of: Of, was_admin: bool) -> Told<'_> {
        if self.legacy_roles {
            return Told {
                words: self.roles.words(roles, of),
                assigned: None,
            };
        }
        let frozen = if was_admin {
            LegacyRole::Admin
        } else {
            LegacyRole::Developer
        };
        Told {
            words: vec![frozen],
            assigned: Some(self.roles.assigned(roles)),
        }
    }

    /// The same of a person, who has one word.
    pub(crate) fn person_roles(&self, roles: &[Uuid], was_admin: bool) -> PersonRoles<'_> {
        let Told { words, assigned } = self.told_roles(roles, Of::People, was_admin);
        let role = words.into_iter().next().unwrap_or(LegacyRole::Developer);
        PersonRoles {
            role,
            assigned_roles: assigned,
        }
    }

    /// The roles that a body gives, if it gives any: before the migration in either field, after it in
    /// `assignedRoleIds` only.
    pub(crate) fn given_roles(
        &self,
        body: &Object<'_>,
        of: Of,
    ) -> Result<Option<Vec<Uuid>>, Refusal> {
        let given = body.optional(of.field());
        match given {
            Some(_) if !self.legacy_roles => Err(Refusal::bare_bad_request(
                "Organization has migrated to Custom Roles. Use 'assignedRoleIds' instead of 'role'.",
            )),
            Some(item) => self.of_words(item, of).map(Some),
            None => body.read("assignedRoleIds", |item| self.roles.read_ids(item)),
        }
    }

    fn of_words(&self, item: Item<'_>, of: Of) -> Result<Vec<Uuid>, Refusal> {
        let items = match of {
            Of::People => vec![item],
            Of::Keys => {
                let empty = item.wrong("Must have at least 1 element");
                let items = item.list()?;
                if items.is_empty() {
                    return Err(empty);
                }
                items
            }
        };
        let mut roles = Vec::new();
        for item in items {
            let word = item.word(of.words())?;
            for role in self.roles.of_word(&word, of) {
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        }
        Ok(roles)
    }
}
