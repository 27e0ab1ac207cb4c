//! The backups of one service.

mod figures;
mod follow;
mod secondary;

use std::sync::Arc;

use cloud_api::{
    BackupId, OrganizationId, ServiceId,
    backups::{self, Backup, BackupConfiguration, Schedule},
    permissions::{TO_CONFIGURE_BACKUPS, TO_CREATE_SERVICE},
    services::Service,
};
use leptos::prelude::*;

use super::{
    calendar::Calendar,
    configure::ConfigureDialog,
    days::{Rules, days, summary},
    details::DetailsDialog,
    list::BackupList,
    moment::moment,
    now::use_now,
    on_demand::{CreateBackup, CreateButton, WithoutOperation, use_on_demand},
    standing::is_backed_up,
};
use crate::{
    client::ApiError,
    dialogs::Dialogs,
    offers::offer,
    pages::{raw::RawButton, service::OnService},
    query::{Query, use_query},
    query_view::QueryView,
    rights::Rights,
    ui::{Action, Button, Icon, ProblemNotice, Skeleton, Tone, dynamic},
};
use figures::Figures;
use follow::follow;
use secondary::Secondary;

/// What the parts of the tab share.
#[derive(Clone, Copy)]
pub struct OfService {
    pub organization: StoredValue<OrganizationId>,
    pub id: StoredValue<ServiceId>,
    pub service: Signal<Arc<Service>>,
    pub list: Query<Vec<Backup>>,
    pub configuration: Query<BackupConfiguration>,
    pub dialogs: Dialogs,
    pub now: Signal<f64>,
}

impl OfService {
    pub fn schedule(self) -> Option<Schedule> {
        let latest = self.configuration.latest();
        let latest = latest.read();
        latest
            .as_ref()
            .and_then(|configuration| Schedule::of(configuration))
    }

    pub fn rules(self) -> Rules {
        let service = self.service.read();
        Rules {
            schedule: self.schedule(),
            created: service.created_at.as_deref().and_then(moment),
            is_backed_up: is_backed_up(&service),
        }
    }

    pub fn backups(self) -> Arc<Vec<Backup>> {
        self.list.latest().get().unwrap_or_default()
    }
}

/// Why nothing of the service's backups may be changed from here.
pub fn use_refusal() -> Signal<Option<String>> {
    let of: OfService = expect_context();
    let rights = expect_context::<Rights>();
    rights.ask();
    Signal::derive(move || {
        rights.refusal_or_read_only(TO_CONFIGURE_BACKUPS, Some(&of.id.read_value()))
    })
}

/// Why none of its backups may be restored from here.
pub fn use_restore_refusal() -> Signal<Option<String>> {
    let rights = expect_context::<Rights>();
    rights.ask();
    Signal::derive(move || rights.refusal_or_read_only(TO_CREATE_SERVICE, None))
}

#[component]
pub fn ServiceBackups() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let is_secondary = Memo::new(move |_| service.read().is_primary == Some(false));
    dynamic(move || {
        if is_secondary.get() {
            view! { <Secondary /> }.into_any()
        } else {
            view! { <Primary /> }.into_any()
        }
    })
}

#[component]
fn Primary() -> impl IntoView {
    let OnService {
        organization,
        service,
        dialogs,
        ..
    } = expect_context();
    let id = StoredValue::new(service.read_untracked().id.clone());
    let list = use_query(move || Some(backups::list(&organization.get_value(), &id.get_value())));
    let configuration = use_query(move || {
        Some(backups::configuration(
            &organization.get_value(),
            &id.get_value(),
        ))
    });
    let of = OfService {
        organization,
        id,
        service,
        list,
        configuration,
        dialogs,
        now: use_now(),
    };
    provide_context(of);
    follow(of);
    let problem = Memo::new(move |_| {
        let error = configuration.error();
        error.read().as_ref().map(ApiError::problem)
    });
    let on_demand = use_on_demand();
    // Without the schedule the days would be judged twice, and differently.
    let is_judged = Memo::new(move |_| {
        configuration.latest().read().is_some() || configuration.error().read().is_some()
    });
    let is_listed = Memo::new(move |_| {
        let is_there = list.latest().read().is_some() && is_judged.get();
        !on_demand && (is_there || list.error().read().is_some())
    });
    view! {
        <Figures />
        <ProblemNotice problem on_retry=Callback::new(move |()| configuration.reload()) />
        <QueryView query=list outline=(10, 7) let:all>
            {dynamic(move || {
                if is_judged.get() {
                    view! {
                        <Window />
                        <BackupList all />
                    }
                        .into_any()
                } else {
                    view! { <Skeleton rows=10 columns=7 /> }.into_any()
                }
            })}
        </QueryView>
        // Below what has its size.
        <Show when=move || is_listed.get()>
            <WithoutOperation />
        </Show>
        <ConfigureDialog />
        <DetailsDialog />
        {on_demand.then(|| view! { <CreateBackup /> })}
    }
}

/// The calendar and what leads on from it.
#[component]
fn Window() -> impl IntoView {
    let of: OfService = expect_context();
    let refused = use_refusal();
    let on_demand = use_on_demand();
    let all = Memo::new(move |_| Arc::new(days(&of.backups(), &of.rules(), of.now.get())));
    let text = Memo::new(move |_| summary(&all.read(), &of.rules()));
    let open = Callback::new(move |(backup,): (BackupId,)| of.dialogs.open_on("backup", backup));
    let configure = Callback::new(move |()| of.dialogs.open("configure"));
    let create = Callback::new(move |()| of.dialogs.open("create-backup"));
    let reload = Callback::new(move |()| of.list.reload());
    let offered = Signal::derive(move || {
        let may = |action: Action| Action {
            refused: refused.get(),
            ..action
        };
        let mut actions = vec![
            may(Action::new("Configure backups", "clock", configure)),
            Action::new("Refresh", "refresh", reload),
        ];
        if on_demand {
            actions.push(may(Action::new("Create backup", "plus", create)));
        }
        actions
    });
    let label = Signal::derive(move || of.service.read().label().to_owned());
    offer(label, offered);
    let raw = backups::list(&of.organization.get_value(), &of.id.get_value()).untyped();
    let actions = move || {
        view! {
            <Button tone=Tone::Plain refused on_click=configure>
                <Icon name="clock" />
                "Configure backups"
            </Button>
            <Button tone=Tone::Plain on_click=reload>
                <Icon name="refresh" />
                "Refresh"
            </Button>
            <RawButton request=raw.clone() label />
            {on_demand.then(|| view! { <CreateButton /> })}
        }
    };
    view! { <Calendar days=all summary=text on_open=open actions /> }
}
