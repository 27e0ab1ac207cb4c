//! What is looked at in services.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use cloud_api::services::{
    self, IpAccess, IpAccessChange, ReplicaScaling, Service, State, UpdateService,
};

use super::{
    finding::{Finding, Fix, Judge},
    rule::Rule,
};
use crate::{
    equivalent::Write,
    format,
    paths::{self, Tab},
};

/// Minutes after which an unused service idles where it was never told: the default of `ClickHouse`'s own console.
const IDLE_MINUTES: u32 = 15;

pub fn judge(judge: Judge<'_>, all: &[Service]) -> Vec<Finding> {
    let newest = newest(all);
    let present = all.iter().filter(|service| is_present(service));
    present
        .flat_map(|service| {
            [
                open(judge, service),
                idling_off(judge, service),
                old_version(judge, service, &newest),
            ]
        })
        .flatten()
        .collect()
}

/// Whether the service is not on its way out; unknown states are present.
pub fn is_present(service: &Service) -> bool {
    !service.state.as_ref().is_some_and(State::is_leaving)
}

fn found(
    judge: Judge<'_>,
    service: &Service,
    rule: Rule,
    detail: String,
    fix: (&'static str, Tab, &str),
    write: Result<Write, &'static str>,
) -> Finding {
    let (label, tab, dialog) = fix;
    let page = paths::service_tab(judge.organization, &service.id, tab);
    Finding {
        rule,
        id: service.id.to_string(),
        name: service.label().to_owned(),
        href: paths::service(judge.organization, &service.id),
        detail,
        fixes: vec![Fix::new(label, paths::with_dialog(&page, dialog))],
        write: write.map(|write| write.on(Arc::new(service.clone()))),
    }
}

fn open(judge: Judge<'_>, service: &Service) -> Option<Finding> {
    let list = service.ip_access_list.as_deref()?;
    let (open, rest): (Vec<_>, Vec<_>) = list.iter().cloned().partition(IpAccess::is_anywhere);
    if open.is_empty() {
        return None;
    }
    let sources = sources(&open);
    let detail = match rest.len() {
        0 => format!(
            "{sources} is all that its IP access list holds: without it nobody can connect, so add the ranges that \
             need it."
        ),
        count => format!(
            "Its IP access list holds {sources} beside {}, which stay.",
            format::plural(count, "other entry", "other entries")
        ),
    };
    let change = UpdateService {
        ip_access_list: Some(IpAccessChange {
            add: Vec::new(),
            remove: open,
        }),
        ..UpdateService::default()
    };
    let write = Write::from(&services::update(judge.organization, &service.id, &change));
    let fix = ("Edit IP access list", Tab::Access, "access");
    Some(found(
        judge,
        service,
        Rule::ServiceOpen,
        detail,
        fix,
        Ok(write),
    ))
}

/// `0.0.0.0/0 and ::/0`
pub fn sources(list: &[IpAccess]) -> String {
    let sources: Vec<&str> = list.iter().map(|entry| entry.source.trim()).collect();
    sources.join(" and ")
}

fn idling_off(judge: Judge<'_>, service: &Service) -> Option<Finding> {
    if service.idle_scaling != Some(false) {
        return None;
    }
    let minutes = service.idle_timeout_minutes;
    let change = ReplicaScaling {
        idle_scaling: Some(true),
        idle_timeout_minutes: minutes.is_none().then_some(IDLE_MINUTES),
        ..ReplicaScaling::default()
    };
    let size = format::size(service).map(|size| format!(" at {size}"));
    let detail = format!("It never idles{}.", size.unwrap_or_default());
    let request = services::replica_scaling(judge.organization, &service.id, &change);
    let fix = ("Scale service", Tab::Scaling, "scale");
    Some(found(
        judge,
        service,
        Rule::IdlingOff,
        detail,
        fix,
        Ok(Write::from(&request)),
    ))
}

/// A version as its numbers and as it is written.
type Version<'a> = (Vec<u32>, &'a str);

/// The newest version of each release channel that is told.
fn newest(all: &[Service]) -> HashMap<&str, Version<'_>> {
    let mut newest: HashMap<&str, Version<'_>> = HashMap::new();
    for service in all.iter().filter(|service| is_present(service)) {
        let Some((channel, version)) = channel_and_version(service) else {
            continue;
        };
        let known = newest.entry(channel).or_insert_with(|| version.clone());
        if version.0 > known.0 {
            *known = version;
        }
    }
    newest
}

/// Nothing where one of them is not told, or is no version.
fn channel_and_version(service: &Service) -> Option<(&str, Version<'_>)> {
    let channel = service.release_channel.as_ref()?.as_str();
    let text = service.clickhouse_version.as_deref()?;
    let numbers: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
    Some((channel, (numbers?, text)))
}

/// `25.8` is not older than `25.8.3`: it says less.
fn is_older(one: &[u32], other: &[u32]) -> bool {
    let pairs = one.iter().zip(other);
    let first = pairs.map(|(one, other)| one.cmp(other));
    first.into_iter().find(|order| order.is_ne()) == Some(Ordering::Less)
}

