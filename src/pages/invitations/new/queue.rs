//! Sends many invitations one after another, within the request budget and behind whoever clicks.

use std::collections::HashMap;

use cloud_api::{
    OrganizationId,
    invitations::{self, CreateInvitation, Invitation},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    client::{ApiError, Client, ErrorKind, Priority},
    query::Cache,
    session::Session,
    ui::Problem,
};

/// How often a line is sent that the rate limit turned away, which means that it was not carried out.
const PATIENCE: u32 = 5;

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Waiting,
    Sending,
    Invited,
    /// Surely not invited.
    Refused(Problem),
    /// Perhaps invited: no answer says so. Never sent again without a look.
    Unknown(Problem),
}

/// The lines that were sent, by address.
pub type Outcomes = HashMap<String, Outcome>;

#[derive(Clone, Copy)]
pub struct Queue {
    organization: StoredValue<OrganizationId>,
    client: Client,
    cache: Cache,
    session: Session,
    pub outcomes: RwSignal<Outcomes>,
    pub running: RwSignal<bool>,
    /// Why the rest was not sent.
    pub halted: RwSignal<Option<Problem>>,
    stop: StoredValue<bool>,
}

impl Queue {
    pub fn new(organization: StoredValue<OrganizationId>) -> Self {
        let queue = Self {
            organization,
            client: expect_context(),
            cache: expect_context(),
            session: expect_context(),
            outcomes: RwSignal::new(HashMap::new()),
            running: RwSignal::new(false),
            halted: RwSignal::new(None),
            stop: StoredValue::new(false),
        };
        // What was not sent yet stays in the draft.
        on_cleanup(move || {
            queue.stop.try_set_value(true);
        });
        queue
    }

    pub fn stop(self) {
        self.stop.set_value(true);
    }

    /// Sends these; what is under way goes first.
    pub fn send(self, lines: Vec<CreateInvitation>) {
        if self.running.get_untracked() || lines.is_empty() {
            return;
        }
        self.stop.set_value(false);
        self.halted.set(None);
        self.running.set(true);
        self.outcomes.update(|outcomes| {
            for line in &lines {
                outcomes.insert(line.email.clone(), Outcome::Waiting);
            }
        });
        let organization = self.organization.get_value();
        spawn_local(async move {
            let mut made = Vec::new();
            let mut lines = lines.into_iter().peekable();
            while let Some(line) = lines.peek() {
                // The page is gone, or somebody wants it to end.
                if self.stop.try_get_value().unwrap_or(true) {
                    break;
                }
                self.note(&line.email, Outcome::Sending);
                let sent = self.send_one(&organization, line).await;
                let halt = sent.as_ref().err().filter(|error| is_final(error));
                let halt = halt.map(ApiError::problem);
                self.note(&line.email, outcome_of(&sent));
                if sent.is_err() && self.session.credentials().is_none() {
                    break;
                }
                lines.next();
                made.extend(sent);
                if halt.is_some() {
                    self.halted.try_set(halt);
                    break;
                }
            }
            // Whichever call it was that ended the session.
            if self.session.credentials().is_none() {
                for line in lines {
                    self.session
                        .note_unsent(None, format!("Invite: {}", line.email));
                }
            }
            // Once for all: each change is a new look at every line.
            let list = invitations::list(&organization);
            self.cache.change(&list, |all: &mut Vec<Invitation>| {
                all.retain(|other| !made.iter().any(|one| one.email == other.email));
                all.append(&mut made);
            });
            self.outcomes
                .try_update(|all| all.retain(|_, outcome| *outcome != Outcome::Waiting));
            self.running.try_set(false);
        });
    }

    async fn send_one(
        self,
        organization: &OrganizationId,
        line: &CreateInvitation,
    ) -> Result<Invitation, ApiError> {
        let mut attempt = 1;
        loop {
            let request = invitations::create(organization, line);
            let sent = self.client.send_with(request, Priority::Poll).await;
            match sent {
                Err(error)
                    if attempt < PATIENCE
                        && matches!(error.kind, ErrorKind::RateLimited { .. }) =>
                {
                    attempt += 1;
                }
                sent => return sent,
            }
        }
    }

