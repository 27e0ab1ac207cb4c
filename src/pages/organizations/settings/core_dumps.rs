use cloud_api::{
    organizations::{self, UpdateOrganization},
    services,
};
use leptos::prelude::*;

use super::OnOrganization;
use crate::{
    client::Client,
    query::Cache,
    ui::{ConfirmDialog, Problem, Setting, dynamic, use_toasts},
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

fn act(on: bool) -> &'static str {
    if on {
        "Enable core dumps"
    } else {
        "Disable core dumps"
    }
}

/// Asks, with what follows for the services.
#[component]
pub(super) fn CoreDumpsDialog() -> impl IntoView {
    let OnOrganization {
        id,
        organization,
        dialogs,
        ..
    } = expect_context();
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    let is_on = Memo::new(move |_| organization.read().enable_core_dumps);
    let named = dialogs.is_open("core-dumps");
    // What is asked for stays what it was when the dialog opened.
    let wanted = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        wanted.set(if named.get() {
            is_on.get_untracked().map(|on| !on)
        } else {
            None
        });
    });
    // As far as the services were listed already; never asked for here.
    let all = cache.follow(&services::list(&id.get_value()));
    let with_dumps = Memo::new(move |_| {
        let all = all.read();
        all.as_ref().map(|all| {
            let on = all
                .iter()
                .filter(|service| service.enable_core_dumps == Some(true));
            on.count()
        })
    });
    let turn = Action::new_local(move |on: &bool| {
        let on = *on;
        let id = id.get_value();
        async move {
            let change = UpdateOrganization {
                enable_core_dumps: Some(on),
                ..UpdateOrganization::default()
            };
            let answer = client.send(organizations::update(&id, &change)).await;
            let answer = answer.map_err(|error| error.problem())?;
            cache.put(&organizations::get(&id), answer);
            // What the services have may have changed with it.
            let list = services::list(&id).address();
            cache.invalidate(|address| address.starts_with(&list));
            toasts.success(if on {
                "Core dumps enabled"
            } else {
                "Core dumps disabled"
            });
            dialogs.close();
            Ok::<(), Problem>(())
        }
    });
    let pending = turn.pending();
    let problem = Signal::derive(move || turn.value().get().and_then(Result::err));
    let cancel = Callback::new(move |()| {
        turn.clear();
        dialogs.close();
    });
    let dialog = move |on: bool| {
        let confirm = move |()| {
            if !pending.get_untracked() {
                turn.dispatch_local(on);
            }
        };
        let sentences = move || {
            let said = consequences(on, with_dumps.get());
            said.into_iter()
                .map(|text| view! { <li>{text}</li> })
                .collect_view()
        };
        view! {
            <ConfirmDialog
                title=format!("{} in the organization?", act(on))
                open=Signal::derive(move || wanted.get() == Some(on))
                submit=act(on)
                pending
                problem
                on_confirm=Callback::new(confirm)
                on_close=cancel
            >
                <ul>{dynamic(sentences)}</ul>
            </ConfirmDialog>
        }
    };
    view! {
        {dialog(true)}
        {dialog(false)}
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
