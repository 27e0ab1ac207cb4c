use std::sync::Arc;

use cloud_api::{
    InvitationId, OrganizationId,
    activities::Activity,
    invitations::{self, Invitation},
    legacy::Holder,
};
use js_sys::Date;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    OnInvitations,
    actions::{InvitationDialogs, use_invitation_actions},
    standing::{Standing, StandingBadge},
};
use crate::{
    client::ApiError,
    dialogs::use_dialogs,
    offers::offer,
    pages::{
        crumbs::use_crumbs,
        feed::ActivityFeed,
        other::OtherFields,
        raw::RawButton,
        roles::{Held, HeldRights, RoleTokens},
    },
    params::use_invitation_ids,
    paths,
    query::{Cache, use_query},
    query_view::QueryView,
    ui::{
        ActionButtons, ButtonLink, CopyButton, Empty, Page, Panel, Properties, Property, Time,
        dynamic,
    },
};

/// How far apart an invitation and its record in the audit log may be, in milliseconds.
const SAME_MOMENT: f64 = 5_000.0;

#[component]
pub fn InvitationPage() -> impl IntoView {
    let ids = use_invitation_ids();
    dynamic(move || match ids.get() {
        Some((organization, invitation)) => {
            view! { <InvitationById organization invitation /> }.into_any()
        }
        None => view! { <crate::pages::NotFoundPage /> }.into_any(),
    })
}

#[component]
fn InvitationById(organization: OrganizationId, invitation: InvitationId) -> impl IntoView {
    let cache = expect_context::<Cache>();
    let navigate = use_navigate();
    let list = invitations::list(&organization);
    let get = invitations::get(&organization, &invitation);
    // A row of the list is the whole invitation.
    cache.seed(&get, &list, |all| {
        all.iter().find(|known| known.id == invitation).cloned()
    });
    let one = use_query(move || Some(get.clone()));
    let on = OnInvitations {
        organization: StoredValue::new(organization),
        // Nothing of the list is needed here; a reload of it is what the dialogs want after a failure.
        query: use_query(|| None),
        dialogs: use_dialogs(),
    };
    let gone = Memo::new(move |_| {
        let error = one.error();
        let error = error.read();
        error.as_ref().is_some_and(ApiError::is_not_found)
    });
    let to_list = move || paths::invitations(&on.organization.get_value());
    let title = Signal::derive(move || {
        let latest = one.latest();
        let latest = latest.read();
        latest
            .as_ref()
            .map_or("Invitation".into(), |invitation| invitation.label())
    });
    let crumbs = use_crumbs(on.organization, vec![("Invitations".into(), to_list())]);
    let make_actions = use_invitation_actions(on);
    let actions_of = Signal::derive(move || {
        let latest = one.latest();
        let latest = latest.read();
        let invitation = latest.as_ref().filter(|_| !gone.get());
        invitation.map(|one| make_actions(one)).unwrap_or_default()
    });
    offer(title, actions_of);
    let actions = move || {
        view! { <ActionButtons actions=actions_of shown=2 label="More actions" /> }
    };
    let standing = Signal::derive(move || {
        let latest = one.latest();
        let latest = latest.read();
        latest
            .as_ref()
            .map_or(Standing::Unknown, |invitation| Standing::of(invitation))
    });
    let is_known = Memo::new(move |_| one.latest().read().is_some() && !gone.get());
    let badge = move || {
        is_known
            .get()
            .then(|| view! { <StandingBadge standing chip=true /> })
    };
    let find = Callback::new(move |(wanted,): (String,)| {
        let latest = one.latest().get()?;
        (latest.id.as_str() == wanted).then(|| Invitation::clone(&latest))
    });
    let leave = Callback::new(move |()| navigate(&to_list(), NavigateOptions::default()));
    view! {
        <Page title crumbs title_extra=move || view! { {dynamic(badge)} } actions>
            {dynamic(move || {
                if gone.get() {
                    view! { <Gone on /> }.into_any()
                } else {
                    view! {
                        <QueryView query=one outline=(4, 2) let:invitation>
                            <Details on invitation />
                        </QueryView>
                    }
                        .into_any()
                }
            })}
            <InvitationDialogs on find on_gone=leave />
        </Page>
    }
}

#[component]
fn Details(on: OnInvitations, invitation: Signal<Arc<Invitation>>) -> impl IntoView {
    let organization = on.organization;
    let request = invitations::get(&organization.get_value(), &invitation.read_untracked().id);
    let raw = move || {
        let request = request.untyped();
        let label = Signal::derive(move || invitation.read().label());
        view! { <RawButton request label /> }
    };
    let id = invitation.read_untracked().id.to_string();
    let expires = Signal::derive(move || invitation.read().expire_at.clone());
    let created = Signal::derive(move || invitation.read().created_at.clone());
    let assigned = Memo::new(move |_| invitation.read().roles());
    let held = Signal::derive(move || Held::of(&**invitation.read()));
    let about = Callback::new(move |(record,): (Activity,)| {
        let is_creation = record.r#type.as_deref() == Some("organization_invite_create");
        let moment = |text: Option<&str>| text.map(Date::parse).filter(|at| !at.is_nan());
        let created = created.get();
        let both = moment(created.as_deref()).zip(moment(record.created_at.as_deref()));
        is_creation && both.is_some_and(|(one, other)| (one - other).abs() < SAME_MOMENT)
    });
    view! {
        <div class="stack">
            <Panel title="Details" actions=raw>
                <Properties>
                    <Property label="Roles">
                        {dynamic(move || {
                            view! {
                                <RoleTokens
                                    organization=organization.get_value()
                                    roles=assigned.get()
                                />
                            }
                        })}
                    </Property>
                    <Property label="Expires">
                        <Time at=expires />
                    </Property>
                    <Property label="Invited">
                        <Time at=created />
                    </Property>
                    <Property label="Invitation ID">
                        <span class="mono">{id.clone()}</span>
                        <CopyButton text=id label="Copy invitation ID" />
                    </Property>
                </Properties>
            </Panel>
            <OtherFields fields=Signal::derive(move || invitation.read().other.clone()) />
            <HeldRights organization title="What the person will be able to do" held />
            <ActivityFeed
                organization
                about
                nothing="The audit log has no record of the moment in which this invitation was made."
                hint="The audit log does not say which invitation a record is about: these are of \
                      the same moment."
                    .to_owned()
            />
        </div>
    }
}

#[component]
fn Gone(on: OnInvitations) -> impl IntoView {
    view! {
        <Empty title="The API knows no such invitation">
            <p>"It may have been accepted, deleted, or have expired long ago."</p>
            <ButtonLink href=paths::invitations(
                &on.organization.get_value(),
            )>"Go to the invitations"</ButtonLink>
        </Empty>
    }
}
