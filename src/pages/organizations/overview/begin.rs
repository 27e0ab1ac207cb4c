use cloud_api::OrganizationId;
use leptos::prelude::*;

use crate::{
    paths,
    ui::{ButtonLink, Panel, Tone},
};

/// What to do first in an organization without services, in the place of what would need attention: nothing moves when
/// it turns out that there is none.
#[component]
pub fn Begin(organization: StoredValue<OrganizationId>) -> impl IntoView {
    let id = organization.get_value();
    view! {
        <Panel title="No services yet">
            <div class="tile tile--6">
                <p class="panel__text">
                    "A service is a ClickHouse deployment with its own size, network and state. Create the \
                     first, and invite those who are to work with it."
                </p>
                <div class="tile__actions">
                    <ButtonLink href=paths::new_service(&id) tone=Tone::Primary>
                        "Create service"
                    </ButtonLink>
                    <ButtonLink href=paths::new_invitations(&id)>"Invite members"</ButtonLink>
                    <ButtonLink href=paths::new_key(&id)>"Create API key"</ButtonLink>
                </div>
            </div>
        </Panel>
    }
}
