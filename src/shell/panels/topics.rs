//! What has no page of its own: the words people look for, and the page on which it stands.

use cloud_api::OrganizationId;

use super::results::{Does, Entry, Group};
use crate::{paths, shell::places::places};

/// A page of the organization.
type PageOf = fn(&OrganizationId) -> String;

const SETTINGS: PageOf = paths::organization_settings;
const IN_SETTINGS: &str = "in the organization's settings";

/// Words, where it stands, and the address of that.
const TOPICS: [(&str, &str, PageOf); 31] = [
    ("Quotas and limits", IN_SETTINGS, SETTINGS),
    ("Organization details", IN_SETTINGS, SETTINGS),
    ("Organization name", IN_SETTINGS, SETTINGS),
    ("Core dumps", IN_SETTINGS, SETTINGS),
    (
        "Private endpoints of the organization",
        IN_SETTINGS,
        SETTINGS,
    ),
    ("Bring your own cloud (BYOC)", IN_SETTINGS, SETTINGS),
    (
        "Private endpoints of a service",
        "in its settings",
        paths::services,
    ),
    ("Password of a service", "in its settings", paths::services),
    ("Tags", "in the settings of each service", paths::services),
    (
        "Release channel",
        "in the settings of each service",
        paths::services,
    ),
    (
        "MySQL interface",
        "in the settings of each service",
        paths::services,
    ),
    (
        "IP access list of a service",
        "under its access",
        paths::services,
    ),
    (
        "IP access list of an API key",
        "on the page of the key",
        paths::keys,
    ),
    (
        "Endpoints and connection strings",
        "under Connect of each service",
        paths::services,
    ),
    (
        "Scaling, replicas and memory",
        "under Scaling of each service",
        paths::services,
    ),
    (
        "Idle timeout",
        "under Scaling of each service",
        paths::services,
    ),
    (
        "Warehouses, secondaries",
        "on the overview of each service",
        paths::services,
    ),
    (
        "Version of ClickHouse",
        "in the list of services",
        paths::services,
    ),
    (
        "Delete or stop a service",
        "in the list of services",
        paths::services,
    ),
    (
        "Backup schedule and retention",
        "under Backups of each service",
        paths::backups,
    ),
    (
        "Restore a backup",
        "under Backups of each service",
        paths::backups,
    ),
    (
        "Costs, bill and forecast",
        "on the page Usage",
        paths::usage,
    ),
    ("Credits and budget", "on the page Usage", paths::usage),
    ("Rotate an API key", "on the page of the key", paths::keys),
    ("Tokens and secrets", "they are API keys", paths::keys),
    ("Users and people", "they are members", paths::members),
    ("Remove a member", "in the list of members", paths::members),
    ("Permissions", "on the page Roles", paths::roles),
    ("Audit log", "on the page Activities", paths::activities),
    (
        "Events and history",
        "on the page Activities",
        paths::activities,
    ),
    ("Security findings", "on the page Hygiene", paths::hygiene),
];

pub fn topics(organization: &OrganizationId) -> Vec<Entry> {
    let places = places(organization);
    let entry = |(label, about, page): (&str, &str, PageOf)| {
        let href = page(organization);
        let place = places.iter().find(|place| place.href == href);
        Entry {
            group: Group::Topics,
            icon: place.map_or("overview", |place| place.icon),
            label: label.to_owned(),
            about: about.to_owned(),
            keys: None,
            refused: None,
            does: Does::Go(href),
        }
    };
    TOPICS.map(entry).into()
}

#[cfg(test)]
mod tests {
    use super::{super::results::find, *};

    /// The label of the best entry that stands for a word.
    fn best(word: &str) -> Option<String> {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let all = topics(&id.parse().expect("a UUID"));
        find(&all, &[], word)
            .into_iter()
            .next()
            .map(|one| one.label)
    }

    #[test]
    fn words_of_the_domain_lead_to_where_it_stands() {
        for (word, label) in [
            ("quota", "Quotas and limits"),
            ("limit", "Quotas and limits"),
            ("details", "Organization details"),
            ("password", "Password of a service"),
            ("ip access", "IP access list of a service"),
            ("tag", "Tags"),
            ("private endpoint", "Private endpoints of the organization"),
            ("byoc", "Bring your own cloud (BYOC)"),
            ("replica", "Scaling, replicas and memory"),
            ("memory", "Scaling, replicas and memory"),
            ("idle", "Idle timeout"),
            ("warehouse", "Warehouses, secondaries"),
            ("mysql", "MySQL interface"),
            ("connection string", "Endpoints and connection strings"),
            ("version", "Version of ClickHouse"),
            ("restore", "Restore a backup"),
            ("retention", "Backup schedule and retention"),
            ("bill", "Costs, bill and forecast"),
            ("credit", "Credits and budget"),
            ("rotate", "Rotate an API key"),
            ("token", "Tokens and secrets"),
            ("user", "Users and people"),
            ("permission", "Permissions"),
            ("audit", "Audit log"),
            ("history", "Events and history"),
            ("security", "Security findings"),
        ] {
            assert_eq!(best(word).unwrap_or_default(), label, "{word}");
        }
    }
}
