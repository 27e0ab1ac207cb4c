use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{
    days::{Days, read},
    load::Loading,
    range::{Choice, problem},
};
use crate::{
    format::dates::date,
    ui::{FieldKind, FieldProblem, TextField},
};

/// Two days of UTC.
#[component]
pub fn CustomRange(loading: Loading, #[prop(into)] go_to: Callback<(Choice,)>) -> impl IntoView {
    let days = loading.days.get_untracked();
    let from = RwSignal::new(date(days.from));
    let to = RwSignal::new(date(days.to));
    let refused = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let from = read(&from.read_untracked());
        let to = read(&to.read_untracked());
        let Some((from, to)) = from.zip(to) else {
            refused.set(Some("Both a first and a last day are needed.".into()));
            return;
        };
        let range = Days { from, to };
        match problem(range, loading.today.get_untracked()) {
            None => go_to.run((Choice::Custom(range),)),
            refusal => refused.set(refusal),
        }
    };
    view! {
        <form class="range__form" aria-label="Custom range" novalidate on:submit=submit>
            <TextField label="First day, UTC" value=from kind=FieldKind::Date />
            <TextField label="Last day, UTC" value=to kind=FieldKind::Date />
            <button type="submit" class="button button--primary">
                "Show range"
            </button>
            <FieldProblem problem=refused />
        </form>
    }
}
