//! What a careful admin confirms a second time: a role that rules over others, a way in for everybody, and what is
//! deleted by the way.

use cloud_api::{legacy::LegacyRole, roles::Role, services::IpAccess};
use leptos::prelude::*;

use super::access_list::lets_everybody_in;
use crate::{
    format,
    pages::roles::{Named, Roles},
    rights::policies::{ADMIN, is_admin, may_give_roles},
    ui::{Icon, TextField},
};

/// One consequence that wants its word typed before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// What has to be typed.
    word: String,
    means: String,
}

impl Risk {
    /// The roles that `whom` gets with a change and that rule over others. Who ruled before gains nothing by one more.
    pub fn of_roles(before: &Roles, after: &Roles, all: Option<&[Role]>, whom: &str) -> Vec<Self> {
        if ruling(before, all).is_empty() {
            let found = ruling(after, all).into_iter();
            found
                .map(|(role, allows)| Self {
                    means: format!("This gives the role {role} to {whom}. {allows}"),
                    word: role,
                })
                .collect()
        } else {
            Vec::new()
        }
    }

    /// `what`, such as "the service", being opened to every address.
    pub fn of_access(before: &[IpAccess], after: &[IpAccess], what: &str) -> Option<Self> {
        (lets_everybody_in(after) && !lets_everybody_in(before)).then(|| Self {
            word: "anywhere".into(),
            means: format!("Everybody on the internet will reach {what}. Every address is let in."),
        })
    }

    /// Backups that a shorter retention deletes; as many as there are if their number is not known.
    pub fn of_backups(count: Option<usize>, older_than: &str) -> Option<Self> {
        let (backups, subject) = match count {
            Some(0) => return None,
            Some(count) => {
                let backups = format::plural(count, "backup", "backups");
                (backups.clone(), backups)
            }
            None => ("backups".to_owned(), "Backups".to_owned()),
        };
        let unread = if count.is_none() {
            " How many is not known: the list was not read."
        } else {
            ""
        };
        Some(Self {
            word: format!("delete {backups}"),
            means: format!(
                "{subject} older than {older_than} will be deleted. This cannot be undone.{unread}"
            ),
        })
    }
}

/// The roles by name that rule over others, with what that means.
fn ruling(roles: &Roles, all: Option<&[Role]>) -> Vec<(String, &'static str)> {
    const EVERYTHING: &str = "It allows everything in the organization: deleting services, creating API keys, giving \
                              roles to others.";
    const ROLES: &str =
        "It manages the organization, so whoever has it can give every role, Admin included.";
    let of_named = |Named { id, name }: &Named| {
        let known = all.and_then(|all| all.iter().find(|role| role.id == *id));
        let allows = match known {
            Some(role) if is_admin(role) => Some(EVERYTHING),
            Some(role) => may_give_roles(role).then_some(ROLES),
            // The roles may not be read by every key; the predefined one has its name.
            None => (name == ADMIN).then_some(EVERYTHING),
        };
        allows.map(|allows| (name.clone(), allows))
    };
    match roles {
        Roles::Untold => Vec::new(),
        Roles::Assigned(named) => named.iter().filter_map(of_named).collect(),
        Roles::Legacy(words) => words
            .iter()
            .filter(|word| **word == LegacyRole::Admin)
            .map(|word| (word.to_string(), EVERYTHING))
            .collect(),
    }
}

/// The risks of a form, and what was typed to confirm each.
#[derive(Clone, Copy)]
pub struct Reconfirm {
    risks: Memo<Vec<Risk>>,
    typed: RwSignal<Vec<(Risk, String)>>,
}

impl Reconfirm {
    pub fn new(risks: impl Fn() -> Vec<Risk> + Send + Sync + 'static) -> Self {
        Self {
            risks: Memo::new(move |_| {
                let mut found = risks();
                found.dedup();
                found
            }),
            typed: RwSignal::new(Vec::new()),
        }
    }

    /// Why it has to wait, until each risk on view is confirmed.
    pub fn held(self) -> Option<String> {
        open_one(&self.risks.read(), &self.typed.read())
            .map(|risk| format!("Type {} first, to confirm what it means", risk.word))
    }
}

/// The first risk that was not confirmed as it is now.
fn open_one<'a>(risks: &'a [Risk], typed: &[(Risk, String)]) -> Option<&'a Risk> {
    risks.iter().find(|risk| {
        let confirms = |(about, text): &(Risk, String)| about == *risk && text.trim() == risk.word;
        !typed.iter().any(confirms)
    })
}

