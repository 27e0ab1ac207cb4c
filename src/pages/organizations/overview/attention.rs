use std::sync::Arc;

use cloud_api::services::{Service, State};
use leptos::prelude::*;

use super::tile::{Tile, TileState};
use crate::{
    format::plural,
    pages::{
        hygiene::{Finding, Lists, Rule, Severity, Source},
        services::state_tone,
    },
    paths,
    ui::{StateBadge, dynamic},
};

/// How many services are named.
const FEW: usize = 3;

/// What an administrator should look at first: services that do not do their work, and the gravest findings.
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
    let grave = Memo::new(move |_| grave(&lists.findings.read()));
    let rest = Memo::new(move |_| {
        let counted: usize = grave.read().iter().map(|(_, count)| count).sum();
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
        let (ailing, grave) = (ailing.get(), grave.get());
        let nothing = ailing.is_empty() && grave.is_empty();
        let count = ailing.len();
        let services = ailing.into_iter().take(FEW).map(service).collect_view();
        let findings = grave.into_iter().map(finding).collect_view();
        view! {
            {nothing
                .then(|| view! { <p class="panel__text quiet">"Nothing grave stands out."</p> })}
            <ul class="plain attention">{services} {more(count)} {findings}</ul>
            <p class="panel__text hint">
                {dynamic(move || beside(rest.get(), &lists.missing().get()))}
            </p>
        }
    };
    let state = TileState::shared(lists.services).after(TileState::of(lists.keys));
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

/// How often each rule of the gravest kind found something.
fn grave(findings: &Arc<Vec<Finding>>) -> Vec<(Rule, usize)> {
    let mut counts: Vec<(Rule, usize)> = Vec::new();
    let rules = findings.iter().map(|finding| finding.rule);
    for rule in rules.filter(|rule| rule.about().severity == Severity::High) {
        match counts.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((rule, 1)),
        }
    }
    counts
}

/// What else was found, and what was not looked at.
fn beside(rest: usize, missing: &[Source]) -> String {
    let rest = match rest {
        0 => String::new(),
        count => format!(
            "{} of less weight in the report. ",
            plural(count, "finding", "findings")
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
    fn what_was_not_looked_at_is_said() {
        assert_eq!(beside(0, &[]), "");
        assert_eq!(beside(1, &[]), "1 finding of less weight in the report. ");
        assert_eq!(
            beside(0, &[Source::Backups, Source::Members]),
            "Not looked at yet: Backups."
        );
    }
}
