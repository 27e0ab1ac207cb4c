use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    roles::{self, Role},
};
use leptos::prelude::*;

use super::{
    columns::{ROLES, Row},
    view::RolesView,
    who_can::WhoCan,
};
use crate::{
    list_view::use_list_view,
    pages::{crumbs::use_crumbs, list_page::of_organization, refresh::Refresh},
    query::{Query, use_query},
    ui::{Empty, List, Page},
};

#[component]
pub fn RolesPage() -> impl IntoView {
    of_organization(|organization| view! { <Roles organization /> })
}

#[component]
fn Roles(organization: OrganizationId) -> impl IntoView {
    let id = StoredValue::new(organization);
    let query = use_query(move || Some(roles::list(&id.get_value())));
    let actions = move || {
        view! { <Refresh on_refresh=move || query.reload() /> }
    };
    view! {
        <Page title="Roles and rights" crumbs=use_crumbs(id, Vec::new()) actions>
            <RolesView query let:all>
                <div class="stack">
                    <WhoCan organization=id all />
                    <RoleList all id query />
                </div>
            </RolesView>
        </Page>
    }
}

#[component]
fn RoleList(
    all: Signal<Arc<Vec<Role>>>,
    id: StoredValue<OrganizationId>,
    query: Query<Vec<Role>>,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let all = all.read();
        let rows = all.iter().map(|role| Row {
            organization: id.get_value(),
            role: Arc::new(role.clone()),
        });
        Arc::new(rows.collect::<Vec<_>>())
    });
    view! {
        <List
            list=&ROLES
            rows
            view=use_list_view("roles")
            empty=|| view! { <Empty title="The API lists no roles" /> }
            loading=query.loading()
            answered_at=query.answered_at()
        />
    }
}
