//! States of a service and what may be done in each: one rule for the button and for the sandbox.

use std::fmt;

use serde::{Deserialize, Serialize};

words!(
    /// State of a service (schema `Service`, property `state`).
    State {
        Provisioning = "provisioning",
        Starting = "starting",
        Running = "running",
        Stopping = "stopping",
        Stopped = "stopped",
        Idle = "idle",
        Awaking = "awaking",
        PartiallyRunning = "partially_running",
        Degraded = "degraded",
        Failed = "failed",
        Terminating = "terminating",
        Terminated = "terminated",
        SoftDeleting = "softdeleting",
        SoftDeleted = "softdeleted",
    }
);

impl State {
    /// Whether the state is on its way to another one by itself, and worth watching.
    pub fn is_transitional(&self) -> bool {
        matches!(
            self,
            Self::Provisioning
                | Self::Starting
                | Self::Stopping
                | Self::Awaking
                | Self::Terminating
                | Self::SoftDeleting
        )
    }

    /// Whether the service is being deleted or is gone.
    pub fn is_leaving(&self) -> bool {
        matches!(
            self,
            Self::Terminating | Self::Terminated | Self::SoftDeleting | Self::SoftDeleted
        )
    }
}

/// Command of `instanceStateUpdate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Command {
    Start,
    Stop,
    Awake,
}

impl Command {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Awake => "awake",
        }
    }

    /// The state the service is in right after the command was taken.
    pub fn during(self) -> State {
        match self {
            Self::Start => State::Starting,
            Self::Stop => State::Stopping,
            Self::Awake => State::Awaking,
        }
    }
}

/// Why something may not be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is already what the command would make it.
    Already(&'static str),
    /// The state is on its way to another; wait.
    Moving,
    /// Another step comes first.
    First(&'static str),
    /// The service is being deleted or is gone.
    Leaving,
    /// A primary has to outlive the secondaries of its warehouse.
    HasSecondaries,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Already(text) | Self::First(text) => text,
            Self::Moving => "The state is changing. Wait until it has settled.",
            Self::Leaving => "The service is being deleted.",
            Self::HasSecondaries => {
                "The primary of a warehouse can be neither stopped nor deleted while it has secondaries."
            }
        })
    }
}

/// A state this version does not know refuses nothing: the API decides.
pub fn may_start(state: &State) -> Result<(), Reason> {
    match state {
        State::Stopped | State::Idle | State::Failed | State::Other(_) => Ok(()),
        State::Running => Err(Reason::Already("The service is already running.")),
        State::PartiallyRunning | State::Degraded => {
            Err(Reason::Already("The service is already started."))
        }
        other => Err(moving(other)),
    }
}

pub fn may_stop(state: &State) -> Result<(), Reason> {
    match state {
        State::Running
        | State::Idle
        | State::Degraded
        | State::PartiallyRunning
        | State::Other(_) => Ok(()),
        State::Stopped => Err(Reason::Already("The service is already stopped.")),
        State::Failed => Err(Reason::Already("A failed service is not running.")),
        other => Err(moving(other)),
    }
}

/// The API takes `awake` on a running service too and does nothing; a button offers it when idle only.
pub fn may_awake(state: &State) -> Result<(), Reason> {
    match state {
        State::Idle | State::Other(_) => Ok(()),
        State::Running | State::PartiallyRunning | State::Degraded => {
            Err(Reason::Already("The service is awake."))
        }
        State::Stopped => Err(Reason::First("A stopped service is started, not woken.")),
        State::Failed => Err(Reason::First("A failed service is started, not woken.")),
        other => Err(moving(other)),
    }
}

/// The states named by the API's own refusal of `instanceDelete`.
pub fn may_delete(state: &State) -> Result<(), Reason> {
    match state {
        State::Provisioning
        | State::Starting
        | State::Awaking
        | State::Idle
        | State::Stopped
        | State::Degraded
        | State::Failed
        | State::Other(_) => Ok(()),
        State::Running | State::PartiallyRunning => {
            Err(Reason::First("A running service is stopped first."))
        }
        other => Err(moving(other)),
    }
}

pub fn may(command: Command, state: &State) -> Result<(), Reason> {
    match command {
        Command::Start => may_start(state),
        Command::Stop => may_stop(state),
        Command::Awake => may_awake(state),
    }
}

fn moving(state: &State) -> Reason {
    if state.is_leaving() {
        Reason::Leaving
    } else {
        Reason::Moving
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(rule: fn(&State) -> Result<(), Reason>) -> Vec<&'static str> {
        State::KNOWN
            .iter()
            .filter(|state| rule(state).is_ok())
            .map(word)
            .collect()
    }

    fn word(state: &'static State) -> &'static str {
        state.as_str()
    }

    #[test]
    fn each_command_is_offered_in_its_states_only() {
        assert_eq!(allowed(may_start), ["stopped", "idle", "failed"]);
        assert_eq!(
            allowed(may_stop),
            ["running", "idle", "partially_running", "degraded"]
        );
        assert_eq!(allowed(may_awake), ["idle"]);
        assert_eq!(
            allowed(may_delete),
            [
                "provisioning",
                "starting",
                "stopped",
                "idle",
                "awaking",
                "degraded",
                "failed"
            ]
        );
    }

    #[test]
    fn an_unknown_state_refuses_nothing() {
        let unknown = State::from("defragmenting");
        for rule in [may_start, may_stop, may_awake, may_delete] {
            assert_eq!(rule(&unknown), Ok(()));
        }
        assert!(!unknown.is_transitional());
    }

    #[test]
    fn a_service_on_its_way_out_is_left_alone() {
        assert_eq!(may_start(&State::Terminating), Err(Reason::Leaving));
        assert_eq!(may_stop(&State::Starting), Err(Reason::Moving));
    }
}
