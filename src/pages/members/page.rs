use cloud_api::{
    MemberId, OrganizationId,
    activities::{Activity, ActorType},
    legacy::Holder,
    members::{self, Member},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    OnMembers,
    actions::{MemberDialogs, use_member_actions},
};
use crate::{
    offers::offer,
    pages::{
        crumbs::use_crumbs,
        feed::ActivityFeed,
        other::OtherFields,
        raw::RawButton,
        roles::{Held, HeldRights, RoleTokens},
    },
    params::use_member_ids,
    paths,
    query_view::QueryView,
    ui::{
        ActionButtons, ButtonLink, CopyButton, Empty, Page, Panel, Properties, Property,
        StateBadge, StateTone, Time, dynamic,
    },
};

#[component]
pub fn MemberPage() -> impl IntoView {
    let ids = use_member_ids();
    dynamic(move || match ids.get() {
        Some((organization, member)) => view! { <MemberById organization member /> }.into_any(),
        None => view! { <crate::pages::NotFoundPage /> }.into_any(),
    })
}

#[component]
fn MemberById(organization: OrganizationId, member: MemberId) -> impl IntoView {
    let on = OnMembers::new(organization);
    let navigate = use_navigate();
    let wanted = StoredValue::new(member);
    let found = Memo::new(move |_| on.find(wanted.get_value().as_str()));
    let is_found = Memo::new(move |_| found.read().is_some());
    let list = move || paths::members(&on.organization.get_value());
    let title =
        Signal::derive(move || found.read().as_ref().map_or("Member".into(), Member::label));
    let crumbs = use_crumbs(on.organization, vec![("Members".into(), list())]);
    let make_actions = use_member_actions(on);
    let actions_of =
        Signal::derive(move || found.read().as_ref().map(make_actions).unwrap_or_default());
    offer(title, actions_of);
    let actions = move || {
        view! { <ActionButtons actions=actions_of shown=2 label="More actions" /> }
    };
    let to_list = Callback::new(move |()| navigate(&list(), NavigateOptions::default()));
    let query = on.query;
    view! {
        <Page title crumbs actions>
            <QueryView query outline=(4, 2) let:_all>
                {dynamic(move || {
                    if is_found.get() {
                        view! { <Details on found wanted /> }.into_any()
                    } else {
                        view! { <Gone on /> }.into_any()
                    }
                })}
            </QueryView>
            <MemberDialogs on on_remove=to_list />
        </Page>
    }
}

#[component]
fn Details(
    on: OnMembers,
    found: Memo<Option<Member>>,
    wanted: StoredValue<MemberId>,
) -> impl IntoView {
    let organization = on.organization;
    let id = wanted.get_value().to_string();
    let email = move || {
        let email = found
            .read()
            .as_ref()
            .and_then(|member| member.email.clone());
        email.map(|email| {
            let text = email.clone();
            view! {
                {email}
                " "
                <CopyButton text label="Copy e-mail address" />
            }
        })
    };
    let joined =
        Signal::derive(move || found.read().as_ref().and_then(|one| one.joined_at.clone()));
    let assigned = Memo::new(move |_| found.read().as_ref().and_then(Holder::roles));
    let held = Signal::derive(move || found.read().as_ref().map(Held::of).unwrap_or_default());
    let settling = move || {
        let is_settling = on.settling.has(&wanted.get_value());
        is_settling.then(|| view! { <StateBadge word="changing" tone=StateTone::Moving /> })
    };
    let name = Signal::derive(move || found.read().as_ref().map(Member::label).unwrap_or_default());
    let raw = move || {
        let request = members::get(&organization.get_value(), &wanted.get_value()).untyped();
        view! { <RawButton request label=name /> }
    };
    let other = Signal::derive(move || {
        let found = found.read();
        found
            .as_ref()
            .map(|member| member.other.clone())
            .unwrap_or_default()
    });
    let actor = format!("user/{id}");
    let about = Callback::new(move |(record,): (Activity,)| {
        let own = record.actor_type == Some(ActorType::User)
            && record.actor_id.as_deref() == Some(wanted.get_value().as_str());
        let targets = record.target_actor_ids.iter().flatten();
        own || targets.into_iter().any(|target| *target == actor)
    });
    view! {
        <div class="stack">
            <Panel title="Details" actions=raw>
                <Properties>
                    <Property label="E-mail">{dynamic(email)}</Property>
                    <Property label="Roles">
                        {dynamic(move || {
                            view! {
                                <RoleTokens
                                    organization=organization.get_value()
                                    roles=assigned.get()
                                />
                            }
                        })} {dynamic(settling)}
                    </Property>
                    <Property label="Joined">
                        <Time at=joined />
                    </Property>
                    <Property label="User ID">
                        <span class="mono">{id.clone()}</span>
                        <CopyButton text=id.clone() label="Copy user ID" />
                    </Property>
                </Properties>
            </Panel>
            <OtherFields fields=other />
            <HeldRights
                organization
                title=Signal::derive(move || format!("What {} can do", name.get()))
                held
            />
            <ActivityFeed
                organization
                about
                nothing="The audit log has nothing by or about this member."
            />
        </div>
    }
}

#[component]
fn Gone(on: OnMembers) -> impl IntoView {
    view! {
        <Empty title="The organization has no such member">
            <p>"The person may have been removed, or have left."</p>
            <ButtonLink href=paths::members(
                &on.organization.get_value(),
            )>"Go to the members"</ButtonLink>
        </Empty>
    }
}
