//! What xtask says, and how it fails: in whole sentences.

use std::{
    fmt::{self, Display},
    time::{Duration, Instant},
};

/// A sentence for the person at the terminal: what failed and what to do about it.
#[derive(Debug)]
pub(crate) struct Problem(String);

pub(crate) type Outcome<T = ()> = Result<T, Problem>;

impl Problem {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Turns an error into a problem that says what was being done.
pub(crate) trait While<T> {
    fn or_problem(self, doing: impl Display) -> Outcome<T>;
}

impl<T, E: Display> While<T> for Result<T, E> {
    fn or_problem(self, doing: impl Display) -> Outcome<T> {
        self.map_err(|error| Problem(format!("{doing}: {error}")))
    }
}

/// Announces a piece of work, does it, and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n== {name}");
    let started = Instant::now();
    let result = work();
    match &result {
        Ok(_) => println!("== {name}: done in {}", seconds(started.elapsed())),
        Err(_) => println!("== {name}: failed after {}", seconds(started.elapsed())),
    }
    result
}

/// `0.4 s`, `12 s`, `3 min 5 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f32()),
        whole @ 10..60 => format!("{whole} s"),
        whole => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_a_person_would_say_it() {
        assert_eq!(seconds(Duration::from_millis(430)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(12)), "12 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 5 s");
    }

    #[test]
    fn a_problem_says_what_was_being_done() {
        let result: Result<(), _> = Err("no space left");
        let problem = result
            .or_problem("writing dist")
            .expect_err("an error stays an error");
        assert_eq!(problem.to_string(), "writing dist: no space left");
    }
}
