use cloud_api::{
    OrganizationId,
    organizations::{self, Organization, UpdateOrganization},
};
use leptos::prelude::*;

use crate::{
    dialogs::Dialogs,
    pages::editors::edit::{EditDialog, Edited, Target},
    query::Query,
    session::Session,
    ui::{Action, ChangeLine, TextField},
};

static NAME: Edited<Organization, String, String> = Edited {
    dialog: "rename",
    title: |_, _| "Rename organization".into(),
    submit: |_| "Rename",
    done: |name| format!("Renamed to {name}"),
    read: |organization| Some(organization.name.clone().unwrap_or_default()),
    draft: String::clone,
    check: |_, typed| match typed.trim() {
        "" => Err("Enter a name".into()),
        name => Ok(name.to_owned()),
    },
    lines: |before, after| ChangeLine::between(before, after),
    risks: |_, _| Vec::new(),
    request: |target, _, name| {
        let change = UpdateOrganization {
            name: Some(name.clone()),
            ..UpdateOrganization::default()
        };
        organizations::update(&target.organization, &change)
    },
    afterwards: |sent, _, name| {
        sent.session
            .change(|signed_in| signed_in.organization_name.clone_from(name));
    },
    fields: &["name"],
    activities: &["organization_update_name"],
    editor: |editing| {
        let problem = editing.problem();
        view! { <TextField label="Name" value=editing.draft problem autofocus=true /> }.into_any()
    },
};

/// Its entry in the palette and its key.
pub fn rename(refused: Option<String>, dialogs: Dialogs) -> Action {
    let run = Callback::new(move |()| dialogs.open(NAME.dialog));
    Action::unless_refused("Rename", "pencil", refused, run)
}

#[component]
pub fn RenameOrganization(
    id: StoredValue<OrganizationId>,
    details: Query<Organization>,
    dialogs: Dialogs,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let target = Callback::new(move |_| Target::organization(id.get_value()));
    view! {
        <EditDialog
            edited=&NAME
            dialogs
            object=details.latest()
            target
            locked=session.read_only_reason()
        />
    }
}
