//! One service: head with state and actions, tabs below.

mod access;
mod connect;
mod offered;
mod overview;
mod scaling;
mod settings;

use std::sync::Arc;

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, Service},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate},
};

pub use access::ServiceAccess;
pub use connect::{ServiceConnect, https_address};
pub use overview::ServiceOverview;
pub use scaling::ServiceScaling;
pub use settings::ServiceSettings;

use crate::{
    client::ApiError,
    dialogs::{Dialogs, use_dialogs},
    offers::offer,
    pages::{
        crumbs::use_crumbs,
        services::{ServiceDialogs, state_tone, use_service_actions, watch_transition},
    },
    params::use_service_ids,
    paths::{self, Tab},
    query::{Cache, Query, use_query},
    query_view::{QueryView, problem_of},
    ui::{ActionButtons, ButtonLink, Empty, Page, StateBadge, Tabs, dynamic},
};

/// The service whose page is shown; provided by [`ServicePage`] for its tabs.
#[derive(Clone, Copy)]
pub struct OnService {
    pub organization: StoredValue<OrganizationId>,
    /// The latest answer.
    pub service: Signal<Arc<Service>>,
    /// The organization's services, if they were ever listed; only the overview asks, behind everything else.
    pub all: Signal<Option<Arc<Vec<Service>>>>,
    pub dialogs: Dialogs,
}

impl OnService {
    /// The address of a tab of this very service.
    pub fn tab(self, tab: Tab) -> String {
        let id = &self.service.read_untracked().id;
        paths::service_tab(&self.organization.get_value(), id, tab)
    }
}

/// Another service in the address is another page: nothing of the old one survives.
#[component]
pub fn ServicePage() -> impl IntoView {
    let ids = use_service_ids();
    dynamic(move || match ids.get() {
        Some((organization, service)) => view! { <ServiceById organization service /> }.into_any(),
        None => view! { <crate::pages::NotFoundPage /> }.into_any(),
    })
}

#[component]
fn ServiceById(organization: OrganizationId, service: ServiceId) -> impl IntoView {
    let cache = expect_context::<Cache>();
    let list = services::list(&organization);
    let get = services::get(&organization, &service);
    // A row of the list is the whole service: the page need not wait for what is known already.
    cache.seed(&get, &list, |all| {
        all.iter().find(|known| known.id == service).cloned()
    });
    let all = cache.follow(&list);
    let organization = StoredValue::new(organization);
    let id = StoredValue::new(service);
    let request = get.clone();
    let query = use_query(move || Some(request.clone()));
    watch_transition(query);
    let gone = Memo::new(move |_| {
        query
            .error()
            .read()
            .as_ref()
            .is_some_and(ApiError::is_not_found)
    });
    let held = Signal::derive(move || query.latest().get().is_some());
    let is_known = Memo::new(move |_| held.get());
    move || {
        if gone.get() {
            view! { <Gone organization /> }.into_any()
        } else if is_known.get() {
            view! { <Frame organization query all /> }.into_any()
        } else {
            view! {
                <Page title="Service" crumbs=use_crumbs(organization, within(organization))>
                    <ServiceTabs organization id=id.get_value() />
                    <QueryView query outline=(9, 2) let:_service>
                        ""
                    </QueryView>
                </Page>
            }
            .into_any()
        }
    }
}

#[component]
fn Frame(
    organization: StoredValue<OrganizationId>,
    query: Query<Service>,
    all: Signal<Option<Arc<Vec<Service>>>>,
) -> impl IntoView {
    let navigate = use_navigate();
    let dialogs = use_dialogs();
    let latest = query.latest();
    let held = StoredValue::new(latest.get_untracked());
    // While the session closes, the answer is gone a moment before this page is.
    let service = Signal::derive(move || {
        let now = latest.get().or_else(|| held.get_value());
        held.set_value(now.clone());
        now.expect("shown only once answered")
    });
    provide_context(OnService {
        organization,
        service,
        all,
        dialogs,
    });

    let label = Memo::new(move |_| service.read().label().to_owned());
    let state = Memo::new(move |_| service.read().state.clone());
    let id = service.read_untracked().id.clone();
    let badge = move || {
        state.get().map(|state| {
            let tone = state_tone(&state);
            view! { <StateBadge word=state.to_string() tone chip=true /> }
        })
    };
    let title_extra = move || view! { {dynamic(badge)} };
    let make_actions = use_service_actions(organization, all, dialogs);
    let actions_of = Signal::derive(move || make_actions(&service.read()));
    offered::offer_settings(label);
    offer(label, actions_of);
    let actions = move || {
        view! {
            <ActionButtons
                actions=actions_of
                shown=2
                label=Signal::derive(move || format!("More actions for {}", label.get()))
            />
        }
    };
    let find = Callback::new(move |(wanted,): (ServiceId,)| {
        let service = service.get();
        if service.id == wanted {
            return Some(Service::clone(&service));
        }
        // The dialog that deletes a primary leads to those of its secondaries.
        let all = all.read();
        all.as_deref()?.iter().find(|one| one.id == wanted).cloned()
    });
    let to_list = Callback::new(move |(deleted,): (ServiceId,)| {
        if service.read_untracked().id != deleted {
            return dialogs.close();
        }
        navigate(
            &paths::services(&organization.get_value()),
            NavigateOptions::default(),
        );
    });
    let problem = problem_of(query);
    view! {
        <Page title=label crumbs=use_crumbs(organization, within(organization)) title_extra actions>
            <crate::ui::ProblemNotice problem on_retry=Callback::new(move |()| query.reload()) />
            <ServiceTabs organization id />
            <Outlet />
            <ServiceDialogs organization dialogs find on_delete=to_list />
        </Page>
    }
}

/// The list that the service is one of.
fn within(organization: StoredValue<OrganizationId>) -> Vec<(String, String)> {
    vec![(
        "Services".into(),
        paths::services(&organization.get_value()),
    )]
}

#[component]
fn ServiceTabs(organization: StoredValue<OrganizationId>, id: ServiceId) -> impl IntoView {
    let location = use_location();
    let tabs: Vec<(String, String)> = Tab::ALL
        .map(|tab| {
            (
                paths::service_tab(&organization.get_value(), &id, tab),
                tab.label().to_owned(),
            )
        })
        .into();
    view! { <Tabs label="Service" tabs current=location.pathname /> }
}

#[component]
fn Gone(organization: StoredValue<OrganizationId>) -> impl IntoView {
    view! {
        <Page title="Service not found">
            <Empty title="The API knows no such service">
                <p>"It may have been deleted, or this key may not see it."</p>
                <ButtonLink href=paths::services(
                    &organization.get_value(),
                )>"Go to the services"</ButtonLink>
            </Empty>
        </Page>
    }
}
