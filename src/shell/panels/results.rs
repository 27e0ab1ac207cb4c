//! What the palette can find, and what it finds.

use std::sync::Arc;

use cloud_api::{ActivityId, OrganizationId, ids::is_uuid};
use leptos::prelude::*;

#[cfg(test)]
use super::docs::docs;
use super::fuzzy::score;
use crate::{
    offers::Offers,
    paths,
    shell::{
        places::{Place, places},
        shortcuts::Shortcuts,
    },
    ui::Action,
};

/// More than anybody reads.
const MOST: usize = 40;

/// What a word counts at most in an entry that does nothing itself.
const GUIDE: u32 = 90;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Actions,
    Recent,
    Services,
    Keys,
    Members,
    Invitations,
    Pages,
    Topics,
    Console,
    DocsOfPage,
    Docs,
}

impl Group {
    /// Those that are searched. A page that was visited is found as what it is.
    const SEARCHED: [Self; 10] = [
        Self::Actions,
        Self::Services,
        Self::Keys,
        Self::Members,
        Self::Invitations,
        Self::Pages,
        Self::Topics,
        Self::Console,
        Self::DocsOfPage,
        Self::Docs,
    ];

    /// Whether it is shown before anything is typed.
    fn is_first(self) -> bool {
        matches!(
            self,
            Self::Actions | Self::Recent | Self::Pages | Self::Console | Self::DocsOfPage
        )
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Actions => "Actions",
            Self::Recent => "Recent",
            Self::Services => "Services",
            Self::Keys => "API keys",
            Self::Members => "Members",
            Self::Invitations => "Invitations",
            Self::Pages => "Pages",
            Self::Topics => "Where to find it",
            Self::Console => "Console",
            Self::DocsOfPage => "Documentation of this page",
            Self::Docs => "Documentation",
        }
    }
}

