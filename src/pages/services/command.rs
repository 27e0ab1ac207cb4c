use cloud_api::{
    permissions::{TO_START_OR_STOP, TO_WAKE},
    services::{
        self, Command, Service, State,
        state::{Reason, may},
    },
};
use leptos::prelude::*;

use super::{
    actions::AboutService,
    asked::{AskedOfService, facts},
    secondaries::{use_secondaries, wait_for},
};
use crate::{
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    operations::Operations,
    rights::Rights,
    ui::{ConfirmDialog, Problem},
};

/// The dialog's name in the address.
pub fn dialog(command: Command) -> &'static str {
    match command {
        Command::Start => "start",
        Command::Stop => "stop",
        Command::Awake => "wake",
    }
}

/// Asks before a command of the state. Stopping refuses connections, so it always is; starting and waking only
/// where the service was found to be otherwise than on view.
#[component]
pub fn CommandService(command: Command, about: AboutService) -> impl IntoView {
    let AboutService {
        organization,
        dialogs,
        service,
        ..
    } = about;
    let operations = expect_context::<Operations>();
    let rights = expect_context::<Rights>();
    let named = dialogs.is_open(dialog(command));
    let open = Signal::derive(move || named.get() && service.read().is_some());
    let asked = AskedOfService::new(open, organization, service.into(), facts);
    let secondaries =
        (command == Command::Stop).then(|| use_secondaries(open, organization, service));
    let (word, consequences): (_, &'static [&'static str]) = match command {
        Command::Start => ("Start", &START),
        Command::Stop => ("Stop", &STOP),
        Command::Awake => ("Wake", &WAKE),
    };
    let send = Action::new_local(move |service: &Service| {
        let service = service.clone();
        async move {
            let failed = |error: crate::client::ApiError| error.problem();
            if !asked.still_holds(Some(word)).await.map_err(failed)? {
                return Ok(());
            }
            operations
                .command(organization.get_value(), &service, command)
                .await
                .map_err(failed)?;
            dialogs.close();
            Ok::<(), Problem>(())
        }
    });
    let look = Action::new_local(move |(): &()| async move {
        asked
            .still_holds(None)
            .await
            .map(drop)
            .map_err(|error| error.problem())
    });
    // Such a question opens because something is otherwise: it says what.
    let opened = Memo::new(move |_| open.get());
    Effect::new(move |_| {
        if opened.get() && command != Command::Stop {
            look.dispatch_local(());
        }
    });
    let pending = Signal::derive(move || send.pending().get() || look.pending().get());
    let problem = Signal::derive(move || {
        let of = |value: Option<Result<(), Problem>>| value.and_then(Result::err);
        of(send.value().get()).or_else(|| of(look.value().get()))
    });
    let confirm = Callback::new(move |()| {
        if let Some(service) = service.get_untracked()
            && !pending.get_untracked()
        {
            send.dispatch_local(service);
        }
    });
    let close = Callback::new(move |()| {
        send.clear();
        look.clear();
        dialogs.close();
    });
    let title = Signal::derive(move || {
        let service = service.read();
        let label = service
            .as_ref()
            .map_or("the service", |service| service.label());
        format!("{word} {label}?")
    });
    let refused = Signal::derive(move || {
        let by_state = || {
            let service = service.read();
            let unknown = State::Other(String::new());
            let state = service.as_ref()?.state.as_ref().unwrap_or(&unknown);
            may(command, state).err().map(|reason| reason.to_string())
        };
        let need = match command {
            Command::Awake => TO_WAKE,
            Command::Start | Command::Stop => TO_START_OR_STOP,
        };
        let locked = asked.locked(rights, need);
        let outlives = || wait_for(secondaries?, &Reason::HasSecondaries.to_string());
        locked
            .or_else(|| asked.refusal())
            .or_else(by_state)
            .or_else(outlives)
    });
    let write = Signal::derive(move || {
        let service = service.read();
        let id = &service.as_ref()?.id;
        let request = services::set_state(&organization.get_value(), id, command);
        Some(Write::from(&request))
    });
    let lines = move || {
        consequences
            .iter()
            .map(|line| view! { <li>{*line}</li> })
            .collect_view()
    };
    view! {
        <ConfirmDialog
            title
            open
            submit=word
            pending
            problem
            submit_refused=refused
            on_confirm=confirm
            on_close=close
        >
            {asked.view()}
            <ul>{lines()}</ul>
            <EquivalentCommand write />
        </ConfirmDialog>
    }
}

const START: [&str; 2] = [
    "Compute is billed from the start on, until the service idles or is stopped.",
    "Connections are taken again, from where the IP access list allows them.",
];

const STOP: [&str; 3] = [
    "Connections are closed and new ones are refused until someone starts it.",
    "Data, settings and backups stay. Storage is billed, compute is not.",
    "An idle service costs no compute either, and wakes by itself on a query.",
];

const WAKE: [&str; 2] = [
    "Compute is billed until the service idles again.",
    "A query wakes it by itself: waking only spares the first one the wait.",
];
