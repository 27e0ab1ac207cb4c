use cloud_api::OrganizationId;
use leptos::prelude::*;

use crate::{
    paths,
    ui::{ButtonLink, Empty, Tone},
};

/// What to do first in an organization without services.
#[component]
pub fn Begin(organization: StoredValue<OrganizationId>) -> impl IntoView {
    let id = organization.get_value();
    view! {
        <Empty title="No services yet">
            <p>
                "A service is a ClickHouse deployment with its own size, network and state. Create the \
                 first, and invite those who are to work with it."
            </p>
            <div class="head__actions">
                <ButtonLink href=paths::new_service(&id) tone=Tone::Primary>
                    "Create service"
                </ButtonLink>
                <ButtonLink href=paths::new_invitations(&id)>"Invite members"</ButtonLink>
                <ButtonLink href=paths::new_key(&id)>"Create API key"</ButtonLink>
            </div>
        </Empty>
    }
}
