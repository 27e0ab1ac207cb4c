use cloud_api::services;
use leptos::prelude::*;

use crate::{
    pages::service::OnService,
    paths::{self, Tab},
    query::use_query,
    query_view::QueryView,
    ui::{ButtonLink, Empty, dynamic},
};

/// A secondary reads the primary's data, so it has no backups of its own.
#[component]
pub(super) fn Secondary() -> impl IntoView {
    let OnService {
        organization,
        service,
        ..
    } = expect_context();
    let query = use_query(move || Some(services::list(&organization.get_value())));
    view! {
        <QueryView query outline=(2, 2) let:all>
            {dynamic(move || {
                let service = service.read();
                let all = all.read();
                let warehouse = service.data_warehouse_id.as_ref();
                let primary = all
                    .iter()
                    .find(|other| {
                        other.is_primary == Some(true) && warehouse.is_some()
                            && other.data_warehouse_id.as_ref() == warehouse
                    });
                let link = primary
                    .map(|primary| {
                        let href = paths::service_tab(
                            &organization.get_value(),
                            &primary.id,
                            Tab::Backups,
                        );
                        let text = format!("Backups of {}", primary.label());
                        view! { <ButtonLink href>{text}</ButtonLink> }
                    });
                view! {
                    <Empty title="The backups are those of its primary" icon="info">
                        <p>
                            "This service is a secondary of its warehouse and shares the primary's data: only \
                             the primary is backed up, and a restore makes a new service of it."
                        </p>
                        {link}
                    </Empty>
                }
            })}
        </QueryView>
    }
}