#[derive(Clone)]
pub enum Does {
    Go(String),
    /// Another site, in a tab of its own.
    Open(&'static str),
    /// Outlives the palette, which has closed by then; a `Callback` made in it would not.
    Run(Arc<dyn Fn() + Send + Sync>),
}

#[derive(Clone)]
pub struct Entry {
    pub group: Group,
    pub icon: &'static str,
    pub label: String,
    /// Beside the label, and found by too.
    pub about: String,
    pub keys: Option<String>,
    pub refused: Option<String>,
    pub does: Does,
}

impl Entry {
    /// What tells it from others.
    pub fn name(&self) -> (Group, String, String) {
        (self.group, self.label.clone(), self.about.clone())
    }
}

/// The actions of the page on view and what the shell itself can do.
pub fn actions(offers: Offers, own: Vec<Entry>, shortcuts: Shortcuts) -> Vec<Entry> {
    let mut all = Vec::new();
    for (about, actions) in offers.now() {
        all.extend(actions.into_iter().map(|action| {
            let keys = action.key.map(|key| shortcuts.keys(&key.to_string()));
            action_entry(&about, action, keys)
        }));
    }
    all.extend(own);
    all
}

pub fn pages(organization: &OrganizationId, shortcuts: Shortcuts) -> Vec<Entry> {
    let page = |place: Place| Entry {
        group: Group::Pages,
        icon: place.icon,
        label: place.label.to_owned(),
        about: String::new(),
        keys: place.keys.map(|keys| shortcuts.keys(keys)),
        refused: None,
        does: Does::Go(place.href),
    };
    places(organization).into_iter().map(page).collect()
}

/// What can be done with the rows of the list on view: to those that are called so, what is called so.
pub fn row_actions(offers: Offers, needle: &str) -> Vec<Entry> {
    let needle = needle.to_lowercase();
    let words: Vec<&str> = needle.split_whitespace().collect();
    let count = |text: &str| {
        let text = text.to_lowercase();
        words.iter().filter(|word| text.contains(**word)).count()
    };
    let rows = offers.rows(&count).into_iter();
    let found = rows.flat_map(|(about, actions)| {
        let named = actions.into_iter().filter(|action| count(action.label) > 0);
        named
            .map(|action| action_entry(&about, action, None))
            .collect::<Vec<_>>()
    });
    found.collect()
}

fn action_entry(about: &str, action: Action, keys: Option<String>) -> Entry {
    Entry {
        group: Group::Actions,
        icon: action.icon.unwrap_or("chevron"),
        label: action.label.to_owned(),
        about: about.to_owned(),
        keys,
        refused: action.refused,
        does: Does::Run(Arc::new(move || {
            // The page may have gone with the palette.
            _ = action.run.try_run(());
        })),
    }
}

/// What was visited, newest first, by the names that are known now.
pub fn recent(visited: &[String], known: &[Entry]) -> Vec<Entry> {
    let named = |path: &String| {
        let found = known.iter().find(|entry| match &entry.does {
            Does::Go(href) => href == path,
            Does::Run(_) | Does::Open(_) => false,
        })?;
        Some(Entry {
            group: Group::Recent,
            keys: None,
            ..found.clone()
        })
    };
    visited.iter().filter_map(named).take(5).collect()
}

/// The entries to show, best first within their group, the group of the best one first.
pub fn find(all: &[Entry], more: &[Entry], needle: &str) -> Vec<Entry> {
    let needle = needle.trim();
    if needle.is_empty() {
        return all
            .iter()
            .filter(|entry| entry.group.is_first())
            .take(MOST)
            .cloned()
            .collect();
    }
    // What only tells where a thing stands comes after names that begin so, and before those with the letters inside.
    let most = GUIDE * u32::try_from(needle.split_whitespace().count()).unwrap_or(1);
    let of = |entry: &Entry| {
        let by_label = score(&entry.label, needle).map(|score| score + 20);
        let by_all = || score(&format!("{} {}", entry.label, entry.about), needle);
        let is_id = || {
            let by_id = needle.len() >= 4
                && matches!(&entry.does, Does::Go(href) if href.contains(&needle.to_lowercase()));
            by_id.then_some(50)
        };
        let is_guide = matches!(entry.group, Group::Topics | Group::DocsOfPage | Group::Docs);
        let found = by_label.or_else(by_all);
        if is_guide {
            return found.map(|score| score.min(most));
        }
        found.or_else(is_id)
    };
    let mut found: Vec<_> = all
        .iter()
        .chain(more)
        .filter(|entry| Group::SEARCHED.contains(&entry.group))
        .filter_map(|entry| Some((of(entry)?, entry)))
        .collect();
    let best = |group: Group| {
        found
            .iter()
            .filter(|(_, entry)| entry.group == group)
            .map(|(score, _)| *score)
            .max()
    };
    let order = Group::SEARCHED.map(|group| (group, best(group)));
    let of_group = |group: Group| {
        order
            .iter()
            .find(|(one, _)| *one == group)
            .and_then(|(_, best)| *best)
    };
    found.sort_by(|(one, a), (other, b)| {
        of_group(b.group)
            .cmp(&of_group(a.group))
            .then(a.group.cmp(&b.group))
            .then(other.cmp(one))
    });
    let mut found: Vec<_> = found
        .into_iter()
        .map(|(_, entry)| entry.clone())
        .take(MOST)
        .collect();
    if is_uuid(needle) || is_activity_id(needle) {
        found.push(Entry {
            group: Group::Pages,
            icon: "search",
            label: format!("Find {needle}"),
            about: "by its id".into(),
            keys: None,
            refused: None,
            does: Does::Go(paths::go(needle)),
        });
    }
    found
}

/// Whether it looks like the id of an activity, which may be any long text.
fn is_activity_id(needle: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    needle.parse::<ActivityId>().is_ok()
        && needle.bytes().all(is_plain)
        && needle.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(group: Group, label: &str, about: &str) -> Entry {
        Entry {
            group,
            icon: "",
            label: label.into(),
            about: about.into(),
            keys: None,
            refused: None,
            does: Does::Go(format!("/{label}")),
        }
    }

    fn labels(all: &[Entry], needle: &str) -> Vec<String> {
        find(all, &[], needle)
            .into_iter()
            .map(|one| one.label)
            .collect()
    }

    #[test]
    fn without_a_word_services_wait() {
        let all = [
            entry(Group::Actions, "Stop", "a"),
            entry(Group::Services, "a", ""),
            entry(Group::Pages, "Overview", ""),
        ];
        assert_eq!(labels(&all, " "), ["Stop", "Overview"]);
    }

    #[test]
    fn documentation_is_found_by_name_and_not_in_the_way() {
        let mut all = vec![entry(Group::Pages, "Overview", "")];
        all.extend(docs("/"));
        assert_eq!(labels(&all, ""), ["Overview"]);
        assert_eq!(labels(&all, "terraform"), ["Terraform provider"]);
    }

    #[test]
    fn what_does_it_or_is_called_so_stands_before_where_it_is_found() {
        let all = [
            entry(Group::Topics, "Password of a service", ""),
            entry(Group::Actions, "Reset password", "prod"),
            entry(Group::Actions, "Start tracking", ""),
            entry(Group::Topics, "Tags", ""),
            entry(Group::Keys, "staging", ""),
        ];
        assert_eq!(
            labels(&all, "password"),
            ["Reset password", "Password of a service"]
        );
        assert_eq!(labels(&all, "tag"), ["Tags", "staging", "Start tracking"]);
        assert!(labels(&all, "").iter().all(|label| label != "Tags"));
    }

    #[test]
    fn the_group_of_the_best_entry_comes_first() {
        let all = [
            entry(Group::Actions, "Rename", "customs archive"),
            entry(Group::Services, "archive of old", ""),
            entry(Group::Services, "customs archive", "running"),
            entry(Group::Pages, "Services", ""),
        ];
        assert_eq!(
            labels(&all, "archive"),
            ["archive of old", "customs archive", "Rename"]
        );
        assert_eq!(labels(&all, "ren cus"), ["Rename"]);
        assert_eq!(labels(&all, "running"), ["customs archive"]);
    }

    #[test]
    fn an_id_can_be_looked_for() {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        assert_eq!(labels(&[], id), [format!("Find {id}")]);
        let activity = "act_01j8zq4m6v9t2x5k7n3b";
        assert_eq!(labels(&[], activity), [format!("Find {activity}")]);
        assert!(labels(&[], "a-text-that-is-long-only").is_empty());
    }

    #[test]
    fn what_was_visited_is_shown_by_its_name_if_that_is_known() {
        let known = [entry(Group::Services, "one", "")];
        let visited = ["/two".to_owned(), "/one".to_owned()];
        let recent = recent(&visited, &known);
        assert_eq!(recent.len(), 1);
        assert_eq!(recent[0].label, "one");
    }
}
