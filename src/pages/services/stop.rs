use cloud_api::{
    OrganizationId,
    services::{self, Command, Service},
};
use leptos::prelude::*;

use crate::{
    dialogs::Dialogs,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    operations::Operations,
    ui::{ConfirmDialog, Problem},
};

/// Stopping refuses connections, so it is asked for twice.
#[component]
pub fn StopService(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
    service: Memo<Option<Service>>,
) -> impl IntoView {
    let operations = expect_context::<Operations>();
    let named = dialogs.is_open("stop");
    let open = Signal::derive(move || named.get() && service.read().is_some());
    let stop = Action::new_local(move |service: &Service| {
        let service = service.clone();
        async move {
            operations
                .command(organization.get_value(), &service, Command::Stop)
                .await
                .map_err(|error| error.problem())?;
            dialogs.close();
            Ok::<(), Problem>(())
        }
    });
    let pending = stop.pending();
    let problem = Signal::derive(move || stop.value().get().and_then(Result::err));
    let confirm = Callback::new(move |()| {
        if let Some(service) = service.get_untracked()
            && !pending.get_untracked()
        {
            stop.dispatch_local(service);
        }
    });
    let close = Callback::new(move |()| {
        stop.clear();
        dialogs.close();
    });
    let title = Signal::derive(move || {
        let service = service.read();
        format!(
            "Stop {}?",
            service
                .as_ref()
                .map_or("the service", |service| service.label())
        )
    });
    let write = Signal::derive(move || {
        let service = service.read();
        let id = &service.as_ref()?.id;
        let request = services::set_state(&organization.get_value(), id, Command::Stop);
        Some(Write::from(&request))
    });
    view! {
        <ConfirmDialog title open submit="Stop" pending problem on_confirm=confirm on_close=close>
            <ul>
                <li>"Connections are closed and new ones are refused until someone starts it."</li>
                <li>"Data, settings and backups stay. Storage is billed, compute is not."</li>
                <li>"An idle service costs no compute either, and wakes by itself on a query."</li>
            </ul>
            <EquivalentCommand write />
        </ConfirmDialog>
    }
}
