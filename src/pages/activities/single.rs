use std::sync::Arc;

use cloud_api::{
    ActivityId, OrganizationId,
    activities::{self, Activity, ActorType},
};
use leptos::prelude::*;

use super::{
    agent,
    links::{Links, id_view, related},
    record::What,
};
use crate::{
    pages::{crumbs::use_crumbs, raw::RawButton},
    params::use_activity_ids,
    paths,
    query::use_query,
    query_view::QueryView,
    ui::{
        Empty, Page, Panel, Properties, Property, Time,
        clock::{Detail, local, utc},
        dynamic,
        list::moment,
    },
};

#[component]
pub fn ActivityPage() -> impl IntoView {
    let ids = use_activity_ids();
    dynamic(move || match ids.get() {
        Some((organization, activity)) => {
            view! { <OneActivity organization activity /> }.into_any()
        }
        None => view! {
            <Page title="Activity not found">
                <Empty title="This is not the id of an activity">
                    <p>"Such an id has at least 20 characters."</p>
                </Empty>
            </Page>
        }
        .into_any(),
    })
}

#[component]
fn OneActivity(organization: OrganizationId, activity: ActivityId) -> impl IntoView {
    let request = activities::get(&organization, &activity);
    let raw = request.clone().untyped();
    let query = use_query(move || Some(request.clone()));
    let latest = query.latest();
    let title = Signal::derive(move || match latest.get() {
        Some(activity) => what(&activity).label().to_owned(),
        None => "Activity".to_owned(),
    });
    let organization = StoredValue::new(organization);
    let activities = paths::activities(&organization.get_value());
    let crumbs = use_crumbs(organization, vec![("Activities".into(), activities)]);
    let actions = move || view! { <RawButton request=raw.clone() label=title /> };
    view! {
        <Page title crumbs actions>
            <QueryView query outline=(8, 2) let:activity>
                <Fields activity organization />
            </QueryView>
        </Page>
    }
}

fn what(activity: &Activity) -> What {
    What {
        kind: activity.r#type.clone().unwrap_or_default().into(),
    }
}

/// Every field of the record (schema `Activity`).
#[component]
fn Fields(
    activity: Signal<Arc<Activity>>,
    organization: StoredValue<OrganizationId>,
) -> impl IntoView {
    dynamic(move || {
        let activity = activity.get();
        let organization = organization.get_value();
        let links = Links::new(organization.clone());
        [
            panel("What", of_what(&activity)),
            panel("Who", of_who(&activity, links)),
            panel("Touched", of_touched(&activity, &organization, links)),
        ]
    })
}

/// Label and value.
type Field = (&'static str, AnyView);

fn panel(title: &'static str, fields: Vec<Field>) -> AnyView {
    let fields = fields
        .into_iter()
        .map(|(label, value)| view! { <Property label>{value}</Property> })
        .collect::<Vec<_>>();
    view! {
        <Panel title>
            <Properties>{fields}</Properties>
        </Panel>
    }
    .into_any()
}

fn of_what(activity: &Activity) -> Vec<Field> {
    let at = activity.created_at.as_deref().and_then(moment);
    let exact = at.map(|at| format!("{} local, {}", local(at, Detail::Second), utc(at)));
    let time = view! {
        <Time at=activity.created_at.clone() />
        " "
        <span class="quiet">{exact}</span>
    };
    let kind = view! { <span class="mono">{text(activity.r#type.clone())}</span> };
    vec![
        ("Type", kind.into_any()),
        ("Group", what(activity).group().into_any()),
        ("Time", time.into_any()),
        ("ID", id_view(activity.id.to_string(), "activity ID")),
        (
            "Organization",
            one_id(activity.organization_id.as_deref(), "organization ID"),
        ),
    ]
}

fn of_who(activity: &Activity, links: Links) -> Vec<Field> {
    let id = activity.actor_id.as_deref().filter(|id| !id.is_empty());
    let key = || id.and_then(|id| id.parse().ok());
    let actor = match (&activity.actor_type, id) {
        (Some(ActorType::User), Some(id)) => links.member(id),
        (Some(ActorType::Api), Some(_)) if key().is_some() => {
            key().map_or_else(dash, |key| links.key(&key))
        }
        (_, id) => one_id(id, "actor ID"),
    };
    let address = view! { <span class="mono">{text(activity.actor_ip_address.clone())}</span> };
    let raw = activity.user_agent.clone();
    let short = raw
        .as_deref()
        .map(agent::short)
        .filter(|short| Some(short) != raw.as_ref());
    let agent = view! {
        {short.map(|short| view! { <div>{short}</div> })}
        <span class="mono">{text(raw)}</span>
    };
    vec![
        ("Actor", text(activity.actor_details.clone())),
        (
            "Actor type",
            text(activity.actor_type.as_ref().map(ToString::to_string)),
        ),
        ("Actor ID", actor),
        ("IP address", address.into_any()),
        ("User agent", agent.into_any()),
    ]
}

fn of_touched(activity: &Activity, organization: &OrganizationId, links: Links) -> Vec<Field> {
    let service = activity.service_id.as_ref();
    let key = activity.target_key_id.as_ref();
    let change = activity.key_update_type.as_ref().map(ToString::to_string);
    let names = activity
        .target_role_names
        .clone()
        .map(|names| names.join(", "));
    let kind = activity.r#type.as_deref().unwrap_or_default();
    let see_also = related(kind, organization, service);
    let mut fields = vec![
        ("Service", service.map_or_else(dash, |id| links.service(id))),
        ("API key", key.map_or_else(dash, |id| links.key(id))),
        ("Change of key", text(change)),
        ("Roles", text(names)),
        (
            "Role IDs",
            each(activity.target_role_ids.as_deref(), |id| links.role(id)),
        ),
        (
            "Actors",
            each(activity.target_actor_ids.as_deref(), |actor| {
                links.named(actor, "actor ID")
            }),
        ),
        (
            "Resources",
            each(activity.target_resource_ids.as_deref(), |resource| {
                links.named(resource, "resource ID")
            }),
        ),
    ];
    fields.extend(see_also.map(|(label, href)| {
        let link = view! { <a href=href>{label}</a> };
        ("See also", link.into_any())
    }));
    fields
}

fn one_id(id: Option<&str>, what: &'static str) -> AnyView {
    id.map_or_else(dash, |id| id_view(id.to_owned(), what))
}

fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}

fn text(text: Option<String>) -> AnyView {
    match text {
        Some(text) if !text.is_empty() => text.into_any(),
        _ => dash(),
    }
}

fn each(all: Option<&[String]>, one: impl Fn(&str) -> AnyView) -> AnyView {
    match all {
        Some(all) if !all.is_empty() => {
            let items = all.iter().map(|id| view! { <li>{one(id)}</li> });
            view! { <ul class="plain">{items.collect_view()}</ul> }.into_any()
        }
        _ => dash(),
    }
}
