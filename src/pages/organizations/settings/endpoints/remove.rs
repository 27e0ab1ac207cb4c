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
    usage::{Services, Usage, usage},
};
use crate::{
    client::{ApiError, Client},
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::editors::edit::{Asked, Facts, Question, Target, about_anything, read_again},
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
        refused: locked,
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
    let open = Signal::derive(move || named.get() && endpoint.read().is_some());
    let told = move || {
        let used = usage(&name.get(), services.read().as_deref());
        let read = cache.answered_at(&services::list(&id.get_value()));
        (facts(true, &used), read)
    };
    let asked = Asked::new(open, told);
    let gone = RwSignal::new(false);
    let remove = Action::new_local(move |endpoint: &PrivateEndpoint| {
        let endpoint = endpoint.clone();
        let id = id.get_value();
        async move {
            let name = endpoint.id.clone().unwrap_or_default();
            let (is_there, used) = look_again(client, cache, &id, &name)
                .await
                .map_err(|error| error.problem())?;
            gone.try_set(!is_there);
            if !asked.holds(facts(is_there, &used)) {
                return Ok(());
            }
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
        gone.set(false);
        dialogs.close();
    });
    let question = move |since| {
        Some(Question {
            organization: id.get_value(),
            is_about: about_anything(),
            kinds: &[
                "organization_update_private_endpoints",
                "service_update_private_endpoints",
            ],
            since,
        })
    };
    let write = Signal::derive(move || {
        let endpoint = endpoint.get()?;
        Some(Write::from(&removal(&id.get_value(), endpoint)))
    });
    view! {
        <ConfirmDialog
            title=Signal::derive(move || format!("Remove private endpoint {}?", name.get()))
            open
            typed=Signal::derive(move || Some(name.get()).filter(|name| !name.is_empty()))
            submit="Remove endpoint"
            danger=true
            pending
            problem
            submit_refused=Signal::derive(move || {
                locked.get().or_else(|| gone.get().then(|| "The endpoint is gone.".to_owned()))
            })
            on_confirm=confirm
            on_close=cancel
        >
            {asked.view(question)}
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

/// What decides whether it is removed.
fn facts(is_there: bool, used: &Usage) -> Facts {
    let there = if is_there {
        "in the organization"
    } else {
        "gone"
    };
    let mut facts = vec![("Endpoint", there.to_owned())];
    if is_there {
        facts.push(("Used by", used.words()));
    }
    facts
}

/// Whether it is there still, and who uses it: `organizationGet` and `instanceGetList`.
async fn look_again(
    client: Client,
    cache: Cache,
    id: &OrganizationId,
    name: &str,
) -> Result<(bool, Usage), ApiError> {
    let undone = || Some(format!("Remove private endpoint {name}: not sent."));
    let target = Target::organization(id.clone());
    let organization = read_again(client, cache, &target, undone()).await?;
    // Where the API does not tell the endpoints, this one is not known to be gone.
    let is_there = organization.private_endpoints.is_none_or(|all| {
        all.iter()
            .any(|endpoint| endpoint.id.as_deref() == Some(name))
    });
    if !is_there {
        return Ok((false, Usage::Unknown));
    }
    let list = services::list(id);
    let all = client.send_before(list.clone(), undone()).await?;
    let used = usage(name, Some(&all));
    cache.put(&list, all);
    Ok((true, used))
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
