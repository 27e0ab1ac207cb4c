//! The scaling in its dialog; only what differs is sent.

use cloud_api::services::{self, Service, scaling::Field};
use leptos::prelude::*;

use super::{
    draft::{Draft, Fields},
    effects,
    fields::ScalingFields,
    quota::Room,
    stored::Stored,
};
use crate::{
    pages::{
        editors::{
            FieldsOf,
            edit::{Edited, Editing},
        },
        service::OnService,
    },
    ui::dynamic,
};

pub(super) static SCALING: Edited<Service, Stored, Draft> = Edited {
    dialog: "scale",
    title: |service, _| format!("Scale {}", service.label()),
    submit: |_| "Scale",
    done: |_| "Scaling changed".into(),
    read: Stored::of,
    draft: Draft::of,
    // What is wrong stands beside each field.
    check: |base, draft| {
        draft
            .check(base)
            .map_err(|_| "Correct what is marked first".into())
    },
    lines: effects::lines,
    risks: |_, _| Vec::new(),
    request: |target, before, after| {
        services::replica_scaling(&target.organization, &target.id, &before.change_to(after))
    },
    afterwards: |_, _, _| (),
    fields: &[
        "autoscalingMode",
        "minReplicaMemoryGb",
        "maxReplicaMemoryGb",
        "numReplicas",
        "minReplicas",
        "maxReplicas",
        "idleScaling",
        "idleTimeoutMinutes",
    ],
    activities: &[
        "service_update_autoscaling_memory",
        "service_update_autoscaling_replicas",
        "service_update_autoscaling_idling",
    ],
    editor: |editing| view! { <ScaleEditor editing /> }.into_any(),
};

#[component]
fn ScaleEditor(editing: Editing<Stored, Draft>) -> impl IntoView {
    let Editing {
        base,
        draft,
        refused,
        refused_field,
        ..
    } = editing;
    let OnService { service, .. } = expect_context();
    let room = expect_context::<Signal<Room>>();
    let fields = Fields::follow(draft);
    let checked = Memo::new(move |_| draft.read().check(&base.read()));
    let horizontal = Memo::new(move |_| draft.read().is_horizontal());
    // The rule that a field breaks, or the API's own words.
    let problem_of = Callback::new(move |(field,): (Field,)| {
        let own = match &*checked.read() {
            Ok(_) => None,
            Err(problems) => problems
                .iter()
                .find(|(wrong, _)| *wrong == field)
                .map(|(_, text)| text.clone()),
        };
        let is_refused = move || refused_field.get() == Some(field.as_str());
        own.or_else(|| refused.get().filter(|_| is_refused()))
    });
    let sentences = Memo::new(move |_| match &*checked.read() {
        Ok(after) => told(&service.read(), &base.read(), after, room.get()),
        Err(_) => Vec::new(),
    });
    let item = |sentence: String| view! { <li>{sentence}</li> };
    let list = move || {
        let sentences = sentences.get();
        (!sentences.is_empty())
            .then(|| view! { <ul>{sentences.into_iter().map(item).collect_view()}</ul> })
    };
    view! {
        <ScalingFields fields horizontal=horizontal.into() problem_of room />
        <div role="status">{dynamic(list)}</div>
    }
}

/// What follows from the change, the quota included.
fn told(service: &Service, before: &Stored, after: &Stored, room: Room) -> Vec<String> {
    let mut told = effects::consequences(service, before, after);
    let grows = after.size.max_replicas > before.size.max_replicas;
    told.extend(
        room.quota
            .filter(|_| grows)
            .and_then(|quota| effects::over_quota(quota, room.others, after)),
    );
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_request_can_be_blamed() {
        assert_eq!(SCALING.fields, Field::ALL.map(Field::as_str));
    }
}