fn old_version(
    judge: Judge<'_>,
    service: &Service,
    newest: &HashMap<&str, Version<'_>>,
) -> Option<Finding> {
    let (channel, (numbers, text)) = channel_and_version(service)?;
    let (newest, newest_text) = newest.get(channel)?;
    if !is_older(&numbers, newest) {
        return None;
    }
    let detail = format!(
        "It runs {text}; the newest of your services in the release channel {channel} runs {newest_text}."
    );
    let fix = ("Release channel", Tab::Settings, "channel");
    let why_none = "The API has no operation that upgrades a service: ClickHouse does, as the release channel says.";
    Some(found(
        judge,
        service,
        Rule::OldVersion,
        detail,
        fix,
        Err(why_none),
    ))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    pub fn service(json: &str) -> Service {
        let json = format!(r#"{{"id":"{ID}","name":"events",{json}}}"#);
        serde_json::from_str(&json).expect("a service")
    }

    fn judged(all: &[&str]) -> Vec<Finding> {
        let all: Vec<Service> = all.iter().map(|json| service(json)).collect();
        let organization = ID.parse().expect("a UUID");
        let with = Judge {
            organization: &organization,
            now: 1_795_514_400_000,
        };
        judge(with, &all)
    }

    fn body(finding: &Finding) -> String {
        let write = finding.write.as_ref().expect("a write").clone();
        let [curl, ..] = crate::equivalent::equivalents(&write, "https://api.clickhouse.cloud");
        curl.text.expect("a command")
    }

    #[test]
    fn an_open_service_is_closed_by_removing_what_opens_it() {
        for source in ["0.0.0.0/0", "::/0"] {
            let found = judged(&[&format!(
                r#""ipAccessList":[{{"source":"{source}"}},{{"source":"192.0.2.0/24"}}]"#
            )]);
            assert_eq!(found.len(), 1, "{source}");
            assert_eq!(found[0].rule, Rule::ServiceOpen);
            assert!(found[0].detail.contains("beside 1 other entry"));
            let command = body(&found[0]);
            assert!(command.contains("remove") && command.contains(source));
            assert!(!command.contains("192.0.2.0"));
        }
    }

    #[test]
    fn closing_the_only_entry_says_that_nobody_can_connect_then() {
        let found = judged(&[r#""ipAccessList":[{"source":"0.0.0.0/0"}]"#]);
        assert!(found[0].detail.contains("nobody can connect"));
    }

    #[test]
    fn what_is_not_told_and_what_is_leaving_is_not_judged() {
        assert!(judged(&[r#""state":"running""#]).is_empty());
        assert!(judged(&[r#""ipAccessList":[],"idleScaling":true"#]).is_empty());
        let open = r#""ipAccessList":[{"source":"0.0.0.0/0"}],"idleScaling":false"#;
        assert!(judged(&[&format!(r#"{open},"state":"terminating""#)]).is_empty());
        assert_eq!(
            judged(&[&format!(r#"{open},"state":"hibernating""#)]).len(),
            2
        );
    }

    #[test]
    fn idling_is_turned_on_with_a_time_where_none_is_stored() {
        let found = judged(&[r#""idleScaling":false"#]);
        assert_eq!(found[0].rule, Rule::IdlingOff);
        assert!(body(&found[0]).contains("\"idleTimeoutMinutes\": 15"));
        let stored = judged(&[r#""idleScaling":false,"idleTimeoutMinutes":30"#]);
        assert!(!body(&stored[0]).contains("idleTimeoutMinutes"));
        assert!(body(&stored[0]).contains("\"idleScaling\": true"));
    }

    #[test]
    fn versions_are_compared_within_their_release_channel() {
        let of = |version: &str, channel: &str| {
            format!(r#""clickhouseVersion":"{version}","releaseChannel":"{channel}""#)
        };
        let rules = |all: &[String]| {
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            judged(&all).len()
        };
        assert_eq!(rules(&[of("26.8", "default"), of("26.10", "default")]), 1);
        assert_eq!(rules(&[of("26.8", "slow"), of("26.10", "fast")]), 0);
        assert_eq!(rules(&[of("26.8", "default"), of("26.8.3", "default")]), 0);
        assert_eq!(
            rules(&[of("26.8.1", "default"), of("26.8.3", "default")]),
            1
        );
        assert_eq!(rules(&[of("head", "default"), of("26.8", "default")]), 0);
        assert_eq!(rules(&[of("26.6", "weekly"), of("26.8", "weekly")]), 1);
        assert_eq!(
            rules(&[
                r#""clickhouseVersion":"26.6""#.into(),
                of("26.8", "default")
            ]),
            0
        );
    }

    #[test]
    fn no_command_is_made_up_for_an_upgrade() {
        let found = judged(&[
            r#""clickhouseVersion":"26.6","releaseChannel":"fast""#,
            r#""clickhouseVersion":"26.8","releaseChannel":"fast""#,
        ]);
        assert!(found[0].write.is_err());
        assert!(found[0].detail.contains("26.6") && found[0].detail.contains("26.8"));
    }
}
