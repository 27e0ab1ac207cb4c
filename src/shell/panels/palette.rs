//! The command palette: one field that finds actions, services, keys, people, pages and what was visited.

use std::time::Duration;

use cloud_api::OrganizationId;
use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    Panel, Panels,
    docs::docs,
    results::{self, Does, Entry, Group},
    shell_actions::use_shell_actions,
    things::Listed,
    topics::topics,
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

/// Where everything that can be found comes from.
#[derive(Clone)]
struct Sources {
    organization: Option<OrganizationId>,
    cache: Cache,
    offers: Offers,
    visited: Vec<String>,
    pages: Vec<Entry>,
    /// Actions and documentation: as they are when the palette opens.
    others: Vec<Entry>,
}

fn use_sources() -> Sources {
    let session = expect_context::<Session>();
    let offers = expect_context::<Offers>();
    let shortcuts = expect_context::<Shortcuts>();
    let signed_in = session.current().get_untracked();
    let organization = signed_in.map(|signed_in| signed_in.organization);
    let mut others = results::actions(offers, use_shell_actions(), shortcuts);
    others.extend(docs(&use_location().pathname.read_untracked()));
    Sources {
        pages: organization
            .as_ref()
            .map(|organization| {
                let pages = results::pages(organization, shortcuts);
                pages.into_iter().chain(topics(organization)).collect()
            })
            .unwrap_or_default(),
        organization,
        cache: expect_context(),
        offers,
        visited: expect_context::<Visited>().newest(),
        others,
    }
}

impl Sources {
    fn known(&self, listed: Listed) -> Option<Vec<Entry>> {
        listed.known(self.cache, self.organization.as_ref()?)
    }

    /// Everything, as it is known now.
    fn entries(&self) -> Vec<Entry> {
        let listed = Listed::ALL.iter().filter_map(|listed| self.known(*listed));
        let mut known: Vec<_> = listed.flatten().collect();
        known.extend(self.pages.iter().cloned());
        let mut all = results::recent(&self.visited, &known);
        all.extend(known);
        all.extend(self.others.iter().cloned());
        all.sort_by_key(|entry| entry.group);
        all
    }

    /// Reads the lists that nobody has read yet, one after the other.
    async fn read_unknown(self, reading: RwSignal<Option<Reading>>, on_answer: impl Fn()) {
        let Some(organization) = &self.organization else {
            return;
        };
        let mut unread = Vec::new();
        for listed in Listed::ALL {
            if self.known(listed).is_some() {
                continue;
            }
            if reading.try_set(Some(Reading::In(listed))).is_some() {
                return;
            }
            match listed.read(self.cache, organization).await {
                Ok(()) => on_answer(),
                Err(error) => unread.push((listed, error.detail())),
            }
        }
        reading.try_set((!unread.is_empty()).then_some(Reading::Over(unread)));
    }
}

/// What is said of lists that were not read when the palette opened.
#[derive(Clone)]
enum Reading {
    In(Listed),
    /// These could not be read, each with why not.
    Over(Vec<(Listed, String)>),
}

impl Reading {
    fn told(&self) -> String {
        match self {
            Self::In(listed) => format!("Looking through the {} too …", listed.words()),
            Self::Over(unread) => {
                let each = unread.iter().map(|(listed, why)| {
                    format!("The {} could not be looked through. {why}", listed.words())
                });
                each.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// How long nothing is typed before lists are read for it.
const PAUSE: Duration = Duration::from_millis(400);

#[component]
fn Finder() -> impl IntoView {
    let panels = expect_context::<Panels>();
    let navigate = use_navigate();
    let sources = use_sources();
    let offers = sources.offers;
    let all = StoredValue::new(sources.entries());
    let sources = StoredValue::new(sources);
    let text = RwSignal::new(String::new());
    let find = move |typed: &str| {
        let rows = if typed.trim().is_empty() {
            Vec::new()
        } else {
            results::row_actions(offers, typed)
        };
        all.with_value(|all| results::find(all, &rows, typed))
    };
    let found = RwSignal::new(find(""));
    let at = RwSignal::new(0_usize);
    let list = NodeRef::<html::Div>::new();
    // Whether another than the best result was chosen.
    let moved = StoredValue::new(false);
    let search = move |typed: String| {
        found.set(find(&typed));
        text.set(typed);
        at.set(0);
        moved.set_value(false);
    };
    // What comes meanwhile takes nothing from under the fingers.
    let refresh = move || {
        let Some(typed) = text.try_get_untracked() else {
            return;
        };
        all.set_value(sources.with_value(Sources::entries));
        let chosen = found.with_untracked(|found| found.get(at.get_untracked()).map(Entry::name));
        let chosen = chosen.filter(|_| moved.get_value());
        let now = find(&typed);
        let place = now.iter().position(|entry| Some(entry.name()) == chosen);
        found.set(now);
        at.set(place.unwrap_or_default());
    };
    let reading = RwSignal::new(None::<Reading>);
    let asked = StoredValue::new(false);
    Effect::new(move |_| {
        if text.read().trim().chars().count() < 2 || asked.get_value() {
            return;
        }
        let ask = move || {
            asked.set_value(true);
            // Not cancelled with the palette: a read that is dropped half way would be waited for for ever.
            spawn_local(sources.get_value().read_unknown(reading, refresh));
        };
        if let Ok(timer) = set_timeout_with_handle(ask, PAUSE) {
            on_cleanup(move || timer.clear());
        }
    });
    let note = move || {
        let told = reading.read().as_ref().map(Reading::told)?;
        Some(view! { <p class="palette__note">{told}</p> })
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
            Duration::ZERO,
        );
    });
    let step = move |by: isize| {
        let count = found.read_untracked().len();
        if let (Ok(count), Ok(now)) = (isize::try_from(count), isize::try_from(at.get_untracked()))
            && count > 0
        {
            at.set((now + by).rem_euclid(count).unsigned_abs());
            moved.set_value(true);
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
                    placeholder="Actions, services, keys, people, pages, an id"
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
                <p class="palette__none">"Nothing is called that."</p>
            </Show>
            {dynamic(note)}
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
