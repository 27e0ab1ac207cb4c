//! States over time: what a command starts, what follows by itself, and what is refused.
//!
//! The durations are inferred: the live API takes minutes, and publishes none.

use cloud_api::services::{
    State,
    state::{Command, may, may_delete},
};
use uuid::Uuid;

use super::Service;
use crate::{
    Sandbox,
    activities::Origin,
    body,
    clock::{MINUTE, Moment, SECOND},
    keys::Permission,
    refusal::Refusal,
    request::ApiResponse,
    route::Call,
    sentinels::Sentinel,
};

/// The order in which the API's own refusals name the states.
const ORDER: [State; 10] = [
    State::Provisioning,
    State::Starting,
    State::Running,
    State::Awaking,
    State::Idle,
    State::Stopping,
    State::Stopped,
    State::PartiallyRunning,
    State::Degraded,
    State::Failed,
];

const PROVISIONING: u64 = 60 * SECOND;

/// What comes after a state by itself.
struct Next {
    after_millis: u64,
    /// `None`: the service is gone.
    state: Option<State>,
}

fn next(service: &Service, speed: f64) -> Option<Next> {
    let has = |sentinel: Sentinel| sentinel.is_in(&service.name);
    let up = if has(Sentinel::Degraded) {
        State::Degraded
    } else {
        State::Running
    };
    let (after_millis, state) = match service.state {
        State::Provisioning if service.restore_millis > 0 => {
            let millis = PROVISIONING + service.restore_millis;
            let failed = has(Sentinel::FailCreate) || has(Sentinel::FailRestore);
            (millis, if failed { State::Failed } else { up })
        }
        State::Provisioning if has(Sentinel::FailCreate) => (PROVISIONING, State::Failed),
        State::Provisioning if has(Sentinel::UnknownState) => {
            (PROVISIONING, State::Other("hibernating".to_owned()))
        }
        State::Provisioning => (PROVISIONING, up),
        State::Starting if has(Sentinel::FailStart) => (30 * SECOND, State::Failed),
        State::Starting if has(Sentinel::SlowStart) => (300 * SECOND, up),
        State::Starting => (30 * SECOND, up),
        State::Awaking => (10 * SECOND, up),
        State::Stopping => (20 * SECOND, State::Stopped),
        State::Running if service.scaling.idle => {
            // A configured period, not a duration of the machinery: speed does not touch it.
            let after_millis = u64::from(service.scaling.idle_timeout_minutes) * MINUTE;
            return Some(Next {
                after_millis,
                state: Some(State::Idle),
            });
        }
        State::Terminating | State::SoftDeleting => {
            return Some(Next {
                after_millis: scaled(30 * SECOND, speed),
                state: None,
            });
        }
        _ => return None,
    };
    Some(Next {
        after_millis: scaled(after_millis, speed),
        state: Some(state),
    })
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "minutes in milliseconds divided by a positive number; `as` saturates"
)]
pub(crate) fn scaled(millis: u64, speed: f64) -> u64 {
    (millis as f64 / speed) as u64
}

impl Sandbox {
    /// A duration at the sandbox's speed.
    pub(crate) fn lasting(&self, millis: u64) -> u64 {
        scaled(millis, self.speed)
    }

    /// Lets everything happen that is due by now, in its order.
    pub(crate) fn advance(&mut self, now: Moment) {
        while let Some((moment, id)) = self.due.first().copied().filter(|(due, _)| *due <= now) {
            self.due.pop_first();
            self.step(id, moment);
        }
        self.now = self.now.max(now);
    }

    fn step(&mut self, id: Uuid, moment: Moment) {
        let Some(service) = self.services.by_id.get_mut(&id) else {
            return;
        };
        service.due = None;
        let Some(next) = next(service, self.speed) else {
            return;
        };
        let Some(state) = next.state else {
            self.close_ledger(id, moment);
            self.services.remove(id);
            self.forget_in_roles(id, moment);
            return;
        };
        let kind = match state {
            State::Running => Some("service_running"),
            State::Idle => Some("service_idle"),
            State::PartiallyRunning => Some("service_partially_running"),
            _ => None,
        };
        self.enter(id, state, moment);
        if let Some(kind) = kind {
            self.record_at(moment, kind, Origin::system(), Some(id));
        }
    }

