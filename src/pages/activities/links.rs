//! Links from a record to what it touched, which may be gone: its id is shown either way.

use std::sync::Arc;

use cloud_api::{OrganizationId, ServiceId, services::Service};
use leptos::prelude::*;

use crate::{
    paths,
    ui::{CopyButton, dynamic},
};

/// An id to read and to copy.
pub fn id_view(id: String, what: &str) -> AnyView {
    view! {
        <span class="mono">{id.clone()}</span>
        <CopyButton text=id label=format!("Copy {what}") />
    }
    .into_any()
}

/// A service by its name while it exists.
pub fn service_view(
    organization: OrganizationId,
    id: ServiceId,
    all: Signal<Option<Arc<Vec<Service>>>>,
) -> AnyView {
    let text = id.to_string();
    let name = {
        let id = id.clone();
        Memo::new(move |_| {
            let all = all.get()?;
            let found = all.iter().find(|service| service.id == id);
            Some(found.map(|service| service.label().to_owned()))
        })
    };
    let link = move || match name.get() {
        Some(Some(name)) => {
            let href = paths::service(&organization, &id);
            view! {
                <a class="name" href=href>
                    {name}
                </a>
                " "
            }
            .into_any()
        }
        Some(None) => view! { <span class="quiet">"no longer there "</span> }.into_any(),
        None => ().into_any(),
    };
    view! {
        {dynamic(link)}
        {id_view(text, "service ID")}
    }
    .into_any()
}
