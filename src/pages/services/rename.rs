use std::sync::Arc;

use cloud_api::services::{Service, UpdateService, rules};
use leptos::prelude::*;

use super::actions::AboutService;
use crate::{
    pages::editors::edit::{EditDialog, Edited, Target},
    session::Session,
    ui::{ChangeLine, TextField},
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
            // One that cannot be seen is told by its number.
            let told = if character.is_control() {
                character.escape_unicode().to_string()
            } else {
                character.to_string()
            };
            format!("Letters, digits, spaces, - and _ only: “{told}” is not allowed")
        }
    })
}

static NAME: Edited<Service, String, String> = Edited {
    dialog: "rename",
    title: |_, name| format!("Rename {name}"),
    submit: |_| "Rename",
    done: |name| format!("Renamed to {name}"),
    read: |service| Some(service.name.clone().unwrap_or_default()),
    draft: String::clone,
    check: |_, typed| {
        let name = typed.trim();
        match name_problem(name) {
            Some(problem) => Err(problem),
            None => Ok(name.to_owned()),
        }
    },
    lines: |before, after| ChangeLine::between(before, after),
    risks: |_, _| Vec::new(),
    request: |target, _, name| {
        target.update(&UpdateService {
            name: Some(name.clone()),
            ..UpdateService::default()
        })
    },
    afterwards: |_, _, _| (),
    fields: &["name"],
    activities: &["service_update_name"],
    editor: |editing| {
        let problem = editing.problem();
        view! { <TextField label="Name" value=editing.draft problem autofocus=true /> }.into_any()
    },
};

#[component]
pub fn RenameService(about: AboutService) -> impl IntoView {
    let AboutService {
        organization,
        dialogs,
        service,
        ..
    } = about;
    let session = expect_context::<Session>();
    let target = Callback::new(move |(service,): (Arc<Service>,)| {
        Target::service(organization.get_value(), service.id.clone())
    });
    view! {
        <EditDialog
            edited=&NAME
            dialogs
            object=Signal::derive(move || service.get().map(Arc::new))
            target
            locked=session.read_only_reason()
        />
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
        let told = |name| name_problem(name).unwrap_or_default();
        assert!(told("a/b").contains("“/”"));
        assert!(told("o'neil").contains("“'”"));
        assert!(told("a\tb").contains("u{9}"));
    }
}
