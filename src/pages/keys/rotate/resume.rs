use std::sync::Arc;

use cloud_api::{OrganizationId, keys::ApiKey};
use leptos::prelude::*;

use super::progress::Kept;
use crate::ui::{ButtonLink, Icon};

/// On the key's page: a rotation that was begun in this tab goes on.
#[component]
pub fn Resume(
    organization: StoredValue<OrganizationId>,
    key: Signal<Arc<ApiKey>>,
) -> impl IntoView {
    let id = key.read_untracked().id.clone();
    Kept::of(&id).map(|kept| {
        view! {
            <div class="notice" role="status">
                <Icon name="refresh" />
                <p>"A rotation of this key is under way: a new key has been created."</p>
                <ButtonLink href=kept
                    .page(&organization.get_value(), &id)>"Continue rotation"</ButtonLink>
            </div>
        }
    })
}
