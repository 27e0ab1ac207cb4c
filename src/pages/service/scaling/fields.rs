use cloud_api::services::scaling::Field;
use leptos::prelude::*;

use super::{draft::Fields, quota::Room};
use crate::{
    pages::editors::autoscaling_modes,
    ui::{CheckboxField, FieldKind, RadioGroup, TextField},
};

/// What is wrong with a field, if something is.
pub(super) type ProblemOf = Callback<(Field,), Option<String>>;

const MEMORY: &str = "In steps of 4 from 8 to 356 GiB: up to 120 while the organization does not pay, \
                      and less on some hardware.";

/// Mode, memory, replicas and idling.
#[component]
pub(super) fn ScalingFields(
    fields: Fields,
    horizontal: Signal<bool>,
    problem_of: ProblemOf,
    room: Signal<Room>,
) -> impl IntoView {
    view! {
        <RadioGroup
            legend="Autoscaling mode"
            value=fields.mode
            options=autoscaling_modes()
            problem=problem(problem_of, Field::AutoscalingMode)
        />
        <Show
            when=move || horizontal.get()
            fallback=move || view! { <Vertical fields problem_of room /> }
        >
            <Horizontal fields problem_of room />
        </Show>
        <p class="hint">
            "A Basic organization has one fixed size: the API changes its idling only. A warehouse's \
             first service may need two replicas."
        </p>
        <CheckboxField
            label="Idle scaling"
            checked=fields.idle_scaling
            problem=problem(problem_of, Field::IdleScaling)
            hint="Without queries the service idles and costs no compute; the next query wakes it."
        />
        <Show when=move || fields.idle_scaling.get()>
            <TextField
                label="Idle timeout (minutes)"
                value=fields.idle_timeout_minutes
                problem=problem(problem_of, Field::IdleTimeoutMinutes)
                hint="How long without a query, at least 5."
                kind=FieldKind::Number
            />
        </Show>
    }
}

fn problem(problem_of: ProblemOf, field: Field) -> Signal<Option<String>> {
    Signal::derive(move || problem_of.run((field,)))
}

#[component]
fn Vertical(fields: Fields, problem_of: ProblemOf, room: Signal<Room>) -> impl IntoView {
    view! {
        <div class="form__row">
            <TextField
                label="Minimum memory per replica (GiB)"
                value=fields.min_memory
                problem=problem(problem_of, Field::MinReplicaMemoryGb)
                kind=FieldKind::Number
            />
            <TextField
                label="Maximum memory per replica (GiB)"
                value=fields.max_memory
                problem=problem(problem_of, Field::MaxReplicaMemoryGb)
                kind=FieldKind::Number
            />
        </div>
        <p class="hint">{MEMORY}</p>
        <TextField
            label="Replicas"
            value=fields.replicas
            problem=problem(problem_of, Field::NumReplicas)
            hint=replicas_hint(room)
            kind=FieldKind::Number
        />
    }
}

#[component]
fn Horizontal(fields: Fields, problem_of: ProblemOf, room: Signal<Room>) -> impl IntoView {
    let memory = Signal::derive(move || {
        let of = |field| problem_of.run((field,));
        of(Field::MinReplicaMemoryGb).or_else(|| of(Field::MaxReplicaMemoryGb))
    });
    view! {
        <TextField
            label="Memory per replica (GiB)"
            value=fields.memory
            problem=memory
            hint=MEMORY
            kind=FieldKind::Number
        />
        <div class="form__row">
            <TextField
                label="Minimum replicas"
                value=fields.min_replicas
                problem=problem(problem_of, Field::MinReplicas)
                kind=FieldKind::Number
            />
            <TextField
                label="Maximum replicas"
                value=fields.max_replicas
                problem=problem(problem_of, Field::MaxReplicas)
                hint=replicas_hint(room)
                kind=FieldKind::Number
            />
        </div>
    }
}

fn replicas_hint(room: Signal<Room>) -> Signal<Option<String>> {
    Signal::derive(move || {
        let told = room.get().hint();
        told.or_else(|| Some("From 1 to 50.".into()))
    })
}
