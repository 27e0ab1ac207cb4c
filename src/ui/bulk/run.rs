//! The requests of one bulk action, one after the other.

use leptos::{prelude::*, task::spawn_local};

use super::{BulkAction, Candidate, Selection, Unsent};
use crate::ui::Problem;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Waiting,
    Sending,
    Done,
    /// Nothing was sent, and why.
    Skipped(String),
    Failed(Problem),
    /// No answer says whether it was done; a person has to look.
    Unknown(Problem),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Job {
    pub(super) key: String,
    pub(super) label: String,
    /// What the row was when the question was asked.
    facts: Option<String>,
    pub(super) outcome: Outcome,
}

/// How old a reading of the rows may be when requests go on, in milliseconds.
const FRESH_MS: f64 = 30_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing was sent yet.
    Asking,
    Running,
    Paused,
    Finished,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) done: usize,
    pub(super) skipped: usize,
    pub(super) failed: usize,
    pub(super) unknown: usize,
    pub(super) left: usize,
}

pub(super) fn tally(jobs: &[Job]) -> Tally {
    let mut tally = Tally::default();
    for job in jobs {
        match job.outcome {
            Outcome::Waiting | Outcome::Sending => tally.left += 1,
            Outcome::Done => tally.done += 1,
            Outcome::Skipped(_) => tally.skipped += 1,
            Outcome::Failed(_) => tally.failed += 1,
            Outcome::Unknown(_) => tally.unknown += 1,
        }
    }
    tally
}

/// Why nothing is sent for a row: by the rules, or because it is another thing than the one that was confirmed.
fn why_skipped(refused: Option<String>, asked: Option<&str>, now: Option<&str>) -> Option<String> {
    refused.or_else(|| {
        let now = now.filter(|now| asked != Some(now))?;
        Some(format!(
            "It is not what it was when this was asked. It is now: {now}."
        ))
    })
}

/// Takes up the next job that waits.
fn next(jobs: &mut [Job]) -> Option<(usize, String)> {
    let place = jobs
        .iter()
        .position(|job| job.outcome == Outcome::Waiting)?;
    jobs[place].outcome = Outcome::Sending;
    Some((place, jobs[place].key.clone()))
}

/// What was neither done nor left out yet, by its labels; what is being sent stands first.
fn left(jobs: &[Job]) -> Vec<String> {
    let open = |job: &&Job| matches!(job.outcome, Outcome::Waiting | Outcome::Sending);
    jobs.iter()
        .filter(open)
        .map(|job| job.label.clone())
        .collect()
}

/// Failed jobs wait again. One without an answer does not: it may have been done.
fn retry(jobs: &mut [Job]) {
    for job in jobs {
        if matches!(job.outcome, Outcome::Failed(_)) {
            job.outcome = Outcome::Waiting;
        }
    }
}

fn outcome(answer: Result<(), Unsent>) -> Outcome {
    match answer {
        Ok(()) => Outcome::Done,
        Err(Unsent {
            problem,
            is_unknown: true,
        }) => Outcome::Unknown(problem),
        Err(Unsent { problem, .. }) => Outcome::Failed(problem),
    }
}

#[derive(Clone, Copy)]
pub(super) struct Run {
    selection: Selection,
    number: RwSignal<usize>,
    pub(super) jobs: RwSignal<Vec<Job>>,
    /// Label and reason of what is left out.
    pub(super) left_out: RwSignal<Vec<(String, String)>>,
    pub(super) phase: RwSignal<Phase>,
    pub(super) told: RwSignal<String>,
    /// Why the rows could not be read anew.
    pub(super) problem: RwSignal<Option<Problem>>,
    looked_at: StoredValue<f64>,
    /// Requests go out, or the session is over and what they leave undone was named.
    sending: StoredValue<bool>,
}

impl Run {
    pub(super) fn new(selection: Selection) -> Self {
        Self {
            selection,
            number: RwSignal::new(0),
            jobs: RwSignal::new(Vec::new()),
            left_out: RwSignal::new(Vec::new()),
            phase: RwSignal::new(Phase::Finished),
            told: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            looked_at: StoredValue::new(0.0),
            sending: StoredValue::new(false),
        }
    }

