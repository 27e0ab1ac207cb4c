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
    bulk,
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
    pages::many::Many,
    paths::{self, Tab},
    rights::Rights,
    session::Session,
    shell::tray_is_ready,
    ui::{
        Action, Problem,
        acts::{Acts, actions_of, dialogs_of, many_of},
        bulk::BulkAction,
        dynamic, use_toasts,
    },
};

/// Everything that can be done to a service: an entry here is all that a new action needs.
fn service_acts<'a>(acts: &mut impl Acts<ServiceNow<'a>, AboutService, Many<Service>>) {
    acts.opens(
        |on| {
            let rule = on.unless_primary(may_stop(&on.state));
            Action::unless_refused(
                "Stop",
                "stop",
                on.reason(TO_START_OR_STOP, rule),
                on.opens("stop"),
            )
        },
        |about| view! { <CommandService command=Command::Stop about /> },
    );
    acts.many(|on| bulk::command(on, Command::Stop));
    acts.opens(
        |on| Action {
            note: Some("Compute is billed from the start on."),
            ..on.command("Start", "play", TO_START_OR_STOP, Command::Start)
        },
        |about| view! { <CommandService command=Command::Start about /> },
    );
    acts.many(|on| bulk::command(on, Command::Start));
    acts.opens(
        |on| Action {
            note: Some("Compute is billed until it idles again."),
            ..on.command("Wake", "wake", TO_WAKE, Command::Awake)
        },
        |about| view! { <CommandService command=Command::Awake about /> },
    );
    acts.runs(|on| {
        let leaving = || on.state.is_leaving().then(|| Reason::Leaving.to_string());
        let refused = on.locked(TO_SCALE_SERVICE).or_else(leaving);
        Action::unless_refused("Scale", "up", refused, (on.scales)(on.service))
    });
    acts.opens(
        |on| {
            Action::unless_refused(
                "Rename",
                "pencil",
                on.locked(TO_UPDATE_SERVICE),
                on.opens("rename"),
            )
        },
        |about| view! { <RenameService about /> },
    );
    acts.opens(
        |on| Action::unless_refused("Show commands", "copy", None, on.opens("commands")),
        |about| view! { <CommandsShown about /> },
    );
    acts.many(|on| bulk::tags(on, true));
    acts.many(|on| bulk::tags(on, false));
    acts.opens(
        |on| {
            // A running service is stopped on the way, and a primary's dialog leads to its secondaries first; only
            // what is leaving already is refused.
            let rule = match may_delete(&on.state) {
                Err(Reason::First(_)) => Ok(()),
                rule => rule,
            };
            let refused = on.reason(TO_DELETE_SERVICE, rule);
            Action {
                danger: true,
                ..Action::unless_refused("Delete service", "trash", refused, on.opens("delete"))
            }
        },
        |about| {
            let service = about.service;
            let id = Memo::new(move |_| service.read().as_ref().map(|service| service.id.clone()));
            // One for each service: from a primary's question one comes to those of its secondaries, and back.
            dynamic(move || id.get().map(|_| view! { <DeleteService about /> }))
        },
    );
}

/// A service at this moment, and what decides what may be done to it.
struct ServiceNow<'a> {
    service: &'a Service,
    state: State,
    is_primary: bool,
    read_only: bool,
    /// What an operation does to it already.
    busy: Option<String>,
    rights: Rights,
    dialogs: Dialogs,
    commands: &'a dyn Fn(&Service, Command) -> Callback<()>,
    scales: &'a dyn Fn(&Service) -> Callback<()>,
}

impl ServiceNow<'_> {
    fn command(
        &self,
        label: &'static str,
        icon: &'static str,
        need: Need,
        command: Command,
    ) -> Action {
        let refused = self.reason(need, may(command, &self.state));
        Action::unless_refused(label, icon, refused, (self.commands)(self.service, command))
    }

    fn opens(&self, dialog: &'static str) -> Callback<()> {
        let (dialogs, id) = (self.dialogs, self.service.id.clone());
        Callback::new(move |()| dialogs.open_on(dialog, &id))
    }

    /// Why it may not be done by this session.
    fn locked(&self, need: Need) -> Option<String> {
        if self.read_only {
            return Some("This session is read-only.".into());
        }
        self.rights.refusal(need, Some(&self.service.id))
    }

    /// Why it may not be done by this session, in this state, or now.
    fn reason(&self, need: Need, rule: Result<(), Reason>) -> Option<String> {
        self.locked(need)
            .or_else(|| rule.err().map(|reason| reason.to_string()))
            .or_else(|| self.busy.clone())
    }

    fn unless_primary(&self, rule: Result<(), Reason>) -> Result<(), Reason> {
        if self.is_primary {
            Err(Reason::HasSecondaries)
        } else {
            rule
        }
    }
}

/// Makes the actions of a service. Call once, at the top of a component.
pub fn use_service_actions(
    organization: StoredValue<OrganizationId>,
    all: Signal<Option<std::sync::Arc<Vec<Service>>>>,
    dialogs: Dialogs,
) -> impl Fn(&Service) -> Vec<Action> + Copy + Send + Sync + 'static {
    let session = expect_context::<Session>();
    let operations = expect_context::<Operations>();
    let commands = use_commands(organization, dialogs);
    let scales = use_scaling(organization);
    let rights = expect_context::<Rights>();
    move |service| {
        rights.ask();
        let state = service.state.clone();
        let now = ServiceNow {
            service,
            state: state.unwrap_or_else(|| State::Other(String::new())),
            is_primary: all
                .read()
                .as_ref()
                .is_some_and(|all| service.secondaries(all).next().is_some()),
            read_only: session.read_only().get(),
            busy: operations
                .on(&service.id)
                .map(|operation| format!("{} is under way.", operation.kind.doing())),
            rights,
            dialogs,
            commands: &commands,
            scales: &scales,
        };
        let mut actions = actions_of(&now, service_acts);
        // The command that fits the state stands first.
        let fits = match now.state {
            State::Idle => "Wake",
            State::Stopped | State::Failed => "Start",
            _ => "Stop",
        };
        actions.sort_by_key(|action| action.label != fits);
        actions
    }
}

/// What can be done to many services.
pub fn many_services(on: &Many<Service>) -> Vec<BulkAction> {
    many_of(on, service_acts)
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

/// What the dialogs of services need to know.
#[derive(Clone, Copy)]
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
        dialogs_of(about, service_acts)
    });
    let wanted = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || dialogs.on().read().is_some()
    });
    dynamic(move || {
        wanted
            .get()
            .then(|| view! { <Later chunk props outline=(0, 0) /> })
    })
}
