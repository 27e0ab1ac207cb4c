//! A form that creates an API key.

mod draft;
mod form;

use cloud_api::{OrganizationId, keys, permissions::TO_CREATE_KEY};
use leptos::prelude::*;

use super::{
    creation::{Way, before_pair},
    edit::REACHED,
    expiry::ExpiryField,
    page::use_crumbs,
    pair_once::PairDialog,
    roles::RolePicker,
};
use crate::{
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::{
        editors::{access_list::AccessListEditor, risk::Reconfirmation},
        list_page::of_organization,
        roles::LegacyKeyRoles,
    },
    paths,
    rights::Rights,
    session,
    ui::{DraftRestored, FieldProblem, FormPage, Page, RadioGroup, TextField, dynamic},
};
use draft::{Draft, Field};
use form::{Form, KEPT, use_form};

#[component]
pub fn NewKeyPage() -> impl IntoView {
    of_organization(|organization| view! { <NewKey organization /> })
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
    let rights = expect_context::<Rights>();
    rights.ask();
    let kept = session::kept::<Draft>(KEPT);
    let restored = RwSignal::new(kept.is_some());
    let form = use_form(organization, kept.unwrap_or_default());
    let Form {
        fields,
        draft,
        known,
        is_legacy,
        request,
        submit,
        pending,
        problem,
        is_outcome_unknown,
        pair,
        created,
        leave,
        reconfirm,
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
        let refusal = rights.refusal_or_read_only(TO_CREATE_KEY, None);
        refusal.or_else(|| reconfirm.held())
    });
    let list = move || paths::keys(&organization.get_value());
    let dirty =
        Signal::derive(move || created.read().is_none() && *draft.read() != Draft::default());
    let write = Signal::derive(move || {
        let request = before_pair(request.get()?, Way::of(&draft.read().way));
        Some(Write::from(&keys::create(
            &organization.get_value(),
            &request,
        )))
    });
    let title = move || {
        let name = created.get().map(|(_, name)| name).unwrap_or_default();
        format!("{name} is created")
    };
    view! {
        <FormPage
            submit="Create API key"
            pending
            problem
            dirty
            submit_refused=refused
            on_submit=submit
            on_discard=Callback::new(move |()| session::forget(KEPT))
            cancel_href=list()
        >
            <DraftRestored restored on_start_over=move || form.start_over() />
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
                {dynamic(move || {
                    let problem = form.problem_of(Field::Roles);
                    if is_legacy.get() {
                        view! { <LegacyKeyRoles chosen=fields.words problem /> }.into_any()
                    } else {
                        view! { <RolePicker known chosen=fields.roles problem /> }.into_any()
                    }
                })}
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
            <Reconfirmation reconfirm />
            <EquivalentCommand write />
            <Show when=move || is_outcome_unknown.get()>
                <OutcomeUnknown fields_way=fields.way list=list() />
            </Show>
        </FormPage>
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
