//! A form that creates an API key.

mod draft;
mod form;

use cloud_api::OrganizationId;
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::{
    creation::Way,
    edit::{FieldProblem, REACHED},
    expiry::ExpiryField,
    page::use_crumbs,
    pair_once::PairDialog,
    roles::RolePicker,
};
use crate::{
    pages::editors::access_list::AccessListEditor,
    params::use_organization,
    paths,
    session::{self, Session},
    ui::{Button, FormPage, Page, RadioGroup, TextField, dynamic},
};
use draft::{Draft, Field};
use form::{Form, KEPT, use_form};

#[component]
pub fn NewKeyPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <NewKey organization /> })
    })
}

#[component]
fn NewKey(organization: OrganizationId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    view! {
        <Page title="Create API key" crumbs=use_crumbs(organization)>
            <CreateForm organization />
        </Page>
    }
}

#[component]
fn CreateForm(organization: StoredValue<OrganizationId>) -> impl IntoView {
    let session = expect_context::<Session>();
    let kept = session::kept::<Draft>(KEPT);
    let restored = RwSignal::new(kept.is_some());
    let form = use_form(organization, kept.unwrap_or_default());
    let Form {
        fields,
        draft,
        known,
        submit,
        pending,
        problem,
        is_outcome_unknown,
        pair,
        created,
        leave,
        ..
    } = form;
    Effect::new(move |_| {
        let draft = draft.read();
        if *draft == Draft::default() || created.read().is_some() {
            session::forget(KEPT);
        } else {
            session::keep(KEPT, &*draft);
        }
    });
    let refused = Signal::derive(move || {
        session
            .read_only()
            .get()
            .then(|| "This session is read-only.".to_owned())
    });
    let list = move || paths::keys(&organization.get_value());
    // Cancel is a link of the form's shell; leaving any other way keeps the draft.
    let forget_on_cancel = move |event: MouseEvent| {
        let clicked = event_target::<web_sys::Element>(&event).closest(".form__foot a");
        if matches!(clicked, Ok(Some(_))) {
            session::forget(KEPT);
        }
    };
    let title = move || {
        let name = created.get().map(|(_, name)| name).unwrap_or_default();
        format!("{name} is created")
    };
    view! {
        <div on:click=forget_on_cancel>
            <FormPage
                submit="Create API key"
                pending
                problem
                submit_refused=refused
                on_submit=submit
                cancel_href=list()
            >
                <Restored form restored />
                <fieldset class="form__section">
                    <legend>"Basics"</legend>
                    <TextField
                        label="Name"
                        value=fields.name
                        problem=form.problem_of(Field::Name)
                        hint="What uses the key, so that a person knows whom a deletion hits."
                        required=true
                    />
                    <ExpiryField fields=fields.expiry problem=form.problem_of(Field::Expiry) />
                </fieldset>
                <div class="form__section">
                    <RolePicker known chosen=fields.roles problem=form.problem_of(Field::Roles) />
                </div>
                <fieldset class="form__section">
                    <legend>"IP access list"</legend>
                    <AccessListEditor entries=fields.access reached=REACHED />
                    <FieldProblem problem=form.problem_of(Field::Access) />
                </fieldset>
                <div class="form__section">
                    <RadioGroup
                        legend="Where the pair is made"
                        value=fields.way
                        options=Way::choices()
                    />
                </div>
                <Show when=move || is_outcome_unknown.get()>
                    <OutcomeUnknown fields_way=fields.way list=list() />
                </Show>
            </FormPage>
        </div>
        <PairDialog title=Signal::derive(title) pair on_done=leave />
    }
}

/// What to do when the answer was lost.
#[component]
fn OutcomeUnknown(fields_way: RwSignal<String>, list: String) -> impl IntoView {
    let is_here = move || Way::of(&fields_way.read()) == Way::Here;
    view! {
        <p class="notice" role="status">
            <span>
                "The key may have been created all the same. "
                <a href=list>"Look at the API keys"</a> " before you send this again. "
                <Show when=is_here>
                    "Sending again from this page sends the same pair, so that it cannot become two keys."
                </Show>
            </span>
        </p>
    }
}

/// What a reload, or leaving and coming back, brought back.
#[component]
fn Restored(form: Form, restored: RwSignal<bool>) -> impl IntoView {
    let start_over = move || {
        form.start_over();
        restored.set(false);
    };
    view! {
        <Show when=move || restored.get()>
            <div class="form__restored" role="status">
                <span>"Draft restored"</span>
                <Button on_click=start_over>"Start over"</Button>
            </div>
        </Show>
    }
}
