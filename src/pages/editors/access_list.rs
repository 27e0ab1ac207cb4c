//! Editor of the IP access list of a service or an API key.

mod changes;
mod check;
mod losses;
mod paste;
mod seen;

use leptos::prelude::*;

pub use changes::{changes, settle};
pub use check::{EntryDraft, entries};
pub use losses::{lets_everybody_in, warnings};

use seen::AddSeenAddress;

use super::rows::{Half, Labels, Pair, PairRows};

impl Pair for EntryDraft {
    const LABELS: Labels = Labels {
        rows: "IP access list",
        halves: ["Source", "Description"],
        one: "entry",
        add: "Add entry",
    };

    fn half(&self, half: Half) -> &str {
        match half {
            Half::First => &self.source,
            Half::Second => &self.description,
        }
    }

    fn half_mut(&mut self, half: Half) -> &mut String {
        match half {
            Half::First => &mut self.source,
            Half::Second => &mut self.description,
        }
    }

    fn is_listed(&self) -> bool {
        !self.anywhere
    }

    fn split(text: &str) -> Option<Vec<Self>> {
        paste::split(text)
    }
}

/// What is said of a list that lets nobody or everybody in.
#[derive(Clone, Copy)]
pub struct Reached {
    pub by_nobody: &'static str,
    pub by_everybody: &'static str,
}

const SERVICE: Reached = Reached {
    by_nobody: "The list is empty: nobody can connect to the service.",
    by_everybody: "Everybody on the internet reaches the service: only its passwords protect it, and any connection \
                   wakes it when it is idle.",
};

/// Who may connect: addresses and ranges, nobody, or everybody by an explicit choice.
///
/// [`entries`] says what to send, [`warnings`] what a change takes away.
#[component]
pub fn AccessListEditor(
    entries: RwSignal<Vec<EntryDraft>>,
    #[prop(default = SERVICE)] reached: Reached,
) -> impl IntoView {
    let reports = Memo::new(move |_| check::check(&entries.read()));
    let anywhere = Memo::new(move |_| check::is_anywhere(&entries.read()));
    let empty = Memo::new(move |_| entries.read().iter().all(EntryDraft::is_blank));
    let choose = move |chosen: bool| {
        entries.update(|entries| {
            entries.retain(|entry| !entry.anywhere);
            if chosen {
                entries.push(EntryDraft::anywhere());
            }
        });
    };
    view! {
        <div class="access-list">
            <p class="hint">
                "An address or a range in CIDR notation each, with a description. To add many, paste \
                 them into a source: one a line, or separated by commas."
            </p>
            <PairRows rows=entries reports />
            <AddSeenAddress entries />
            <Anywhere chosen=anywhere on_choose=Callback::new(choose) />
            <div role="status">
                <Show when=move || empty.get()>
                    <p class="hint">{reached.by_nobody}</p>
                </Show>
                <Show when=move || anywhere.get()>
                    <p class="warn">{reached.by_everybody}</p>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Anywhere(chosen: Memo<bool>, on_choose: Callback<bool>) -> impl IntoView {
    view! {
        <div class="field field--check">
            <input
                type="checkbox"
                id="access-anywhere"
                prop:checked=chosen
                on:change:target=move |event| on_choose.run(event.target().checked())
            />
            <label class="field__label" for="access-anywhere">
                "Allow access from anywhere"
            </label>
        </div>
    }
}
