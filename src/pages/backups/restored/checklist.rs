//! The points in which a restored service can differ, from what the API tells of both.

use cloud_api::{
    backups::Schedule,
    services::{Endpoint, Protocol, Service},
};

use crate::{format, pages::backups::words};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Differs,
    Same,
    /// The API does not tell enough to compare.
    Look,
}

/// Where it is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    Connect,
    Access,
    Backups,
    Settings,
}

impl Lead {
    pub fn words(self) -> &'static str {
        match self {
            Self::Connect => "How to connect",
            Self::Access => "IP access list",
            Self::Backups => "Configure backups",
            Self::Settings => "Settings",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub label: &'static str,
    pub mark: Mark,
    pub text: String,
    pub lead: Option<Lead>,
}

pub fn checklist(
    new: &Service,
    source: &Service,
    own: Option<Schedule>,
    other: Option<Schedule>,
) -> Vec<Item> {
    vec![
        Item {
            label: "Password",
            mark: Mark::Differs,
            text: "The user default has the new password that was shown once. A lost one is reset in the settings."
                .into(),
            lead: Some(Lead::Settings),
        },
        endpoints(new, source),
        access(new, source),
        private_endpoints(new, source),
        backups(own, other),
        Item {
            label: "Query endpoints",
            mark: Mark::Look,
            text: "The API endpoints of saved queries belong to the original; the new service has none.".into(),
            lead: None,
        },
        tags(new, source),
    ]
}

fn endpoints(new: &Service, source: &Service) -> Item {
    let host = |service: &Service| {
        let all: &[Endpoint] = service.endpoints.as_deref().unwrap_or_default();
        let https = all
            .iter()
            .find(|endpoint| endpoint.protocol == Some(Protocol::Https));
        https
            .or(all.first())
            .and_then(|endpoint| endpoint.host.clone())
    };
    let text = match (host(source), host(new)) {
        (Some(before), Some(now)) => {
            format!("Clients go to {now}; they went to {before}.")
        }
        _ => "The hosts are new, and are told as soon as the service runs.".into(),
    };
    Item {
        label: "Endpoints",
        mark: Mark::Differs,
        text,
        lead: Some(Lead::Connect),
    }
}

fn access(new: &Service, source: &Service) -> Item {
    let (mark, text) = match (&new.ip_access_list, &source.ip_access_list) {
        (Some(now), Some(before)) => {
            let lost = before
                .iter()
                .filter(|entry| !now.iter().any(|other| other.source == entry.source));
            let added = now
                .iter()
                .filter(|entry| !before.iter().any(|other| other.source == entry.source));
            match (lost.count(), added.count()) {
                (0, 0) => {
                    let same = match now.len() {
                        0 => "Both are empty: nobody can connect.".to_owned(),
                        1 => "Both have the same entry.".to_owned(),
                        count => format!("Both have the same {count} entries."),
                    };
                    (Mark::Same, same)
                }
                (lost, added) => (
                    Mark::Differs,
                    format!(
                        "{} of the original {} missing, {added} more {} there.",
                        format::plural(lost, "entry", "entries"),
                        if lost == 1 { "is" } else { "are" },
                        if added == 1 { "is" } else { "are" },
                    ),
                ),
            }
        }
        _ => (Mark::Look, "The API did not tell both lists.".into()),
    };
    Item {
        label: "IP access list",
        mark,
        text,
        lead: Some(Lead::Access),
    }
}

fn private_endpoints(new: &Service, source: &Service) -> Item {
    let (mark, text) = match (&new.private_endpoint_ids, &source.private_endpoint_ids) {
        (Some(now), Some(before)) => {
            let lost: Vec<&str> = before
                .iter()
                .filter(|id| !now.contains(id))
                .map(String::as_str)
                .collect();
            match lost.as_slice() {
                [] if before.is_empty() => (Mark::Same, "The original has none either.".into()),
                [] => (Mark::Same, "The same ones are attached.".into()),
                lost => (
                    Mark::Differs,
                    format!("Not attached here: {}.", lost.join(", ")),
                ),
            }
        }
        _ => (
            Mark::Look,
            "The API did not tell those of both; none are taken along.".into(),
        ),
    };
    Item {
        label: "Private endpoints",
        mark,
        text,
        lead: None,
    }
}

fn backups(own: Option<Schedule>, other: Option<Schedule>) -> Item {
    let told = |schedule: &Schedule| {
        format!(
            "{}, kept for {}",
            words::rhythm(schedule),
            words::hours(schedule.retention_hours)
        )
    };
    let (mark, text) = match (own, other) {
        (Some(own), Some(other)) if own == other => (Mark::Same, format!("Both: {}.", told(&own))),
        (Some(own), Some(other)) => (
            Mark::Differs,
            format!("Here: {}. The original: {}.", told(&own), told(&other)),
        ),
        _ => (
            Mark::Look,
            "Not known of both yet. A new service has the default: every day, kept for 1 day."
                .into(),
        ),
    };
    Item {
        label: "Backup configuration",
        mark,
        text,
        lead: Some(Lead::Backups),
    }
}

fn tags(new: &Service, source: &Service) -> Item {
    let size = |service: &Service| format::size(service);
    let idle = |service: &Service| format::idles_after(service);
    let same_tags = {
        let sorted = |service: &Service| {
            let mut tags: Vec<(String, Option<String>)> = service
                .tags
                .iter()
                .flatten()
                .map(|tag| (tag.key.clone(), tag.value.clone()))
                .collect();
            tags.sort();
            tags
        };
        sorted(new) == sorted(source)
    };
    let mut other = Vec::new();
    if !same_tags {
        other.push("the tags");
    }
    if size(new) != size(source) {
        other.push("the size");
    }
    if idle(new) != idle(source) {
        other.push("when it idles");
    }
    if new.release_channel != source.release_channel {
        other.push("the release channel");
    }
    let (mark, text) = if other.is_empty() {
        (Mark::Same, "As the original has them.".to_owned())
    } else {
        (
            Mark::Differs,
            format!("Not as in the original: {}.", other.join(", ")),
        )
    };
    Item {
        label: "Scaling, release channel and tags",
        mark,
        text,
        lead: (mark == Mark::Differs).then_some(Lead::Settings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(json: &str) -> Service {
        serde_json::from_str(&format!(r#"{{"id":"x"{json}}}"#)).expect("a service")
    }

    fn find(items: &[Item], label: &str) -> Item {
        let found = items.iter().find(|item| item.label == label);
        found.cloned().expect("a point")
    }

    #[test]
    fn what_is_as_before_is_told_apart_from_what_differs() {
        let source = service(
            r#","ipAccessList":[{"source":"192.0.2.1"}],"privateEndpointIds":["vpce-1"],
            "endpoints":[{"protocol":"https","host":"old.example"}],"tags":[{"key":"a"},{"key":"b"}]"#,
        );
        let new = service(
            r#","ipAccessList":[{"source":"192.0.2.1","description":"x"}],"privateEndpointIds":[],
            "endpoints":[{"protocol":"https","host":"new.example"}],"tags":[{"key":"b"},{"key":"a"}]"#,
        );
        let day = Schedule::default();
        let long = Schedule {
            retention_hours: 72,
            ..day
        };
        let items = checklist(&new, &source, Some(day), Some(long));
        assert_eq!(find(&items, "IP access list").mark, Mark::Same);
        assert_eq!(find(&items, "Password").mark, Mark::Differs);
        let text = find(&items, "Endpoints").text;
        assert!(text.contains("new.example") && text.contains("old.example"));
        assert!(find(&items, "Private endpoints").text.contains("vpce-1"));
        assert_eq!(find(&items, "Backup configuration").mark, Mark::Differs);
        let rest = find(&items, "Scaling, release channel and tags");
        assert_eq!(rest.mark, Mark::Same);
    }

    #[test]
    fn what_the_api_does_not_tell_is_to_be_looked_at() {
        let items = checklist(&service(""), &service(""), None, None);
        for label in [
            "IP access list",
            "Private endpoints",
            "Backup configuration",
        ] {
            assert_eq!(find(&items, label).mark, Mark::Look, "{label}");
        }
    }

    #[test]
    fn lost_and_added_entries_are_counted() {
        let source = service(r#","ipAccessList":[{"source":"a"},{"source":"b"}]"#);
        let new = service(r#","ipAccessList":[{"source":"b"},{"source":"c"}]"#);
        let items = checklist(&new, &source, None, None);
        let text = find(&items, "IP access list").text;
        assert_eq!(text, "1 entry of the original is missing, 1 more is there.");
    }
}
