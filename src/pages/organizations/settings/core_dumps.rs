use std::sync::Arc;

use cloud_api::{
    organizations::{self, Organization, UpdateOrganization},
    services,
};
use leptos::prelude::*;

use super::OnOrganization;
use crate::{
    pages::editors::edit::{EditDialog, Edited, Editing, Target},
    query::Cache,
    ui::{Action, ChangeLine, FieldProblem, Setting, dynamic},
};

#[component]
pub(super) fn CoreDumpsSetting() -> impl IntoView {
    let OnOrganization {
        organization,
        dialogs,
        refused: locked,
        ..
    } = expect_context();
    let is_on = Memo::new(move |_| organization.read().enable_core_dumps);
    let refused = Signal::derive(move || {
        let unknown = || Some("The API did not tell whether they are on.".to_owned());
        locked.get().or_else(|| {
            if is_on.get().is_none() {
                unknown()
            } else {
                None
            }
        })
    });
    let action = move || act(is_on.get() != Some(true)).to_owned();
    let value = move || match is_on.get() {
        Some(true) => "on",
        Some(false) => "off",
        None => "—",
    };
    view! {
        <Setting
            label="Core dumps"
            hint="Whether services may record a crash as a core dump, each by a setting of its own."
            action=Signal::derive(action)
            refused
            on_click=Callback::new(move |()| dialogs.open("core-dumps"))
        >
            {dynamic(value)}
        </Setting>
    }
}

/// Its entry in the palette.
pub(super) fn switch(on: OnOrganization) -> Option<Action> {
    let is_on = on.organization.read().enable_core_dumps?;
    let run = Callback::new(move |()| on.dialogs.open(CORE_DUMPS.dialog));
    Some(Action::unless_refused(
        act(!is_on),
        "pencil",
        on.refused.get(),
        run,
    ))
}

fn act(on: bool) -> &'static str {
    if on {
        "Enable core dumps"
    } else {
        "Disable core dumps"
    }
}

/// Whether services may have them; what is drafted is what it will be: the opposite of what it is.
static CORE_DUMPS: Edited<Organization, bool, bool> = Edited {
    dialog: "core-dumps",
    title: |_, on| format!("{} in the organization?", act(!on)),
    submit: |on| act(!on),
    done: |on| format!("Core dumps {}", if *on { "enabled" } else { "disabled" }),
    read: |organization| organization.enable_core_dumps,
    draft: |on| !on,
    check: |_, wanted| Ok(*wanted),
    lines: |before, after| {
        let word = |on| if on { "on" } else { "off" };
        ChangeLine::between(word(*before), word(*after))
            .into_iter()
            .map(|line| line.of("Core dumps"))
            .collect()
    },
    risks: |_, _| Vec::new(),
    request: |target, _, on| {
        let change = UpdateOrganization {
            enable_core_dumps: Some(*on),
            ..UpdateOrganization::default()
        };
        organizations::update(&target.organization, &change)
    },
    afterwards: |sent, _, _| {
        // What the services have may have changed with it.
        let list = services::list(&sent.target.organization).address();
        sent.cache.invalidate(|address| address.starts_with(&list));
    },
    fields: &["enableCoreDumps"],
    activities: &["organization_update_core_dumps"],
    editor: |editing| view! { <Consequences editing /> }.into_any(),
};

#[component]
pub(super) fn CoreDumpsDialog() -> impl IntoView {
    let OnOrganization {
        id,
        organization,
        dialogs,
        refused: locked,
    } = expect_context();
    let target =
        Callback::new(move |(_,): (Arc<Organization>,)| Target::organization(id.get_value()));
    view! {
        <EditDialog
            edited=&CORE_DUMPS
            dialogs
            object=Signal::derive(move || Some(organization.get()))
            target
            locked
        />
    }
}

/// What follows for the services, as far as they were listed already; never asked for here.
#[component]
fn Consequences(editing: Editing<bool, bool>) -> impl IntoView {
    let Editing { draft, refused, .. } = editing;
    let OnOrganization { id, .. } = expect_context();
    let all = expect_context::<Cache>().follow(&services::list(&id.get_value()));
    let with_dumps = Memo::new(move |_| {
        let all = all.read();
        all.as_ref().map(|all| {
            let on = all
                .iter()
                .filter(|service| service.enable_core_dumps == Some(true));
            on.count()
        })
    });
    let sentences = move || {
        let said = consequences(draft.get(), with_dumps.get());
        said.into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect_view()
    };
    view! {
        <ul>{dynamic(sentences)}</ul>
        <FieldProblem problem=refused />
    }
}

fn consequences(on: bool, with_dumps: Option<usize>) -> Vec<String> {
    if on {
        return vec![
            "Each service may then have core dumps on or off.".into(),
            "A core dump is a copy of memory and may hold data of your tables.".into(),
        ];
    }
    let now = match with_dumps {
        Some(0) => "No service has core dumps on now.".to_owned(),
        Some(1) => "1 service has core dumps on now.".to_owned(),
        Some(count) => format!("{count} services have core dumps on now."),
        None => "Services may have core dumps on now.".to_owned(),
    };
    vec![
        "No service can turn core dumps on any more, a new one included.".into(),
        format!("{now} Crashes that are not recorded are harder to explain."),
    ]
}

#[cfg(test)]
mod tests {
    use super::consequences;

    #[test]
    fn how_many_services_it_concerns_is_said() {
        assert!(consequences(false, Some(1))[1].starts_with("1 service has"));
        assert!(consequences(false, Some(3))[1].starts_with("3 services have"));
        assert!(consequences(false, Some(0))[1].starts_with("No service"));
        assert!(consequences(false, None)[1].starts_with("Services may"));
        assert_eq!(consequences(true, None).len(), 2);
    }
}
