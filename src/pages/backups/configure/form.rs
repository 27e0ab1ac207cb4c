use cloud_api::backups::{
    PERIOD_DEFAULT_HOURS, PERIODS_HOURS, PERIODS_WITH_START_TIME_HOURS, Schedule,
};
use leptos::prelude::*;

use super::{
    consequences::{Consequences, deleted},
    draft::{Draft, Field},
    local::Offsets,
};
use crate::{
    pages::{
        backups::{of_service::OfService, words},
        editors::edit::Editing,
    },
    ui::{Button, FieldKind, FieldProblem, SelectField, TextField, Tone},
};

/// One field of the draft as a signal of its own, and back.
fn part(draft: RwSignal<Draft>, field: fn(&mut Draft) -> &mut String) -> RwSignal<String> {
    let read = move |mut draft: Draft| std::mem::take(field(&mut draft));
    let value = RwSignal::new(read(draft.get_untracked()));
    Effect::new(move |_| {
        let now = read(draft.get());
        if value.get_untracked() != now {
            value.set(now);
        }
    });
    Effect::new(move |_| {
        let now = value.get();
        if read(draft.get_untracked()) != now {
            draft.update(|draft| *field(draft) = now);
        }
    });
    value
}

/// Period, start time and retention, by the rules that the API has for them.
#[component]
pub(super) fn ScheduleEditor(editing: Editing<Schedule, Draft>) -> impl IntoView {
    let of: OfService = expect_context();
    let draft = editing.draft;
    let refused = editing.refused;
    let period = part(draft, |draft| &mut draft.period_hours);
    let start = part(draft, |draft| &mut draft.start_hour);
    let retention = part(draft, |draft| &mut draft.retention_days);
    let stored = Memo::new(move |_| of.schedule().unwrap_or_default());
    let problem = move |field: Field| {
        Signal::derive(move || {
            let checked = draft.read().check(stored.get()).err();
            checked.filter(|(of, _)| *of == field).map(|(_, text)| text)
        })
    };
    editing.reconfirm(move || {
        let now = of.now.get_untracked();
        let backups = of.list.latest().get();
        let backups = backups.as_deref().map(Vec::as_slice);
        let deleted = deleted(&draft.read(), stored.get(), backups, now);
        deleted.into_iter().collect()
    });
    let offsets = Offsets::here();
    let periods = PERIODS_HOURS.map(|hours| {
        let default = if hours == PERIOD_DEFAULT_HOURS {
            " (default)"
        } else {
            ""
        };
        let text = words::every(hours).replacen('e', "E", 1);
        let text = format!("{text}{default}");
        (hours.to_string(), text)
    });
    let any = (String::new(), "Any time (default)".to_owned());
    let hours = (0..24).map(|hour: u32| (hour.to_string(), offsets.option(hour)));
    let starts: Vec<(String, String)> = std::iter::once(any).chain(hours).collect();
    let period_hint = {
        let with_start: Vec<String> = PERIODS_WITH_START_TIME_HOURS
            .iter()
            .map(ToString::to_string)
            .collect();
        format!("With a start time only {} hours.", with_start.join(" or "))
    };
    let start_hint = Signal::derive(move || {
        let hour = start.read().parse::<u32>().ok()?;
        Some(offsets.hint(hour))
    });
    let is_default = Signal::derive(move || {
        let default = Draft::of(Schedule::default());
        (*draft.read() == default).then(|| "These are the defaults".to_owned())
    });
    let reset = Callback::new(move |()| draft.set(Draft::of(Schedule::default())));
    view! {
        <SelectField
            label="Period"
            value=period
            options=periods.to_vec()
            problem=problem(Field::Period)
            hint=period_hint
        />
        <SelectField
            label="Start time"
            value=start
            options=starts
            problem=problem(Field::Start)
            hint=start_hint
        />
        <TextField
            label="Retention (days)"
            value=retention
            problem=problem(Field::Retention)
            hint="How long backups are kept: 1 to 45 days, 1 by default. Kept backups are paid for."
            kind=FieldKind::Number
        />
        <p>
            <Button tone=Tone::Plain refused=is_default on_click=reset>
                "Reset to default"
            </Button>
        </p>
        <FieldProblem problem=refused />
        <Consequences draft stored />
    }
}
