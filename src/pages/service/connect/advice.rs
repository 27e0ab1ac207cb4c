//! What stands between a client and a connection right now.

use cloud_api::services::{Service, State};

use crate::pages::service::access::Reach;

/// Something to know or to do before connecting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Advice {
    /// Connecting wakes it.
    Idle,
    /// Start it first.
    Stopped,
    /// Not ready yet, or not any more.
    Moving,
    Failed,
    Leaving,
    /// The IP access list lets nobody in.
    Nobody,
}

pub(super) fn advice(service: &Service) -> Vec<Advice> {
    let state = match service.state.as_ref() {
        Some(State::Idle) => Some(Advice::Idle),
        Some(State::Stopped | State::Stopping) => Some(Advice::Stopped),
        Some(State::Failed) => Some(Advice::Failed),
        Some(state) if state.is_leaving() => Some(Advice::Leaving),
        Some(state) if state.is_transitional() => Some(Advice::Moving),
        _ => None,
    };
    let nobody = Reach::of(service) == Reach::Nobody;
    state
        .into_iter()
        .chain(nobody.then_some(Advice::Nobody))
        .collect()
}

impl Advice {
    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Idle => "info",
            Self::Moving => "clock",
            Self::Stopped | Self::Failed | Self::Leaving | Self::Nobody => "warning",
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Idle => {
                "The service is idle. Connecting wakes it: the first query waits until it is awake."
            }
            Self::Stopped => "The service is stopped and refuses connections. Start it first.",
            Self::Moving => "The state is changing. Connections are taken once the service runs.",
            Self::Failed => "The service has failed and takes no connections. Start it again.",
            Self::Leaving => "The service is being deleted and takes no connections.",
            Self::Nobody => {
                "The IP access list is empty: nobody can connect over the internet, whatever the \
                 password."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Vec<Advice> {
        let json = format!(r#"{{"id":"x",{json}}}"#);
        advice(&serde_json::from_str(&json).expect("a service"))
    }

    #[test]
    fn a_running_service_with_an_open_door_needs_no_advice() {
        assert_eq!(
            of(r#""state":"running","ipAccessList":[{"source":"192.0.2.1"}]"#),
            []
        );
        assert_eq!(of(r#""state":"defragmenting""#), []);
    }

    #[test]
    fn idle_stopped_and_changing_services_each_say_what_to_do() {
        assert_eq!(of(r#""state":"idle""#), [Advice::Idle]);
        assert_eq!(of(r#""state":"stopped""#), [Advice::Stopped]);
        assert_eq!(of(r#""state":"provisioning""#), [Advice::Moving]);
        assert_eq!(of(r#""state":"terminating""#), [Advice::Leaving]);
    }

    #[test]
    fn an_empty_list_is_told_beside_the_state() {
        let found = of(r#""state":"idle","ipAccessList":[]"#);
        assert_eq!(found, [Advice::Idle, Advice::Nobody]);
    }
}
