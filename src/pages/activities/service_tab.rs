use leptos::prelude::*;

use super::{load::use_activities, range_bar::use_choice, view::ActivitiesView};
use crate::{
    pages::{refresh::Refresh, service::OnService},
    paths,
    ui::list::Filter,
};

/// What happened to this service, from the same log as the page of all activities.
#[component]
pub fn ServiceActivity() -> impl IntoView {
    let OnService {
        service,
        organization,
        ..
    } = expect_context();
    let organization = organization.get_value();
    let id = service.read_untracked().id.clone();
    let loading = use_activities(organization.clone(), Some(id.clone()), use_choice());
    let filter = Filter::of("service-id", vec![id.to_string()]);
    let all = paths::activities_with(&organization, &filter.to_string());
    view! {
        <div class="audit__head">
            <p class="quiet">
                "What happened to this service, and who did it. "
                <a href=all>"In all activities"</a>
            </p>
            <Refresh on_refresh=move || loading.refresh() />
        </div>
        <ActivitiesView loading name="service-activities" />
    }
}
