//! Many invitations sent again: of each, the old one is deleted and a new one made.

use std::{collections::HashMap, sync::Arc};

use cloud_api::invitations::{self, Invitation};
use leptos::prelude::*;

use super::{
    again::{AGAIN, Step, invite, new_one},
    replace,
};
use crate::{
    client::Priority,
    equivalent::Write,
    pages::{
        many::{ForEach, Many, unsent},
        roles::Roles,
    },
    ui::bulk::BulkAction,
};

pub fn invite_many_again(on: &Many<Invitation>) -> BulkAction {
    let on = *on;
    let Many {
        organization,
        client,
        cache,
        ..
    } = on;
    // A row that failed half way goes on from where it was.
    let steps = StoredValue::new(HashMap::<String, Step>::new());
    on.action(ForEach {
        label: AGAIN,
        icon: "refresh",
        danger: false,
        consequences: &[
            "The API cannot send an invitation a second time: each is deleted, and made anew with the same roles.",
            "The links in the old mails stop working, and new mails are sent.",
        ],
        asks: None,
        refused: on.as_in_menu(AGAIN, "The invitation cannot be made anew."),
        facts: |invitation| {
            let roles = Roles::of(invitation).names().join(", ");
            format!("{}, {roles}", invitation.label())
        },
        writes: Arc::new(move |invitation, _| {
            let organization = organization.get_value();
            vec![
                Write::from(&invitations::delete(&organization, &invitation.id)),
                Write::from(&invitations::create(&organization, &new_one(invitation))),
            ]
        }),
        requests: 2,
        send: Arc::new(move |old, _| {
            let key = old.id.to_string();
            on.begin(key.clone(), old.clone());
            Box::pin(async move {
                let organization = organization.get_value();
                let step = steps.with_value(|steps| steps.get(&key).copied());
                let reach = |step| {
                    steps.try_update_value(|steps| steps.insert(key.clone(), step));
                };
                let step = step.unwrap_or(Step::Delete);
                let made = invite(client, &organization, &old, step, reach, Priority::Poll).await;
                let made = made.map_err(|error| {
                    let mut unsent = unsent(error);
                    let reached = steps.try_with_value(|steps| steps.get(&key).copied());
                    if reached.flatten().is_some_and(|step| step != Step::Delete) {
                        let detail = &mut unsent.problem.detail;
                        *detail = format!(
                            "The old invitation is deleted, the new one is not known to be made. {detail}"
                        );
                    }
                    unsent
                })?;
                replace(cache, &organization, &old.id, made);
                Ok(())
            })
        }),
    })
}
