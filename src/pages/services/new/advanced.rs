use cloud_api::services::{Service, rules};
use leptos::{html, prelude::*};

use super::{form::Form, problems::Field, restore::RestoreFields, warehouse::WarehouseFields};
use crate::{
    query::Query,
    ui::{CheckboxField, SelectField, TextField},
};

/// What few services need.
#[component]
pub fn AdvancedSection(
    form: Form,
    query: Query<Vec<Service>>,
    /// Set when the services are needed.
    wanted: RwSignal<bool>,
) -> impl IntoView {
    // What is restored has data of its own.
    let is_new = form.origin().is_none();
    let details = NodeRef::<html::Details>::new();
    // A warehouse that was chosen elsewhere must be seen here.
    let joins = !form.fields().advanced.warehouse.read_untracked().is_empty();
    let toggled = move |_| {
        if details
            .get_untracked()
            .is_some_and(|details| details.open())
        {
            wanted.set(true);
        }
    };
    view! {
        <details class="form__section" open=joins node_ref=details on:toggle=toggled>
            <summary>"Advanced"</summary>
            <div class="form__fields">
                {is_new.then(|| view! { <WarehouseFields form query /> })} <RestoreFields form />
                <CloudFields form /> <ProtectionFields form />
            </div>
        </details>
    }
}

#[component]
fn CloudFields(form: Form) -> impl IntoView {
    let advanced = form.fields().advanced;
    let in_own_cloud = Memo::new(move |_| !advanced.byoc.read().trim().is_empty());
    let profiles = std::iter::once(("", "The default"))
        .chain(rules::PROFILES.map(|profile| (profile, profile)))
        .map(|(value, text)| (value.to_owned(), text.to_owned()))
        .collect::<Vec<_>>();
    let profiles = Signal::stored(profiles);
    let standard = move || {
        view! {
            <SelectField
                label="Profile"
                value=advanced.profile
                options=profiles
                problem=form.problem(Field::Profile)
                hint="Enterprise organizations only."
            />
        }
    };
    view! {
        <fieldset class="fieldset">
            <legend>"Bring your own cloud"</legend>
            <div class="form__row">
                <TextField
                    label="BYOC ID"
                    value=advanced.byoc
                    problem=form.problem(Field::Byoc)
                    hint="Told when its region was set up. Memory is then 48, 116, 172 or 232 GiB."
                    mono=true
                />
                <Show when=move || in_own_cloud.get() fallback=standard>
                    <TextField
                        label="Profile"
                        value=advanced.profile
                        problem=form.problem(Field::Profile)
                        hint="A standard one, or one of your infrastructure."
                        mono=true
                    />
                </Show>
            </div>
        </fieldset>
    }
}

#[component]
fn ProtectionFields(form: Form) -> impl IntoView {
    let advanced = form.fields().advanced;
    let options = |options: [(&str, &str); 3]| {
        Signal::stored(
            options
                .map(|(value, text)| (value.to_owned(), text.to_owned()))
                .to_vec(),
        )
    };
    view! {
        <fieldset class="fieldset">
            <legend>"Compliance and operation"</legend>
            <div class="form__row">
                <SelectField
                    label="Compliance"
                    value=advanced.compliance
                    options=options([("", "None"), ("hipaa", "HIPAA"), ("pci", "PCI")])
                    problem=form.problem(Field::Compliance)
                />
                <SelectField
                    label="Core dumps"
                    value=advanced.core_dumps
                    options=options([
                        ("", "As the organization has it"),
                        ("true", "Collected"),
                        ("false", "Not collected"),
                    ])
                    problem=form.problem(Field::CoreDumps)
                />
            </div>
            <CheckboxField
                label="Transparent data encryption"
                checked=advanced.transparent_data_encryption
                problem=form.problem(Field::TransparentDataEncryption)
                hint="Enterprise organizations only. It cannot be switched on or off later."
            />
            <CheckboxField
                label="Accept the private preview terms"
                checked=advanced.preview_terms
                problem=form.problem(Field::PreviewTerms)
                hint="Only for the first service of an organization in a private preview."
            />
        </fieldset>
    }
}
