use cloud_api::organizations::ByocConfig;
use leptos::prelude::*;

use super::OnOrganization;
use crate::ui::{Panel, ShortTable, StateBadge, StateTone, dynamic};

/// The infrastructures in the organization's own cloud accounts.
#[component]
pub(super) fn Byoc() -> impl IntoView {
    let OnOrganization { organization, .. } = expect_context();
    let entries = Memo::new(move |_| organization.read().byoc_config.clone());
    let content = move || {
        match entries.get() {
        None => view! { <p class="panel__text quiet">"The API did not tell the infrastructures."</p> }
        .into_any(),
        Some(entries) if entries.is_empty() => view! {
            <p class="panel__text quiet">
                "No infrastructure of your own. With BYOC, services run in a cloud account of yours."
            </p>
        }
        .into_any(),
        Some(entries) => view! { <ByocTable entries /> }.into_any(),
    }
    };
    view! { <Panel title="Bring your own cloud (BYOC)">{dynamic(content)}</Panel> }
}

#[component]
fn ByocTable(entries: Vec<ByocConfig>) -> impl IntoView {
    let rows = entries.into_iter().map(row).collect_view();
    view! {
        <ShortTable
            label="BYOC infrastructures"
            headings=&["Name", "State", "Provider, region", "Account", "BYOC ID"]
        >
            {rows}
        </ShortTable>
    }
}

fn row(entry: ByocConfig) -> impl IntoView {
    let ByocConfig {
        id,
        state,
        account_id,
        region_id,
        cloud_provider,
        display_name,
    } = entry;
    let dash = || "—".to_owned();
    let place: Vec<String> = [cloud_provider, region_id].into_iter().flatten().collect();
    let state = match state {
        Some(word) => {
            let tone = tone(&word);
            view! { <StateBadge word tone /> }.into_any()
        }
        None => dash().into_any(),
    };
    let name = display_name.or_else(|| id.clone()).unwrap_or_else(dash);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="table__name">
                {name}
            </th>
            <td role="cell" data-label="State">
                {state}
            </td>
            <td role="cell" data-label="Provider, region">
                {place.join(" ")}
            </td>
            <td role="cell" data-label="Account" class="mono">
                {account_id.unwrap_or_else(dash)}
            </td>
            <td role="cell" data-label="BYOC ID" class="mono">
                {id.unwrap_or_else(dash)}
            </td>
        </tr>
    }
}

/// What the API's word for an infrastructure's state means.
fn tone(state: &str) -> StateTone {
    match state {
        "infra-ready" => StateTone::Running,
        "infra-provisioning" | "infra-upgrading" | "infra-terminating" => StateTone::Moving,
        "infra-degraded" => StateTone::Failed,
        "infra-terminated" => StateTone::Stopped,
        _ => StateTone::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_the_document_has_its_look() {
        let states = [
            ("infra-provisioning", StateTone::Moving),
            ("infra-ready", StateTone::Running),
            ("infra-degraded", StateTone::Failed),
            ("infra-upgrading", StateTone::Moving),
            ("infra-terminating", StateTone::Moving),
            ("infra-terminated", StateTone::Stopped),
            ("infra-resting", StateTone::Unknown),
        ];
        for (state, expected) in states {
            assert_eq!(tone(state), expected, "{state}");
        }
    }
}
