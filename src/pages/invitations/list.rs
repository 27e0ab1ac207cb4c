use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    invitations::{self, Invitation},
};
use leptos::prelude::*;

use super::{
    OnInvitations,
    actions::{InvitationDialogs, many_invitations, use_invitation_actions},
    columns::{INVITATIONS, Row},
    standing::Standing,
};
use crate::{
    list_view::use_list_view,
    offers::offer_rows,
    pages::{
        list_page::{ListPage, of_organization},
        many::{ListOfMany, Many},
    },
    paths,
    ui::{ButtonLink, Empty, List, Tone},
};

#[component]
pub fn InvitationsPage() -> impl IntoView {
    of_organization(|organization| view! { <Invitations organization /> })
}

#[component]
fn Invitations(organization: OrganizationId) -> impl IntoView {
    let create = ("Invite members", paths::new_invitations(&organization));
    let on = OnInvitations::new(organization);
    let find = Callback::new(move |(wanted,): (String,)| on.find(&wanted));
    view! {
        <ListPage
            title="Invitations"
            organization=on.organization
            query=on.query
            outline=(4, 5)
            create
            let:all
        >
            <InvitationList all on />
        </ListPage>
        <InvitationDialogs on find />
    }
}

#[component]
fn InvitationList(all: Signal<Arc<Vec<Invitation>>>, on: OnInvitations) -> impl IntoView {
    let actions = use_invitation_actions(on);
    let rows = Memo::new(move |_| {
        let all = all.read();
        let rows = all.iter().map(|invitation| Row {
            organization: on.organization.get_value(),
            invitation: Arc::new(invitation.clone()),
            standing: Standing::of(invitation),
        });
        Arc::new(rows.collect::<Vec<_>>())
    });
    let many = Many::new(ListOfMany {
        organization: on.organization,
        one: "invitation",
        all: on.all(),
        key: |invitation: &Invitation| invitation.id.to_string(),
        request: invitations::list,
        row_actions: Arc::new(actions),
    });
    let empty = move || {
        view! {
            <Empty title="No invitations">
                <p>"Everybody who was invited has joined, or nobody was."</p>
                <ButtonLink
                    href=paths::new_invitations(&on.organization.get_value())
                    tone=Tone::Primary
                >
                    "Invite members"
                </ButtonLink>
            </Empty>
        }
    };
    view! {
        <List
            list=&INVITATIONS
            rows
            view=use_list_view("invitations")
            row_actions=Arc::new(move |row: &Row| actions(&row.invitation))
            bulk=many.bar(many_invitations)
            empty
            loading=on.query.loading()
            reveal=offer_rows()
            answered_at=on.query.answered_at()
        />
    }
}
