//! A role given to many members or taken from them, and many members removed.

use std::sync::Arc;

use cloud_api::{
    RoleId,
    members::{self, Member, UpdateMember},
    roles::{self, Role},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    OnMembers,
    remove::{self, REMOVE},
    rules::{LAST_ADMIN, admin_role, is_last_admin},
    settle::{self, Asks},
};
use crate::{
    client::Priority,
    equivalent::Write,
    pages::{
        many::{ForEach, Many, Removes, unsent},
        roles::Roles,
    },
    rights::policies::{self, is_admin, may_give_roles},
    ui::{
        bulk::{Ask, BulkAction},
        use_toasts,
    },
};

/// The action of one member that sets roles.
pub const CHANGE_ROLES: &str = "Change roles";

/// The members of a list, and the roles that there are.
#[derive(Clone, Copy)]
pub struct ManyMembers {
    many: Many<Member>,
    on: OnMembers,
    /// All that there are, or why they could not be read.
    roles: RwSignal<Result<Vec<Role>, String>>,
}

impl ManyMembers {
    /// Reads the roles once: each change of a member's would have a list on view read again.
    pub fn new(many: Many<Member>, on: OnMembers) -> Self {
        let found = RwSignal::new(Ok(Vec::new()));
        let request = roles::list(&on.organization.get_value());
        spawn_local(async move {
            let all = many.cache.read(&request, Priority::User).await;
            let all = all.map(|all| all.to_vec()).map_err(|error| error.detail());
            let _ = found.try_set(all);
        });
        Self {
            many,
            on,
            roles: found,
        }
    }
}

/// Adds a role to what each has, or takes it away.
pub fn change_role(many: &ManyMembers, gives: bool) -> BulkAction {
    let ManyMembers { many, on, roles } = *many;
    let Many {
        organization,
        client,
        cache,
        ..
    } = many;
    let toasts = use_toasts();
    let in_menu = many.as_in_menu(CHANGE_ROLES, "Its roles cannot be changed.");
    let after = move |member: &Member, told: &str| {
        let all = on.all().get();
        // Whose new roles do not show yet may be no Admin any more.
        let sure = all.iter().flat_map(|all| all.iter());
        let sure = sure.filter(|other| !on.settling.has(&other.user_id));
        roles_after(&sure.cloned().collect::<Vec<_>>(), member, told, gives)
    };
    let request = move |member: &Member, ids: Vec<RoleId>| {
        let change = UpdateMember {
            assigned_role_ids: Some(ids),
            role: None,
        };
        members::update(&organization.get_value(), &member.user_id, &change)
    };
    let (label, icon, hint) = if gives {
        (
            "Add role",
            "plus",
            "Added to the roles that each has. It holds at once. What rules over others is given to each member by \
             itself, where it is confirmed by word.",
        )
    } else {
        (
            "Remove role",
            "close",
            "The other roles of each stay. It holds at once.",
        )
    };
    many.action(ForEach {
        label,
        icon,
        danger: false,
        consequences: &[],
        asks: Some(Ask {
            label: "Role",
            hint,
            choices: Some(Signal::derive(move || {
                let all = roles.get().unwrap_or_default();
                let offered = all
                    .iter()
                    .filter(|role| !gives || !is_admin(role) && !may_give_roles(role));
                offered
                    .map(|role| (role.id.to_string(), policies::label(role)))
                    .collect()
            })),
            problem: |told| told.is_empty().then(|| "Choose a role".into()),
        }),
        refused: Arc::new(move |member, told| {
            let unread = || roles.get().err();
            in_menu(member, told)
                .or_else(unread)
                .or_else(|| after(member, told).err().map(Into::into))
        }),
        facts: |member| {
            let roles = Roles::of(member).names().join(", ");
            format!("{}, {roles}", member.label())
        },
        writes: Arc::new(move |member, told| {
            let ids = after(member, told).ok().filter(|_| !told.is_empty());
            let request = ids.map(|ids| request(member, ids));
            request.iter().map(Write::from).collect()
        }),
        requests: 1,
        send: Arc::new(move |member, told| {
            Box::pin(async move {
                let Ok(ids) = untrack(|| after(&member, &told)) else {
                    return Ok(());
                };
                let answer = client
                    .send_with(request(&member, ids.clone()), Priority::Poll)
                    .await;
                let member = answer.map_err(unsent)?;
                let organization = organization.get_value();
                settle::observe(cache, &organization, &member);
                let is_there = move |member: &Member| {
                    let mut now = Roles::of(member).ids().unwrap_or_default();
                    let mut wanted = ids.clone();
                    now.sort();
                    wanted.sort();
                    now == wanted
                };
                if !is_there(&member) {
                    let asks = Asks {
                        client,
                        cache,
                        toasts,
                        organization,
                    };
                    on.settling.watch(asks, member.user_id, is_there);
                }
                Ok(())
            })
        }),
    })
}

