use cloud_api::{
    OrganizationId,
    permissions::TO_DELETE_SERVICE,
    services::{self, Command, Service, State, state::may_delete},
};
use leptos::prelude::*;

use super::{
    actions::AboutService,
    asked::{AskedOfService, lasting_facts},
    secondaries::{SecondariesFirst, use_secondaries, wait_for},
};
use crate::{
    equivalent::Write,
    equivalent_view::EquivalentScript,
    operations::Operations,
    rights::Rights,
    session::Session,
    ui::{ConfirmDialog, Problem, dynamic},
};

/// Deleting is stop, wait, delete, wait: the tray shows each step and goes on after an interruption.
///
/// The primary of a warehouse is asked about only once its secondaries are gone; until then the dialog leads to those.
#[component]
pub fn DeleteService(about: AboutService) -> impl IntoView {
    let AboutService {
        organization,
        dialogs,
        service,
        on_delete,
    } = about;
    let operations = expect_context::<Operations>();
    let session = expect_context::<Session>();
    let rights = expect_context::<Rights>();
    let named = dialogs.is_open("delete");
    let open = Signal::derive(move || named.get() && service.read().is_some());
    let label = move || service.read().as_ref().map(|one| one.label().to_owned());
    let title = Signal::derive(move || {
        let label = label().unwrap_or_else(|| "the service".into());
        format!("Delete {label}?")
    });
    let asked = AskedOfService::new(open, organization, service.into(), lasting_facts);
    let secondaries = use_secondaries(open, organization, service);
    let is_last = Memo::new(move |_| secondaries.read().as_ref().is_none_or(Vec::is_empty));
    let typed = Signal::derive(move || label().filter(|_| is_last.get()));
    let refused = Signal::derive(move || {
        let first = || wait_for(secondaries, "Delete its secondaries first.");
        let locked = asked.locked(rights, TO_DELETE_SERVICE);
        locked.or_else(|| asked.refusal()).or_else(first)
    });
    let organization_name = move || session.organization_name();
    let is_running = move || {
        let service = service.read();
        service.as_ref().is_some_and(is_up)
    };
    let send = Action::new_local(move |(): &()| async move {
        let holds = asked.still_holds(Some("Delete")).await;
        if !holds.map_err(|error| error.problem())? {
            return Ok(());
        }
        let Some(Some(service)) = service.try_get_untracked() else {
            return Ok(());
        };
        operations.delete(organization.get_value(), &service);
        match on_delete {
            Some(on_delete) => drop(on_delete.try_run((service.id,))),
            None => dialogs.close(),
        }
        Ok::<(), Problem>(())
    });
    let pending = send.pending();
    let problem = Signal::derive(move || send.value().get().and_then(Result::err));
    let confirm = Callback::new(move |()| {
        if !pending.get_untracked() {
            send.dispatch_local(());
        }
    });
    let close = Callback::new(move |()| {
        send.clear();
        dialogs.close();
    });
    let writes = Signal::derive(move || {
        let service = service.read();
        let service = service.as_ref().filter(|_| is_last.get());
        service.map_or_else(Vec::new, |service| {
            deletion(&organization.get_value(), service)
        })
    });
    view! {
        <ConfirmDialog
            title
            open
            typed
            submit="Delete service"
            danger=true
            pending
            problem
            submit_refused=refused
            on_confirm=confirm
            on_close=close
        >
            {asked.view()}
            <Show
                when=move || is_last.get()
                fallback=move || {
                    view! { <SecondariesFirst organization dialogs service secondaries /> }
                }
            >
                <ul>
                    <li>
                        "The service of "<strong>{dynamic(organization_name)}</strong>
                        ", its data and its backups are deleted. This cannot be undone."
                    </li>
                    <Show when=is_running>
                        <li>"It is running: it is stopped first, which closes its connections."</li>
                    </Show>
                    <li>
                        "You can leave this page; the steps go on while this tab is open and are shown in \
                         the corner."
                    </li>
                </ul>
            </Show>
            <EquivalentScript writes />
        </ConfirmDialog>
    }
}

/// Whether it has to be stopped before it can be deleted.
fn is_up(service: &Service) -> bool {
    let state = service.state.as_ref();
    state.is_some_and(|state| may_delete(state).is_err())
}

/// What is sent to delete it: `instanceDelete`, after `instanceStateUpdate` where it is up.
pub fn deletion(organization: &OrganizationId, service: &Service) -> Vec<Write> {
    let stop = services::set_state(organization, &service.id, Command::Stop);
    let delete = services::delete(organization, &service.id);
    let is_leaving = service.state.as_ref().is_some_and(State::is_leaving);
    let stop = (is_up(service) && !is_leaving).then(|| Write::from(&stop));
    stop.into_iter().chain([Write::from(&delete)]).collect()
}
