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
    /// Not sent yet: for a moment, and while it waits for its turn, it can be taken back.
    Soon,
    /// On its way: it can no longer be taken back, and nothing tells yet whether the API takes it.
    Sending,
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
        self.is_moving() || matches!(self, Self::Soon | Self::Sending | Self::Paused)
    }

    /// Whether it survives a reload. What no answer confirmed does not: nobody could say what is to be watched for,
    /// but for a deletion, which looks before each of its steps.
    pub fn is_kept(&self) -> bool {
        self.is_moving() || *self == Self::Paused
    }
}

/// What a look at the service asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Wait,
    Done,
    /// The service went where it should not; the state it is in.
    Astray(State),
    /// Somebody started what is to be deleted.
    StartedAgain,
    SendStop,
    SendDelete,
}

/// What a deletion sent already, and saw, since somebody last confirmed it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// Its stop was taken.
    pub sent_stop: bool,
    /// A look found the service down, or on the way there.
    pub seen_down: bool,
}

impl Trail {
    pub fn sees(&mut self, state: Option<&State>) {
        self.seen_down |= matches!(state, Some(State::Stopping | State::Stopped));
    }

    /// What comes next of a deletion, given the state (`None`: the API no longer knows the service).
    ///
    /// A service that is up after it was down was started by somebody, however far apart the looks are. One that
    /// was never seen down since the stop is waited for: reads lag behind writes, and no stop is sent twice.
    pub fn next(self, state: Option<&State>) -> Next {
        let is_rising = matches!(state, Some(State::Starting | State::Awaking));
        let is_up = is_rising
            || matches!(
                state,
                Some(State::Running | State::Idle | State::PartiallyRunning | State::Degraded)
            );
        if is_up && (self.seen_down || is_rising && self.sent_stop) {
            Next::StartedAgain
        } else if is_up && self.sent_stop {
            Next::Wait
        } else {
            next(Kind::Delete, state)
        }
    }
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

    /// What a deletion that sent its stop does at the last of these looks.
    fn decide_after(looks: &[&str]) -> Next {
        let mut trail = Trail {
            sent_stop: true,
            seen_down: false,
        };
        let mut last = Next::Wait;
        for look in looks {
            let state = State::from(*look);
            last = trail.next(Some(&state));
            trail.sees(Some(&state));
        }
        last
    }

    #[test]
    fn a_service_that_is_up_again_was_started_however_far_apart_the_looks_are() {
        for down in ["stopping", "stopped"] {
            for up in [
                "running",
                "idle",
                "degraded",
                "partially_running",
                "starting",
                "awaking",
            ] {
                assert_eq!(decide_after(&[down, up]), Next::StartedAgain, "{down} {up}");
            }
        }
        assert_eq!(decide_after(&["running", "starting"]), Next::StartedAgain);
        let mut confirmed = Trail::default();
        confirmed.sees(Some(&State::Stopped));
        assert_eq!(confirmed.next(Some(&State::Running)), Next::StartedAgain);
    }

    #[test]
    fn no_stop_is_sent_twice() {
        for up in ["running", "idle", "degraded", "partially_running"] {
            assert_eq!(decide_after(&[up, up]), Next::Wait, "{up}");
        }
        assert_eq!(
            decide_after(&["running", "stopping", "stopped"]),
            Next::SendDelete
        );
        assert_eq!(Trail::default().next(Some(&State::Running)), Next::SendStop);
    }

    #[test]
    fn what_is_being_sent_is_under_way_and_neither_watched_nor_kept() {
        let sending = Phase::Sending;
        assert!(sending.is_active() && !sending.is_moving() && !sending.is_kept());
        assert!(!Phase::Soon.is_kept() && !Phase::Done.is_kept());
        assert!(Phase::Paused.is_kept() && Phase::Waiting(None).is_kept());
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
