//! A form that creates a service.

mod advanced;
mod basics;
mod check;
mod create;
mod draft;
mod form;
mod joining;
mod network;
mod place;
mod problems;
mod restore;
mod size;
mod warehouse;

use cloud_api::{OrganizationId, permissions::TO_CREATE_SERVICE, services};
use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::{
    params::use_organization,
    paths,
    query::use_query,
    rights::Rights,
    session::{self, Session},
    ui::{Button, FormPage, Page, SecretDialog, dynamic},
};
use advanced::AdvancedSection;
use basics::BasicsSection;
use create::{Creation, KEPT, use_creation};
use draft::Draft;
use form::Form;
use joining::{follow_warehouse, join_from_address};
use network::NetworkSections;
use size::SizeSection;

#[component]
pub fn NewServicePage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <NewService organization /> })
    })
}

#[component]
fn NewService(organization: OrganizationId) -> impl IntoView {
    let session = expect_context::<Session>();
    let organization = StoredValue::new(organization);
    let crumbs = Signal::derive(move || {
        let organization = organization.get_value();
        let current = session.current();
        let current = current.read();
        let name = current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone());
        vec![
            (name.unwrap_or_default(), paths::overview(&organization)),
            ("Services".into(), paths::services(&organization)),
        ]
    });
    view! {
        <Page title="Create service" crumbs>
            <CreateForm organization />
        </Page>
    }
}

#[component]
fn CreateForm(organization: StoredValue<OrganizationId>) -> impl IntoView {
    let kept = session::kept::<Draft>(KEPT);
    let restored = RwSignal::new(kept.is_some());
    let mut start = kept.unwrap_or_default();
    join_from_address(organization, &mut start);
    // The services are asked for only when one of them may be named.
    let wanted = RwSignal::new(!start.advanced.warehouse.is_empty());
    let query = use_query(move || {
        wanted
            .get()
            .then(|| services::list(&organization.get_value()))
    });
    let form = Form::new(start, query.latest());
    follow_warehouse(form);
    let draft = form.draft;
    let creation = use_creation(organization, form);
    let Creation {
        submit,
        pending,
        problem,
        is_outcome_unknown,
        ..
    } = creation;
    Effect::new(move |_| {
        let draft = draft.read();
        if *draft == Draft::default() {
            session::forget(KEPT);
        } else {
            session::keep(KEPT, &*draft);
        }
    });
    let rights = expect_context::<Rights>();
    rights.ask();
    let refused = Signal::derive(move || rights.refusal_or_read_only(TO_CREATE_SERVICE, None));
    let list = move || paths::services(&organization.get_value());
    // Cancel is a link of the form's shell; leaving any other way keeps the draft.
    let forget_on_cancel = move |event: MouseEvent| {
        let clicked = event_target::<web_sys::Element>(&event).closest(".form__foot a");
        if matches!(clicked, Ok(Some(_))) {
            session::forget(KEPT);
        }
    };
    view! {
        <div on:click=forget_on_cancel>
            <FormPage
                submit="Create service"
                pending
                problem
                submit_refused=refused
                on_submit=submit
                cancel_href=list()
            >
                <Restored form restored />
                <BasicsSection form />
                <SizeSection form />
                <NetworkSections form />
                <AdvancedSection form query wanted />
                <Show when=move || is_outcome_unknown.get()>
                    <p class="warn">
                        <span>
                            "The service may have been created all the same. "
                            <a href=list>"Look at the services"</a> " before you send this again."
                        </span>
                    </p>
                </Show>
            </FormPage>
        </div>
        <PasswordDialog creation />
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

#[component]
fn PasswordDialog(creation: Creation) -> impl IntoView {
    let Creation {
        password,
        created,
        leave,
        ..
    } = creation;
    let title = move || {
        let name = created.get().map(|(_, name)| name).unwrap_or_default();
        format!("{name} is being created")
    };
    view! {
        <SecretDialog title=Signal::derive(title) label="Password" secret=password on_done=leave>
            <p>
                "The service takes connections of the user " <code>"default"</code>
                " with this password once it runs."
            </p>
        </SecretDialog>
    }
}
