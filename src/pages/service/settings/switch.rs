//! Settings that are on or off, each changed after a question.

use std::sync::Arc;

use cloud_api::{
    organizations::Organization,
    services::{EndpointChange, Protocol, Service, UpdateService},
};
use leptos::prelude::*;

use super::{use_refusal, use_writes};
use crate::{
    pages::service::{OnService, connect::has_mysql},
    ui::{ConfirmDialog, Problem, Setting, dynamic},
};

/// A setting that is on or off.
pub(super) struct Switch {
    label: &'static str,
    hint: &'static str,
    /// The dialog's name in the address.
    dialog: &'static str,
    read: fn(&Service) -> Option<bool>,
    change: fn(bool) -> UpdateService,
    /// Why it cannot be on in this organization.
    never_on: fn(&Organization) -> Option<&'static str>,
    turn_on: Words,
    turn_off: Words,
}

/// How a change is asked for and told.
struct Words {
    submit: &'static str,
    done: &'static str,
    /// What will happen.
    text: &'static str,
}

pub(super) static MYSQL: Switch = Switch {
    label: "MySQL endpoint",
    hint: "Lets MySQL clients and business-intelligence tools connect, on port 3306.",
    dialog: "mysql",
    read: has_mysql,
    change: |enabled| UpdateService {
        endpoints: Some(vec![EndpointChange {
            protocol: Protocol::Mysql,
            enabled,
        }]),
        ..UpdateService::default()
    },
    never_on: |_| None,
    turn_on: Words {
        submit: "Enable MySQL",
        done: "MySQL endpoint enabled",
        text: "The service also takes connections in the MySQL protocol. The IP access list \
               applies to them too.",
    },
    turn_off: Words {
        submit: "Disable MySQL",
        done: "MySQL endpoint disabled",
        text: "Clients that connect in the MySQL protocol are cut off. Others are not affected.",
    },
};

pub(super) static CORE_DUMPS: Switch = Switch {
    label: "Core dumps",
    hint: "Whether a crash of the service may be recorded as a core dump, for diagnosis.",
    dialog: "core-dumps",
    read: |service| service.enable_core_dumps,
    change: |enabled| UpdateService {
        enable_core_dumps: Some(enabled),
        ..UpdateService::default()
    },
    never_on: |organization| {
        (organization.enable_core_dumps == Some(false))
            .then_some("The organization has core dumps off: turn them on there first.")
    },
    turn_on: Words {
        submit: "Enable core dumps",
        done: "Core dumps enabled",
        text: "A core dump is a copy of memory and may hold data of your tables. The API refuses \
               this where the organization has core dumps off.",
    },
    turn_off: Words {
        submit: "Disable core dumps",
        done: "Core dumps disabled",
        text: "Crashes are no longer recorded, which makes them harder to explain.",
    },
};

impl Switch {
    fn words(&self, on: bool) -> &Words {
        if on { &self.turn_on } else { &self.turn_off }
    }
}

#[component]
pub(super) fn SwitchSetting(
    switch: &'static Switch,
    /// The organization's own settings, once they are known.
    #[prop(into)]
    organization: Signal<Option<Arc<Organization>>>,
) -> impl IntoView {
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let is_on = Memo::new(move |_| (switch.read)(&service.read()));
    let locked = use_refusal();
    let refused = Signal::derive(move || {
        let unknown = || Some("The API did not tell whether it is on.".to_owned());
        locked.get().or_else(|| match is_on.get() {
            None => unknown(),
            Some(false) => {
                let organization = organization.read();
                let refused = organization.as_deref().and_then(switch.never_on);
                refused.map(ToOwned::to_owned)
            }
            Some(true) => None,
        })
    });
    let action = move || {
        switch
            .words(!is_on.get().unwrap_or_default())
            .submit
            .to_owned()
    };
    let value = move || match is_on.get() {
        Some(true) => "on",
        Some(false) => "off",
        None => "—",
    };
    let ask = move |()| dialogs.open(switch.dialog);
    view! {
        <Setting
            label=switch.label
            hint=switch.hint
            action=Signal::derive(action)
            refused
            on_click=Callback::new(ask)
        >
            {dynamic(value)}
        </Setting>
    }
}

#[component]
pub(super) fn SwitchDialog(switch: &'static Switch) -> impl IntoView {
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let is_on = Memo::new(move |_| (switch.read)(&service.read()));
    let writes = use_writes();
    let named = dialogs.is_open(switch.dialog);
    // What is asked for stays what it was when the dialog opened, whatever a poll brings.
    let wanted = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        wanted.set(if named.get() {
            is_on.get_untracked().map(|on| !on)
        } else {
            None
        });
    });
    let close = Callback::new(move |()| dialogs.close());
    let turn = Action::new_local(move |on: &bool| {
        let on = *on;
        let writes = writes.get_value();
        async move {
            writes
                .send(&(switch.change)(on), switch.words(on).done)
                .await?;
            close.try_run(());
            Ok::<(), Problem>(())
        }
    });
    let pending = turn.pending();
    let problem = Signal::derive(move || turn.value().get().and_then(Result::err));
    let confirm = move |on: bool| {
        if is_on.get_untracked() == Some(on) {
            // Somebody else has done it already.
            dialogs.close();
        } else if !pending.get_untracked() {
            turn.dispatch_local(on);
        }
    };
    let cancel = Callback::new(move |()| {
        turn.clear();
        dialogs.close();
    });
    let dialog = move |on: bool| {
        let words = switch.words(on);
        let title = move || format!("{} of {}?", words.submit, service.read().label());
        view! {
            <ConfirmDialog
                title=Signal::derive(title)
                open=Signal::derive(move || wanted.get() == Some(on))
                submit=words.submit
                pending
                problem
                on_confirm=Callback::new(move |()| confirm(on))
                on_close=cancel
            >
                <p>{words.text}</p>
            </ConfirmDialog>
        }
    };
    view! {
        {dialog(true)}
        {dialog(false)}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_switch_sends_its_own_field_only() {
        let body = |switch: &Switch, on| serde_json::to_string(&(switch.change)(on)).expect("JSON");
        assert_eq!(
            body(&MYSQL, true),
            r#"{"endpoints":[{"protocol":"mysql","enabled":true}]}"#
        );
        assert_eq!(body(&CORE_DUMPS, false), r#"{"enableCoreDumps":false}"#);
    }

    #[test]
    fn core_dumps_stay_off_where_the_organization_has_them_off() {
        let refused = |json: &str| {
            let organization = serde_json::from_str(json).expect("an organization");
            (CORE_DUMPS.never_on)(&organization)
        };
        assert!(
            refused(r#"{"id":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11","enableCoreDumps":false}"#)
                .is_some()
        );
        assert!(
            refused(r#"{"id":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11","enableCoreDumps":true}"#)
                .is_none()
        );
        assert!(refused(r#"{"id":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"}"#).is_none());
    }

    #[test]
    fn what_is_offered_names_the_act() {
        assert_eq!(MYSQL.words(true).submit, "Enable MySQL");
        assert_eq!(CORE_DUMPS.words(false).submit, "Disable core dumps");
    }
}
