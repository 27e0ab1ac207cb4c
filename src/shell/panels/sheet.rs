mod keys;

use leptos::prelude::*;

use self::keys::{Keys, Shown};
use super::{Panel, Panels};
use crate::{
    session::Session,
    shell::{
        places::places,
        shortcuts::{Bindings, FILTER, SHEET, Shortcuts},
    },
    ui::{ACTION_KEYS, Button, CheckboxField, Dialog},
};

/// Every shortcut there is now: each can be given other keys, and a switch turns those of single keys off (WCAG
/// 2.1.4).
#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let panels = expect_context::<Panels>();
    view! {
        <Dialog
            title="Keyboard shortcuts"
            open=panels.is(Panel::Shortcuts)
            on_close=Callback::new(move |()| panels.close())
        >
            <Sheet />
        </Dialog>
    }
}

/// Our own keys and what they do, as far as others can be given.
fn changeable() -> Vec<(String, String)> {
    let session = expect_context::<Session>();
    let mut all = vec![
        (SHEET.to_owned(), "Keyboard shortcuts".to_owned()),
        (FILTER.to_owned(), "Filter the list".to_owned()),
    ];
    let current = session.current().get_untracked();
    for place in current.iter().flat_map(|now| places(&now.organization)) {
        if let Some(keys) = place.keys {
            all.push((keys.to_owned(), place.label.to_owned()));
        }
    }
    // Whether the page on view offers them or not: their keys are taken.
    all.extend(ACTION_KEYS.map(|(what, key)| (key.to_string(), what.to_owned())));
    all
}

#[component]
fn Sheet() -> impl IntoView {
    let shortcuts = expect_context::<Shortcuts>();
    let all = StoredValue::new(changeable());
    let told = RwSignal::new(String::new());
    let fixed = [
        ("Ctrl K or ⌘ K", "Search or jump to"),
        ("Esc", "Close what is open"),
    ];
    let fixed = fixed.map(|(keys, what)| {
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td>
                    <Shown keys=Signal::stored(keys.to_owned()) />
                </td>
                <td></td>
            </tr>
        }
    });
    let rows = all
        .get_value()
        .into_iter()
        .map(|(ours, what)| view! { <Keys ours what all told /> });
    let rows = rows.collect_view();
    let bindings = shortcuts.bindings();
    let unchanged = Signal::derive(move || {
        let is_any = bindings.read().is_any_changed();
        (!is_any).then(|| "No key was changed.".to_owned())
    });
    let reset_all = move || {
        bindings.set(Bindings::default());
        told.set("All shortcuts have their first keys again.".into());
    };
    view! {
        <div class="dialog__body">
            <CheckboxField
                label="Shortcuts of single keys"
                checked=shortcuts.enabled()
                hint="Without them only Ctrl K or ⌘ K stays. Kept in this browser, as the keys are."
            />
            <table class="shortcuts" aria-label="Keyboard shortcuts">
                <tbody>{fixed} {rows}</tbody>
            </table>
            <p class="hint" role="status">
                {told}
            </p>
            <Button refused=unchanged on_click=reset_all>
                "Reset all keys"
            </Button>
        </div>
    }
}
