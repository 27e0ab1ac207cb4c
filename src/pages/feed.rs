use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    activities::{self, Activity},
};
use js_sys::Date;
use leptos::prelude::*;

use crate::{
    pages::activities::words,
    paths,
    query::use_query,
    query_view::QueryView,
    ui::{Button, Panel, Time, dynamic},
};

const DAYS: f64 = 30.0;
/// How many are shown at first.
const FEW: usize = 10;

/// What the audit log says of one thing: one read of the last 30 days, the same for every thing.
#[component]
pub fn ActivityFeed(
    organization: StoredValue<OrganizationId>,
    /// Whether the record is about the thing.
    #[prop(into)]
    about: Callback<(Activity,), bool>,
    /// What an empty feed says.
    #[prop(into)]
    nothing: String,
    /// What the log cannot tell.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let from = date_before(DAYS);
    let query = use_query(move || {
        Some(activities::list(
            &organization.get_value(),
            Some(&from),
            None,
        ))
    });
    let nothing = StoredValue::new(nothing);
    view! {
        <Panel title="Activity of the last 30 days">
            {hint.map(|hint| view! { <p class="panel__text hint">{hint}</p> })}
            <QueryView query outline=(3, 1) let:all>
                <Records organization all about nothing />
            </QueryView>
        </Panel>
    }
}

#[component]
fn Records(
    organization: StoredValue<OrganizationId>,
    all: Signal<Arc<Vec<Activity>>>,
    about: Callback<(Activity,), bool>,
    nothing: StoredValue<String>,
) -> impl IntoView {
    let whole = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let all = all.read();
        let found = all.iter().filter(|record| about.run(((*record).clone(),)));
        found.cloned().collect::<Vec<_>>()
    });
    let rows = move || {
        let shown = if whole.get() { usize::MAX } else { FEW };
        let found = found.get().into_iter().take(shown);
        found
            .map(|activity| view! { <Record organization activity /> })
            .collect_view()
    };
    let rest = Memo::new(move |_| found.read().len().saturating_sub(FEW));
    view! {
        <Show
            when=move || !found.read().is_empty()
            fallback=move || {
                view! { <p class="panel__text quiet">{nothing.get_value()}</p> }
            }
        >
            <ul class="feed">{dynamic(rows)}</ul>
        </Show>
        <Show when=move || (rest.get() > 0) && !whole.get()>
            <div class="panel__text">
                <Button on_click=move || {
                    whole.set(true);
                }>{dynamic(move || format!("Show {} more", rest.get()))}</Button>
            </div>
        </Show>
    }
}

#[component]
fn Record(organization: StoredValue<OrganizationId>, activity: Activity) -> impl IntoView {
    let href = paths::activity(&organization.get_value(), activity.id.as_str());
    let Activity {
        created_at,
        r#type: kind,
        actor_details,
        actor_ip_address,
        target_role_names,
        ..
    } = activity;
    let kind = kind.unwrap_or_else(|| "unknown".into());
    // A type that is not known has the API's own word.
    let what = words(&kind).map_or_else(|| kind.clone(), ToOwned::to_owned);
    let roles = target_role_names
        .filter(|names| !names.is_empty())
        .map(|names| format!(" ({})", names.join(", ")));
    let by = actor_details.map(|actor| format!("by {actor} · "));
    let from = actor_ip_address.map(|address| format!(" · from {address}"));
    view! {
        <li>
            <a href=href>{what}</a>
            {roles}
            <small>{by}<Time at=created_at />{from}</small>
        </li>
    }
}

/// The date some days ago in UTC, which keeps the read the same for a day.
fn date_before(days: f64) -> String {
    let at = Date::new_0();
    at.set_time(Date::now() - days * 86_400_000.0);
    let text = String::from(at.to_iso_string());
    text.split('T').next().unwrap_or_default().to_owned()
}
