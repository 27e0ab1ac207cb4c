use cloud_api::services::{Service, State};
use leptos::prelude::*;

use super::tile::{Tile, TileState};
use crate::{
    format::plural,
    pages::{
        hygiene::{Finding, Lists, Rule, Source},
        services::state_tone,
    },
    paths,
    ui::{StateBadge, dynamic},
};

/// How many services are named.
const FEW: usize = 3;
/// Lines that the tile has room for: what the services leave of them is filled with findings.
const ROOM: usize = 7;

/// What an administrator should look at first: services that do not do their work, and what the rules of the hygiene
/// report found, the gravest first.
#[component]
pub fn Attention(lists: Lists) -> impl IntoView {
    let organization = lists.organization;
    let latest = lists.services.latest();
    let ailing = Memo::new(move |_| {
        let all = latest.read();
        let all = all.iter().flat_map(|all| all.iter());
        let mut ailing: Vec<Service> = all.filter(|service| is_ailing(service)).cloned().collect();
        ailing.sort_by_key(|service| match service.state {
            Some(State::Failed) => 0,
            Some(State::Degraded) => 1,
            _ => 2,
        });
        ailing
    });
    let found = Memo::new(move |_| {
        let services = match ailing.read().len() {
            count if count > FEW => FEW + 1,
            count => count,
        };
        by_rule(&lists.findings.read(), ROOM - services)
    });
    let rest = Memo::new(move |_| {
        let counted: usize = found.read().iter().map(|(_, count)| count).sum();
        lists.findings.read().len() - counted
    });
    let report = StoredValue::new(paths::hygiene(&organization.get_value()));
    let service = move |service: Service| {
        let href = paths::service(&organization.get_value(), &service.id);
        let label = service.label().to_owned();
        let state = service.state.unwrap_or(State::Other(String::new()));
        let tone = state_tone(&state);
        view! {
            <li>
                <a href=href>{label}</a>
                " "
                <StateBadge word=state.to_string() tone />
            </li>
        }
    };
    let finding = move |(rule, count): (Rule, usize)| {
        let about = rule.about();
        let href = paths::with_filter(&report.read_value(), &format!("rule:{}", about.word));
        view! {
            <li>
                <a href=href>{format!("{} · {count}", about.title)}</a>
                <span class="attention__severity quiet">{about.severity.word()}</span>
            </li>
        }
    };
    let more = move |ailing: usize| {
        let hidden = ailing.saturating_sub(FEW);
        (hidden > 0).then(|| {
            let list = paths::services(&organization.get_value());
            let href = paths::with_filter(&list, "state:failed,degraded,partially_running");
            let text = plural(hidden, "more service", "more services");
            view! {
                <li>
                    <a href=href>{text}</a>
                </li>
            }
        })
    };
    let content = move || {
        let (ailing, found) = (ailing.get(), found.get());
        let nothing = ailing.is_empty() && found.is_empty();
        let nothing = nothing.then(|| {
            let text = move || nothing_in(&lists.missing().get());
            view! { <p class="panel__text quiet">{dynamic(text)}</p> }
        });
        let count = ailing.len();
        let services = ailing.into_iter().take(FEW).map(service).collect_view();
        let findings = found.into_iter().map(finding).collect_view();
        view! {
            {nothing}
            <ul class="plain attention">{services} {more(count)} {findings}</ul>
            <p class="panel__text hint">
                {dynamic(move || beside(rest.get(), &lists.missing().get()))}
            </p>
        }
    };
    let state = TileState::shared(lists.services).with(TileState::of(lists.keys));
    view! {
        <Tile
            title="Needs attention"
            more=("Hygiene report", report.get_value())
            state
            lines=6
            content
        />
    }
}

/// Whether the service does not do its work; an unknown state is not called so.
fn is_ailing(service: &Service) -> bool {
    matches!(
        service.state,
        Some(State::Failed | State::Degraded | State::PartiallyRunning)
    )
}

/// How often each rule found something, the gravest first, of as many rules as there is room for.
fn by_rule(findings: &[Finding], room: usize) -> Vec<(Rule, usize)> {
    let mut counts: Vec<(Rule, usize)> = Vec::new();
    for rule in findings.iter().map(|finding| finding.rule) {
        match counts.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((rule, 1)),
        }
    }
    counts.sort_by_key(|(rule, _)| (rule.about().severity, *rule));
    counts.truncate(room);
    counts
}

/// Where nothing was found, as far as was looked.
fn nothing_in(missing: &[Source]) -> &'static str {
    // Backups are surveyed on demand, members not at all.
    let is_read = |source: &Source| matches!(source, Source::Backups | Source::Members);
    if missing.iter().all(is_read) {
        "Nothing stands out."
    } else {
        "Nothing stands out in what could be read."
    }
}

/// What else was found, and what was not looked at.
fn beside(rest: usize, missing: &[Source]) -> String {
    let rest = match rest {
        0 => String::new(),
        count => format!(
            "{} in the report. ",
            plural(count, "more finding", "more findings")
        ),
    };
    let missing: Vec<&str> = missing
        .iter()
        // The overview never asks for the members.
        .filter(|source| **source != Source::Members)
        .map(|source| source.title())
        .collect();
    if missing.is_empty() {
        rest
    } else {
        format!("{rest}Not looked at yet: {}.", missing.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_that_do_not_do_their_work_stand_out() {
        let ailing = |state: &str| {
            let json = format!(r#"{{"id":"x","state":{state}}}"#);
            is_ailing(&serde_json::from_str(&json).expect("a service"))
        };
        assert!(["\"failed\"", "\"degraded\"", "\"partially_running\""].map(ailing) == [true; 3]);
        assert!(["\"idle\"", "\"hibernating\"", "null"].map(ailing) == [false; 3]);
    }

    #[test]
    fn the_gravest_rules_fill_the_room() {
        let finding = |rule| Finding {
            rule,
            id: String::new(),
            name: String::new(),
            href: String::new(),
            detail: String::new(),
            fixes: Vec::new(),
            write: Err(""),
        };
        let rules = [
            Rule::KeyExpired,
            Rule::IdlingOff,
            Rule::ServiceOpen,
            Rule::IdlingOff,
        ];
        let findings = rules.map(finding);
        let expected = [
            (Rule::ServiceOpen, 1),
            (Rule::IdlingOff, 2),
            (Rule::KeyExpired, 1),
        ];
        assert_eq!(by_rule(&findings, 7), expected);
        assert_eq!(by_rule(&findings, 2), expected[..2]);
        assert_eq!(by_rule(&[], 7), []);
    }

    #[test]
    fn what_was_not_looked_at_is_said() {
        assert_eq!(beside(0, &[]), "");
        assert_eq!(nothing_in(&[Source::Backups]), "Nothing stands out.");
        assert!(nothing_in(&[Source::Keys]).ends_with("could be read."));
        assert_eq!(beside(1, &[]), "1 more finding in the report. ");
        assert_eq!(
            beside(0, &[Source::Backups, Source::Members]),
            "Not looked at yet: Backups."
        );
    }
}
