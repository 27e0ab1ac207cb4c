//! What the palette can find, and what it finds.

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    ids::is_uuid,
    services::{self, Service},
};
use leptos::prelude::*;

use super::fuzzy::score;
use crate::{
    offers::Offers,
    paths,
    query::Cache,
    shell::{
        places::{Place, places},
        shortcuts::Shortcuts,
    },
};

/// More than anybody reads.
const MOST: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Actions,
    Recent,
    Services,
    Pages,
    Console,
    Docs,
}

impl Group {
    pub fn word(self) -> &'static str {
        match self {
            Self::Actions => "Actions",
            Self::Recent => "Recent",
            Self::Services => "Services",
            Self::Pages => "Pages",
            Self::Console => "Console",
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

/// The actions of the page on view and what the shell itself can do.
pub fn actions(offers: Offers, own: Vec<Entry>, shortcuts: Shortcuts) -> Vec<Entry> {
    let mut all = Vec::new();
    for (about, actions) in offers.now() {
        all.extend(actions.into_iter().map(|action| Entry {
            group: Group::Actions,
            icon: action.icon.unwrap_or("chevron"),
            label: action.label.to_owned(),
            about: about.clone(),
            keys: action.key.map(|key| shortcuts.keys(&key.to_string())),
            refused: action.refused,
            does: Does::Run(Arc::new(move || {
                // The page may have gone with the palette.
                _ = action.run.try_run(());
            })),
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

/// What is written elsewhere of what is done here. Nothing is fetched: a link is followed when it is chosen.
pub fn docs() -> Vec<Entry> {
    const DOCS: [(&str, &str); 6] = [
        (
            "Cloud API and its limits",
            "https://clickhouse.com/docs/products/cloud/features/admin-features/api/api-overview",
        ),
        (
            "API keys",
            "https://clickhouse.com/docs/products/cloud/features/admin-features/api/openapi",
        ),
        (
            "Billing and prices",
            "https://clickhouse.com/docs/cloud/manage/billing/overview",
        ),
        (
            "Production readiness",
            "https://clickhouse.com/docs/products/cloud/guides/production-readiness",
        ),
        (
            "Terraform provider",
            "https://registry.terraform.io/providers/ClickHouse/clickhouse/latest/docs",
        ),
        (
            "clickhousectl",
            "https://github.com/ClickHouse/clickhousectl",
        ),
    ];
    let entry = |(label, address): (&str, &'static str)| Entry {
        group: Group::Docs,
        icon: "info",
        label: label.to_owned(),
        about: "documentation, in a new tab".into(),
        keys: None,
        refused: None,
        does: Does::Open(address),
    };
    DOCS.map(entry).into()
}

/// From the list as it was last answered: the palette itself asks for nothing.
pub fn known_services(cache: Cache, organization: &OrganizationId) -> Vec<Entry> {
    let all = cache.peek(&services::list(organization));
    let entry = |service: &Service| {
        let state = service.state.as_ref().map(ToString::to_string);
        let region = service.region.as_ref().map(ToString::to_string);
        let about: Vec<_> = [state, region].into_iter().flatten().collect();
        Entry {
            group: Group::Services,
            icon: "services",
            label: service.label().to_owned(),
            about: about.join(" · "),
            keys: None,
            refused: None,
            does: Does::Go(paths::service(organization, &service.id)),
        }
    };
    all.map_or_else(Vec::new, |all| all.iter().map(entry).collect())
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
pub fn find(all: &[Entry], needle: &str) -> Vec<Entry> {
    let needle = needle.trim();
    if needle.is_empty() {
        return all
            .iter()
            .filter(|entry| !matches!(entry.group, Group::Services | Group::Docs))
            .take(MOST)
            .cloned()
            .collect();
    }
    let of = |entry: &Entry| {
        let by_label = score(&entry.label, needle).map(|score| score + 20);
        let by_all = || score(&format!("{} {}", entry.label, entry.about), needle);
        let is_id = || {
            let by_id = needle.len() >= 4
                && matches!(&entry.does, Does::Go(href) if href.contains(&needle.to_lowercase()));
            by_id.then_some(50)
        };
        by_label.or_else(by_all).or_else(is_id)
    };
    let mut found: Vec<_> = all
        .iter()
        // A page that was visited is found as what it is.
        .filter(|entry| entry.group != Group::Recent)
        .filter_map(|entry| Some((of(entry)?, entry)))
        .collect();
    let best = |group: Group| {
        found
            .iter()
            .filter(|(_, entry)| entry.group == group)
            .map(|(score, _)| *score)
            .max()
    };
    let order = [
        Group::Actions,
        Group::Services,
        Group::Pages,
        Group::Console,
        Group::Docs,
    ]
    .map(|group| (group, best(group)));
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
    if is_uuid(needle) {
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
        find(all, needle).into_iter().map(|one| one.label).collect()
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
        all.extend(docs());
        assert_eq!(labels(&all, ""), ["Overview"]);
        assert_eq!(labels(&all, "terraform"), ["Terraform provider"]);
        let is_secure = |entry: &Entry| matches!(entry.does, Does::Open(address) if address.starts_with("https://"));
        assert!(docs().iter().all(is_secure));
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
