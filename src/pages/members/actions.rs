//! What can be done to a member: one registry for the page's buttons and the row's menu.

use cloud_api::{
    members::Member,
    permissions::{Need, TO_DELETE_MEMBER, TO_UPDATE_MEMBER},
};
use leptos::prelude::*;

use super::{
    OnMembers,
    change_roles::ChangeRoles,
    many::{CHANGE_ROLES, ManyMembers, change_role, remove_many},
    remove::{REMOVE, RemoveMember},
    rules::{LAST_ADMIN, UNTOLD, is_last_admin},
};
use crate::{
    pages::roles::Roles,
    rights::Rights,
    ui::{
        Action,
        acts::{Acts, actions_of, dialogs_of, many_of},
        bulk::BulkAction,
    },
};

/// Everything that can be done to a member: an entry here is all that a new action needs.
fn member_acts<'a>(acts: &mut impl Acts<MemberNow<'a>, AboutMember, ManyMembers>) {
    acts.opens(
        |now| Action {
            refused: now
                .locked(TO_UPDATE_MEMBER)
                .or_else(|| now.why_roles_stay()),
            ..Action::new(CHANGE_ROLES, "pencil", now.opens("roles"))
        },
        |about| view! { <ChangeRoles about /> },
    );
    acts.many(|on| change_role(on, true));
    acts.many(|on| change_role(on, false));
    acts.opens(
        |now| Action {
            danger: true,
            refused: now.locked(TO_DELETE_MEMBER).or_else(|| now.why_kept()),
            ..Action::new(REMOVE, "trash", now.opens("remove"))
        },
        |about| view! { <RemoveMember about /> },
    );
    acts.many(remove_many);
}

/// A member at this moment, and what decides what may be done to them.
struct MemberNow<'a> {
    member: &'a Member,
    on: OnMembers,
    rights: Rights,
}

impl MemberNow<'_> {
    fn opens(&self, dialog: &'static str) -> Callback<()> {
        let (dialogs, id) = (self.on.dialogs, self.member.user_id.clone());
        Callback::new(move |()| dialogs.open_on(dialog, &id))
    }

    fn locked(&self, need: Need) -> Option<String> {
        self.rights.refusal_or_read_only(need, None)
    }

    fn why_roles_stay(&self) -> Option<String> {
        let settling = self.on.settling.has(&self.member.user_id);
        if settling {
            return Some("The API does not show the last change yet.".into());
        }
        (Roles::of(self.member) == Roles::Untold).then(|| UNTOLD.into())
    }

    fn why_kept(&self) -> Option<String> {
        let all = self.on.all();
        let all = all.read();
        let is_last = is_last_admin(all.as_ref()?, self.member);
        is_last.then(|| LAST_ADMIN.into())
    }
}

/// Makes the actions of a member. Call once, at the top of a component.
pub fn use_member_actions(
    on: OnMembers,
) -> impl Fn(&Member) -> Vec<Action> + Copy + Send + Sync + 'static {
    let rights = expect_context::<Rights>();
    rights.ask();
    move |member| {
        let now = MemberNow { member, on, rights };
        actions_of(&now, member_acts)
    }
}

/// What can be done to many members.
pub fn many_members(on: &ManyMembers) -> Vec<BulkAction> {
    many_of(on, member_acts)
}

/// What the dialogs of members need to know.
#[derive(Clone, Copy)]
pub struct AboutMember {
    pub on: OnMembers,
    /// The member that the open dialog is about.
    pub member: Memo<Option<Member>>,
    /// Runs when the member is gone.
    pub on_remove: Option<Callback<()>>,
}

/// The dialogs that the actions open, over the list or a page.
#[component]
pub fn MemberDialogs(
    on: OnMembers,
    /// Runs when the member is gone.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let about = AboutMember {
        on,
        member: Memo::new(move |_| on.find(&on.dialogs.on().get()?)),
        on_remove,
    };
    dialogs_of(about, member_acts)
}
