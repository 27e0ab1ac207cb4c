//! Inviting many at once.

mod addresses;
mod check;
mod form;
mod lines;
mod progress;
mod queue;

use cloud_api::{
    OrganizationId,
    invitations::{self, CreateInvitation},
    permissions::TO_CREATE_INVITATION,
};
use leptos::{html, prelude::*};

use crate::{
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::{
        crumbs::use_crumbs,
        editors::risk::Reconfirmation,
        list_page::of_organization,
        roles::{LegacyRoleField, RolePicker, RolesView},
    },
    paths,
    rights::Rights,
    session,
    ui::{DraftRestored, Empty, FormPage, Page, TextAreaField, dynamic},
};
use form::{Form, KEPT};
use lines::Lines;
use progress::{Forecast, Progress};

#[component]
pub fn NewInvitationsPage() -> impl IntoView {
    of_organization(|organization| view! { <NewInvitations organization /> })
}

#[component]
fn NewInvitations(organization: OrganizationId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let list = move || paths::invitations(&organization.get_value());
    let crumbs = use_crumbs(organization, vec![("Invitations".into(), list())]);
    view! {
        <Page title="Invite members" crumbs>
            <InviteForm organization />
        </Page>
    }
}

#[component]
fn InviteForm(organization: StoredValue<OrganizationId>) -> impl IntoView {
    let rights = expect_context::<Rights>();
    rights.ask();
    let form = Form::new(organization);
    let queue = form.queue;
    let tried_empty = RwSignal::new(false);
    let results = NodeRef::<html::H2>::new();
    let nothing = Signal::derive(move || {
        let is_empty = tried_empty.get() && form.lines.read().is_empty();
        is_empty.then(|| "Enter at least one address".to_owned())
    });
    let hint = Signal::stored(Some(
        "With commas or one a line; “Name <address>” works, too.".to_owned(),
    ));
    let refused = Signal::derive(move || {
        let without_role = || {
            let fresh = form.fresh.read();
            let is_none = |ids: &Vec<_>| ids.is_empty();
            let without = |line: &CreateInvitation| {
                line.role.is_none() && line.assigned_role_ids.as_ref().is_none_or(is_none)
            };
            let any = fresh.iter().any(without);
            any.then(|| "Choose at least one role.".to_owned())
        };
        rights
            .refusal_or_read_only(TO_CREATE_INVITATION, None)
            .or_else(without_role)
            .or_else(|| form.reconfirm.held())
    });
    let submit = Callback::new(move |()| {
        tried_empty.set(true);
        let fresh = form.fresh.get_untracked();
        // The results come below what is on view.
        if let (false, Some(results)) = (fresh.is_empty(), results.get_untracked()) {
            _ = results.focus();
        }
        queue.send(fresh);
    });
    let any = Memo::new(move |_| !form.lines.read().is_empty());
    let write = Signal::derive(move || {
        let fresh = form.fresh.read();
        let request = invitations::create(&organization.get_value(), fresh.first()?);
        Some(Write::from(&request))
    });
    let is_many = Memo::new(move |_| form.fresh.read().len() > 1);
    let all_roles = form.all_roles;
    view! {
        <FormPage
            submit="Invite members"
            pending=queue.running
            problem=Signal::stored(None)
            dirty=form.dirty
            submit_refused=refused
            on_submit=submit
            on_discard=Callback::new(move |()| session::forget(KEPT))
            cancel_href=paths::invitations(&organization.get_value())
        >
            <DraftRestored restored=form.restored on_start_over=move || form.start_over() />
            <section class="form__section">
                <TextAreaField
                    label="E-mail addresses"
                    value=form.text
                    rows=5
                    required=true
                    problem=nothing
                    hint
                />
                <Forecast form />
            </section>
            <section class="form__section">
                <h2>"Roles for all"</h2>
                {dynamic(move || {
                    if form.is_legacy.get() {
                        return view! { <LegacyRoleField chosen=form.word /> }.into_any();
                    }
                    view! {
                        <RolesView query=all_roles let:all>
                            <RolePicker all chosen=form.roles />
                        </RolesView>
                    }
                        .into_any()
                })}
            </section>
            <section class="form__section">
                <h2 tabindex="-1" node_ref=results>
                    "Invitations"
                </h2>
                <Show
                    when=move || any.get()
                    fallback=|| {
                        view! {
                            <Empty title="No addresses yet">
                                <p>
                                    "Each address gets a row here, to be looked at before it is sent."
                                </p>
                            </Empty>
                        }
                    }
                >
                    <Progress form />
                    <Lines form />
                </Show>
            </section>
            <Reconfirmation reconfirm=form.reconfirm />
            <Show when=move || is_many.get()>
                <p class="hint">
                    "The equivalent is of the first: each address is an invitation of its own."
                </p>
            </Show>
            <EquivalentCommand write />
        </FormPage>
    }
}
