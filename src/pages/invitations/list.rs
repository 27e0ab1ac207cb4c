use std::sync::Arc;

use cloud_api::{OrganizationId, invitations::Invitation};
use leptos::prelude::*;

use super::{
    OnInvitations,
    actions::{InvitationDialogs, use_invitation_actions},
    columns::{INVITATIONS, Row},
    standing::Standing,
};
use crate::{
    list_view::use_list_view,
    pages::{crumbs::use_crumbs, refresh::Refresh},
    params::use_organization,
    paths,
    query_view::QueryView,
    ui::{ButtonLink, Empty, Icon, List, Page, Tone, dynamic},
};

#[component]
pub fn InvitationsPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Invitations organization /> })
    })
}

#[component]
fn Invitations(organization: OrganizationId) -> impl IntoView {
    let on = OnInvitations::new(organization);
    let id = on.organization;
    let query = on.query;
    let actions = move || {
        view! {
            <Refresh query />
            <ButtonLink href=paths::new_invitations(&id.get_value()) tone=Tone::Primary>
                <Icon name="plus" />
                "Invite members"
            </ButtonLink>
        }
    };
    let find = Callback::new(move |(wanted,): (String,)| on.find(&wanted));
    view! {
        <Page title="Invitations" crumbs=use_crumbs(id, Vec::new()) actions>
            <QueryView query outline=(4, 5) let:all>
                <InvitationList all on />
            </QueryView>
            <InvitationDialogs on find />
        </Page>
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
            empty
            loading=on.query.loading()
            answered_at=on.query.answered_at()
        />
    }
}
