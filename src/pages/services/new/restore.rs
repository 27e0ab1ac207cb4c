use leptos::prelude::*;

use super::{form::Form, problems::Field};
use crate::ui::{TextAreaField, TextField};

/// Begins with the data of a backup.
#[component]
pub fn RestoreFields(form: Form) -> impl IntoView {
    let advanced = form.fields().advanced;
    let given = Memo::new(move |_| {
        !advanced.backup.read().trim().is_empty() || !advanced.backup_encryption.read().is_empty()
    });
    let origin = form.origin();
    // A restore names its backup already.
    let chosen = origin.is_none().then(|| view! { <BackupField form /> });
    let encrypted = origin.is_none_or(|origin| origin.in_bucket);
    let given = Memo::new(move |_| encrypted && given.get());
    view! {
        <fieldset class="fieldset" hidden=!encrypted>
            <legend>"Restore"</legend>
            {chosen}
            <Show when=move || given.get()>
                <TextAreaField
                    label="Backup encryption config"
                    value=advanced.backup_encryption
                    problem=form.problem(Field::BackupEncryption)
                    hint="Only for a backup in your own bucket: the JSON of its encryption_config.json. \
                    It is not kept over a reload."
                    mono=true
                />
            </Show>
        </fieldset>
    }
}

#[component]
fn BackupField(form: Form) -> impl IntoView {
    let advanced = form.fields().advanced;
    view! {
        <TextField
            label="Backup ID"
            value=advanced.backup
            problem=form.problem(Field::Backup)
            hint="The service begins with this backup's data. Region and size must be those of the \
            service it was made of."
            mono=true
        />
    }
}
