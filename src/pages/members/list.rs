use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    members::{self, Member},
};
use leptos::prelude::*;

use super::{
    OnMembers,
    actions::{MemberDialogs, many_members, use_member_actions},
    columns::{MEMBERS, Row},
    many::ManyMembers,
};
use crate::{
    list_view::use_list_view,
    offers::offer_rows,
    pages::{
        list_page::{ListPage, of_organization},
        many::{ListOfMany, Many},
    },
    paths,
    ui::{Empty, List},
};

#[component]
pub fn MembersPage() -> impl IntoView {
    of_organization(|organization| view! { <Members organization /> })
}

#[component]
fn Members(organization: OrganizationId) -> impl IntoView {
    let create = ("Invite members", paths::new_invitations(&organization));
    let on = OnMembers::new(organization);
    view! {
        <ListPage
            title="Members"
            organization=on.organization
            query=on.query
            outline=(6, 4)
            create
            let:all
        >
            <MemberList all on />
        </ListPage>
        <MemberDialogs on />
    }
}

#[component]
fn MemberList(all: Signal<Arc<Vec<Member>>>, on: OnMembers) -> impl IntoView {
    let actions = use_member_actions(on);
    let rows = Memo::new(move |_| {
        let all = all.read();
        let rows = all.iter().map(|member| Row {
            organization: on.organization.get_value(),
            member: Arc::new(member.clone()),
            is_settling: on.settling.has(&member.user_id),
        });
        Arc::new(rows.collect::<Vec<_>>())
    });
    let many = Many::new(ListOfMany {
        organization: on.organization,
        one: "member",
        all: on.all(),
        key: |member: &Member| member.user_id.to_string(),
        request: members::list,
        row_actions: Arc::new(actions),
    });
    view! {
        <List
            list=&MEMBERS
            rows
            view=use_list_view("members")
            row_actions=Arc::new(move |row: &Row| actions(&row.member))
            bulk=many.bar(move |many| many_members(&ManyMembers::new(*many, on)))
            empty=|| view! { <Empty title="The API lists no members" /> }
            loading=on.query.loading()
            reveal=offer_rows()
            answered_at=on.query.answered_at()
        />
    }
}
