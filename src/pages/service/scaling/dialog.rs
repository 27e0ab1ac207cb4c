use cloud_api::services::{self, scaling::Field};
use leptos::prelude::*;

use super::{
    change::{Change, use_change},
    effects,
    fields::ScalingFields,
    quota::Room,
    stored::Stored,
};
use crate::{
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::{
        editors::edit::{ChangedMeanwhile, Question},
        service::{OnService, settings::use_refusal},
    },
    ui::{ChangeLine, ChangeLines, FormDialog, dynamic},
};

/// The words of the audit log for a change of scaling.
const KINDS: [&str; 3] = [
    "service_update_autoscaling_memory",
    "service_update_autoscaling_replicas",
    "service_update_autoscaling_idling",
];

/// Changes how the service scales; only what differs is sent.
#[component]
pub(super) fn ScaleDialog(room: Signal<Room>) -> impl IntoView {
    let OnService {
        service,
        dialogs,
        organization,
        ..
    } = expect_context();
    let locked = use_refusal();
    let named = dialogs.is_open("scale");
    let open = Memo::new(move |_| named.get() && Stored::of(&service.read()).is_some());
    let change = use_change(open, Callback::new(move |()| dialogs.close()));
    let Change {
        fields,
        draft,
        checked,
        step,
        elsewhere,
        pending,
        problem,
        send,
        clear,
        ..
    } = change;
    let horizontal = Memo::new(move |_| draft.read().is_horizontal());
    let problem_of = Callback::new(move |(field,): (Field,)| change.problem_of(field));
    let lines = Memo::new(move |_| -> Vec<ChangeLine> {
        let step = step.read();
        let step = step.as_ref();
        step.map_or_else(Vec::new, |(before, after)| effects::lines(before, after))
    });
    let sentences = Memo::new(move |_| {
        let step = step.read();
        let Some((before, after)) = step.as_ref() else {
            return Vec::new();
        };
        let mut told = effects::consequences(&service.read(), before, after);
        let Room { quota, others, .. } = room.get();
        let grows = after.size.max_replicas > before.size.max_replicas;
        told.extend(
            quota
                .filter(|_| grows)
                .and_then(|quota| effects::over_quota(quota, others, after)),
        );
        told
    });
    let refused = Signal::derive(move || {
        locked.get().or_else(|| {
            if checked.read().is_err() {
                Some("Correct what is marked first".into())
            } else {
                change
                    .is_empty()
                    .then(|| "Change something first".to_owned())
            }
        })
    });
    let cancel = Callback::new(move |()| {
        clear.run(());
        dialogs.close();
    });
    let question = move || Question {
        organization: organization.get_value(),
        service: Some(service.read_untracked().id.clone()),
        kinds: &KINDS,
        since: js_sys::Date::now(),
    };
    let write = Signal::derive(move || {
        let wanted = checked.get().ok().filter(|_| !change.is_empty())?;
        let service = service.get();
        let request = services::replica_scaling(&organization.get_value(), &service.id, &wanted);
        Some(Write::from(&request).on(service))
    });
    view! {
        <FormDialog
            title=Signal::derive(move || format!("Scale {}", service.read().label()))
            open
            submit="Scale"
            pending
            problem
            dirty=Signal::derive(move || !change.is_empty())
            submit_refused=refused
            on_submit=send
            on_close=cancel
        >
            <ChangedMeanwhile lines=elsewhere question=question() />
            <ScalingFields fields horizontal=horizontal.into() problem_of room />
            <ChangeLines label="What will change" lines />
            <Consequences sentences />
            <EquivalentCommand write />
        </FormDialog>
    }
}

#[component]
fn Consequences(sentences: Memo<Vec<String>>) -> impl IntoView {
    let item = |sentence: String| view! { <li>{sentence}</li> };
    let list = move || {
        let sentences = sentences.get();
        (!sentences.is_empty())
            .then(|| view! { <ul>{sentences.into_iter().map(item).collect_view()}</ul> })
    };
    view! { <div role="status">{dynamic(list)}</div> }
}
