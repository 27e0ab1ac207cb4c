//! What can be done to a member: one registry for the page's buttons and the row's menu.

use cloud_api::{
    members::Member,
    permissions::{TO_DELETE_MEMBER, TO_UPDATE_MEMBER},
};
use leptos::prelude::*;

use super::{
    OnMembers,
    change_roles::ChangeRoles,
    remove::RemoveMember,
    rules::{LAST_ADMIN, UNTOLD, is_last_admin},
};
use crate::{pages::roles::Roles, rights::Rights, ui::Action};

/// Makes the actions of a member. Call once, at the top of a component.
pub fn use_member_actions(
    on: OnMembers,
) -> impl Fn(&Member) -> Vec<Action> + Copy + Send + Sync + 'static {
    let rights = expect_context::<Rights>();
    rights.ask();
    move |member| {
        let opens = |dialog: &'static str| {
            let id = member.user_id.clone();
            Callback::new(move |()| on.dialogs.open_on(dialog, &id))
        };
        let settling = on.settling.read().contains(&member.user_id);
        let settling = settling.then(|| "The API does not show the last change yet.".to_owned());
        let is_untold = Roles::of(member) == Roles::Untold;
        let untold = is_untold.then(|| UNTOLD.to_owned());
        let last_admin = || {
            let all = on.all();
            let all = all.read();
            let is_last = all.as_ref().is_some_and(|all| is_last_admin(all, member));
            is_last.then(|| LAST_ADMIN.to_owned())
        };
        vec![
            Action {
                refused: rights
                    .refusal_or_read_only(TO_UPDATE_MEMBER, None)
                    .or(settling)
                    .or(untold),
                ..Action::new("Change roles", "pencil", opens("roles"))
            },
            Action {
                danger: true,
                refused: rights
                    .refusal_or_read_only(TO_DELETE_MEMBER, None)
                    .or_else(last_admin),
                ..Action::new("Remove member", "trash", opens("remove"))
            },
        ]
    }
}

/// The dialogs that the actions open, over the list or a page.
#[component]
pub fn MemberDialogs(
    on: OnMembers,
    /// Runs when the member is gone.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let member = Memo::new(move |_| on.find(&on.dialogs.on().get()?));
    view! {
        <ChangeRoles on member />
        <RemoveMember on member on_remove />
    }
}