    pub(super) fn one(self) -> &'static str {
        self.selection.one()
    }

    pub(super) fn prepare(self, number: usize, candidates: Vec<Candidate>) {
        let mut jobs = Vec::new();
        let mut left_out = Vec::new();
        for candidate in candidates {
            let Candidate {
                key,
                label,
                refused,
                facts,
            } = candidate;
            match refused {
                Some(reason) => left_out.push((label, reason)),
                None => jobs.push(Job {
                    key,
                    label,
                    facts,
                    outcome: Outcome::Waiting,
                }),
            }
        }
        self.problem.set(None);
        self.looked_at.set_value(0.0);
        self.number.set(number);
        self.jobs.set(jobs);
        self.left_out.set(left_out);
        self.told.set(String::new());
        self.phase.set(Phase::Asking);
    }

    /// The action that was paused and how many requests of it are left.
    pub(super) fn unfinished(self) -> Option<(usize, usize)> {
        let left = tally(&self.jobs.read()).left;
        (self.phase.get() == Phase::Paused && left > 0).then(|| (self.number.get(), left))
    }

    pub(super) fn pause(self) {
        self.phase.set(Phase::Paused);
    }

    pub(super) fn retry(self, action: BulkAction) {
        self.jobs.update(|jobs| retry(jobs));
        self.go(action);
    }

    /// Sends until nothing waits, it is paused, or the page is left.
    pub(super) fn go(self, action: BulkAction) {
        self.phase.set(Phase::Running);
        if self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            let all = self
                .jobs
                .try_with_untracked(|jobs| left(jobs))
                .unwrap_or_default();
            let is_over = if self.look(&action).await {
                self.send_all(&action).await
            } else {
                (action.over)(all)
            };
            self.sending.try_set_value(is_over);
        });
    }

    /// Names what a paused run leaves undone; to be called when its page goes. Requests under way name it themselves.
    pub(super) fn end(self, action: impl FnOnce(usize) -> Option<BulkAction>) {
        let is_paused = self.phase.try_get_untracked() == Some(Phase::Paused);
        if !is_paused || self.sending.try_get_value() != Some(false) {
            return;
        }
        let left = self.jobs.try_with_untracked(|jobs| left(jobs));
        let action = self.number.try_get_untracked().and_then(action);
        if let (Some(left), Some(action)) = (left, action) {
            (action.over)(left);
        }
    }

    /// Reads the rows anew unless that was just done. Without that nothing is sent.
    async fn look(self, action: &BulkAction) -> bool {
        self.problem.set(None);
        if js_sys::Date::now() - self.looked_at.get_value() < FRESH_MS {
            return true;
        }
        match action.look.run(()).await {
            Ok(()) => self.looked_at.try_set_value(js_sys::Date::now()).is_none(),
            Err(problem) => {
                self.problem.try_set(Some(problem));
                self.phase.try_set(Phase::Paused);
                false
            }
        }
    }

    /// Says whether the session is over.
    async fn send_all(self, action: &BulkAction) -> bool {
        while self.phase.try_get_untracked() == Some(Phase::Running) {
            let Some(job) = self.jobs.try_update(|jobs| next(jobs)) else {
                break;
            };
            let Some((place, key)) = job else {
                self.phase.set(Phase::Finished);
                break;
            };
            let Some(told) = self.told.try_get_untracked() else {
                break;
            };
            let skipped = self.why_skipped(action, place, &key, &told);
            // Taken now: with the session, the page is gone.
            let left = self.jobs.with_untracked(|jobs| left(jobs));
            let outcome = match skipped {
                Some(reason) => Outcome::Skipped(reason),
                None => outcome(action.run.run((key, told)).await),
            };
            let has_failed = matches!(outcome, Outcome::Failed(_));
            // The first of them is this one.
            let left = left.into_iter().skip(usize::from(!has_failed)).collect();
            let is_gone = self
                .jobs
                .try_update(|jobs| jobs[place].outcome = outcome)
                .is_none();
            // Another call may have ended the session while this one was carried out.
            if (has_failed || is_gone) && (action.over)(left) {
                return true;
            }
        }
        false
    }

    fn why_skipped(
        self,
        action: &BulkAction,
        place: usize,
        key: &str,
        told: &str,
    ) -> Option<String> {
        let (refused, now) = untrack(|| {
            let refused = action.refused.run((key.to_owned(), told.to_owned()));
            (refused, action.facts.run((key.to_owned(),)))
        });
        let jobs = self.jobs.read_untracked();
        why_skipped(refused, jobs[place].facts.as_deref(), now.as_deref())
    }

    /// Takes what is done off the selection, and what is gone, so that what failed is left there.
    pub(super) fn deselect_done(self) {
        let jobs = self.jobs.get_untracked();
        let done = jobs.into_iter().filter(|job| job.outcome == Outcome::Done);
        let done: Vec<String> = done.map(|job| job.key).collect();
        self.selection.deselect(&done);
        self.selection.deselect_gone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(count: usize) -> Vec<Job> {
        let job = |number: usize| Job {
            key: number.to_string(),
            label: number.to_string(),
            facts: None,
            outcome: Outcome::Waiting,
        };
        (0..count).map(job).collect()
    }

    fn unsent(is_unknown: bool) -> Outcome {
        outcome(Err(Unsent {
            problem: Problem::default(),
            is_unknown,
        }))
    }

    #[test]
    fn each_job_is_taken_up_once() {
        let mut jobs = jobs(2);
        assert_eq!(next(&mut jobs), Some((0, "0".into())));
        assert_eq!(next(&mut jobs), Some((1, "1".into())));
        assert_eq!(next(&mut jobs), None);
        assert_eq!(tally(&jobs).left, 2);
    }

    #[test]
    fn only_what_failed_is_tried_again() {
        let mut jobs = jobs(4);
        jobs[0].outcome = outcome(Ok(()));
        jobs[1].outcome = unsent(false);
        jobs[2].outcome = unsent(true);
        let expected = Tally {
            done: 1,
            skipped: 0,
            failed: 1,
            unknown: 1,
            left: 1,
        };
        assert_eq!(tally(&jobs), expected);
        retry(&mut jobs);
        assert_eq!(next(&mut jobs), Some((1, "1".into())));
        assert_eq!(next(&mut jobs), Some((3, "3".into())));
        assert_eq!(
            next(&mut jobs),
            None,
            "an unanswered write is never repeated"
        );
    }

    #[test]
    fn a_row_that_is_otherwise_is_left_out_with_the_reason() {
        let asked = Some("prod, running");
        assert_eq!(why_skipped(None, asked, asked), None);
        let refused = Some("The service is already stopped.".to_owned());
        assert_eq!(
            why_skipped(refused.clone(), asked, Some("prod, stopped")),
            refused
        );
        let renamed = why_skipped(None, asked, Some("live, running"));
        assert!(renamed.is_some_and(|reason| reason.contains("live, running")));
        let mut jobs = jobs(1);
        jobs[0].outcome = Outcome::Skipped("prod is gone".into());
        retry(&mut jobs);
        assert_eq!(
            next(&mut jobs),
            None,
            "what was left out is not tried again"
        );
        assert_eq!(tally(&jobs).skipped, 1);
    }
}