/// The roles of a member with one more or less, or why they stay. Nothing is told yet where the role is empty.
fn roles_after(
    all: &[Member],
    member: &Member,
    role: &str,
    gives: bool,
) -> Result<Vec<RoleId>, &'static str> {
    let Some(mut ids) = Roles::of(member).ids() else {
        return Err(
            "The organization has not migrated to custom roles: a member has one, and it is changed in its menu.",
        );
    };
    let place = ids.iter().position(|id| id.as_str() == role);
    match place {
        _ if role.is_empty() => Ok(ids),
        Some(_) if gives => Err("The member has this role already."),
        None if !gives => Err("The member does not have this role."),
        Some(place) => {
            let is_admin = admin_role(member).is_some_and(|admin| admin.as_str() == role);
            if is_admin && is_last_admin(all, member) {
                return Err(LAST_ADMIN);
            }
            ids.remove(place);
            if ids.is_empty() {
                return Err("It is the only role of the member.");
            }
            Ok(ids)
        }
        None => {
            ids.extend(role.parse());
            Ok(ids)
        }
    }
}

pub fn remove_many(many: &ManyMembers) -> BulkAction {
    many.many.removes(Removes {
        label: "Remove",
        consequences: &[
            "Each person loses the organization and everything in it at once. Other organizations are not touched.",
            remove::KEYS_STAY,
            remove::COMING_BACK,
        ],
        refused: many.many.as_in_menu(REMOVE, "The member cannot be removed."),
        facts: Member::label,
        removal: remove::removal,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(number: usize) -> String {
        format!("6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e1{number}")
    }

    fn member(number: usize, roles: &[(usize, &str)]) -> Member {
        let role = |(of, name): &(usize, &str)| json!({ "roleId": id(*of), "roleName": name, "roleType": "system" });
        let roles: Vec<_> = roles.iter().map(role).collect();
        let json = json!({ "userId": id(number), "assignedRoles": roles });
        serde_json::from_value(json).expect("a member")
    }

    #[test]
    fn a_role_comes_and_goes_and_the_others_stay() {
        let mei = member(1, &[(5, "Member")]);
        let after = |role: usize, gives| roles_after(&[], &mei, &id(role), gives);
        let ids = |all: &[usize]| {
            let ids = all.iter().map(|of| id(*of).parse().expect("an id"));
            Ok(ids.collect::<Vec<RoleId>>())
        };
        assert_eq!(after(6, true), ids(&[5, 6]));
        assert!(after(5, true).is_err(), "has it");
        assert!(after(6, false).is_err(), "does not have it");
        assert!(after(5, false).is_err(), "would have none");
        let both = member(1, &[(5, "Member"), (6, "Billing")]);
        assert_eq!(roles_after(&[], &both, &id(5), false), ids(&[6]));
    }

    #[test]
    fn the_last_admin_keeps_the_role() {
        let ada = member(1, &[(5, "Admin"), (6, "Billing")]);
        let other = member(2, &[(5, "Admin")]);
        let all = [ada.clone(), other];
        assert!(roles_after(&all, &ada, &id(5), false).is_ok());
        assert_eq!(roles_after(&all[..1], &ada, &id(5), false), Err(LAST_ADMIN));
    }

    #[test]
    fn the_one_role_of_an_organization_of_before_is_not_added_to() {
        let json = json!({ "userId": id(1), "role": "developer" });
        let member: Member = serde_json::from_value(json).expect("a member");
        assert!(roles_after(&[], &member, "", true).is_err());
    }
}
