use std::sync::Arc;

use cloud_api::{OrganizationId, members::Member};
use leptos::prelude::*;

use super::{
    OnMembers,
    actions::{MemberDialogs, use_member_actions},
    columns::{MEMBERS, Row},
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
pub fn MembersPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Members organization /> })
    })
}

#[component]
fn Members(organization: OrganizationId) -> impl IntoView {
    let on = OnMembers::new(organization);
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
    view! {
        <Page title="Members" crumbs=use_crumbs(id, Vec::new()) actions>
            <QueryView query outline=(6, 4) let:all>
                <MemberList all on />
            </QueryView>
            <MemberDialogs on />
        </Page>
    }
}

#[component]
fn MemberList(all: Signal<Arc<Vec<Member>>>, on: OnMembers) -> impl IntoView {
    let actions = use_member_actions(on);
    let rows = Memo::new(move |_| {
        let all = all.read();
        let settling = on.settling.read();
        let rows = all.iter().map(|member| Row {
            organization: on.organization.get_value(),
            member: Arc::new(member.clone()),
            is_settling: settling.contains(&member.user_id),
        });
        Arc::new(rows.collect::<Vec<_>>())
    });
    view! {
        <List
            list=&MEMBERS
            rows
            view=use_list_view("members")
            row_actions=Arc::new(move |row: &Row| actions(&row.member))
            empty=|| view! { <Empty title="The API lists no members" /> }
            loading=on.query.loading()
            answered_at=on.query.answered_at()
        />
    }
}
