use cloud_api::{
    OrganizationId,
    services::{self, Service, UpdateService, rules},
};
use leptos::prelude::*;

use crate::{
    client::Client,
    dialogs::Dialogs,
    query::Cache,
    store,
    ui::{FormDialog, Problem, TextField, use_toasts},
};

/// What is wrong with a service's name, in words for beside the field.
pub fn name_problem(name: &str) -> Option<String> {
    use rules::{NAME_MAX, NameProblem};
    Some(match rules::check_name(name).err()? {
        NameProblem::Empty => "Enter a name".into(),
        NameProblem::TooLong => {
            format!(
                "{NAME_MAX} characters at most; this has {}",
                name.chars().count()
            )
        }
        NameProblem::Forbidden(character) => {
            format!("Letters, digits, spaces, - and _ only: {character:?} is not allowed")
        }
    })
}

#[component]
pub fn RenameService(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
    service: Memo<Option<Service>>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    let named = dialogs.is_open("rename");
    let open = Memo::new(move |_| named.get() && service.read().is_some());
    let name = RwSignal::new(String::new());
    let before = RwSignal::new(String::new());
    // The name as it was when the dialog opened: a poll must not overwrite what is being typed.
    Effect::new(move |_| {
        if open.get() {
            let label = service.with_untracked(|service| {
                service
                    .as_ref()
                    .and_then(|service| service.name.clone())
                    .unwrap_or_default()
            });
            before.set(label.clone());
            name.set(label);
        }
    });
    let problem = Memo::new(move |_| name_problem(&name.read()));
    let rename = Action::new_local(move |(service, name): &(Service, String)| {
        let id = service.id.clone();
        let name = name.clone();
        async move {
            let organization = organization.get_value();
            let change = UpdateService {
                name: Some(name.clone()),
                ..UpdateService::default()
            };
            let answer = client
                .send(services::update(&organization, &id, &change))
                .await;
            store::observe(
                cache,
                &organization,
                answer.map_err(|error| error.problem())?,
            );
            toasts.success(format!("Renamed to {name}"));
            dialogs.close();
            Ok::<(), Problem>(())
        }
    });
    let pending = rename.pending();
    let failed = Signal::derive(move || rename.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        if problem.get_untracked().is_none()
            && !pending.get_untracked()
            && let Some(service) = service.get_untracked()
        {
            rename.dispatch_local((service, name.get_untracked().trim().to_owned()));
        }
    });
    let close = Callback::new(move |()| {
        rename.clear();
        dialogs.close();
    });
    view! {
        <FormDialog
            title=Signal::derive(move || format!("Rename {}", before.get()))
            open
            submit="Rename"
            pending
            problem=failed
            dirty=Signal::derive(move || *name.read() != *before.read())
            on_submit=submit
            on_close=close
        >
            <TextField label="Name" value=name problem autofocus=true />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_refused_in_words_that_help() {
        assert_eq!(name_problem("analytics prod"), None);
        assert_eq!(name_problem(" ").as_deref(), Some("Enter a name"));
        assert!(name_problem(&"x".repeat(60)).is_some_and(|text| text.contains("this has 60")));
        assert!(name_problem("a/b").is_some_and(|text| text.contains("'/'")));
    }
}
