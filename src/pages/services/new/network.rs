use leptos::prelude::*;

use super::{form::Form, problems::Field};
use crate::{
    pages::editors::{access_list::AccessListEditor, tags::TagsEditor},
    ui::CheckboxField,
};

/// Who may connect and how, and the tags.
#[component]
pub fn NetworkSections(form: Form) -> impl IntoView {
    let network = form.fields().network;
    view! {
        <fieldset class="form__section">
            <legend>"IP access list"</legend>
            <AccessListEditor entries=network.entries />
            <Said text=form.problem(Field::IpAccessList) />
        </fieldset>
        <fieldset class="form__section">
            <legend>"Endpoints"</legend>
            <CheckboxField
                label="MySQL endpoint"
                checked=network.mysql
                problem=form.problem(Field::Mysql)
                hint="HTTPS and native endpoints are always there. This can be changed later."
            />
        </fieldset>
        <fieldset class="form__section">
            <legend>"Tags"</legend>
            <TagsEditor tags=network.tags />
            <Said text=form.problem(Field::Tags) />
        </fieldset>
    }
}

/// What is wrong with the rows as a whole.
#[component]
fn Said(text: Signal<Option<String>>) -> impl IntoView {
    move || {
        text.get()
            .map(|text| view! { <p class="field__problem">{text}</p> })
    }
}
