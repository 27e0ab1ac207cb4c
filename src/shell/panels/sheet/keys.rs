use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use crate::{
    shell::shortcuts::{Shortcuts, conflict},
    ui::{Button, Tone, dynamic, unique_id},
};

/// Keys as they are pressed, one after the other.
#[component]
pub fn Shown(#[prop(into)] keys: Signal<String>) -> impl IntoView {
    let each = move || {
        let keys = keys.get();
        let key = |key: &str| match key {
            "or" => view! { " or " }.into_any(),
            key => view! { <kbd>{key.to_owned()}</kbd> }.into_any(),
        };
        keys.split(' ').map(key).collect_view()
    };
    dynamic(each)
}

/// One shortcut and the way to give it other keys: by pressing them, then Enter. Nothing is timed.
#[component]
pub fn Keys(
    /// The keys it has unless somebody gave it others.
    ours: String,
    what: String,
    /// All shortcuts, for what is taken.
    all: StoredValue<Vec<(String, String)>>,
    /// What was done, for whoever does not see it.
    told: RwSignal<String>,
) -> impl IntoView {
    let bindings = expect_context::<Shortcuts>().bindings();
    // What was pressed so far, while keys are asked for.
    let pressed = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<String>);
    let ask = NodeRef::<html::Button>::new();
    let (ours, what) = (StoredValue::new(ours), StoredValue::new(what));
    let bound = Signal::derive(move || ours.with_value(|ours| bindings.read().of(ours).to_owned()));
    let is_asking = Memo::new(move |_| pressed.read().is_some());
    let is_changed = Memo::new(move |_| ours.with_value(|ours| bindings.read().is_changed(ours)));
    let bind = move |wanted: &str| {
        let taken = bindings.with_untracked(|bindings| {
            ours.with_value(|ours| all.with_value(|all| conflict(bindings, ours, wanted, all)))
        });
        let is_bound = taken.is_none();
        problem.set(taken);
        if is_bound {
            ours.with_value(|ours| bindings.update(|bindings| bindings.set(ours, wanted)));
            pressed.set(None);
            told.set(what.with_value(|what| format!("{what} has the keys {wanted} now.")));
        }
    };
    let stop = move || {
        pressed.set(None);
        problem.set(None);
    };
    let key = move |event: KeyboardEvent| {
        if !is_asking.get_untracked() || event.is_composing() {
            return;
        }
        let key = event.key();
        match key.as_str() {
            "Escape" => stop(),
            "Enter" => {
                let wanted = pressed.get_untracked().unwrap_or_default();
                if wanted.is_empty() {
                    problem.set(Some("Press a key first".into()));
                } else {
                    bind(&wanted);
                }
            }
            "Backspace" => pressed.set(Some(String::new())),
            key => {
                let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
                if key.chars().count() != 1 || key == " " || has_modifier {
                    return;
                }
                problem.set(None);
                pressed.update(|pressed| {
                    let before = pressed.clone().unwrap_or_default();
                    // A third begins anew.
                    let one = before.chars().count() == 1;
                    *pressed = Some(if one {
                        format!("{before} {key}")
                    } else {
                        key.to_owned()
                    });
                });
            }
        }
        event.prevent_default();
        // Escape belongs to the question, not to the dialog around it.
        event.stop_propagation();
    };
    let start = move |_| {
        if !is_asking.get_untracked() {
            problem.set(None);
            pressed.set(Some(String::new()));
        }
    };
    let reset = move || {
        let ours = ours.get_value();
        bind(&ours);
        // The button that was pressed is gone.
        if let Some(ask) = ask.get_untracked() {
            _ = ask.focus();
        }
    };
    let words = move || match pressed.get() {
        None => "Change".to_owned(),
        Some(keys) if keys.is_empty() => "Press one or two keys".to_owned(),
        Some(keys) => format!("{keys}, then Enter"),
    };
    let problem_id = unique_id("keys");
    let described = problem_id.clone();
    let name = move || what.get_value();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <Shown keys=bound />
            </td>
            <td>
                <button
                    type="button"
                    class="button button--plain"
                    aria-pressed=move || is_asking.get().to_string()
                    aria-describedby=described
                    node_ref=ask
                    on:click=start
                    on:keydown=key
                    on:blur=move |_| stop()
                >
                    {words}
                    <span class="visually-hidden">" the keys of " {name}</span>
                </button>
                <Show when=move || is_changed.get()>
                    <Button tone=Tone::Plain on_click=reset>
                        "Reset"
                        <span class="visually-hidden">" the keys of " {name}</span>
                    </Button>
                </Show>
                <Taken id=problem_id problem />
            </td>
        </tr>
    }
}

/// Why the keys that were pressed cannot be had.
#[component]
fn Taken(id: String, problem: RwSignal<Option<String>>) -> impl IntoView {
    dynamic(move || {
        let id = id.clone();
        problem.get().map(|problem| {
            view! {
                <p id=id class="field__problem" role="alert">
                    {problem}
                </p>
            }
        })
    })
}
