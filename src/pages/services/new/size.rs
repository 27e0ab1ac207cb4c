use cloud_api::services::AutoscalingMode;
use leptos::prelude::*;

use super::{draft::SizeFields, form::Form, problems::Field};
use crate::{
    pages::editors::autoscaling_modes,
    ui::{CheckboxField, FieldKind, RadioGroup, TextField},
};

/// How the service scales, and when it idles.
#[component]
pub fn SizeSection(form: Form) -> impl IntoView {
    let size = form.fields().size;
    let is_horizontal =
        Memo::new(move |_| *size.autoscaling_mode.read() == AutoscalingMode::Horizontal.as_str());
    view! {
        <fieldset class="form__section">
            <legend>"Scaling"</legend>
            <RadioGroup
                legend="Autoscaling mode"
                value=size.autoscaling_mode
                options=autoscaling_modes()
                problem=form.problem(Field::AutoscalingMode)
            />
            <Show
                when=move || is_horizontal.get()
                fallback=move || view! { <VerticalFields form /> }
            >
                <HorizontalFields form />
            </Show>
            <IdleFields form size />
        </fieldset>
    }
}

#[component]
fn VerticalFields(form: Form) -> impl IntoView {
    let size = form.fields().size;
    let rule = memory_rule(form);
    view! {
        <div class="form__row">
            <TextField
                label="Minimum memory per replica (GiB)"
                value=size.min_memory
                problem=form.problem(Field::MinMemory)
                kind=FieldKind::Number
            />
            <TextField
                label="Maximum memory per replica (GiB)"
                value=size.max_memory
                problem=form.problem(Field::MaxMemory)
                kind=FieldKind::Number
            />
            <TextField
                label="Replicas"
                value=size.replicas
                problem=form.problem(Field::Replicas)
                hint="Empty: ClickHouse Cloud chooses, 3 in most plans."
                kind=FieldKind::Number
            />
        </div>
        <p class="hint">
            {rule}
            "Multiples of 4 from 8 to 356. Both empty leaves the memory to ClickHouse Cloud, which a \
             Basic organization needs: its services have one fixed size."
        </p>
    }
}

/// What a restore has to keep to.
fn memory_rule(form: Form) -> Option<String> {
    let memory = form.origin()?.memory()?;
    Some(format!(
        "A backup is restored with the memory of its service: {memory}. "
    ))
}

#[component]
fn HorizontalFields(form: Form) -> impl IntoView {
    let size = form.fields().size;
    view! {
        <div class="form__row">
            <TextField
                label="Memory per replica (GiB)"
                value=size.memory
                problem=form.problem(Field::Memory)
                hint="A multiple of 4 from 8 to 356."
                kind=FieldKind::Number
                required=true
            />
            <TextField
                label="Minimum replicas"
                value=size.min_replicas
                problem=form.problem(Field::MinReplicas)
                kind=FieldKind::Number
                required=true
            />
            <TextField
                label="Maximum replicas"
                value=size.max_replicas
                problem=form.problem(Field::MaxReplicas)
                kind=FieldKind::Number
                required=true
            />
        </div>
    }
}

#[component]
fn IdleFields(form: Form, size: SizeFields) -> impl IntoView {
    view! {
        <CheckboxField
            label="Idle scaling"
            checked=size.idle_scaling
            problem=form.problem(Field::IdleScaling)
            hint="Without queries the service idles and costs no compute; the next query wakes it."
        />
        <Show when=move || size.idle_scaling.get()>
            <TextField
                label="Idle timeout (minutes)"
                value=size.idle_timeout_minutes
                problem=form.problem(Field::IdleTimeout)
                hint="How long without a query, at least 5. Empty leaves it to ClickHouse Cloud."
                kind=FieldKind::Number
            />
        </Show>
    }
}
