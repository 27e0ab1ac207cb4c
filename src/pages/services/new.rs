//! A form that creates a service.

mod advanced;
mod basics;
mod check;
mod create;
mod draft;
mod form;
mod joining;
mod network;
mod origin;
mod place;
mod problems;
mod restore;
mod restoring;
mod size;
mod warehouse;

use cloud_api::{OrganizationId, permissions::TO_CREATE_SERVICE, services};
use leptos::prelude::*;

use crate::{
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::{
        crumbs::use_crumbs,
        editors::risk::{Reconfirm, Reconfirmation, Risk},
        list_page::of_organization,
    },
    paths,
    query::use_query,
    rights::Rights,
    session,
    ui::{DraftRestored, FormPage, Page, SecretDialog},
};
use advanced::AdvancedSection;
use basics::BasicsSection;
use create::{Creation, doing, kept, use_creation};
use draft::Draft;
use form::Form;
use joining::{follow_warehouse, join_from_address};
use network::NetworkSections;
use origin::Origin;
use size::SizeSection;

pub use restoring::RestorePage;

#[component]
pub fn NewServicePage() -> impl IntoView {
    of_organization(|organization| view! { <NewService organization /> })
}

#[component]
fn NewService(organization: OrganizationId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let services = paths::services(&organization.get_value());
    let crumbs = use_crumbs(organization, vec![("Services".into(), services)]);
    view! {
        <Page title="Create service" crumbs>
            <CreateForm organization />
        </Page>
    }
}

#[component]
fn CreateForm(
    organization: StoredValue<OrganizationId>,
    /// What is restored, if a backup is.
    #[prop(optional, into)]
    origin: Option<Origin>,
) -> impl IntoView {
    let keep_as = kept(origin.is_some());
    let (submit_words, initial) = match &origin {
        Some(origin) => ("Restore backup", origin.draft()),
        None => ("Create service", Draft::default()),
    };
    // The draft of another backup's restore is another draft.
    let kept = session::kept::<Draft>(keep_as)
        .filter(|draft| origin.is_none() || draft.advanced.backup == initial.advanced.backup);
    let restored = RwSignal::new(kept.is_some());
    let mut start = kept.unwrap_or_else(|| initial.clone());
    // What is restored has data of its own.
    if origin.is_none() {
        join_from_address(organization, &mut start);
    }
    // The services are asked for only when one of them may be named.
    let wanted = RwSignal::new(!start.advanced.warehouse.is_empty());
    let query = use_query(move || {
        wanted
            .get()
            .then(|| services::list(&organization.get_value()))
    });
    let leave_to = match &origin {
        Some(origin) => paths::service_tab(
            &organization.get_value(),
            &origin.service.id,
            paths::Tab::Backups,
        ),
        None => paths::services(&organization.get_value()),
    };
    let form = Form::new(start, query.latest(), origin);
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
        if *draft == initial {
            session::forget(keep_as);
        } else {
            session::keep(keep_as, &*draft);
        }
    });
    let rights = expect_context::<Rights>();
    rights.ask();
    let sendable = form.sendable();
    let reconfirm = Reconfirm::new(move || {
        let request = sendable.read();
        let list = request
            .as_ref()
            .map(|request| request.ip_access_list.as_slice());
        let risk = Risk::of_access(&[], list.unwrap_or_default(), "the new service");
        risk.into_iter().collect()
    });
    let refused = Signal::derive(move || {
        let refusal = rights.refusal_or_read_only(TO_CREATE_SERVICE, None);
        refusal.or_else(|| reconfirm.held())
    });
    let list = move || paths::services(&organization.get_value());
    let dirty = Signal::derive(move || {
        creation.created.read().is_none() && *draft.read() != form.initial()
    });
    let write = Signal::derive(move || {
        let request = sendable.get()?;
        Some(Write::from(&services::create(
            &organization.get_value(),
            &request,
        )))
    });
    view! {
        <FormPage
            submit=submit_words
            pending
            problem
            dirty
            submit_refused=refused
            on_submit=submit
            on_discard=Callback::new(move |()| session::forget(keep_as))
            cancel_href=leave_to
        >
            <DraftRestored restored on_start_over=move || form.start_over() />
            <BasicsSection form />
            <SizeSection form />
            <NetworkSections form />
            <AdvancedSection form query wanted />
            <Reconfirmation reconfirm />
            <EquivalentCommand write />
            <Show when=move || is_outcome_unknown.get()>
                <p class="warn">
                    <span>
                        "The service may have been created all the same. "
                        <a href=list>"Look at the services"</a> " before you send this again."
                    </span>
                </p>
            </Show>
        </FormPage>
        <PasswordDialog creation form />
    }
}

#[component]
fn PasswordDialog(creation: Creation, form: Form) -> impl IntoView {
    let Creation {
        password,
        created,
        leave,
        ..
    } = creation;
    let title = move || {
        let name = created.get().map(|(_, name)| name).unwrap_or_default();
        let doing = doing(form);
        format!("{name} is being {doing}")
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