/// What each risk means, with the field that confirms it. Another risk is another question: its field is empty.
#[component]
pub fn Reconfirmation(reconfirm: Reconfirm) -> impl IntoView {
    let Reconfirm { risks, typed } = reconfirm;
    let row = move |risk: Risk| {
        // The very risk may go for a moment, as while a role that vanished is taken out.
        let before = typed.with_untracked(|typed| {
            let mut typed = typed.iter();
            typed.find_map(|(about, text)| (*about == risk).then(|| text.clone()))
        });
        let entered = RwSignal::new(before.unwrap_or_default());
        let label = format!("Type {} to confirm", risk.word);
        let means = risk.means.clone();
        Effect::new(move |_| {
            let text = entered.get();
            typed.update(|typed| {
                typed.retain(|(about, _)| *about != risk);
                typed.push((risk.clone(), text));
            });
        });
        view! {
            <div class="notice">
                <Icon name="warning" />
                <div class="confirm">
                    <p role="status">{means}</p>
                    <TextField label value=entered mono=true />
                </div>
            </div>
        }
    };
    view! { <For each=move || risks.get() key=|risk| format!("{risk:?}") children=row /> }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn role(digit: usize, name: &str, kind: &str, permission: &str) -> Role {
        let policy = json!({
            "allowDeny": "ALLOW", "permissions": [permission], "resources": ["organization/x"],
        });
        let id = format!("6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e1{digit}");
        let json = json!({ "id": id, "name": name, "type": kind, "policies": [policy] });
        serde_json::from_value(json).expect("a role")
    }

    fn all() -> Vec<Role> {
        vec![
            role(1, "Admin", "system", "control-plane:organization:view"),
            role(2, "Member", "system", "control-plane:organization:view"),
            role(3, "Admin", "custom", "control-plane:service:view"),
            role(
                4,
                "Org keepers",
                "custom",
                "control-plane:organization:manage",
            ),
        ]
    }

    fn assigned(all: &[Role], places: &[usize]) -> Roles {
        let named = places.iter().map(|place| Named {
            id: all[*place].id.clone(),
            name: all[*place].name.clone().unwrap_or_default(),
        });
        Roles::Assigned(named.collect())
    }

    fn words(before: &[usize], after: &[usize]) -> Vec<String> {
        let all = all();
        let (before, after) = (assigned(&all, before), assigned(&all, after));
        let found = Risk::of_roles(&before, &after, Some(&all), "ci");
        found.into_iter().map(|risk| risk.word).collect()
    }

    #[test]
    fn a_role_that_rules_over_others_is_a_risk_and_a_namesake_is_none() {
        assert_eq!(words(&[], &[0]), ["Admin"]);
        assert_eq!(words(&[1], &[1, 3]), ["Org keepers"]);
        assert!(
            words(&[1], &[1, 2]).is_empty(),
            "a custom role of that name"
        );
    }

    #[test]
    fn who_ruled_before_gains_nothing() {
        assert!(words(&[0], &[0, 3]).is_empty());
        assert!(words(&[0], &[1]).is_empty());
    }

    #[test]
    fn roles_that_may_not_be_read_are_judged_by_name_and_old_words_as_they_are() {
        let all = all();
        let found = Risk::of_roles(&Roles::Untold, &assigned(&all, &[0]), None, "ci");
        assert!(found[0].means.contains("the role Admin to ci"));
        let old = |words| Risk::of_roles(&Roles::Untold, &Roles::Legacy(words), None, "ci");
        assert_eq!(old(vec![LegacyRole::Admin])[0].word, "admin");
        assert!(old(vec![LegacyRole::Developer]).is_empty());
    }

    #[test]
    fn opening_to_everybody_is_a_risk_once() {
        let list = |sources: &[&str]| -> Vec<IpAccess> {
            let entry = |source: &&str| IpAccess {
                source: (*source).into(),
                description: None,
            };
            sources.iter().map(entry).collect()
        };
        let is_risk = |before: &[&str], after: &[&str]| {
            Risk::of_access(&list(before), &list(after), "the key").is_some()
        };
        assert!(is_risk(&["192.0.2.1"], &["0.0.0.0/0"]));
        assert!(is_risk(&[], &["::/0"]));
        assert!(is_risk(&[], &["0.0.0.0/1", "128.0.0.0/1"]), "in two halves");
        assert!(!is_risk(&["0.0.0.0/0"], &["0.0.0.0/0", "::/0"]));
        assert!(!is_risk(&["192.0.2.1"], &["0.0.0.0/1"]));
    }

    #[test]
    fn what_was_confirmed_holds_for_that_very_risk_only() {
        let risk = |whom: &str| Risk {
            word: "Admin".into(),
            means: whom.into(),
        };
        let typed = [(risk("one"), " Admin ".to_owned())];
        assert_eq!(open_one(&[risk("one")], &typed), None);
        assert_eq!(
            open_one(&[risk("one"), risk("two")], &typed),
            Some(&risk("two"))
        );
        assert_eq!(
            open_one(&[risk("one")], &[(risk("one"), "admin".into())]),
            Some(&risk("one"))
        );
    }
}
