use leptos::prelude::*;

use super::{FormDialog, Problem, TextField, dynamic};

/// Asks before something that cannot be taken back. Its failure is shown in place.
#[component]
pub fn ConfirmDialog(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    /// The name to be typed exactly, for what is worst.
    #[prop(optional, into)]
    typed: Signal<Option<String>>,
    /// The words on the button, naming the act: "Delete service".
    submit: &'static str,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] problem: Signal<Option<Problem>>,
    /// Why it may not be done now, whatever is typed.
    #[prop(optional, into)]
    submit_refused: Signal<Option<String>>,
    #[prop(into)] on_confirm: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
    /// What will happen.
    children: ChildrenFn,
) -> impl IntoView {
    let entered = RwSignal::new(String::new());
    // Each opening asks anew; what is known of the thing may change meanwhile and takes nothing that was typed.
    let opened = Memo::new(move |_| open.get());
    Effect::new(move |_| {
        if opened.get() {
            entered.set(String::new());
        }
    });
    let refused = Signal::derive(move || {
        let not_typed = || {
            let wanted = typed.get()?;
            (*entered.read() != wanted).then(|| format!("Type {wanted} first"))
        };
        submit_refused.get().or_else(not_typed)
    });
    let children = StoredValue::new(children);
    let field = move || {
        typed.get().map(|name| {
            let label = format!("Type {name} to confirm");
            view! { <TextField label value=entered autocomplete="off" mono=true /> }
        })
    };
    view! {
        <FormDialog
            title
            open
            submit
            danger
            pending
            problem
            submit_refused=refused
            on_submit=on_confirm
            on_close
        >
            <div class="confirm">{children.with_value(|children| children())}</div>
            {dynamic(field)}
        </FormDialog>
    }
}
