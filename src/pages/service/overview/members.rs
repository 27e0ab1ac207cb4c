use std::sync::Arc;

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, Service, State},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{ApiError, Priority},
    format,
    pages::{service::OnService, services::state_tone},
    paths,
    query::Cache,
    ui::{ButtonLink, Panel, Problem, ProblemNotice, ShortTable, StateBadge, dynamic},
};

/// A service of the warehouse, as a row.
#[derive(Clone, Debug, PartialEq)]
struct Member {
    id: ServiceId,
    label: String,
    is_own: bool,
    role: &'static str,
    state: Option<State>,
    size: Option<String>,
}

/// Who shares the data of the service, in which state, and what depends on what.
#[component]
pub(super) fn Warehouse() -> impl IntoView {
    let OnService {
        service,
        organization,
        all,
        ..
    } = expect_context();
    let warehouse = Memo::new(move |_| service.read().data_warehouse_id.clone());
    let members = Memo::new(move |_| {
        let all = all.read();
        members(&service.read(), all.as_ref())
    });
    let are_known = Memo::new(move |_| all.read().is_some());
    let Looking { look, problem } = use_looking(organization);
    if !are_known.get_untracked() {
        look.run(());
    }
    let told = Memo::new(move |_| depends(&members.read(), are_known.get()));
    let add = move || {
        warehouse.get().map(|warehouse| {
            let href = paths::new_service_in(&organization.get_value(), &warehouse);
            view! { <ButtonLink href>"Add a service to this warehouse"</ButtonLink> }
        })
    };
    let row = move |member| view! { <MemberRow member /> };
    view! {
        <Panel title="Warehouse" actions=move || dynamic(add)>
            <ProblemNotice problem on_retry=look />
            <ShortTable
                label="Services of the warehouse"
                headings=&["Service", "State", "Role", "Size"]
            >
                {dynamic(move || members.get().into_iter().map(row).collect_view())}
            </ShortTable>
            <p class="panel__text hint">{told}</p>
        </Panel>
    }
}

struct Looking {
    look: Callback<()>,
    problem: Signal<Option<Problem>>,
}

/// Lists the services for those who share the warehouse, behind everything that a person waits for.
fn use_looking(organization: StoredValue<OrganizationId>) -> Looking {
    let cache = expect_context::<Cache>();
    let problem = RwSignal::new(None);
    let look = move |()| {
        problem.set(None);
        let list = services::list(&organization.get_value());
        // Not tied to an owner: "Try again" leaves with the notice it stands in. The page may be gone by then.
        spawn_local(async move {
            let listed = cache.read(&list, Priority::Prefetch).await;
            let failed = listed.as_ref().err().map(ApiError::problem);
            _ = problem.try_set(failed);
        });
    };
    Looking {
        look: Callback::new(look),
        problem: problem.into(),
    }
}

#[component]
fn MemberRow(member: Member) -> impl IntoView {
    let OnService { organization, .. } = expect_context();
    let Member {
        id,
        label,
        is_own,
        role,
        state,
        size,
    } = member;
    let name = if is_own {
        view! {
            <span class="name">{label}</span>
            " "
            <span class="quiet">"(this one)"</span>
        }
        .into_any()
    } else {
        let href = paths::service(&organization.get_value(), &id);
        view! {
            <a class="name" href=href>
                {label}
            </a>
        }
        .into_any()
    };
    let state = match state {
        Some(state) => {
            let tone = state_tone(&state);
            view! { <StateBadge word=state.to_string() tone /> }.into_any()
        }
        None => "—".into_any(),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="table__name">
                {name}
            </th>
            <td role="cell" data-label="State">
                {state}
            </td>
            <td role="cell" data-label="Role">
                {role}
            </td>
            <td role="cell" data-label="Size">
                {size.unwrap_or_else(|| "—".into())}
            </td>
        </tr>
    }
}

/// The service and those that share its warehouse, the primary first.
fn members(service: &Service, all: Option<&Arc<Vec<Service>>>) -> Vec<Member> {
    let warehouse = service.data_warehouse_id.as_deref();
    let others = all.into_iter().flat_map(|all| all.iter()).filter(|other| {
        other.id != service.id
            && warehouse.is_some()
            && other.data_warehouse_id.as_deref() == warehouse
    });
    let mut members: Vec<Member> = std::iter::once(service)
        .chain(others)
        .map(|member| Member {
            id: member.id.clone(),
            label: member.label().to_owned(),
            is_own: member.id == service.id,
            role: role(member),
            state: member.state.clone(),
            size: format::size(member),
        })
        .collect();
    members.sort_by_key(|member| member.role != PRIMARY);
    members
}

const PRIMARY: &str = "primary";

fn role(service: &Service) -> &'static str {
    match (service.is_primary, service.is_readonly) {
        (Some(true), _) => PRIMARY,
        (Some(false), Some(true)) => "secondary, read-only",
        (Some(false), _) => "secondary, reads and writes",
        (None, _) => "not told",
    }
}

/// What the members mean to one another.
fn depends(members: &[Member], are_known: bool) -> String {
    let own_is_primary = members
        .iter()
        .any(|member| member.is_own && member.role == PRIMARY);
    let shared = "Data, release channel and password are the warehouse's.";
    match (own_is_primary, members.len()) {
        (true, 1) if are_known => "No other service shares its data.".into(),
        (true, 1) => format!("{shared} Who shares it is not known yet."),
        (true, _) => format!(
            "{shared} While the others are there, this primary can neither be stopped nor deleted."
        ),
        (false, _) => {
            format!("{shared} The primary is stopped and deleted only once this service is gone.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services() -> Arc<Vec<Service>> {
        let json = r#"[
            {"id":"b","name":"second","dataWarehouseId":"w","isPrimary":false,"isReadonly":true},
            {"id":"a","name":"first","dataWarehouseId":"w","isPrimary":true,"state":"running"},
            {"id":"c","name":"other","dataWarehouseId":"v","isPrimary":true}]"#;
        Arc::new(serde_json::from_str(json).expect("services"))
    }

    fn names(members: &[Member]) -> Vec<(&str, &str)> {
        members
            .iter()
            .map(|member| (member.label.as_str(), member.role))
            .collect()
    }

    #[test]
    fn the_primary_stands_first_whoever_is_looked_at() {
        let all = services();
        let expected = [("first", PRIMARY), ("second", "secondary, read-only")];
        for own in &all[..2] {
            assert_eq!(names(&members(own, Some(&all))), expected);
        }
        assert_eq!(names(&members(&all[2], Some(&all))), [("other", PRIMARY)]);
        assert_eq!(members(&all[1], None).len(), 1);
    }

    #[test]
    fn what_depends_on_what_is_said() {
        let all = services();
        let told = |service: &Service, known: bool| {
            let all = known.then_some(&all);
            depends(&members(service, all), known)
        };
        assert!(told(&all[0], true).contains("once this service is gone"));
        assert!(told(&all[1], true).contains("neither be stopped nor deleted"));
        assert!(told(&all[1], false).contains("not known yet"));
        assert!(told(&all[2], true).starts_with("No other"));
    }
}
