use std::sync::Arc;

use cloud_api::{
    ActivityId, OrganizationId,
    activities::{self, Activity},
    services::{self, Service},
};
use leptos::prelude::*;

use super::{
    agent,
    links::{id_view, service_view},
    record::What,
};
use crate::{
    params::use_activity_ids,
    paths,
    query::use_query,
    query_view::QueryView,
    session::Session,
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
    let session = expect_context::<Session>();
    let request = activities::get(&organization, &activity);
    let query = use_query(move || Some(request.clone()));
    let latest = query.latest();
    let title = Signal::derive(move || match latest.get() {
        Some(activity) => what(&activity).label().to_owned(),
        None => "Activity".to_owned(),
    });
    let crumbs = {
        let organization = organization.clone();
        Signal::derive(move || {
            let current = session.current();
            let current = current.read();
            let name = current
                .as_ref()
                .map(|signed_in| signed_in.organization_name.clone());
            vec![
                (name.unwrap_or_default(), paths::overview(&organization)),
                ("Activities".into(), paths::activities(&organization)),
            ]
        })
    };
    let organization = StoredValue::new(organization);
    view! {
        <Page title crumbs>
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
    let services = {
        let request = services::list(&organization.get_value());
        use_query(move || Some(request.clone())).latest()
    };
    dynamic(move || {
        let activity = activity.get();
        let organization = organization.get_value();
        [
            panel("What", of_what(&activity)),
            panel("Who", of_who(&activity)),
            panel("Touched", of_touched(&activity, organization, services)),
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

fn of_who(activity: &Activity) -> Vec<Field> {
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
        ("Actor ID", one_id(activity.actor_id.as_deref(), "actor ID")),
        ("IP address", address.into_any()),
        ("User agent", agent.into_any()),
    ]
}

fn of_touched(
    activity: &Activity,
    organization: OrganizationId,
    services: Signal<Option<Arc<Vec<Service>>>>,
) -> Vec<Field> {
    let service = activity
        .service_id
        .clone()
        .map_or_else(dash, |id| service_view(organization, id, services));
    let key = activity.target_key_id.as_ref().map(ToString::to_string);
    let change = activity.key_update_type.as_ref().map(ToString::to_string);
    let names = activity
        .target_role_names
        .clone()
        .map(|names| names.join(", "));
    vec![
        ("Service", service),
        ("API key", one_id(key.as_deref(), "key ID")),
        ("Change of key", text(change)),
        ("Roles", text(names)),
        ("Role IDs", ids(activity.target_role_ids.clone(), "role ID")),
        ("Actors", ids(activity.target_actor_ids.clone(), "actor ID")),
        (
            "Resources",
            ids(activity.target_resource_ids.clone(), "resource ID"),
        ),
    ]
}

fn one_id(id: Option<&str>, what: &'static str) -> AnyView {
    ids(id.map(|id| vec![id.to_owned()]), what)
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

fn ids(ids: Option<Vec<String>>, what: &'static str) -> AnyView {
    match ids {
        Some(ids) if !ids.is_empty() => {
            let items = ids
                .into_iter()
                .map(|id| view! { <li>{id_view(id, what)}</li> });
            view! { <ul class="plain">{items.collect_view()}</ul> }.into_any()
        }
        _ => dash(),
    }
}
