//! The schedule of a service's scaling: which entry applies when. Hours are UTC.

use serde_json::Value;

use super::super::{AutoscalingMode, Service};
use crate::fields::take;

const HOURS_OF_WEEK: usize = 7 * 24;

/// Schema `ScalingSchedule`, without its base: that is what the service itself tells to be configured.
#[derive(Clone, Debug, PartialEq)]
pub struct ScalingSchedule {
    pub entries: Vec<ScheduleEntry>,
    pub active_entry_id: Option<String>,
}

/// Schema `ScalingScheduleEntry`.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleEntry {
    pub id: Option<String>,
    pub name: Option<String>,
    /// 0 is Sunday.
    pub weekdays: Option<Vec<f64>>,
    /// From 0 to 23.
    pub start_hour_utc: Option<f64>,
    /// From 1 to 24; less than the start is the next day.
    pub end_hour_utc: Option<f64>,
    pub autoscaling_mode: Option<AutoscalingMode>,
    pub min_replica_memory_gb: Option<f64>,
    pub max_replica_memory_gb: Option<f64>,
    pub min_replicas: Option<f64>,
    pub max_replicas: Option<f64>,
    pub idle_scaling: Option<bool>,
    pub idle_timeout_minutes: Option<f64>,
    pub is_active_now: Option<bool>,
}

fields!(ScheduleEntry {
    id: "id",
    name: "name",
    weekdays: "weekdays",
    start_hour_utc: "startHourUtc",
    end_hour_utc: "endHourUtc",
    autoscaling_mode: "autoscalingMode",
    min_replica_memory_gb: "minReplicaMemoryGb",
    max_replica_memory_gb: "maxReplicaMemoryGb",
    min_replicas: "minReplicas",
    max_replicas: "maxReplicas",
    idle_scaling: "idleScaling",
    idle_timeout_minutes: "idleTimeoutMinutes",
    is_active_now: "isActiveNow",
});

impl ScalingSchedule {
    /// As the service itself tells it. Read here and not with the service, because lists of services have no use
    /// for it.
    pub fn of(service: &Service) -> Option<Self> {
        let Value::Object(mut told) = service.other.get("scalingSchedule")?.clone() else {
            return None;
        };
        Some(Self {
            entries: take(&mut told, "entries").unwrap_or_default(),
            active_entry_id: take(&mut told, "activeEntryId"),
        })
    }

    /// The entry that applies in an hour of the week, counted from Sunday's midnight.
    fn in_hour(&self, hour: usize) -> Option<usize> {
        self.entries.iter().position(|entry| entry.covers(hour))
    }

    /// How many hours after the beginning of this one another entry, or none, applies, and which.
    pub fn next_switch(&self, hour: usize) -> Option<(usize, Option<&ScheduleEntry>)> {
        let now = self.in_hour(hour);
        (1..=HOURS_OF_WEEK).find_map(|ahead| {
            let then = self.in_hour(hour + ahead);
            (then != now).then(|| (ahead, then.and_then(|place| self.entries.get(place))))
        })
    }
}

impl ScheduleEntry {
    fn covers(&self, hour: usize) -> bool {
        let (Some(days), Some(start), Some(end)) =
            (&self.weekdays, self.start_hour_utc, self.end_hour_utc)
        else {
            return false;
        };
        let hour = hour % HOURS_OF_WEEK;
        let yesterday = (hour / 24 + 6) % 7;
        // Small whole numbers, whose floats are exact.
        #[expect(clippy::cast_precision_loss, reason = "less than 168")]
        let as_number = |value: usize| value as f64;
        let is_on = |day: usize| days.contains(&as_number(day));
        let of_day = as_number(hour % 24);
        if start < end {
            is_on(hour / 24) && start <= of_day && of_day < end
        } else {
            (is_on(hour / 24) && start <= of_day) || (is_on(yesterday) && of_day < end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(entries: &str) -> ScalingSchedule {
        let json = format!(
            r#"{{"id":"x","scalingSchedule":{{"entries":[{entries}],"baseConfig":{{}}}}}}"#
        );
        let service: Service = serde_json::from_str(&json).expect("a service");
        ScalingSchedule::of(&service).expect("a schedule")
    }

    fn entry(name: &str, weekdays: &str, start: u32, end: u32) -> String {
        format!(
            r#"{{"name":"{name}","weekdays":{weekdays},"startHourUtc":{start},"endHourUtc":{end}}}"#
        )
    }

    fn next(schedule: &ScalingSchedule, day: usize, hour: usize) -> Option<(usize, Option<&str>)> {
        let (ahead, entry) = schedule.next_switch(day * 24 + hour)?;
        Some((ahead, entry.and_then(|entry| entry.name.as_deref())))
    }

    #[test]
    fn a_day_entry_begins_and_ends_on_its_weekdays() {
        let schedule = schedule(&entry("office", "[1,2,3,4,5]", 8, 18));
        assert_eq!(next(&schedule, 1, 7), Some((1, Some("office"))));
        assert_eq!(next(&schedule, 1, 8), Some((10, None)));
        // From Friday evening to Monday morning.
        assert_eq!(next(&schedule, 5, 18), Some((62, Some("office"))));
        // Over the end of the week.
        assert_eq!(next(&schedule, 6, 23), Some((33, Some("office"))));
    }

    #[test]
    fn a_night_entry_goes_on_into_the_next_day() {
        let schedule = schedule(&entry("night", "[6]", 22, 4));
        assert_eq!(next(&schedule, 6, 21), Some((1, Some("night"))));
        assert_eq!(next(&schedule, 6, 23), Some((5, None)));
        assert_eq!(next(&schedule, 0, 3), Some((1, None)));
    }

    #[test]
    fn one_entry_may_follow_another_at_once() {
        let entries = [entry("one", "[0]", 0, 12), entry("two", "[0]", 12, 24)].join(",");
        assert_eq!(next(&schedule(&entries), 0, 3), Some((9, Some("two"))));
    }

    #[test]
    fn what_always_or_never_applies_has_no_switch() {
        assert_eq!(
            next(&schedule(&entry("all", "[0,1,2,3,4,5,6]", 0, 24)), 2, 2),
            None
        );
        assert_eq!(next(&schedule(r#"{"name":"told in part"}"#), 2, 2), None);
        assert_eq!(next(&schedule(""), 2, 2), None);
    }

    #[test]
    fn a_service_without_one_has_none() {
        let service: Service = serde_json::from_str(r#"{"id":"x"}"#).expect("a service");
        assert_eq!(ScalingSchedule::of(&service), None);
    }
}
