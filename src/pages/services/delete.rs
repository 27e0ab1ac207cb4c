use cloud_api::{
    OrganizationId,
    services::{self, Service, state::may_delete},
};
use leptos::prelude::*;

use crate::{
    dialogs::Dialogs,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    operations::Operations,
    session::Session,
    ui::{ConfirmDialog, dynamic},
};

/// Deleting is stop, wait, delete, wait: the tray shows each step and goes on after an interruption.
#[component]
pub fn DeleteService(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
    service: Memo<Option<Service>>,
    on_delete: Option<Callback<()>>,
) -> impl IntoView {
    let operations = expect_context::<Operations>();
    let session = expect_context::<Session>();
    let named = dialogs.is_open("delete");
    let open = Signal::derive(move || named.get() && service.read().is_some());
    let typed = Signal::derive(move || service.read().as_ref().map(|one| one.label().to_owned()));
    let title = Signal::derive(move || {
        format!(
            "Delete {}?",
            typed.get().unwrap_or_else(|| "the service".into())
        )
    });
    let organization_name = move || session.organization_name();
    let is_running = move || {
        let service = service.read();
        let state = service.as_ref().and_then(|service| service.state.as_ref());
        state.is_some_and(|state| may_delete(state).is_err())
    };
    let confirm = Callback::new(move |()| {
        let Some(service) = service.get_untracked() else {
            return;
        };
        operations.delete(organization.get_value(), &service);
        match on_delete {
            Some(on_delete) => on_delete.run(()),
            None => dialogs.close(),
        }
    });
    let write = Signal::derive(move || {
        let service = service.read();
        let id = &service.as_ref()?.id;
        Some(Write::from(&services::delete(
            &organization.get_value(),
            id,
        )))
    });
    view! {
        <ConfirmDialog
            title
            open
            typed
            submit="Delete service"
            danger=true
            on_confirm=confirm
            on_close=Callback::new(move |()| dialogs.close())
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
            <EquivalentCommand write />
        </ConfirmDialog>
    }
}
