use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{load::use_activities, range_bar::use_choice, view::ActivitiesView};
use crate::{
    pages::{crumbs::use_crumbs, list_page::of_organization, refresh::Refresh},
    ui::Page,
};

#[component]
pub fn ActivitiesPage() -> impl IntoView {
    of_organization(|organization| view! { <Activities organization /> })
}

#[component]
fn Activities(organization: OrganizationId) -> impl IntoView {
    let loading = use_activities(organization.clone(), None, use_choice());
    let crumbs = use_crumbs(StoredValue::new(organization), Vec::new());
    let actions = move || view! { <Refresh on_refresh=move || loading.refresh() /> };
    view! {
        <Page title="Activities" crumbs actions>
            <ActivitiesView loading name="activities" />
        </Page>
    }
}
