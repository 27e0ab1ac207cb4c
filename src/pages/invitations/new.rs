//! Inviting many at once.

mod addresses;
mod check;
mod form;
mod lines;
mod progress;
mod queue;

use cloud_api::{OrganizationId, permissions::TO_CREATE_INVITATION};
use leptos::{html, prelude::*};
use web_sys::MouseEvent;

use crate::{
    pages::{
        crumbs::use_crumbs,
        roles::{RolePicker, RolesView},
    },
    params::use_organization,
    paths,
    rights::Rights,
    session,
    ui::{Empty, FormPage, Page, TextAreaField, dynamic},
};
use form::{Form, KEPT};
use lines::Lines;
use progress::{Forecast, Progress};

#[component]
pub fn NewInvitationsPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <NewInvitations organization /> })
    })
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
            let any = fresh.iter().any(|line| line.assigned_role_ids.is_empty());
            any.then(|| "Choose at least one role.".to_owned())
        };
        rights
            .refusal_or_read_only(TO_CREATE_INVITATION, None)
            .or_else(without_role)
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
    let list = move || paths::invitations(&organization.get_value());
    // Cancel is a link of the form's shell; leaving any other way keeps the draft.
    let forget_on_cancel = move |event: MouseEvent| {
        let clicked = event_target::<web_sys::Element>(&event).closest(".form__foot a");
        if matches!(clicked, Ok(Some(_))) {
            session::forget(KEPT);
        }
    };
    let all_roles = form.all_roles;
    view! {
        <div on:click=forget_on_cancel>
            <FormPage
                submit="Invite members"
                pending=queue.running
                problem=Signal::stored(None)
                submit_refused=refused
                on_submit=submit
                cancel_href=list()
            >
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
                    <RolesView query=all_roles let:all>
                        <RolePicker all chosen=form.roles />
                    </RolesView>
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
            </FormPage>
        </div>
    }
}
