use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    members::{self, Member},
    permissions::TO_DELETE_MEMBER,
};
use leptos::prelude::*;

use super::{
    actions::AboutMember,
    rules::{LAST_ADMIN, is_last_admin, typed_of},
    settle::forget,
};
use crate::{
    pages::removal::{Removal, RemovalDialog},
    rights::Rights,
    session::Session,
    ui::dynamic,
};

/// What the action is called.
pub const REMOVE: &str = "Remove member";

pub const KEYS_STAY: &str = "API keys belong to the organization: whoever knows the secret of one can go on using it. \
                             Look at those that may be known.";
pub const COMING_BACK: &str = "Coming back takes a new invitation, with its roles chosen anew.";

pub fn removal(organization: &OrganizationId, member: &Member) -> Removal {
    let name = member.label();
    let (organization, id) = (organization.clone(), member.user_id.clone());
    Removal {
        title: format!("Remove {name}?"),
        typed: Some(typed_of(member)),
        request: members::delete(&organization, &id),
        done: format!("Removed {name}"),
        done_before: format!("{name} was removed already, by somebody else"),
        doubtful: vec![members::list(&organization).address()],
        forget: Arc::new(move |cache| forget(cache, &organization, &id)),
    }
}

#[component]
pub fn RemoveMember(about: AboutMember) -> impl IntoView {
    let AboutMember {
        on,
        member,
        on_remove,
    } = about;
    let rights = expect_context::<Rights>();
    let session = expect_context::<Session>();
    let removal = Signal::derive(move || {
        let organization = on.organization.get_value();
        let member = member.read();
        member.as_ref().map(|member| removal(&organization, member))
    });
    let refused = Signal::derive(move || {
        let last_admin = || {
            let all = on.all().get()?;
            let member = member.read();
            is_last_admin(&all, member.as_ref()?).then(|| LAST_ADMIN.to_owned())
        };
        rights
            .refusal_or_read_only(TO_DELETE_MEMBER, None)
            .or_else(last_admin)
    });
    let organization_name = move || session.organization_name();
    view! {
        <RemovalDialog
            dialogs=on.dialogs
            name="remove"
            removal
            submit=REMOVE
            refused
            on_gone=on_remove
        >
            <ul>
                <li>
                    "The person loses "<strong>{dynamic(organization_name)}</strong>
                    " and everything in it at once. Other organizations are not touched."
                </li>
                <li>{KEYS_STAY}</li>
                <li>{COMING_BACK}</li>
            </ul>
        </RemovalDialog>
    }
}
