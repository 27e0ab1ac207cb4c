use cloud_api::{
    OrganizationId, Request,
    organizations::{
        self, Organization, PrivateEndpoint, PrivateEndpointsChange, UpdateOrganization,
    },
    services,
};
use leptos::prelude::*;

use super::{
    super::OnOrganization,
    usage::{Services, usage},
};
use crate::{
    client::Client,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    query::Cache,
    ui::{ConfirmDialog, Problem, dynamic, use_toasts},
};

/// Asks before an endpoint is taken from the organization, with who uses it.
#[component]
pub(super) fn RemoveEndpoint(services: Services) -> impl IntoView {
    let OnOrganization {
        id,
        organization,
        dialogs,
        ..
    } = expect_context();
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    let named = dialogs.is_open("remove-endpoint");
    let endpoint = Memo::new(move |before: Option<&Option<PrivateEndpoint>>| {
        let wanted = dialogs.on().get()?;
        let organization = organization.read();
        let known = organization.private_endpoints.as_deref()?;
        let found = known
            .iter()
            .find(|endpoint| endpoint.id.as_ref() == Some(&wanted));
        // Once it is removed, the dialog still names it while it closes.
        found.cloned().or_else(|| before.cloned().flatten())
    });
    let name = Memo::new(move |_| {
        let endpoint = endpoint.read();
        endpoint
            .as_ref()
            .and_then(|endpoint| endpoint.id.clone())
            .unwrap_or_default()
    });
    let consequence = move || usage(&name.read(), services.read().as_deref()).consequence();
    let remove = Action::new_local(move |endpoint: &PrivateEndpoint| {
        let endpoint = endpoint.clone();
        let id = id.get_value();
        async move {
            let answer = client.send(removal(&id, endpoint)).await;
            let answer = answer.map_err(|error| error.problem())?;
            cache.put(&organizations::get(&id), answer);
            let list = services::list(&id).address();
            cache.invalidate(|address| address.starts_with(&list));
            toasts.success("Private endpoint removed");
            dialogs.close();
            Ok::<(), Problem>(())
        }
    });
    let pending = remove.pending();
    let problem = Signal::derive(move || remove.value().get().and_then(Result::err));
    let confirm = Callback::new(move |()| {
        if let (Some(endpoint), false) = (endpoint.get_untracked(), pending.get_untracked()) {
            remove.dispatch_local(endpoint);
        }
    });
    let cancel = Callback::new(move |()| {
        remove.clear();
        dialogs.close();
    });
    let write = Signal::derive(move || {
        let endpoint = endpoint.get()?;
        Some(Write::from(&removal(&id.get_value(), endpoint)))
    });
    view! {
        <ConfirmDialog
            title=Signal::derive(move || format!("Remove private endpoint {}?", name.get()))
            open=Signal::derive(move || named.get() && endpoint.read().is_some())
            submit="Remove endpoint"
            danger=true
            pending
            problem
            on_confirm=confirm
            on_close=cancel
        >
            <ul>
                <li>{dynamic(consequence)}</li>
                <li>
                    "The organization forgets its description. The endpoint in your own cloud \
                     account stays, and is charged there."
                </li>
            </ul>
            <EquivalentCommand write />
        </ConfirmDialog>
    }
}

/// `organizationUpdate`
fn removal(id: &OrganizationId, endpoint: PrivateEndpoint) -> Request<Organization> {
    let change = UpdateOrganization {
        private_endpoints: Some(PrivateEndpointsChange {
            remove: vec![endpoint],
        }),
        ..UpdateOrganization::default()
    };
    organizations::update(id, &change)
}
