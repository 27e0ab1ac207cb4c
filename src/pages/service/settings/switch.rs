//! Settings that are on or off, each changed after a question.

use std::sync::Arc;

use cloud_api::{
    organizations::Organization,
    services::{EndpointChange, Protocol, Service, UpdateService},
};
use leptos::prelude::*;

use super::{EditSetting, use_refusal};
use crate::{
    pages::{
        editors::edit::{Edited, Editing},
        service::{OnService, connect::has_mysql},
    },
    ui::{ChangeLine, FieldProblem, Setting, dynamic},
};

/// A setting that is on or off.
pub(super) struct Switch {
    label: &'static str,
    hint: &'static str,
    /// Why it cannot be on in this organization.
    never_on: fn(&Organization) -> Option<&'static str>,
    /// What is drafted is what it will be: the opposite of what it is.
    edited: Edited<Service, bool, bool>,
}

pub(super) static MYSQL: Switch = Switch {
    label: "MySQL endpoint",
    hint: "Lets MySQL clients and business-intelligence tools connect, on port 3306.",
    never_on: |_| None,
    edited: Edited {
        dialog: "mysql",
        title: |service, on| format!("{} of {}?", mysql_words(*on), service.label()),
        submit: |on| mysql_words(*on),
        done: |on| {
            format!(
                "MySQL endpoint {}",
                if *on { "enabled" } else { "disabled" }
            )
        },
        read: has_mysql,
        draft: |on| !on,
        check: |_, wanted| Ok(*wanted),
        lines: |before, after| on_off("MySQL endpoint", *before, *after),
        risks: |_, _| Vec::new(),
        request: |target, _, enabled| {
            target.update(&UpdateService {
                endpoints: Some(vec![EndpointChange {
                    protocol: Protocol::Mysql,
                    enabled: *enabled,
                }]),
                ..UpdateService::default()
            })
        },
        afterwards: |_, _, _| (),
        fields: &["endpoints"],
        activities: &["service_update_mysql_interface"],
        editor: |editing| {
            let on = "The service also takes connections in the MySQL protocol. The IP access list \
                      applies to them too.";
            let off = "Clients that connect in the MySQL protocol are cut off. Others are not \
                       affected.";
            view! { <Consequence editing on off /> }.into_any()
        },
    },
};

pub(super) static CORE_DUMPS: Switch = Switch {
    label: "Core dumps",
    hint: "Whether a crash of the service may be recorded as a core dump, for diagnosis.",
    never_on: |organization| {
        (organization.enable_core_dumps == Some(false))
            .then_some("The organization has core dumps off: turn them on there first.")
    },
    edited: Edited {
        dialog: "core-dumps",
        title: |service, on| format!("{} of {}?", core_dump_words(*on), service.label()),
        submit: |on| core_dump_words(*on),
        done: |on| format!("Core dumps {}", if *on { "enabled" } else { "disabled" }),
        read: |service| service.enable_core_dumps,
        draft: |on| !on,
        check: |_, wanted| Ok(*wanted),
        lines: |before, after| on_off("Core dumps", *before, *after),
        risks: |_, _| Vec::new(),
        request: |target, _, enabled| {
            target.update(&UpdateService {
                enable_core_dumps: Some(*enabled),
                ..UpdateService::default()
            })
        },
        afterwards: |_, _, _| (),
        fields: &["enableCoreDumps"],
        activities: &["service_update_core_dump"],
        editor: |editing| {
            let on = "A core dump is a copy of memory and may hold data of your tables. The API \
                      refuses this where the organization has core dumps off.";
            let off = "Crashes are no longer recorded, which makes them harder to explain.";
            view! { <Consequence editing on off /> }.into_any()
        },
    },
};

/// What is offered, given whether it is on now.
fn mysql_words(on: bool) -> &'static str {
    if on { "Disable MySQL" } else { "Enable MySQL" }
}

fn core_dump_words(on: bool) -> &'static str {
    if on {
        "Disable core dumps"
    } else {
        "Enable core dumps"
    }
}

/// What is offered for the service, and the dialog of it; nothing where the API did not tell how it is.
pub fn switch_words(
    service: &Service,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let of = |switch: &'static Switch, words: fn(bool) -> &'static str| {
        let on = (switch.edited.read)(service)?;
        Some((words(on), switch.edited.dialog))
    };
    let both = [of(&MYSQL, mysql_words), of(&CORE_DUMPS, core_dump_words)];
    both.into_iter().flatten()
}

fn on_off(what: &str, before: bool, after: bool) -> Vec<ChangeLine> {
    let word = |on| if on { "on" } else { "off" };
    ChangeLine::between(word(before), word(after))
        .into_iter()
        .map(|line| line.of(what))
        .collect()
}

/// What will happen, in a sentence.
#[component]
fn Consequence(editing: Editing<bool, bool>, on: &'static str, off: &'static str) -> impl IntoView {
    let Editing { draft, refused, .. } = editing;
    view! {
        <p>{dynamic(move || if draft.get() { on } else { off })}</p>
        <FieldProblem problem=refused />
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
    let is_on = Memo::new(move |_| (switch.edited.read)(&service.read()));
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
    let action = move || (switch.edited.submit)(&is_on.get().unwrap_or_default()).to_owned();
    let value = move || match is_on.get() {
        Some(true) => "on",
        Some(false) => "off",
        None => "—",
    };
    let ask = move |()| dialogs.open(switch.edited.dialog);
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
        <EditSetting edited=&switch.edited />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::editors::edit::Target;

    #[test]
    fn each_switch_sends_its_own_field_only() {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let target = Target::service(id.parse().expect("a UUID"), id.parse().expect("a UUID"));
        let body = |switch: &Switch, on: bool| (switch.edited.request)(&target, &!on, &on).body;
        assert_eq!(
            body(&MYSQL, true).as_deref(),
            Some(r#"{"endpoints":[{"protocol":"mysql","enabled":true}]}"#)
        );
        assert_eq!(
            body(&CORE_DUMPS, false).as_deref(),
            Some(r#"{"enableCoreDumps":false}"#)
        );
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
    fn what_is_offered_names_the_act_and_is_the_opposite_of_what_is() {
        assert_eq!((MYSQL.edited.submit)(&false), "Enable MySQL");
        assert_eq!((CORE_DUMPS.edited.submit)(&true), "Disable core dumps");
        assert!((MYSQL.edited.draft)(&false));
        assert!((MYSQL.edited.lines)(&true, &true).is_empty());
    }
}