    /// Reads the list and settles what is unknown: invited, or surely not.
    pub fn look(self) {
        if self.running.get_untracked() {
            return;
        }
        self.halted.set(None);
        self.running.set(true);
        let organization = self.organization.get_value();
        spawn_local(async move {
            let request = invitations::list(&organization);
            match self.client.send(request.clone()).await {
                Ok(all) => {
                    self.outcomes.try_update(|outcomes| settle(outcomes, &all));
                    self.cache.put(&request, all);
                }
                Err(error) => {
                    self.halted.try_set(Some(error.problem()));
                }
            }
            self.running.try_set(false);
        });
    }

    fn note(self, address: &str, outcome: Outcome) {
        self.outcomes
            .try_update(|outcomes| outcomes.insert(address.to_owned(), outcome));
    }
}

/// Whether the next line would fare the same.
fn is_final(error: &ApiError) -> bool {
    matches!(error.status(), Some(401 | 403 | 429))
        || !matches!(
            error.kind,
            ErrorKind::Refused { .. } | ErrorKind::TimedOut | ErrorKind::Interrupted
        )
}

fn outcome_of(sent: &Result<Invitation, ApiError>) -> Outcome {
    match sent {
        Ok(_) => Outcome::Invited,
        Err(error) if error.is_outcome_unknown() => Outcome::Unknown(error.problem()),
        Err(error) => Outcome::Refused(error.problem()),
    }
}

fn settle(outcomes: &mut Outcomes, listed: &[Invitation]) {
    for (address, outcome) in outcomes {
        let Outcome::Unknown(problem) = outcome else {
            continue;
        };
        let is_listed = listed
            .iter()
            .any(|one| one.email.as_deref() == Some(address));
        *outcome = if is_listed {
            Outcome::Invited
        } else {
            Outcome::Refused(Problem {
                detail: format!("{} The list has no such invitation.", problem.detail),
                ..problem.clone()
            })
        };
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::Method;
    use serde_json::json;

    use super::*;

    fn error(kind: ErrorKind) -> ApiError {
        ApiError {
            operation: "invitationCreate",
            method: Method::Post,
            kind,
        }
    }

    fn refused(status: u16) -> ApiError {
        error(ErrorKind::Refused {
            status,
            message: "no".into(),
            request_id: None,
        })
    }

    #[test]
    fn an_unanswered_line_is_unknown_and_a_refused_one_is_not() {
        assert!(matches!(
            outcome_of(&Err(refused(400))),
            Outcome::Refused(_)
        ));
        assert!(matches!(
            outcome_of(&Err(refused(409))),
            Outcome::Refused(_)
        ));
        assert!(matches!(
            outcome_of(&Err(refused(500))),
            Outcome::Unknown(_)
        ));
        let cut = error(ErrorKind::Interrupted);
        assert!(matches!(outcome_of(&Err(cut)), Outcome::Unknown(_)));
    }

    #[test]
    fn what_every_line_would_meet_stops_the_queue() {
        for kind in [
            ErrorKind::Offline,
            ErrorKind::RelayDown,
            ErrorKind::ReadOnly,
        ] {
            assert!(is_final(&error(kind)));
        }
        assert!(is_final(&refused(403)));
        for status in [400, 409, 500] {
            assert!(!is_final(&refused(status)));
        }
        assert!(!is_final(&error(ErrorKind::TimedOut)));
    }

    #[test]
    fn a_look_settles_what_was_unknown() {
        let mut outcomes = Outcomes::from([
            ("a@x.com".to_owned(), outcome_of(&Err(refused(500)))),
            ("b@x.com".to_owned(), outcome_of(&Err(refused(500)))),
            ("c@x.com".to_owned(), Outcome::Invited),
        ]);
        let json = json!({ "id": "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11", "email": "a@x.com" });
        let listed: Invitation = serde_json::from_value(json).expect("an invitation");
        settle(&mut outcomes, &[listed]);
        assert_eq!(outcomes["a@x.com"], Outcome::Invited);
        assert!(matches!(outcomes["b@x.com"], Outcome::Refused(_)));
        assert_eq!(outcomes["c@x.com"], Outcome::Invited);
    }
}
