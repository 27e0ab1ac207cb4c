//! What a change of scaling leads to, before it is sent.

use cloud_api::services::{Service, State, scaling::Size};

use super::stored::Stored;
use crate::{format, ui::ChangeLine};

/// What changes, from what to what.
pub(super) fn lines(before: &Stored, after: &Stored) -> Vec<ChangeLine> {
    let facts = |stored: &Stored| {
        [
            ("Autoscaling mode", stored.size.mode.to_string()),
            ("Memory per replica", memory(&stored.size)),
            ("Replicas", replicas(&stored.size)),
            (
                "Idle scaling",
                if stored.idle_scaling { "on" } else { "off" }.to_owned(),
            ),
            (
                "Idle timeout",
                stored
                    .idle_timeout_minutes
                    .map_or_else(|| "not told".into(), |minutes| format!("{minutes} min")),
            ),
        ]
    };
    facts(before)
        .into_iter()
        .zip(facts(after))
        .filter(|(before, after)| before != after)
        .map(|((name, before), (_, after))| ChangeLine::changed(before, after).of(name))
        .collect()
}

/// `16–32 GiB`
fn memory(size: &Size) -> String {
    format!("{} GiB", range(size.min_memory_gb, size.max_memory_gb))
}

fn replicas(size: &Size) -> String {
    range(size.min_replicas, size.max_replicas)
}

fn range(min: u32, max: u32) -> String {
    if min == max {
        min.to_string()
    } else {
        format!("{min}–{max}")
    }
}

/// What follows from it, in sentences.
pub(super) fn consequences(service: &Service, before: &Stored, after: &Stored) -> Vec<String> {
    let mut told = Vec::new();
    let memory_of = |stored: &Stored| (stored.size.min_memory_gb, stored.size.max_memory_gb);
    let resized = memory_of(before) != memory_of(after);
    if before.memory() != after.memory() {
        let ((rest, most), (rest_after, most_after)) = (before.memory(), after.memory());
        told.push(format!(
            "Memory at rest (minimum memory × replicas): {rest} → {rest_after} GiB. \
             At most: {most} → {most_after} GiB."
        ));
    }
    if resized {
        told.push(
            "Vertical changes are made before they break: replicas of the new size start before the \
             old ones go. This may take up to an hour."
                .into(),
        );
    }
    let (largest, smaller) = (before.size.max_memory_gb, after.size.max_memory_gb);
    if smaller < largest {
        told.push(format!(
            "Queries that need more than {smaller} GiB on a replica will fail."
        ));
    }
    if after.size.min_replicas == 1 && before.size.min_replicas > 1 {
        told.push(
            "With one replica there is none to take over while it restarts. The first service of a \
             warehouse may need two."
                .into(),
        );
    }
    told.extend(idling(before, after));
    if resized || before.size != after.size {
        told.extend(waiting(service));
    }
    let entry = service.current_scaling.as_ref();
    if entry.is_some_and(|now| now.active_entry_id.is_some()) {
        told.push(
            "An entry of the scaling schedule applies right now: what is set here applies when it \
             ends."
                .into(),
        );
    }
    told
}

fn idling(before: &Stored, after: &Stored) -> Option<String> {
    if before.idle_scaling && !after.idle_scaling {
        return Some(
            "Without idling the service computes all day, and compute is charged all day, whether \
             or not queries come."
                .into(),
        );
    }
    let changed = before.idle_scaling != after.idle_scaling
        || before.idle_timeout_minutes != after.idle_timeout_minutes;
    let minutes = after.idle_timeout_minutes.filter(|_| changed)?;
    Some(format!(
        "After {minutes} min without a query it idles and costs no compute. The next query wakes it \
         and waits for that."
    ))
}

/// What the state means for the change.
fn waiting(service: &Service) -> Option<String> {
    let state = service.state.as_ref()?;
    let shows = match state {
        State::Idle => "it wakes",
        State::Stopped => "it is started",
        _ => return None,
    };
    Some(format!(
        "The service is {state}: the new size shows once {shows}."
    ))
}

/// What the quota `replicas-per-warehouse` leaves, where both numbers are known.
pub(super) fn over_quota(quota: u64, others: Option<u32>, after: &Stored) -> Option<String> {
    let own = after.size.max_replicas;
    let all = u64::from(own) + u64::from(others.unwrap_or_default());
    (all > quota).then(|| {
        format!(
            "The warehouse would have {} replicas, more than the quota of {quota}: expect the API to \
             refuse.",
            format::number(f64::from(own + others.unwrap_or_default()))
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::service::scaling::stored::tests::{horizontal, vertical};

    fn service(json: &str) -> Service {
        serde_json::from_str(&format!(r#"{{"id":"x"{json}}}"#)).expect("a service")
    }

    fn after(change: impl FnOnce(&mut Stored)) -> Stored {
        let mut after = vertical();
        change(&mut after);
        after
    }

    fn told(service: &Service, after: &Stored) -> String {
        consequences(service, &vertical(), after).join("\n")
    }

    #[test]
    fn each_change_is_a_line_from_and_to() {
        let after = after(|after| {
            after.size.max_memory_gb = 64;
            after.idle_scaling = false;
        });
        let lines = lines(&vertical(), &after);
        assert_eq!(
            lines,
            [
                ChangeLine::changed("16–32 GiB", "16–64 GiB").of("Memory per replica"),
                ChangeLine::changed("on", "off").of("Idle scaling"),
            ]
        );
        assert!(super::lines(&horizontal(), &horizontal()).is_empty());
    }

    #[test]
    fn more_memory_is_told_with_its_sum_and_its_time() {
        let after = after(|after| after.size.min_memory_gb = 32);
        let told = told(&service(""), &after);
        assert!(told.contains("48 → 96 GiB"), "{told}");
        assert!(told.contains("up to an hour"), "{told}");
        assert!(!told.contains("will fail"), "{told}");
    }

    #[test]
    fn less_memory_may_fail_queries() {
        let after = after(|after| after.size.max_memory_gb = 16);
        assert!(told(&service(""), &after).contains("more than 16 GiB"));
    }

    #[test]
    fn idling_off_is_charged_all_day() {
        let off = after(|after| after.idle_scaling = false);
        assert!(told(&service(""), &off).contains("charged all day"));
        let later = after(|after| after.idle_timeout_minutes = Some(60));
        assert!(told(&service(""), &later).starts_with("After 60 min"));
    }

    #[test]
    fn state_and_schedule_are_told() {
        let more = after(|after| {
            after.size.min_replicas = 5;
            after.size.max_replicas = 5;
        });
        let idle = service(r#","state":"idle","currentScaling":{"activeEntryId":"e"}"#);
        let told = told(&idle, &more);
        assert!(told.contains("once it wakes"), "{told}");
        assert!(told.contains("scaling schedule"), "{told}");
    }

    #[test]
    fn nothing_follows_from_no_change() {
        assert_eq!(told(&service(r#","state":"idle""#), &vertical()), "");
    }

    #[test]
    fn the_quota_counts_the_whole_warehouse() {
        assert_eq!(over_quota(4, Some(1), &vertical()), None);
        assert!(
            over_quota(4, Some(2), &vertical()).is_some_and(|text| text.contains("5 replicas"))
        );
        assert!(over_quota(2, None, &vertical()).is_some());
    }
}
