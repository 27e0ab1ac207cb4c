use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{load::use_activities, range_bar::use_choice, view::ActivitiesView};
use crate::{
    offers::offer,
    params::use_organization,
    paths,
    session::Session,
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
    let session = expect_context::<Session>();
    let loading = use_activities(organization.clone(), None, use_choice());
    let crumbs = Signal::derive(move || {
        let current = session.current();
        let current = current.read();
        let name = current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone());
        vec![(name.unwrap_or_default(), paths::overview(&organization))]
    });
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
