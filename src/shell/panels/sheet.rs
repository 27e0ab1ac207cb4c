use leptos::prelude::*;

use super::{Panel, Panels};
use crate::{
    offers::Offers,
    session::Session,
    shell::{places::places, shortcuts::Shortcuts},
    ui::{CheckboxField, Dialog},
};

/// Every shortcut there is now, and the switch that turns those of a single key off (WCAG 2.1.4).
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

#[component]
fn Sheet() -> impl IntoView {
    let session = expect_context::<Session>();
    let offers = expect_context::<Offers>();
    let shortcuts = expect_context::<Shortcuts>();
    let mut rows = vec![
        ("Ctrl K or ⌘ K".to_owned(), "Search or jump to".to_owned()),
        ("?".into(), "Keyboard shortcuts".into()),
        ("/".into(), "Filter the list".into()),
        ("Esc".into(), "Close what is open".into()),
    ];
    let current = session.current().get_untracked();
    for place in current.iter().flat_map(|now| places(&now.organization)) {
        if let Some(keys) = place.keys {
            rows.push((keys.to_owned(), place.label.to_owned()));
        }
    }
    for (_, actions) in offers.now() {
        for action in actions {
            if let Some(key) = action.key {
                rows.push((key.to_string(), action.label.to_owned()));
            }
        }
    }
    let rows = rows.into_iter().map(|(keys, what)| {
        let keys = keys
            .split(' ')
            .map(|key| match key {
                "or" => view! { " or " }.into_any(),
                key => view! { <kbd>{key.to_owned()}</kbd> }.into_any(),
            })
            .collect_view();
        view! {
            <tr>
                <th scope="row">{what}</th>
                <td>{keys}</td>
            </tr>
        }
    });
    view! {
        <div class="dialog__body">
            <table class="shortcuts" aria-label="Keyboard shortcuts">
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <CheckboxField
                label="Shortcuts of single keys"
                checked=shortcuts.enabled()
                hint="Without them only Ctrl K or ⌘ K stays. Kept in this browser."
            />
        </div>
    }
}
