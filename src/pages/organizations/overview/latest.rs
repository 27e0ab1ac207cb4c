use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    activities::{self, Activity},
    services::Service,
};
use leptos::prelude::*;

use super::tile::{Tile, TileState};
use crate::{
    client::Priority,
    moment::{self, DAY},
    pages::activities::words,
    paths,
    query::{Query, use_query_at},
    ui::{Time, dynamic},
};

/// How many are shown.
const FEW: usize = 4;
const FRESH_MS: f64 = 30_000.0;

/// What happened last, since yesterday: a longer time would be megabytes in a large organization.
#[component]
pub fn Latest(
    organization: StoredValue<OrganizationId>,
    services: Query<Vec<Service>>,
) -> impl IntoView {
    let since = moment::date(moment::now() - DAY);
    let request = activities::list(&organization.get_value(), Some(&since), None);
    let query = use_query_at(Priority::Poll, FRESH_MS, move || Some(request.clone()));
    let log = query.latest();
    let all = services.latest();
    let records = Memo::new(move |_| {
        let log = log.read();
        newest(log.as_deref().map_or(&[], Vec::as_slice))
    });
    let since = StoredValue::new(since);
    let content = move || {
        let rows = move || {
            let records = records.get();
            let all = all.get();
            if records.is_empty() {
                let nothing = format!("Nothing was recorded since {}.", since.read_value());
                return view! { <p class="panel__text quiet">{nothing}</p> }.into_any();
            }
            let row = |activity| view! { <Record activity organization all=all.clone() /> };
            view! { <ul class="feed">{records.into_iter().map(row).collect_view()}</ul> }.into_any()
        };
        dynamic(rows)
    };
    let more = ("Activities", paths::activities(&organization.get_value()));
    view! { <Tile title="Latest activities" more state=TileState::of(query) lines=5 content /> }
}

fn newest(log: &[Activity]) -> Vec<Activity> {
    let mut records: Vec<&Activity> = log.iter().collect();
    records.sort_by(|one, other| other.created_at.cmp(&one.created_at));
    records.into_iter().take(FEW).cloned().collect()
}

#[component]
fn Record(
    activity: Activity,
    organization: StoredValue<OrganizationId>,
    all: Option<Arc<Vec<Service>>>,
) -> impl IntoView {
    let href = paths::activity(&organization.get_value(), activity.id.as_str());
    let kind = activity.r#type.unwrap_or_else(|| "unknown".into());
    let what = words(&kind).map_or_else(|| kind.clone(), ToOwned::to_owned);
    let service = activity.service_id.and_then(|id| {
        let all = all?;
        let found = all.iter().find(|service| service.id == id)?;
        Some(format!(" · {}", found.label()))
    });
    let by = activity
        .actor_details
        .filter(|actor| !actor.is_empty())
        .map(|actor| format!("by {actor} · "));
    view! {
        <li>
            <a href=href>{what}</a>
            {service}
            <small>{by}<Time at=activity.created_at /></small>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_few_come_first_whatever_the_order_of_the_answer() {
        let told: Vec<String> = (1..=9)
            .map(|day| format!(r#"{{"id":"{day}","createdAt":"2026-11-0{day}T00:00:00Z"}}"#))
            .chain([r#"{"id":"undated"}"#.to_owned()])
            .collect();
        let log: Vec<Activity> =
            serde_json::from_str(&format!("[{}]", told.join(","))).expect("a log");
        let ids: Vec<String> = newest(&log)
            .iter()
            .map(|record| record.id.to_string())
            .collect();
        assert_eq!(ids, ["9", "8", "7", "6"]);
    }
}
