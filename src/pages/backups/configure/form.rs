use cloud_api::backups::{
    PERIOD_DEFAULT_HOURS, PERIODS_HOURS, PERIODS_WITH_START_TIME_HOURS, Schedule,
};
use leptos::prelude::*;

use super::{
    Form,
    draft::{Draft, Field},
    local::Offsets,
};
use crate::{
    pages::backups::words,
    ui::{Button, FieldKind, SelectField, TextField, Tone},
};

#[component]
pub(super) fn Fields(form: Form) -> impl IntoView {
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
        let hour = form.start.read().parse::<u32>().ok()?;
        Some(offsets.hint(hour))
    });
    let is_default = Signal::derive(move || {
        let draft = Draft::of(Schedule::default());
        (form.draft() == draft).then(|| "These are the defaults".to_owned())
    });
    let reset = Callback::new(move |()| form.set(Draft::of(Schedule::default())));
    view! {
        <SelectField
            label="Period"
            value=form.period
            options=periods.to_vec()
            problem=form.problem(Field::Period)
            hint=period_hint
        />
        <SelectField
            label="Start time"
            value=form.start
            options=starts
            problem=form.problem(Field::Start)
            hint=start_hint
        />
        <TextField
            label="Retention (days)"
            value=form.retention
            problem=form.problem(Field::Retention)
            hint="How long backups are kept: 1 to 45 days, 1 by default. Kept backups are paid for."
            kind=FieldKind::Number
        />
        <p>
            <Button tone=Tone::Plain refused=is_default on_click=reset>
                "Reset to default"
            </Button>
        </p>
    }
}
