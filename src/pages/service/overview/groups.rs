//! The rest of what the API tells of a service, by subject.

use cloud_api::services::{CurrentScaling, Service};
use leptos::prelude::*;

use super::fact::{Fact, IdFact, IdsFact, on_off, yes_no};
use crate::{
    format,
    pages::service::OnService,
    paths::Tab,
    ui::{Panel, Properties},
};

/// A field of the service on view.
fn field<T: Send + Sync + 'static>(read: fn(&Service) -> Option<T>) -> Signal<Option<T>> {
    let OnService { service, .. } = expect_context();
    Signal::derive(move || read(&service.read()))
}

/// What is configured, and what applies right now.
#[component]
pub(super) fn Scaling() -> impl IntoView {
    let mode = field(|service| {
        service
            .autoscaling_mode
            .as_ref()
            .map(|mode| format::scaling_mode(mode).to_owned())
    });
    let effective = |read: fn(&CurrentScaling) -> Option<String>| {
        let OnService { service, .. } = expect_context();
        Signal::derive(move || service.read().current_scaling.as_ref().and_then(read))
    };
    let on = expect_context::<OnService>();
    let href = StoredValue::new(on.tab(Tab::Scaling));
    let tab = move || view! { <a href=href.get_value()>"Scale, and compare"</a> };
    view! {
        <Panel title="Scaling" actions=tab>
            <Properties>
                <Fact label="Autoscaling mode" value=mode />
                <Fact label="Memory per replica" value=field(format::memory_per_replica) />
                <Fact label="Replicas" value=field(format::replicas) />
                <Fact label="Idle scaling" value=field(|service| on_off(service.idle_scaling)) />
                <Fact
                    label="Idle timeout"
                    value=field(|service| minutes(service.idle_timeout_minutes))
                />
                <Fact
                    label="Effective mode"
                    value=effective(|now| {
                        let mode = now.effective_autoscaling_mode.as_ref();
                        mode.map(|mode| format::scaling_mode(mode).to_owned())
                    })
                />
                <Fact label="Effective memory per replica" value=effective(effective_memory) />
                <Fact label="Effective replicas" value=effective(effective_replicas) />
                <Fact
                    label="Effective idle scaling"
                    value=effective(|now| on_off(now.effective_idle_scaling))
                />
                <Fact
                    label="Effective idle timeout"
                    value=effective(|now| minutes(now.effective_idle_timeout_minutes))
                />
                <IdFact
                    label="Active schedule entry ID"
                    value=effective(|now| now.active_entry_id.clone())
                />
            </Properties>
        </Panel>
    }
}

fn minutes(value: Option<f64>) -> Option<String> {
    value.map(|minutes| format!("{} min", format::number(minutes)))
}

fn effective_memory(now: &CurrentScaling) -> Option<String> {
    let range = range(
        now.effective_min_replica_memory_gb,
        now.effective_max_replica_memory_gb,
    )?;
    Some(format!("{range} GiB"))
}

fn effective_replicas(now: &CurrentScaling) -> Option<String> {
    range(now.effective_min_replicas, now.effective_max_replicas)
}

/// `16–32`, or one number where both are the same or only one is told.
fn range(min: Option<f64>, max: Option<f64>) -> Option<String> {
    let (min, max) = (min.map(format::number), max.map(format::number));
    match (min, max) {
        (Some(min), Some(max)) if min != max => Some(format!("{min}–{max}")),
        (min, max) => min.or(max),
    }
}

/// Who reaches the service privately, and what it reaches.
#[component]
pub(super) fn Network() -> impl IntoView {
    view! {
        <Panel title="Network">
            <Properties>
                <IdsFact
                    label="Private endpoint IDs"
                    value=field(|service| service.private_endpoint_ids.clone())
                />
                <IdsFact
                    label="Available private endpoint IDs"
                    value=field(|service| service.available_private_endpoint_ids.clone())
                />
                <IdFact label="IAM role" value=field(|service| service.iam_role.clone()) />
                <IdFact label="BYOC ID" value=field(|service| service.byoc_id.clone()) />
            </Properties>
        </Panel>
    }
}

#[component]
pub(super) fn Encryption() -> impl IntoView {
    view! {
        <Panel title="Encryption and diagnostics">
            <Properties>
                <Fact
                    label="Transparent data encryption"
                    value=field(|service| yes_no(service.has_transparent_data_encryption))
                />
                <IdFact
                    label="Transparent data encryption key ID"
                    value=field(|service| service.transparent_data_encryption_key_id.clone())
                />
                <IdFact
                    label="Encryption key"
                    value=field(|service| service.encryption_key.clone())
                />
                <IdFact
                    label="Encryption assumed role"
                    value=field(|service| service.encryption_assumed_role_identifier.clone())
                />
                <IdFact
                    label="Encryption role ID"
                    value=field(|service| service.encryption_role_id.clone())
                />
                <Fact label="Core dumps" value=field(|service| on_off(service.enable_core_dumps)) />
            </Properties>
        </Panel>
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_of_one_is_a_number() {
        assert_eq!(range(Some(16.0), Some(32.0)).as_deref(), Some("16–32"));
        assert_eq!(range(Some(3.0), Some(3.0)).as_deref(), Some("3"));
        assert_eq!(range(None, Some(32.0)).as_deref(), Some("32"));
        assert_eq!(range(None, None), None);
    }
}
