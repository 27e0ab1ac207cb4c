//! When an operation is done, failed, or wants its next step: plain rules over states.

use cloud_api::services::{
    Command, State,
    state::{may_delete, may_stop},
};
use serde::{Deserialize, Serialize};

use crate::ui::Problem;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    Create,
    Start,
    Stop,
    Wake,
    Delete,
}

impl From<Command> for Kind {
    fn from(command: Command) -> Self {
        match command {
            Command::Start => Self::Start,
            Command::Stop => Self::Stop,
            Command::Awake => Self::Wake,
        }
    }
}

impl Kind {
    pub fn doing(self) -> &'static str {
        match self {
            Self::Create => "Creating",
            Self::Start => "Starting",
            Self::Stop => "Stopping",
            Self::Wake => "Waking",
            Self::Delete => "Deleting",
        }
    }

    pub fn done(self) -> &'static str {
        match self {
            Self::Create => "Created",
            Self::Start => "Started",
            Self::Stop => "Stopped",
            Self::Wake => "Woken",
            Self::Delete => "Deleted",
        }
    }
}

/// How far an operation is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Not sent yet: for a moment it can be taken back.
    Soon,
    /// Watching; the state last seen.
    Waiting(Option<State>),
    /// Watching, but the last look failed.
    Retrying(Problem),
    /// Interrupted by a reload; a person decides.
    Paused,
    Done,
    /// It ended otherwise than it should have.
    Failed(Problem),
}

impl Phase {
    /// Whether the console does something for it now.
    pub fn is_moving(&self) -> bool {
        matches!(self, Self::Waiting(_) | Self::Retrying(_))
    }

    /// Whether it is not over yet.
    pub fn is_active(&self) -> bool {
        self.is_moving() || matches!(self, Self::Soon | Self::Paused)
    }
}

/// What a look at the service asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Wait,
    Done,
    /// The service went where it should not; the state it is in.
    Astray(State),
    SendStop,
    SendDelete,
}

/// What comes next, given the state (`None`: the API no longer knows the service).
pub fn next(kind: Kind, state: Option<&State>) -> Next {
    let Some(state) = state else {
        return match kind {
            Kind::Delete => Next::Done,
            // A service just created may not be visible everywhere yet.
            Kind::Create => Next::Wait,
            _ => Next::Astray(State::Terminated),
        };
    };
    match kind {
        Kind::Create | Kind::Start | Kind::Wake => match state {
            State::Running | State::Idle | State::PartiallyRunning => Next::Done,
            State::Provisioning | State::Starting | State::Awaking | State::Other(_) => Next::Wait,
            // Reads can lag behind a write: the state before the command is no failure.
            State::Stopped if kind == Kind::Start => Next::Wait,
            other => Next::Astray(other.clone()),
        },
        Kind::Stop => match state {
            State::Stopped => Next::Done,
            State::Stopping
            | State::Running
            | State::Idle
            | State::Degraded
            | State::PartiallyRunning
            | State::Other(_) => Next::Wait,
            other => Next::Astray(other.clone()),
        },
        Kind::Delete => match state {
            State::Terminated | State::SoftDeleted => Next::Done,
            state if state.is_leaving() => Next::Wait,
            // An unknown state is not acted upon by itself, and a service that is on its way up is let
            // settle first.
            State::Other(_) | State::Provisioning | State::Starting | State::Awaking => Next::Wait,
            state if may_delete(state).is_ok() => Next::SendDelete,
            state if may_stop(state).is_ok() => Next::SendStop,
            _ => Next::Wait,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(kind: Kind, state: &str) -> Next {
        next(kind, Some(&State::from(state)))
    }

    #[test]
    fn a_deletion_stops_waits_deletes_and_waits_until_it_is_gone() {
        assert_eq!(decide(Kind::Delete, "running"), Next::SendStop);
        assert_eq!(decide(Kind::Delete, "stopping"), Next::Wait);
        assert_eq!(decide(Kind::Delete, "stopped"), Next::SendDelete);
        assert_eq!(decide(Kind::Delete, "terminating"), Next::Wait);
        assert_eq!(next(Kind::Delete, None), Next::Done);
    }

    #[test]
    fn a_deletion_does_not_act_on_a_state_it_does_not_know() {
        assert_eq!(decide(Kind::Delete, "defragmenting"), Next::Wait);
    }

    #[test]
    fn a_start_ends_running_or_astray() {
        assert_eq!(decide(Kind::Start, "stopped"), Next::Wait);
        assert_eq!(decide(Kind::Start, "starting"), Next::Wait);
        assert_eq!(decide(Kind::Start, "running"), Next::Done);
        assert_eq!(decide(Kind::Start, "failed"), Next::Astray(State::Failed));
        assert_eq!(next(Kind::Start, None), Next::Astray(State::Terminated));
    }

    #[test]
    fn a_stop_ends_stopped() {
        assert_eq!(decide(Kind::Stop, "running"), Next::Wait);
        assert_eq!(decide(Kind::Stop, "stopped"), Next::Done);
        assert_eq!(decide(Kind::Stop, "failed"), Next::Astray(State::Failed));
    }

    #[test]
    fn a_new_service_may_be_invisible_for_a_moment() {
        assert_eq!(next(Kind::Create, None), Next::Wait);
    }
}
