use cloud_api::{
    OrganizationId,
    organizations::{self, Organization, UpdateOrganization},
};
use leptos::prelude::*;

use crate::{
    client::Client,
    dialogs::Dialogs,
    query::{Cache, Query},
    session::Session,
    ui::{FormDialog, Problem, TextField, use_toasts},
};

#[component]
pub fn RenameOrganization(
    id: StoredValue<OrganizationId>,
    details: Query<Organization>,
    dialogs: Dialogs,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let session = expect_context::<Session>();
    let toasts = use_toasts();
    let open = dialogs.is_open("rename");
    let before = Memo::new(move |_| {
        details
            .latest()
            .read()
            .as_ref()
            .and_then(|details| details.name.clone())
            .unwrap_or_default()
    });
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            name.set(before.get());
        }
    });
    let problem = Memo::new(move |_| {
        name.read()
            .trim()
            .is_empty()
            .then(|| "Enter a name".to_owned())
    });
    let rename = Action::new_local(move |name: &String| {
        let name = name.clone();
        async move {
            let change = UpdateOrganization {
                name: Some(name.clone()),
                ..Default::default()
            };
            let id = id.get_value();
            let answer = client.send(organizations::update(&id, &change)).await;
            let answer = answer.map_err(|error| error.problem())?;
            cache.put(&organizations::get(&id), answer);
            session.change(|signed_in| signed_in.organization_name.clone_from(&name));
            toasts.success(format!("Renamed to {name}"));
            dialogs.close();
            Ok::<(), Problem>(())
        }
    });
    let pending = rename.pending();
    let failed = Signal::derive(move || rename.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        let name = name.read_untracked().trim().to_owned();
        if !name.is_empty() && !pending.get_untracked() {
            rename.dispatch_local(name);
        }
    });
    let close = Callback::new(move |()| {
        rename.clear();
        dialogs.close();
    });
    view! {
        <FormDialog
            title="Rename organization"
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
