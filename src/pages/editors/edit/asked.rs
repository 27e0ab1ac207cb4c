//! A question that wants a yes: what it was asked about, and whether that is still so when the answer is given.

use leptos::prelude::*;

use super::meanwhile::{ASKED, ChangedMeanwhile, Question};
use crate::ui::{ChangeLine, dynamic};

/// What a question is about, by name: what it tells, and what decides the answer.
pub type Facts = Vec<(&'static str, String)>;

/// The facts as somebody saw them when the question opened.
#[derive(Clone, Copy)]
pub struct Asked {
    told: RwSignal<Facts>,
    /// When they were read; milliseconds since the epoch.
    since: RwSignal<f64>,
    /// What is otherwise now.
    elsewhere: RwSignal<Vec<ChangeLine>>,
}

impl Asked {
    /// Takes the facts, and when they were read, each time the question opens: what changes on view while it is
    /// open was not there when it was read.
    pub fn new(open: Signal<bool>, facts: impl Fn() -> (Facts, Option<f64>) + 'static) -> Self {
        let asked = Self {
            told: RwSignal::new(Facts::new()),
            since: RwSignal::new(0.0),
            elsewhere: RwSignal::new(Vec::new()),
        };
        let open = Memo::new(move |_| open.get());
        Effect::new(move |_| {
            if open.get() {
                let (told, since) = untrack(&facts);
                asked.told.set(told);
                asked.since.set(since.unwrap_or_else(js_sys::Date::now));
                asked.elsewhere.set(Vec::new());
            }
        });
        asked
    }

    /// Whether what was just read is what was told. Where it is not, that is shown, and stands for what was told
    /// from then on: the next yes is given to it.
    pub fn holds(self, now: Facts) -> bool {
        let Some(lines) = self.told.try_with_untracked(|told| differences(told, &now)) else {
            // Nobody is there any more who could decide.
            return false;
        };
        let holds = lines.is_empty();
        self.elsewhere.try_set(lines);
        if !holds {
            self.told.try_set(now);
        }
        holds
    }

    /// Says what is otherwise and who did it. `question` is asked of the audit log, given when the facts were read.
    pub fn view(
        self,
        question: impl Fn(f64) -> Option<Question> + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let differs = Memo::new(move |_| !self.elsewhere.read().is_empty());
        let content = move || {
            let question = differs
                .get()
                .then(|| untrack(move || question(self.since.get())));
            question.flatten().map(|question| {
                view! { <ChangedMeanwhile lines=self.elsewhere question said=ASKED label="Otherwise now" /> }
            })
        };
        dynamic(content).into_any()
    }
}

/// What changed of the facts that are known now.
fn differences(told: &Facts, now: &Facts) -> Vec<ChangeLine> {
    let lines = now.iter().flat_map(|(name, after)| {
        let before = told.iter().find(|(known, _)| known == name);
        let lines = match before {
            Some((_, before)) => ChangeLine::between(before, after),
            None => vec![ChangeLine::added(after.clone())],
        };
        lines.into_iter().map(|line| line.of(*name))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(facts: &[(&'static str, &str)]) -> Facts {
        facts
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    }

    #[test]
    fn only_what_differs_is_told() {
        let told = facts(&[("Name", "prod"), ("State", "running")]);
        assert!(differences(&told, &told).is_empty());
        assert_eq!(
            differences(&told, &facts(&[("Name", "prod"), ("State", "stopped")])),
            [ChangeLine::changed("running", "stopped").of("State")]
        );
    }

    #[test]
    fn of_what_is_gone_nothing_else_is_told() {
        let told = facts(&[("Name", "prod"), ("State", "running")]);
        let lines = differences(&told, &facts(&[("State", "gone")]));
        assert_eq!(lines, [ChangeLine::changed("running", "gone").of("State")]);
    }
}
