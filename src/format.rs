//! Words for numbers and sizes.

pub mod dates;

use cloud_api::services::{AutoscalingMode, Service};

/// `1 replica`, `3 replicas`.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Whole numbers without a fraction, others to a hundredth.
///
/// Not through `Display`, whose exact decimals would be a tenth of the first view's own code.
pub fn number(value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sizes and counts; beyond 64 bits it saturates"
    )]
    let hundredths = (value * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    match rest {
        0 => format!("{sign}{whole}"),
        tenths if tenths % 10 == 0 => format!("{sign}{whole}.{}", tenths / 10),
        hundredths => format!("{sign}{whole}.{hundredths:02}"),
    }
}

/// An amount that is read: `855,157.76`.
pub fn amount(value: f64) -> String {
    grouped(&number(value))
}

/// `855,157.76` of `855157.76`: digits in threes, for amounts that are read and not typed.
pub fn grouped(number: &str) -> String {
    let end = number.find('.').unwrap_or(number.len());
    let mut out = String::new();
    for (place, letter) in number.char_indices() {
        let follows_digit = place > 0 && number.as_bytes()[place - 1].is_ascii_digit();
        if place < end && follows_digit && (end - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(letter);
    }
    out
}

/// `16–32 GiB`, `8 GiB`, or nothing where the API gave no memory.
pub fn memory_per_replica(service: &Service) -> Option<String> {
    if let Some(fixed) = service.replica_memory_gb {
        return Some(format!("{} GiB", number(fixed)));
    }
    match (service.min_replica_memory_gb, service.max_replica_memory_gb) {
        (Some(min), Some(max)) if (min - max).abs() < f64::EPSILON => {
            Some(format!("{} GiB", number(min)))
        }
        (Some(min), Some(max)) => Some(format!("{}–{} GiB", number(min), number(max))),
        (Some(one), None) | (None, Some(one)) => Some(format!("{} GiB", number(one))),
        (None, None) => None,
    }
}

/// `3`, or `1–5` in horizontal autoscaling.
pub fn replicas(service: &Service) -> Option<String> {
    match (
        service.num_replicas,
        service.min_replicas,
        service.max_replicas,
    ) {
        (Some(count), _, _) => Some(number(count)),
        (None, Some(min), Some(max)) => Some(format!("{}–{}", number(min), number(max))),
        _ => None,
    }
}

/// `3 × 16–32 GiB`.
pub fn size(service: &Service) -> Option<String> {
    match (replicas(service), memory_per_replica(service)) {
        (Some(replicas), Some(memory)) => Some(format!("{replicas} × {memory}")),
        (replicas, memory) => replicas.or(memory),
    }
}

/// When an unused service goes idle: `15 min`, `never`.
pub fn idles_after(service: &Service) -> Option<String> {
    match (service.idle_scaling, service.idle_timeout_minutes) {
        (Some(false), _) => Some("never".into()),
        (Some(true), Some(minutes)) => Some(format!("{} min", number(minutes))),
        (Some(true), None) => Some("yes".into()),
        (None, _) => None,
    }
}

pub fn scaling_mode(mode: &AutoscalingMode) -> &str {
    match mode {
        AutoscalingMode::Vertical => "vertical: memory of each replica",
        AutoscalingMode::Horizontal => "horizontal: number of replicas",
        AutoscalingMode::Other(word) => word,
    }
}

/// Elapsed time: `42 s`, `3 min 05 s`, `1 h 02 min`.
pub fn elapsed(milliseconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped at zero"
    )]
    let seconds = (milliseconds.max(0.0) / 1_000.0) as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_stand_in_threes_and_fractions_do_not() {
        let written = [
            "0",
            "-0.5",
            "999.125",
            "1000",
            "-1000.25",
            "855157.76",
            "1234567",
        ];
        let expected = [
            "0",
            "-0.5",
            "999.125",
            "1,000",
            "-1,000.25",
            "855,157.76",
            "1,234,567",
        ];
        assert_eq!(written.map(super::grouped), expected);
    }

    use super::*;

    fn service(json: &str) -> Service {
        let json = format!(
            r#"{{"id":"x"{}{json}}}"#,
            if json.is_empty() { "" } else { "," }
        );
        serde_json::from_str(&json).expect("a service")
    }

    #[test]
    fn sizes_read_as_replicas_times_memory() {
        let vertical =
            service(r#""numReplicas":3,"minReplicaMemoryGb":16,"maxReplicaMemoryGb":32"#);
        assert_eq!(size(&vertical).as_deref(), Some("3 × 16–32 GiB"));
        let horizontal = service(r#""minReplicas":1,"maxReplicas":5,"replicaMemoryGb":32"#);
        assert_eq!(size(&horizontal).as_deref(), Some("1–5 × 32 GiB"));
        assert_eq!(
            size(&service(r#""minReplicaMemoryGb":8"#)).as_deref(),
            Some("8 GiB")
        );
        assert_eq!(size(&service("")), None);
    }

    #[test]
    fn idling_is_told_in_minutes_or_never() {
        let idles = |json| idles_after(&service(json));
        assert_eq!(
            idles(r#""idleScaling":true,"idleTimeoutMinutes":15"#).as_deref(),
            Some("15 min")
        );
        assert_eq!(
            idles(r#""idleScaling":false,"idleTimeoutMinutes":15"#).as_deref(),
            Some("never")
        );
        assert_eq!(idles(""), None);
    }

    #[test]
    fn elapsed_time_grows_from_seconds_to_hours() {
        assert_eq!(elapsed(-5.0), "0 s");
        assert_eq!(elapsed(42_900.0), "42 s");
        assert_eq!(elapsed(185_000.0), "3 min 05 s");
        assert_eq!(elapsed(3_725_000.0), "1 h 02 min");
    }
}
