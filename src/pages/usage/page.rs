use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{address::use_choice, load::use_costs, view::UsageView};
use crate::{
    offers::offer,
    pages::crumbs::use_crumbs,
    params::use_organization,
    ui::{Action, Button, Icon, Page, Tone, dynamic},
};

/// What `usageCostGet` tells of an organization.
#[component]
pub fn UsagePage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Usage organization /> })
    })
}

#[component]
fn Usage(organization: OrganizationId) -> impl IntoView {
    let loading = use_costs(organization.clone(), use_choice());
    let organization = StoredValue::new(organization);
    let crumbs = use_crumbs(organization, Vec::new());
    let refresh = Callback::new(move |()| loading.refresh());
    offer(
        "",
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
        <Page title="Usage" crumbs actions>
            <UsageView loading organization />
        </Page>
    }
}
