//! The filter of a list: a box with completion, and what was typed complete as tokens that can be taken off.

use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use super::{
    ListCore,
    completion::{Completion, CompletionList},
    filter::{Filter, Item, Term, is_open},
    suggest::{Suggestion, fragment},
};
use crate::ui::{Icon, dynamic};

/// The tokens and the box; the rest of the bar stands beside it.
#[component]
pub(super) fn FilterField(core: ListCore) -> impl IntoView {
    let tokens = RwSignal::new(Vec::<Item>::new());
    let input = NodeRef::<html::Input>::new();
    let state = FieldState {
        core,
        tokens,
        completion: Completion::new(),
        input,
    };
    state.take_over(&core.filter.read_untracked());
    // What came by the address, a named view or the button in the empty list.
    Effect::new(move |_| {
        let filter = core.filter.read();
        if *filter != state.text() {
            state.take_over(&filter);
        }
    });
    let Completion { focused, asked, .. } = state.completion;
    let placeholder = core.about.with_value(|about| {
        let choice = about.columns.iter().find(|column| {
            column.holds == super::Holds::Choice || column.holds == super::Holds::Words
        });
        let example = choice.map_or("text", |column| column.key);
        format!("Filter by any column, or {example}:…")
    });
    let filled = Memo::new(move |_| !core.filter.read().is_empty());
    view! {
        <Icon name="filter" />
        {dynamic(move || token_list(state))}
        <input
            type="text"
            class="filter__input"
            role="combobox"
            aria-label="Filter"
            aria-autocomplete="list"
            aria-expanded=move || state.completion.is_shown().to_string()
            aria-controls=move || state.completion.is_shown().then(|| state.completion.id())
            aria-activedescendant=move || state.completion.active_id()
            placeholder=placeholder
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            prop:value=core.typing
            node_ref=input
            on:input:target=move |event| state.typed(event.target().value())
            on:keydown=move |event| state.key(&event)
            on:focus=move |_| focused.set(true)
            on:blur=move |_| {
                focused.set(false);
                asked.set(false);
                core.view.settle();
            }
        />
        <CompletionList
            core
            completion=state.completion
            input
            choose=move |chosen| state.choose(&chosen)
        />
        <Show when=move || filled.get()>
            <button
                type="button"
                class="button button--plain button--icon"
                aria-label="Clear filter"
                on:click=move |_| state.clear()
            >
                <Icon name="close" />
            </button>
        </Show>
    }
}

fn token_list(state: FieldState) -> Option<impl IntoView> {
    let tokens = state.tokens.get();
    (!tokens.is_empty()).then(|| {
        let tokens = tokens.into_iter().map(|item| {
            let text = item.to_string();
            let label = format!("Remove filter {text}");
            view! {
                <li class="token">
                    {text}
                    <button
                        type="button"
                        class="token__remove"
                        aria-label=label
                        on:click=move |_| state.remove(&item)
                    >
                        <Icon name="close" />
                    </button>
                </li>
            }
        });
        view! {
            <ul class="filter__tokens" aria-label="Filters">
                {tokens.collect_view()}
            </ul>
        }
    })
}

#[derive(Clone, Copy)]
struct FieldState {
    core: ListCore,
    tokens: RwSignal<Vec<Item>>,
    completion: Completion,
    input: NodeRef<html::Input>,
}

impl FieldState {
    /// The whole filter: the tokens and what is being typed.
    fn text(self) -> String {
        let typing = self.core.typing.read_untracked();
        let tokens = self.tokens.read_untracked();
        let texts = tokens.iter().map(ToString::to_string);
        let all: Vec<String> = texts.chain([typing.trim().to_owned()]).collect();
        all.join(" ").trim().to_owned()
    }

    fn publish(self, typing: bool) {
        self.core.view.set_filter(self.text(), typing);
    }

    /// Splits a filter into tokens and the rest.
    fn split(self, text: &str) -> (Vec<Item>, String) {
        let is_token = |item: &Item| match &item.term {
            Term::Token { key, values, .. } => {
                let known = |about: &super::core::About| {
                    about.columns.iter().any(|column| column.key == key)
                };
                self.core.about.with_value(known) && values.iter().any(|value| !value.is_empty())
            }
            Term::Text(_) => false,
        };
        let (tokens, rest): (Vec<_>, Vec<_>) =
            Filter::parse(text).items.into_iter().partition(is_token);
        (tokens, Filter { items: rest }.to_string())
    }

    fn take_over(self, text: &str) {
        let (tokens, rest) = self.split(text);
        self.tokens.set(tokens);
        self.core.typing.set(rest);
    }

    fn typed(self, text: String) {
        let ends = text.ends_with(' ') && !is_open(&text);
        self.completion.asked.set(false);
        self.completion.dismissed.set(false);
        self.completion.active.set(None);
        if ends {
            self.commit(&text);
        } else {
            self.core.typing.set(text);
            self.publish(true);
        }
    }

    /// Makes tokens of what is complete.
    fn commit(self, text: &str) {
        let (tokens, rest) = self.split(text);
        let rest = if rest.is_empty() { rest } else { rest + " " };
        self.add(tokens);
        self.core.typing.set(rest);
        self.publish(false);
        // The box may show another text than the signal already holds.
        if let Some(input) = self.input.get_untracked() {
            input.set_value(&self.core.typing.read_untracked());
        }
    }

    fn add(self, tokens: Vec<Item>) {
        if !tokens.is_empty() {
            self.tokens.update(|held| {
                for token in tokens {
                    if !held.contains(&token) {
                        held.push(token);
                    }
                }
            });
        }
    }

    fn remove(self, item: &Item) {
        self.tokens
            .update(|held| held.retain(|other| other != item));
        self.publish(false);
        self.focus();
    }

    fn clear(self) {
        self.tokens.set(Vec::new());
        self.core.typing.set(String::new());
        self.publish(false);
        self.focus();
    }

    fn focus(self) {
        if let Some(input) = self.input.get_untracked() {
            _ = input.focus();
        }
    }

    fn choose(self, chosen: &Suggestion) {
        let typing = self.core.typing.get_untracked();
        let text = format!("{}{}", &typing[..fragment(&typing)], chosen.text);
        self.completion.active.set(None);
        self.completion.asked.set(false);
        if chosen.complete {
            self.commit(&text);
        } else {
            self.core.typing.set(text);
            self.publish(true);
        }
        self.focus();
    }

    fn key(self, event: &KeyboardEvent) {
        let shown = untrack(|| self.completion.is_shown());
        let chosen = untrack(|| self.completion.chosen());
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                self.completion.step(event.key() == "ArrowDown");
            }
            "Enter" => {
                event.prevent_default();
                match chosen.filter(|_| shown) {
                    Some(chosen) => self.choose(&chosen),
                    None => self.commit(&self.core.typing.get_untracked()),
                }
            }
            "Escape" if shown => {
                event.prevent_default();
                event.stop_propagation();
                self.completion.dismissed.set(true);
                self.completion.asked.set(false);
            }
            "Escape" if !self.core.filter.read_untracked().is_empty() => {
                event.prevent_default();
                self.clear();
            }
            "Backspace" if self.core.typing.read_untracked().is_empty() => {
                // The last token comes back to be typed on.
                if let Some(last) = self.tokens.try_update(Vec::pop).flatten() {
                    event.prevent_default();
                    self.core.typing.set(last.to_string());
                    self.publish(true);
                }
            }
            _ => {}
        }
    }
}
