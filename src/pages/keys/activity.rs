//! What happened to a key, and what was done with it.

use std::sync::Arc;

use cloud_api::{
    KeyId, OrganizationId, Request,
    activities::{self, Activity, ActorType},
    services,
};
use leptos::prelude::*;

use crate::{
    moment::{self, DAY},
    pages::activities::words,
    paths,
    query::{Cache, use_query},
    query_view::QueryView,
    ui::{Button, Panel, Time, dynamic},
};

const DAYS: i64 = 30;
/// Records shown before somebody asks for all.
const FIRST: usize = 20;

/// The audit log of the last 30 days: one answer serves every key.
pub fn lately(organization: &OrganizationId) -> Request<Vec<Activity>> {
    let from = moment::date(moment::now() - DAYS * DAY);
    activities::list(organization, Some(&from), None)
}

#[component]
pub fn KeyActivity(
    organization: StoredValue<OrganizationId>,
    id: StoredValue<KeyId>,
) -> impl IntoView {
    let request = lately(&organization.get_value());
    let query = use_query(move || Some(request.clone()));
    let refresh = move || {
        view! { <Button on_click=Callback::new(move |()| query.reload())>"Refresh activity"</Button> }
    };
    view! {
        <Panel title="Activity of the last 30 days" actions=refresh>
            <QueryView query outline=(3, 2) let:log>
                <Records log organization id />
            </QueryView>
        </Panel>
    }
}

#[component]
fn Records(
    log: Signal<Arc<Vec<Activity>>>,
    organization: StoredValue<OrganizationId>,
    id: StoredValue<KeyId>,
) -> impl IntoView {
    let found = Memo::new(move |_| about(&log.read(), &id.get_value()));
    let all = RwSignal::new(false);
    let rows = move || {
        let limit = if all.get() { usize::MAX } else { FIRST };
        let records = found.get().into_iter().take(limit);
        records
            .map(|record| view! { <Record record organization id /> })
            .collect_view()
    };
    let is_cut = move || !all.get() && found.read().len() > FIRST;
    view! {
        <Show
            when=move || !found.read().is_empty()
            fallback=|| {
                view! {
                    <p class="panel__text quiet">
                        "Nothing was recorded of this key in the last 30 days."
                    </p>
                }
            }
        >
            <ul class="feed">{dynamic(rows)}</ul>
            <Show when=is_cut>
                <p class="panel__text">
                    <Button on_click=move || {
                        all.set(true);
                    }>{move || format!("Show all {}", found.read().len())}</Button>
                </p>
            </Show>
        </Show>
    }
}

#[component]
fn Record(
    record: Activity,
    organization: StoredValue<OrganizationId>,
    id: StoredValue<KeyId>,
) -> impl IntoView {
    let href = paths::activity(&organization.get_value(), record.id.as_str());
    let known = expect_context::<Cache>().peek(&services::list(&organization.get_value()));
    let what = told(&record, &id.get_value());
    let by = id.with_value(|id| by(&record, id));
    let service = record.service_id.map(|service| {
        let href = paths::service(&organization.get_value(), &service);
        let name = known.and_then(|all| {
            let found = all.iter().find(|known| known.id == service)?;
            Some(found.label().to_owned())
        });
        view! {
            " on "
            <a href=href>{name.unwrap_or_else(|| format!("service {service}"))}</a>
        }
    });
    let from = record
        .actor_ip_address
        .map(|address| format!(" · from {address}"));
    let agent = record.user_agent.map(|agent| format!(" · {agent}"));
    view! {
        <li>
            <a href=href>{what}</a>
            {by}
            {service}
            <small>
                <Time at=record.created_at />
                {from}
                {agent}
            </small>
        </li>
    }
}

/// The records of a key, the newest first.
fn about(log: &[Activity], id: &KeyId) -> Vec<Activity> {
    let concerns =
        |record: &&Activity| record.target_key_id.as_ref() == Some(id) || is_by(record, id);
    let mut found: Vec<Activity> = log.iter().filter(concerns).cloned().collect();
    found.sort_by(|one, other| other.created_at.cmp(&one.created_at));
    found
}

fn is_by(record: &Activity, id: &KeyId) -> bool {
    record.actor_id.as_deref() == Some(id.as_str())
}

/// What was done, in the words of the activities; a change of this key with its kind, in the API's word.
fn told(record: &Activity, id: &KeyId) -> String {
    let kind = record.r#type.as_deref().unwrap_or("unknown");
    // A type that is not known has the API's own word.
    let what = words(kind).unwrap_or(kind);
    let is_own = record.target_key_id.as_ref() == Some(id);
    match record.key_update_type.as_ref().filter(|_| is_own) {
        Some(change) => format!("{what} ({change})"),
        None => what.to_owned(),
    }
}

/// Who did it, unless it was the key itself.
fn by(record: &Activity, id: &KeyId) -> String {
    if is_by(record, id) {
        return " by this key".into();
    }
    let who = record
        .actor_details
        .as_deref()
        .or(record.actor_id.as_deref());
    let kind = record.actor_type.as_ref().map(ActorType::as_str);
    match (who, kind) {
        (Some(who), Some("api")) => format!(" by the key {who}"),
        (Some(who), _) => format!(" by {who}"),
        (None, Some(kind)) => format!(" by {kind}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn record(json: &str) -> Activity {
        let json = format!(r#"{{"id":"01j8zq4m6v9t2x5k7n3b",{json}}}"#);
        serde_json::from_str(&json).expect("a record")
    }

    fn key() -> KeyId {
        KEY.parse().expect("a UUID")
    }

    #[test]
    fn what_was_done_to_and_with_the_key_is_found_newest_first() {
        let log = [
            record(&format!(
                r#""type":"openapi_key_update","targetKeyId":"{KEY}","createdAt":"2026-11-01T00:00:00Z""#
            )),
            record(r#""type":"service_start","actorId":"another""#),
            record(&format!(
                r#""type":"service_stop","actorId":"{KEY}","createdAt":"2026-11-02T00:00:00Z""#
            )),
        ];
        let found = about(&log, &key());
        let kinds: Vec<_> = found
            .iter()
            .filter_map(|record| record.r#type.as_deref())
            .collect();
        assert_eq!(kinds, ["service_stop", "openapi_key_update"]);
    }

    #[test]
    fn a_change_of_the_key_is_told_by_its_kind() {
        let changed = record(&format!(
            r#""type":"openapi_key_update","keyUpdateType":"state-changed","targetKeyId":"{KEY}""#
        ));
        assert_eq!(told(&changed, &key()), "API key changed (state-changed)");
        let other = record(r#""type":"openapi_key_update","keyUpdateType":"state-changed""#);
        assert_eq!(told(&other, &key()), "API key changed");
        assert_eq!(told(&record(r#""type":"brand_new""#), &key()), "brand_new");
    }

    #[test]
    fn who_did_it_is_named() {
        let said = |json: &str| by(&record(json), &key());
        assert_eq!(said(&format!(r#""actorId":"{KEY}""#)), " by this key");
        assert_eq!(
            said(r#""actorType":"api","actorDetails":"terraform""#),
            " by the key terraform"
        );
        assert_eq!(
            said(r#""actorType":"user","actorDetails":"a@b.example""#),
            " by a@b.example"
        );
        assert_eq!(said(r#""actorType":"system""#), " by system");
    }
}