    /// Puts a service into a state and plans what follows.
    pub(crate) fn enter(&mut self, id: Uuid, state: State, moment: Moment) {
        self.settle(id, moment);
        let Some(service) = self.services.by_id.get_mut(&id) else {
            return;
        };
        if let Some(due) = service.due.take() {
            self.due.remove(&(due, id));
        }
        service.state = state;
        if let Some(next) = next(service, self.speed) {
            let due = moment + next.after_millis;
            service.due = Some(due);
            self.due.insert((due, id));
        }
        self.measure(id, moment);
    }
}

/// `instanceStateUpdate`
pub(super) fn set_state(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.service_id(call)?;
    let body = body::parse(&call.request.body)?;
    let word = body::object(&body)?
        .required("command")?
        .word(&["start", "stop", "awake"])?;
    let (command, permission) = match word {
        "start" => (Command::Start, Permission::ServiceManage),
        "stop" => (Command::Stop, Permission::ServiceManage),
        _ => (Command::Awake, Permission::ServiceView),
    };
    call.access.require_on(permission, id)?;

    let service = sandbox.services.get(id)?;
    let awake_already = matches!(
        service.state,
        State::Running | State::Awaking | State::PartiallyRunning | State::Degraded
    );
    if command == Command::Awake && awake_already {
        return Ok(call.answer(&sandbox.view(service)));
    }
    check(sandbox, service, command)?;
    let kind = match command {
        Command::Start => "service_start",
        Command::Stop => "service_stop",
        Command::Awake => "service_awaken",
    };
    sandbox.enter(id, command.during(), sandbox.now);
    sandbox.record(call, kind, Some(id));
    Ok(call.answer(&sandbox.view(sandbox.services.get(id)?)))
}

fn check(sandbox: &Sandbox, service: &Service, command: Command) -> Result<(), Refusal> {
    let done = match command {
        Command::Start => "started",
        Command::Stop => "stopped",
        Command::Awake => "awaken",
    };
    let refused = match command {
        Command::Start => Sentinel::RefuseStart.is_in(&service.name),
        Command::Stop => Sentinel::RefuseStop.is_in(&service.name),
        Command::Awake => false,
    };
    if refused || may(command, &service.state).is_err() {
        let text = only_in(|state| may(command, state).is_ok(), done, &service.state);
        let stopped = service.state == State::Stopped;
        return Err(match command {
            Command::Awake if stopped => Refusal::bad_request(text),
            _ => Refusal::conflict(text),
        });
    }
    if command == Command::Stop {
        refuse_with_secondaries(sandbox, service, done)?;
    }
    Ok(())
}

/// `instanceDelete`
pub(super) fn delete(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.service_id(call)?;
    let service = sandbox.services.get(id)?;
    if Sentinel::RefuseDelete.is_in(&service.name) || may_delete(&service.state).is_err() {
        let text = only_in(
            |state| may_delete(state).is_ok(),
            "terminated",
            &service.state,
        );
        return Err(Refusal::conflict(text));
    }
    refuse_with_secondaries(sandbox, service, "terminated")?;
    sandbox.enter(id, State::Terminating, sandbox.now);
    sandbox.record(call, "service_delete", Some(id));
    Ok(call.done())
}

fn only_in(allowed: impl Fn(&State) -> bool, done: &str, current: &State) -> String {
    let states: Vec<_> = ORDER
        .iter()
        .filter(|state| allowed(state))
        .map(|state| format!("'{state}'"))
        .collect();
    format!(
        "Only instance in one of the following states: {} can be {done}. Current state: '{current}'",
        states.join(",")
    )
}

fn refuse_with_secondaries(
    sandbox: &Sandbox,
    service: &Service,
    done: &str,
) -> Result<(), Refusal> {
    match sandbox.services.secondaries(service).count() {
        0 => Ok(()),
        count => Err(Refusal::conflict(format_args!(
            "The primary service of a data warehouse with {count} secondary services \
             cannot be {done}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusal_of_a_delete_names_the_states_as_the_live_api_does() {
        let text = only_in(
            |state| may_delete(state).is_ok(),
            "terminated",
            &State::Running,
        );
        assert_eq!(
            text,
            "Only instance in one of the following states: 'provisioning','starting','awaking',\
             'idle','stopped','degraded','failed' can be terminated. Current state: 'running'"
        );
    }

    #[test]
    fn speed_shortens_durations() {
        assert_eq!(scaled(60_000, 60.0), 1_000);
        assert_eq!(scaled(60_000, 0.5), 120_000);
    }
}
