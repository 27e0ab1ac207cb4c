use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{address::use_choice, load::use_costs, view::UsageView};
use crate::{
    pages::{crumbs::use_crumbs, list_page::of_organization, refresh::Refresh},
    ui::Page,
};

/// What `usageCostGet` tells of an organization.
#[component]
pub fn UsagePage() -> impl IntoView {
    of_organization(|organization| view! { <Usage organization /> })
}

#[component]
fn Usage(organization: OrganizationId) -> impl IntoView {
    let loading = use_costs(organization.clone(), use_choice());
    let organization = StoredValue::new(organization);
    let crumbs = use_crumbs(organization, Vec::new());
    let actions = move || view! { <Refresh on_refresh=move || loading.refresh() /> };
    view! {
        <Page title="Usage" crumbs actions>
            <UsageView loading organization />
        </Page>
    }
}
