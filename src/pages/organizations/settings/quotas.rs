use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    quotas::{self, Quota, QuotaScope},
};
use leptos::prelude::*;

use crate::{
    pages::beta::Beta,
    query::use_query,
    query_view::QueryView,
    ui::{Meter, Panel, dynamic},
};

/// How much of what the organization may have, and what is left of it.
#[component]
pub(super) fn Quotas(id: StoredValue<OrganizationId>) -> impl IntoView {
    let query = use_query(move || Some(quotas::list(&id.get_value())));
    view! {
        <Panel title="Quotas" actions=|| view! { <Beta operation="organizationQuotasGetList" /> }>
            <QueryView query outline=(4, 3) let:quotas>
                <QuotaList quotas />
            </QueryView>
        </Panel>
    }
}

#[component]
fn QuotaList(quotas: Signal<Arc<Vec<Quota>>>) -> impl IntoView {
    let quotas = Memo::new(move |_| quotas.get());
    let content = move || {
        let quotas = quotas.get();
        if quotas.is_empty() {
            return view! { <p class="panel__text quiet">"The API told no quota of this organization."</p> }
            .into_any();
        }
        let rows = quotas
            .iter()
            .map(|quota| view! { <QuotaRow quota=quota.clone() /> });
        view! { <ul class="quotas plain">{rows.collect_view()}</ul> }.into_any()
    };
    dynamic(content)
}

#[component]
fn QuotaRow(quota: Quota) -> impl IntoView {
    let told = headroom(&quota);
    let Quota {
        quota_code,
        name,
        description,
        scope,
        value,
        usage,
        adjustable,
    } = quota;
    let name = name.unwrap_or_else(|| quota_code.to_string());
    let meter = usage.zip(value).map(|(used, limit)| {
        view! { <Meter label=name.clone() used limit text=told.clone() /> }
    });
    let scope = scope.map(|scope| match scope {
        QuotaScope::Organization => "for the organization".to_owned(),
        QuotaScope::Warehouse => "for each warehouse".to_owned(),
        QuotaScope::Other(word) => format!("for each {word}"),
    });
    let adjustable = adjustable.map(|adjustable| {
        if adjustable {
            "support can raise it"
        } else {
            "fixed"
        }
    });
    let facts: Vec<String> = scope
        .into_iter()
        .chain(adjustable.map(ToOwned::to_owned))
        .collect();
    view! {
        <li class="quotas__quota">
            <div>
                <p class="name">{name}</p>
                <p class="hint">{description}</p>
            </div>
            <div class="quotas__room">
                <p>{told}</p>
                {meter}
                <p class="hint">{facts.join("; ")}</p>
            </div>
        </li>
    }
}

/// `6 of 20 used, 14 left`
fn headroom(quota: &Quota) -> String {
    match (quota.usage, quota.value) {
        (Some(used), Some(limit)) if used > limit => {
            format!("{used} of {limit} used, {} over", used - limit)
        }
        (Some(used), Some(limit)) if used == limit => format!("{used} of {limit} used, none left"),
        (Some(used), Some(limit)) => format!("{used} of {limit} used, {} left", limit - used),
        (None, Some(limit)) => format!("{limit} at most; the API does not count them"),
        (Some(used), None) => format!("{used} used; the API told no limit"),
        (None, None) => "The API told neither limit nor use".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_in_words() {
        let told = |json: &str| {
            let json = format!(r#"{{"quotaCode":"x"{json}}}"#);
            headroom(&serde_json::from_str(&json).expect("a quota"))
        };
        assert_eq!(told(r#","value":20,"usage":6"#), "6 of 20 used, 14 left");
        assert_eq!(told(r#","value":6,"usage":6"#), "6 of 6 used, none left");
        assert_eq!(told(r#","value":5,"usage":6"#), "6 of 5 used, 1 over");
        assert!(told(r#","value":5"#).starts_with("5 at most"));
        assert!(told(r#","usage":5"#).starts_with("5 used"));
        assert!(told("").contains("neither"));
    }
}
