use cloud_api::services::{CurrentScaling, Service, scaling::ScalingSchedule};
use leptos::prelude::*;

use crate::{
    format,
    pages::service::OnService,
    ui::{Icon, ShortTable, dynamic},
};

/// One setting: what is configured, and what applies right now.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: &'static str,
    configured: Option<String>,
    effective: Option<String>,
}

/// What is configured beside what applies right now (`currentScaling`).
#[component]
pub(super) fn Compare() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let rows = Memo::new(move |_| rows(&service.read()));
    let row = |Row {
                   name,
                   configured,
                   effective,
               }: Row| {
        let differs = effective.is_some() && configured != effective;
        let mark = differs.then(|| {
            view! {
                <span class="warn">
                    <Icon name="clock" />
                    "differs"
                </span>
            }
        });
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".into());
        view! {
            <tr role="row">
                <th scope="row" role="rowheader" class="table__name">
                    {name}
                </th>
                <td role="cell" data-label="Configured">
                    {or_dash(configured)}
                </td>
                <td role="cell" data-label="In effect now">
                    {or_dash(effective)}
                    " "
                    {mark}
                </td>
            </tr>
        }
    };
    view! {
        <ShortTable label="Scaling" headings=&["Setting", "Configured", "In effect now"]>
            {dynamic(move || rows.get().into_iter().map(row).collect_view())}
        </ShortTable>
    }
}

/// Why what applies is another thing than what is configured, if it is.
pub(super) fn difference(service: &Service) -> Option<String> {
    let differs = rows(service)
        .iter()
        .any(|row| row.effective.is_some() && row.configured != row.effective);
    let entry = service
        .current_scaling
        .as_ref()
        .and_then(|now| now.active_entry_id.as_deref());
    let schedule = ScalingSchedule::of(service);
    let entry = entry.map(|id| {
        let mut entries = schedule.iter().flat_map(|schedule| &schedule.entries);
        let known = entries.find(|entry| entry.id.as_deref() == Some(id));
        known.and_then(|entry| entry.name.as_deref()).unwrap_or(id)
    });
    match (differs, entry) {
        (_, Some(entry)) => Some(format!(
            "Entry {entry} of the scaling schedule applies right now; the configured values apply \
             when it ends."
        )),
        (true, None) => Some(
            "What applies now differs from what is configured: a change may be on its way, or a \
             schedule applies."
                .into(),
        ),
        (false, None) => None,
    }
}

fn rows(service: &Service) -> [Row; 5] {
    let now = service.current_scaling.clone();
    let now = now.as_ref();
    let row = |name, configured, effective: Option<Option<String>>| Row {
        name,
        configured,
        effective: effective.flatten(),
    };
    [
        row(
            "Autoscaling mode",
            service.autoscaling_mode.as_ref().map(ToString::to_string),
            now.map(|now| {
                let mode = now.effective_autoscaling_mode.as_ref();
                mode.map(ToString::to_string)
            }),
        ),
        row(
            "Memory per replica",
            format::memory_per_replica(service),
            now.map(memory),
        ),
        row(
            "Replicas",
            format::replicas(service),
            now.map(|now| range(now.effective_min_replicas, now.effective_max_replicas)),
        ),
        row(
            "Idle scaling",
            on_off(service.idle_scaling),
            now.map(|now| on_off(now.effective_idle_scaling)),
        ),
        row(
            "Idle timeout",
            minutes(service.idle_timeout_minutes),
            now.map(|now| minutes(now.effective_idle_timeout_minutes)),
        ),
    ]
}

fn memory(now: &CurrentScaling) -> Option<String> {
    let range = range(
        now.effective_min_replica_memory_gb,
        now.effective_max_replica_memory_gb,
    )?;
    Some(format!("{range} GiB"))
}

fn on_off(value: Option<bool>) -> Option<String> {
    value.map(|on| if on { "on" } else { "off" }.to_owned())
}

fn minutes(value: Option<f64>) -> Option<String> {
    value.map(|minutes| format!("{} min", format::number(minutes)))
}

/// `16–32`, or one number where both are the same or only one is told.
fn range(min: Option<f64>, max: Option<f64>) -> Option<String> {
    let (min, max) = (min.map(format::number), max.map(format::number));
    match (min, max) {
        (Some(min), Some(max)) if min != max => Some(format!("{min}–{max}")),
        (min, max) => min.or(max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIGURED: &str = r#""autoscalingMode":"vertical","numReplicas":3,
        "minReplicaMemoryGb":16,"maxReplicaMemoryGb":32,"idleScaling":true,
        "idleTimeoutMinutes":15"#;

    fn service(now: &str) -> Service {
        let json = format!(r#"{{"id":"x",{CONFIGURED},"currentScaling":{{{now}}}}}"#);
        serde_json::from_str(&json).expect("a service")
    }

    #[test]
    fn a_configuration_that_applies_shows_no_difference() {
        let same = service(
            r#""effectiveAutoscalingMode":"vertical","effectiveMinReplicaMemoryGb":16,
               "effectiveMaxReplicaMemoryGb":32,"effectiveMinReplicas":3,
               "effectiveMaxReplicas":3,"effectiveIdleScaling":true,
               "effectiveIdleTimeoutMinutes":15"#,
        );
        for row in rows(&same) {
            assert_eq!(row.configured, row.effective, "{}", row.name);
        }
        assert_eq!(difference(&same), None);
        assert_eq!(difference(&service("")), None);
    }

    #[test]
    fn a_difference_is_explained() {
        let other = service(r#""effectiveMinReplicas":5,"effectiveMaxReplicas":5"#);
        assert!(difference(&other).is_some_and(|text| text.contains("on its way")));
        let scheduled = service(r#""activeEntryId":"night""#);
        assert!(difference(&scheduled).is_some_and(|text| text.contains("Entry night")));
    }
}
