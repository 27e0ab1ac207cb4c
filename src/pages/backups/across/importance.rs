//! In which order services are asked about.

use std::sync::Arc;

use cloud_api::services::{Service, State};

/// The primaries, those first whose loss would hurt first: what runs, by name.
pub fn by_importance(all: &[Service]) -> Vec<Arc<Service>> {
    let mut primaries: Vec<Arc<Service>> = all
        .iter()
        .filter(|service| service.is_primary != Some(false))
        .map(|service| Arc::new(service.clone()))
        .collect();
    primaries.sort_by_cached_key(|service| {
        let rank = match service.state {
            Some(State::Running | State::Degraded | State::PartiallyRunning) => 0,
            Some(State::Idle) => 1,
            Some(State::Stopped) => 3,
            _ => 2,
        };
        (rank, service.label().to_lowercase())
    });
    primaries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(name: &str, state: &str, is_primary: &str) -> Service {
        let json = format!(
            r#"{{"id":"{name}","name":"{name}","state":"{state}","isPrimary":{is_primary}}}"#
        );
        serde_json::from_str(&json).expect("a service")
    }

    #[test]
    fn what_runs_is_asked_first_and_secondaries_never() {
        let all = [
            service("e", "stopped", "true"),
            service("d", "hibernating", "null"),
            service("c", "idle", "true"),
            service("b", "running", "true"),
            service("s", "running", "false"),
            service("A", "degraded", "true"),
        ];
        let names: Vec<String> = by_importance(&all)
            .iter()
            .map(|service| service.label().to_owned())
            .collect();
        assert_eq!(names, ["A", "b", "c", "d", "e"]);
    }
}
