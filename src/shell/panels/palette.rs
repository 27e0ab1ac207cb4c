//! The command palette: one field that finds actions, services, pages and what was visited.

use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    Panel, Panels,
    results::{self, Does, Entry, Group},
    shell_actions::use_shell_actions,
};
use crate::{
    format,
    offers::Offers,
    query::Cache,
    session::Session,
    shell::{shortcuts::Shortcuts, visited::Visited},
    ui::{Dialog, Icon, dynamic},
};

const LIST: &str = "palette-results";

#[component]
pub fn Palette() -> impl IntoView {
    let panels = expect_context::<Panels>();
    view! {
        <Dialog
            title="Search or jump to"
            open=panels.is(Panel::Palette)
            on_close=Callback::new(move |()| panels.close())
        >
            <Finder />
        </Dialog>
    }
}

/// Everything that can be found, as it is known when the palette opens.
fn use_entries() -> Vec<Entry> {
    let session = expect_context::<Session>();
    let cache = expect_context::<Cache>();
    let own = use_shell_actions();
    let current = session.current();
    let Some(signed_in) = current.get_untracked() else {
        return Vec::new();
    };
    let mut known = results::known_services(cache, &signed_in.organization);
    let shortcuts = expect_context::<Shortcuts>();
    known.extend(results::pages(&signed_in.organization, shortcuts));
    let mut all = results::recent(&expect_context::<Visited>().newest(), &known);
    all.extend(known);
    all.extend(results::actions(expect_context::<Offers>(), own, shortcuts));
    all.extend(results::docs());
    all.sort_by_key(|entry| entry.group);
    all
}

#[component]
fn Finder() -> impl IntoView {
    let panels = expect_context::<Panels>();
    let navigate = use_navigate();
    let all = StoredValue::new(use_entries());
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(all.with_value(|all| results::find(all, "")));
    let at = RwSignal::new(0_usize);
    let list = NodeRef::<html::Div>::new();
    let search = move |typed: String| {
        found.set(all.with_value(|all| results::find(all, &typed)));
        text.set(typed);
        at.set(0);
    };
    let choose = Callback::new(move |(place,): (usize,)| {
        let chosen = found.with_untracked(|found| found.get(place).cloned());
        let Some(Entry {
            does,
            refused: None,
            ..
        }) = chosen
        else {
            return;
        };
        panels.close();
        let navigate = navigate.clone();
        // After the palette has closed and given the focus back, so that a dialog of the action
        // finds the element to return to.
        set_timeout(
            move || match does {
                Does::Go(href) => navigate(&href, NavigateOptions::default()),
                Does::Run(run) => run(),
                Does::Open(address) => {
                    // Refused only where the browser holds back new tabs, and says so itself.
                    _ = window()
                        .open_with_url_and_target_and_features(address, "_blank", "noopener");
                }
            },
            std::time::Duration::ZERO,
        );
    });
    let step = move |by: isize| {
        let count = found.read_untracked().len();
        if let (Ok(count), Ok(now)) = (isize::try_from(count), isize::try_from(at.get_untracked()))
            && count > 0
        {
            at.set((now + by).rem_euclid(count).unsigned_abs());
        }
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Enter" if !event.is_composing() => choose.run((at.get_untracked(),)),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move |_| {
        let option = option_id(at.get());
        found.track();
        if let (Some(list), Some(option)) = (list.get(), document().get_element_by_id(&option)) {
            scroll_to(&list, &option.unchecked_into());
        }
    });
    let active = move || (!found.read().is_empty()).then(|| option_id(at.get()));
    let count = move || format::plural(found.read().len(), "result", "results");
    let groups = move || {
        let mut place = 0;
        let found = found.get();
        found
            .chunk_by(|one, other| one.group == other.group)
            .map(|entries| {
                let first = place;
                place += entries.len();
                let group = entries.first().map_or(Group::Pages, |entry| entry.group);
                let entries = entries.to_vec();
                view! { <Entries group entries first at choose /> }
            })
            .collect_view()
    };
    view! {
        <div class="palette">
            <div class="palette__field">
                <Icon name="search" />
                <input
                    type="text"
                    role="combobox"
                    aria-label="Search or jump to"
                    aria-expanded="true"
                    aria-controls=LIST
                    aria-autocomplete="list"
                    aria-activedescendant=active
                    placeholder="Actions, services, pages, an id"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=text
                    on:input:target=move |event| search(event.target().value())
                    on:keydown=key
                />
            </div>
            <div
                id=LIST
                class="palette__list"
                role="listbox"
                aria-label="Results"
                hidden=move || found.read().is_empty()
                node_ref=list
            >
                {dynamic(groups)}
            </div>
            <Show when=move || found.read().is_empty()>
                <p class="palette__none">
                    "Nothing is called that. Services are found once they have been listed."
                </p>
            </Show>
            <p class="visually-hidden" role="status">
                {count}
            </p>
        </div>
    }
}

#[component]
fn Entries(
    group: Group,
    entries: Vec<Entry>,
    /// The place of the first one among all results.
    first: usize,
    at: RwSignal<usize>,
    choose: Callback<(usize,)>,
) -> impl IntoView {
    let entries = entries
        .into_iter()
        .enumerate()
        .map(|(place, entry)| view! { <Found entry place=first + place at choose /> })
        .collect_view();
    view! {
        <div role="group" aria-label=group.word() class="palette__group">
            <p class="palette__heading" aria-hidden="true">
                {group.word()}
            </p>
            {entries}
        </div>
    }
}

#[component]
fn Found(
    entry: Entry,
    place: usize,
    at: RwSignal<usize>,
    choose: Callback<(usize,)>,
) -> impl IntoView {
    let is_refused = entry.refused.is_some();
    view! {
        <div
            id=option_id(place)
            role="option"
            class="palette__entry"
            aria-selected=move || (at.get() == place).to_string()
            aria-disabled=is_refused.then_some("true")
            on:pointermove=move |_| {
                if at.get_untracked() != place {
                    at.set(place);
                }
            }
            // The focus stays in the field.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| choose.run((place,))
        >
            <Icon name=entry.icon />
            <span class="palette__text">
                {entry.label} " " <small>{entry.about}</small>
                {entry
                    .refused
                    .map(|reason| view! { <small class="palette__reason">{reason}</small> })}
            </span>
            {entry.keys.map(|keys| view! { <kbd>{keys}</kbd> })}
        </div>
    }
}

fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

/// No further than needed, and the heading of the first group with it.
fn scroll_to(list: &HtmlElement, option: &HtmlElement) {
    let (top, bottom) = (list.scroll_top(), list.scroll_top() + list.client_height());
    let (above, below) = (
        option.offset_top() - 32,
        option.offset_top() + option.offset_height() + 4,
    );
    if above < top {
        list.set_scroll_top(above);
    } else if below > bottom {
        list.set_scroll_top(below - list.client_height());
    }
}
