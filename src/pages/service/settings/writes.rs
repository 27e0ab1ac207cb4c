//! What a write needs that is no edit of a field.

use cloud_api::{OrganizationId, ServiceId};
use leptos::prelude::*;

use crate::{
    client::Client,
    pages::service::OnService,
    ui::{Toasts, use_toasts},
};

/// Holds no signal of the page, so it may be used after an `.await`, when the page may be gone.
#[derive(Clone)]
pub struct Writes {
    pub client: Client,
    pub toasts: Toasts,
    pub organization: OrganizationId,
    pub id: ServiceId,
}

pub fn use_writes() -> StoredValue<Writes> {
    let OnService {
        service,
        organization,
        ..
    } = expect_context();
    StoredValue::new(Writes {
        client: expect_context(),
        toasts: use_toasts(),
        organization: organization.get_value(),
        id: service.read_untracked().id.clone(),
    })
}
