use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, ToggleEvent};

use super::{
    Button, Icon, Tone, dynamic,
    float::{Side, place},
    unique::unique_id,
};

/// The keys of actions on the pages that offer them, by what they do; one table, so that no two share a key.
pub const ACTION_KEYS: [(&str, char); 3] =
    [("Refresh", 'r'), ("Rename", 'e'), ("Show commands", 'x')];

/// Something that can be done to a thing, wherever it is offered.
#[derive(Clone)]
pub struct Action {
    pub label: &'static str,
    pub icon: Option<&'static str>,
    pub danger: bool,
    /// Why it may not be done now; it stays visible with this reason.
    pub refused: Option<String>,
    /// What one should know before doing it, such as what it costs.
    pub note: Option<&'static str>,
    /// The key that does it on its page.
    pub key: Option<char>,
    pub run: Callback<()>,
}

impl Action {
    pub fn new(label: &'static str, icon: &'static str, run: Callback<()>) -> Self {
        Self {
            label,
            icon: Some(icon),
            danger: false,
            refused: None,
            note: None,
            key: ACTION_KEYS
                .iter()
                .find(|(known, _)| *known == label)
                .map(|(_, key)| *key),
            run,
        }
    }

    /// The same, visible but refused where there is a reason against it.
    pub fn unless_refused(
        label: &'static str,
        icon: &'static str,
        refused: Option<String>,
        run: Callback<()>,
    ) -> Self {
        Self {
            refused,
            ..Self::new(label, icon, run)
        }
    }

    /// What stands beside the label: the reason against it, or else the note.
    pub fn remark(&self) -> Option<String> {
        self.refused.clone().or_else(|| self.note.map(Into::into))
    }
}

/// The first actions as buttons, the rest in a menu.
#[component]
pub fn ActionButtons(
    #[prop(into)] actions: Signal<Vec<Action>>,
    /// How many are buttons.
    shown: usize,
    /// The menu's accessible name, such as "More actions for analytics prod".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let buttons = move || {
        actions.get().into_iter().take(shown).map(|action| {
            let Action {
                label,
                icon,
                danger,
                refused,
                note,
                run,
                ..
            } = action;
            let tone = if danger { Tone::Danger } else { Tone::Normal };
            let note = note.map(ToOwned::to_owned);
            view! {
                <Button tone refused note on_click=run>
                    {icon.map(|name| view! { <Icon name /> })}
                    {label}
                </Button>
            }
        })
    };
    let rest = Signal::derive(move || actions.get().into_iter().skip(shown).collect::<Vec<_>>());
    let more = Memo::new(move |_| actions.read().len() > shown);
    view! {
        {move || buttons().collect_view()}
        <Show when=move || more.get()>
            <ActionMenu label actions=rest />
        </Show>
    }
}

/// A button that opens the actions as a menu.
///
/// The actions are asked for only while the menu is open, so a row costs one button.
#[component]
pub fn ActionMenu(
    /// The accessible name, such as "More actions for analytics prod".
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] actions: Signal<Vec<Action>>,
) -> impl IntoView {
    let id = unique_id("menu");
    let trigger = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| {
        let event: ToggleEvent = event.unchecked_into();
        open.set(event.new_state() == "open");
    };
    // Runs after the entries are in the document, because their closure asked for `open` first.
    Effect::new(move |_| {
        if let (true, Some(trigger), Some(menu)) = (open.get(), trigger.get(), menu.get()) {
            place(&trigger, &menu, &Side::End);
            focus_entry(&menu, Step::First);
        }
    });
    let show_by_arrow = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") {
            event.prevent_default();
            if let Some(menu) = menu.get_untracked() {
                _ = menu.show_popover();
            }
        }
    };
    let close = move || {
        if let (Some(trigger), Some(menu)) = (trigger.get_untracked(), menu.get_untracked()) {
            _ = menu.hide_popover();
            // Not every browser gives the focus back by itself, and a dialog that an action opens
            // must find the button to return to.
            _ = trigger.focus();
        }
    };
    let entries = move || {
        open.get().then(|| {
            let entries = actions
                .get()
                .into_iter()
                .map(|action| view! { <Entry action close /> });
            entries.collect_view()
        })
    };
    view! {
        <button
            type="button"
            class="button button--icon"
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || open.get().to_string()
            aria-label=label
            node_ref=trigger
            on:keydown=show_by_arrow
        >
            <Icon name="more" />
        </button>
        <div
            id=id
            class="menu"
            popover="auto"
            role="menu"
            aria-label=label
            node_ref=menu
            on:toggle=toggled
            on:keydown=move |event| move_focus(&event, menu, close)
        >
            {dynamic(entries)}
        </div>
    }
}

#[component]
fn Entry<F: Fn() + Copy + 'static>(action: Action, close: F) -> impl IntoView {
    let remark = action.remark();
    let Action {
        label,
        icon,
        danger,
        refused,
        run,
        ..
    } = action;
    let remark_id = unique_id("remark");
    let is_refused = refused.is_some();
    let click = move |_| {
        if !is_refused {
            close();
            run.run(());
        }
    };
    // The remark stands outside the entry: it describes it, and must not become part of its name.
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class=if danger { "menu__entry menu__entry--danger" } else { "menu__entry" }
            aria-describedby=remark.is_some().then(|| remark_id.clone())
            aria-disabled=is_refused.then_some("true")
            on:click=click
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span class="menu__label">{label}</span>
        </button>
        {remark
            .map(|remark| {
                view! {
                    <small id=remark_id class="menu__reason">
                        {remark}
                    </small>
                }
            })}
    }
}

#[derive(Clone, Copy)]
enum Step {
    First,
    Last,
    Next,
    Previous,
}

fn move_focus(event: &KeyboardEvent, menu: NodeRef<html::Div>, close: impl Fn()) {
    let step = match event.key().as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        "Escape" => {
            // Also keeps the key from a dialog around the menu.
            event.prevent_default();
            event.stop_propagation();
            return close();
        }
        "Tab" => return close(),
        _ => return,
    };
    event.prevent_default();
    if let Some(menu) = menu.get_untracked() {
        focus_entry(&menu, step);
    }
}

fn focus_entry(menu: &HtmlElement, step: Step) {
    let Ok(entries) = menu.query_selector_all("[role=menuitem]") else {
        return;
    };
    let count = entries.length();
    if count == 0 {
        return;
    }
    let active = document().active_element();
    let current = (0..count).find(|index| {
        let entry = entries.get(*index);
        entry.is_some() && entry.as_ref() == active.as_ref().map(AsRef::as_ref)
    });
    let wanted = match (step, current) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => count - 1,
        (Step::Next, Some(current)) => (current + 1) % count,
        (Step::Previous, Some(current)) => (current + count - 1) % count,
    };
    if let Some(entry) = entries.get(wanted) {
        _ = entry.unchecked_into::<HtmlElement>().focus();
    }
}
