//! What can be done to a service: one registry for page buttons, row menus, palette and shortcuts.

use cloud_api::{
    OrganizationId, ServiceId,
    permissions::{
        Need, TO_DELETE_SERVICE, TO_SCALE_SERVICE, TO_START_OR_STOP, TO_UPDATE_SERVICE, TO_WAKE,
    },
    services::{
        self, Command, Service, State,
        state::{Reason, may, may_delete, may_stop},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    command::{self, CommandService},
    commands_shown::CommandsShown,
    delete::DeleteService,
    rename::RenameService,
};
use crate::{
    chunk,
    chunk::Later,
    client::Client,
    dialogs::Dialogs,
    operations::Operations,
    paths::{self, Tab},
    rights::Rights,
    session::Session,
    shell::tray_is_ready,
    ui::{Action, Problem, dynamic, use_toasts},
};

/// Makes the actions of a service. Call once, at the top of a component.
pub fn use_service_actions(
    organization: StoredValue<OrganizationId>,
    all: Signal<Option<std::sync::Arc<Vec<Service>>>>,
    dialogs: Dialogs,
) -> impl Fn(&Service) -> Vec<Action> + Copy + Send + Sync + 'static {
    let session = expect_context::<Session>();
    let operations = expect_context::<Operations>();
    let command = use_commands(organization, dialogs);
    let scales = use_scaling(organization);
    let rights = expect_context::<Rights>();
    let opens = move |service: &Service, dialog: &'static str| {
        let id = service.id.clone();
        Callback::new(move |()| dialogs.open_on(dialog, &id))
    };
    move |service| {
        let state = service
            .state
            .clone()
            .unwrap_or_else(|| State::Other(String::new()));
        rights.ask();
        let read_only = session
            .read_only()
            .get()
            .then(|| "This session is read-only.".to_owned());
        let locked = |need: Need| {
            read_only
                .clone()
                .or_else(|| rights.refusal(need, Some(&service.id)))
        };
        let busy = operations
            .on(&service.id)
            .map(|operation| format!("{} is under way.", operation.kind.doing()));
        let secondaries = all
            .read()
            .as_ref()
            .is_some_and(|all| service.secondaries(all).next().is_some());
        let reason = |need: Need, rule: Result<(), Reason>| {
            locked(need)
                .or_else(|| rule.err().map(|reason| reason.to_string()))
                .or_else(|| busy.clone())
        };
        let unless_primary = |rule: Result<(), Reason>| {
            if secondaries {
                Err(Reason::HasSecondaries)
            } else {
                rule
            }
        };
        let action = |label, icon, refused, run| Action {
            refused,
            ..Action::new(label, icon, run)
        };
        let start = Action {
            note: Some("Compute is billed from the start on."),
            ..action(
                "Start",
                "play",
                reason(TO_START_OR_STOP, may(Command::Start, &state)),
                command(service, Command::Start),
            )
        };
        let wake = Action {
            note: Some("Compute is billed until it idles again."),
            ..action(
                "Wake",
                "wake",
                reason(TO_WAKE, may(Command::Awake, &state)),
                command(service, Command::Awake),
            )
        };
        let stop = action(
            "Stop",
            "stop",
            reason(TO_START_OR_STOP, unless_primary(may_stop(&state))),
            opens(service, "stop"),
        );
        let scale = action(
            "Scale",
            "up",
            locked(TO_SCALE_SERVICE).or_else(|| why_not_scaled(&state)),
            scales(service),
        );
        let rename = action(
            "Rename",
            "pencil",
            locked(TO_UPDATE_SERVICE),
            opens(service, "rename"),
        );
        // A running service is stopped on the way, and a primary's dialog leads to its secondaries first; only what is
        // leaving already is refused.
        let deletable = match may_delete(&state) {
            Err(Reason::First(_)) => Ok(()),
            rule => rule,
        };
        let delete = Action {
            danger: true,
            ..action(
                "Delete service",
                "trash",
                reason(TO_DELETE_SERVICE, deletable),
                opens(service, "delete"),
            )
        };
        let shown = action("Show commands", "copy", None, opens(service, "commands"));
        // The command that fits the state stands first.
        let commands = match state {
            State::Idle => [wake, stop, start],
            State::Stopped | State::Failed => [start, wake, stop],
            _ => [stop, start, wake],
        };
        commands
            .into_iter()
            .chain([scale, rename, shown, delete])
            .collect()
    }
}

