use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{load::use_activities, range_bar::use_choice, view::ActivitiesView};
use crate::{
    offers::offer,
    pages::crumbs::use_crumbs,
    params::use_organization,
    ui::{Action, Button, Icon, Page, Tone, dynamic},
};

#[component]
pub fn ActivitiesPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Activities organization /> })
    })
}

#[component]
fn Activities(organization: OrganizationId) -> impl IntoView {
    let loading = use_activities(organization.clone(), None, use_choice());
    let crumbs = use_crumbs(StoredValue::new(organization), Vec::new());
    let refresh = Callback::new(move |()| loading.refresh());
    offer(
        String::new(),
        Signal::stored(vec![Action::new("Refresh", "refresh", refresh)]),
    );
    let actions = move || {
        view! {
            <Button tone=Tone::Plain on_click=refresh>
                <Icon name="refresh" />
                "Refresh"
            </Button>
        }
    };
    view! {
        <Page title="Activities" crumbs actions>
            <ActivitiesView loading name="activities" />
        </Page>
    }
}
