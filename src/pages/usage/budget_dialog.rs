use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{
    budget::{keep, read},
    credits::Credits,
};
use crate::{
    dialogs::Dialogs,
    ui::{FieldKind, FormDialog, Problem, TextField},
};

pub const BUDGET: &str = "budget";

/// Sets, changes or removes the budget of a month.
#[component]
pub fn BudgetDialog(
    dialogs: Dialogs,
    organization: StoredValue<OrganizationId>,
    budget: RwSignal<Option<Credits>>,
) -> impl IntoView {
    let open = dialogs.is_open(BUDGET);
    let text = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let before = move || budget.get().map(Credits::exact).unwrap_or_default();
    Effect::new(move |_| {
        if open.get() {
            text.set(untrack(before));
            tried.set(false);
        }
    });
    let problem = Signal::derive(move || {
        let refusal = read(&text.read()).err().filter(|_| tried.get());
        refusal.map(ToOwned::to_owned)
    });
    let dirty = Signal::derive(move || open.get() && *text.read() != before());
    let wanted = move || read(&text.get_untracked());
    let submit = move || match wanted() {
        Ok(wanted) => {
            keep(&organization.get_value(), wanted);
            budget.set(wanted);
            // What was typed is the budget now, so closing loses nothing.
            text.set(untrack(before));
            dialogs.close();
        }
        Err(_) => tried.set(true),
    };
    let hint = Signal::stored(Some(
        "Kept in this browser for this organization; the API has no budgets and no alerts. Empty for none.".to_owned(),
    ));
    view! {
        <FormDialog
            title="Budget for a month"
            open
            submit="Save budget"
            pending=false
            problem=Signal::stored(None::<Problem>)
            dirty
            on_submit=submit
            on_close=move || dialogs.close()
        >
            <TextField
                label="Credits (CHC) for each month of UTC"
                value=text
                kind=FieldKind::Number
                problem
                hint
                autofocus=true
            />
        </FormDialog>
    }
}
