//! When a key expires, as it is chosen.

use leptos::prelude::*;

use crate::{
    draft,
    moment::{self, DAY},
    ui::{Choice, FieldKind, Icon, RadioGroup, TextField},
};

/// What stands as it was; offered only where there is something that stands.
pub const KEEP: &str = "keep";
const DATE: &str = "date";
const NEVER: &str = "never";
const DAYS: [(&str, i64); 3] = [("30", 30), ("90", 90), ("365", 365)];

draft!(
    ExpiryDraft,
    ExpiryFields {
        choice: String = "90".into(),
        /// The last day of the key, as the browser's date field writes it.
        date: String = String::new(),
    }
);

impl ExpiryDraft {
    pub fn of(choice: &str) -> Self {
        Self {
            choice: choice.into(),
            date: String::new(),
        }
    }

    /// `expireAt`, `None` for never; or what is wrong.
    pub fn expire_at(&self, now: i64) -> Result<Option<String>, String> {
        if let Some((_, days)) = DAYS.iter().find(|(word, _)| *word == self.choice) {
            return Ok(Some(moment::rfc3339(now + days * DAY)));
        }
        match self.choice.as_str() {
            NEVER => Ok(None),
            DATE => {
                let day = moment::parse_date(&self.date).ok_or("Choose the last day of the key")?;
                let end = day + DAY - 1_000;
                if end <= now {
                    return Err("This day is over: choose one that is not".into());
                }
                Ok(Some(moment::rfc3339(end)))
            }
            _ => Err("Choose when the key expires".into()),
        }
    }
}

#[component]
pub fn ExpiryField(
    fields: ExpiryFields,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    /// What stands now and can be kept, in words.
    #[prop(optional, into)]
    kept: Signal<Option<String>>,
) -> impl IntoView {
    let ExpiryFields { choice, date } = fields;
    let options = Signal::derive(move || {
        let keep = kept
            .get()
            .map(|words| Choice::new(KEEP, format!("As it is: {words}")));
        let days = DAYS.map(|(word, days)| Choice::new(word, format!("In {days} days")));
        let rest = [
            Choice::new(DATE, "At the end of a day"),
            Choice::new(NEVER, "Never"),
        ];
        keep.into_iter().chain(days).chain(rest).collect::<Vec<_>>()
    });
    let is_date = Memo::new(move |_| *choice.read() == DATE);
    let is_never = Memo::new(move |_| *choice.read() == NEVER);
    let of_choice = Signal::derive(move || problem.get().filter(|_| !is_date.get()));
    let of_date = Signal::derive(move || problem.get().filter(|_| is_date.get()));
    view! {
        <RadioGroup legend="Expires" value=choice options problem=of_choice />
        <Show when=move || is_date.get()>
            <TextField
                label="Last day"
                value=date
                kind=FieldKind::Date
                problem=of_date
                hint="The key works until 23:59:59 UTC of this day."
                required=true
            />
        </Show>
        <div role="status">
            <Show when=move || is_never.get()>
                <p class="warn">
                    <Icon name="warning" />
                    "A key that never expires stays dangerous for as long as its secret lies anywhere."
                </p>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expire_at(choice: &str, date: &str) -> Result<Option<String>, String> {
        let draft = ExpiryDraft {
            choice: choice.into(),
            date: date.into(),
        };
        draft.expire_at(moment::parse("2026-11-24T10:00:00Z").expect("a time"))
    }

    #[test]
    fn presets_count_from_now() {
        let at = |choice| expire_at(choice, "").expect("a preset").expect("an end");
        assert_eq!(at("30"), "2026-12-24T10:00:00Z");
        assert_eq!(at("90"), "2027-02-22T10:00:00Z");
        assert_eq!(at("365"), "2027-11-24T10:00:00Z");
        assert_eq!(expire_at(NEVER, ""), Ok(None));
    }

    #[test]
    fn a_day_is_meant_to_its_end() {
        assert_eq!(
            expire_at(DATE, "2026-11-24"),
            Ok(Some("2026-11-24T23:59:59Z".into()))
        );
    }

    #[test]
    fn the_past_and_no_day_at_all_are_refused() {
        assert!(expire_at(DATE, "2026-11-23").is_err_and(|text| text.contains("over")));
        assert!(expire_at(DATE, "").is_err());
        assert!(expire_at(DATE, "2026-02-30").is_err());
        assert!(expire_at("", "").is_err());
    }
}