/// Sends a command of the state, if the service is still what it was on view, after a moment in which it can be taken
/// back; what it leads to is followed. Otherwise its dialog says what is otherwise, and asks.
fn use_commands(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
) -> impl Fn(&Service, Command) -> Callback<()> + Copy + Send + Sync + 'static {
    let operations = expect_context::<Operations>();
    let client = expect_context::<Client>();
    let toasts = use_toasts();
    move |service, command| {
        let service = service.clone();
        Callback::new(move |()| {
            let service = service.clone();
            spawn_local(async move {
                let Some(organization) = organization.try_get_value() else {
                    return;
                };
                let failed = |problem| {
                    let label = service.label();
                    toasts.failure(format!("{label}: {}", command.as_str()), problem);
                };
                if let Err(problem) = tray_is_ready().await {
                    return failed(problem);
                }
                let now = client.send(services::get(&organization, &service.id)).await;
                let sent = match now {
                    Ok(now) if now.state == service.state && now.name == service.name => {
                        operations
                            .command_soon(organization, &service, command)
                            .await
                    }
                    Err(error) if !error.is_not_found() => Err(error),
                    _ if dialogs.is_free() => {
                        return dialogs.open_on(command::dialog(command), &service.id);
                    }
                    _ => {
                        return failed(Problem {
                            title: "The service is not what it was".into(),
                            advice: Some(
                                "Nothing was sent. Look at it before you try again.".into(),
                            ),
                            ..Problem::default()
                        });
                    }
                };
                if let Err(error) = sent {
                    failed(error.problem());
                }
            });
        })
    }
}

/// Leads to the form where what is configured stands beside what applies.
fn use_scaling(
    organization: StoredValue<OrganizationId>,
) -> impl Fn(&Service) -> Callback<()> + Copy + Send + Sync + 'static {
    let navigate = use_navigate();
    let go = Callback::new(move |(page,): (String,)| navigate(&page, NavigateOptions::default()));
    move |service| {
        let tab = paths::service_tab(&organization.get_value(), &service.id, Tab::Scaling);
        let page = paths::with_dialog(&tab, "scale");
        Callback::new(move |()| go.run((page.clone(),)))
    }
}

fn why_not_scaled(state: &State) -> Option<String> {
    state.is_leaving().then(|| Reason::Leaving.to_string())
}

/// What the dialogs of services need to know.
#[derive(Clone)]
pub struct AboutService {
    pub organization: StoredValue<OrganizationId>,
    pub dialogs: Dialogs,
    pub service: Memo<Option<Service>>,
    /// Runs when the deletion of this service has begun.
    pub on_delete: Option<Callback<(ServiceId,)>>,
}

/// The dialogs that the actions open, over a list or a page; fetched when the first one opens.
#[component]
pub fn ServiceDialogs(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
    /// Finds the service a dialog is about.
    find: Callback<(ServiceId,), Option<Service>>,
    /// Runs when the deletion of this service has begun; closes the dialog unless given.
    #[prop(optional, into)]
    on_delete: Option<Callback<(ServiceId,)>>,
) -> impl IntoView {
    let service = Memo::new(move |before: Option<&Option<Service>>| {
        let id = dialogs.on().get()?.parse::<ServiceId>().ok()?;
        // One that is gone is named as long as somebody is asked about it.
        let before = before.cloned().flatten().filter(|known| known.id == id);
        find.run((id,)).or(before)
    });
    let props = AboutService {
        organization,
        dialogs,
        service,
        on_delete,
    };
    let chunk = chunk!(fn service_dialogs(about: AboutService) in changes => {
        view! { <AllDialogs about /> }
    });
    let wanted = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || dialogs.on().read().is_some()
    });
    dynamic(move || {
        let props = props.clone();
        wanted
            .get()
            .then(|| view! { <Later chunk props outline=(0, 0) /> })
    })
}

#[component]
fn AllDialogs(about: AboutService) -> impl IntoView {
    let AboutService {
        organization,
        dialogs,
        service,
        on_delete,
    } = about;
    let id = Memo::new(move |_| service.read().as_ref().map(|service| service.id.clone()));
    // One for each service: from a primary's question one comes to those of its secondaries, and back.
    let delete = move || {
        id.get()
            .map(|_| view! { <DeleteService organization dialogs service on_delete /> })
    };
    view! {
        {[Command::Start, Command::Stop, Command::Awake]
            .map(|command| view! { <CommandService command organization dialogs service /> })}
        <CommandsShown organization dialogs service />
        <RenameService organization dialogs service />
        {dynamic(delete)}
    }
}
