//! What may follow in a filter, under its box. Worked out in a part of the console that is fetched when a box is first
//! used.

use leptos::{html, prelude::*};

use super::{
    ListCore,
    suggest::{Suggestion, suggest},
};
use crate::{
    chunk,
    chunk::Later,
    ui::{
        dynamic,
        float::{Side, place},
        unique::unique_id,
    },
};

#[derive(Clone, Copy)]
pub(super) struct Completion {
    id: StoredValue<String>,
    options: RwSignal<Vec<Suggestion>>,
    pub(super) focused: RwSignal<bool>,
    /// By an arrow key, where nothing has been typed.
    pub(super) asked: RwSignal<bool>,
    pub(super) dismissed: RwSignal<bool>,
    pub(super) active: RwSignal<Option<usize>>,
}

impl Completion {
    pub(super) fn new() -> Self {
        Self {
            id: StoredValue::new(unique_id("completion")),
            options: RwSignal::new(Vec::new()),
            focused: RwSignal::new(false),
            asked: RwSignal::new(false),
            dismissed: RwSignal::new(false),
            active: RwSignal::new(None),
        }
    }

    pub(super) fn id(self) -> String {
        self.id.get_value()
    }

    pub(super) fn is_shown(self) -> bool {
        self.focused.get() && !self.dismissed.get() && !self.options.read().is_empty()
    }

    pub(super) fn active_id(self) -> Option<String> {
        let active = self.active.get().filter(|_| self.is_shown())?;
        Some(format!("{}-{active}", self.id.get_value()))
    }

    pub(super) fn chosen(self) -> Option<Suggestion> {
        self.options.read().get(self.active.get()?).cloned()
    }

    pub(super) fn step(self, down: bool) {
        self.dismissed.set(false);
        self.asked.set(true);
        let count = self.options.read_untracked().len();
        if count > 0 {
            self.active.update(|active| {
                *active = Some(match (*active, down) {
                    (None, true) => 0,
                    (None, false) => count - 1,
                    (Some(now), true) => (now + 1) % count,
                    (Some(now), false) => (now + count - 1) % count,
                });
            });
        }
    }
}

#[derive(Clone)]
struct Props {
    core: ListCore,
    completion: Completion,
    input: NodeRef<html::Input>,
    choose: Callback<(Suggestion,)>,
}

#[component]
pub(super) fn CompletionList(
    core: ListCore,
    completion: Completion,
    input: NodeRef<html::Input>,
    #[prop(into)] choose: Callback<(Suggestion,)>,
) -> impl IntoView {
    let props = Props {
        core,
        completion,
        input,
        choose,
    };
    let used = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || completion.focused.get()
    });
    let chunk = chunk!(fn filter_completion(props: Props) in shell => {
        view! { <Options props /> }
    });
    dynamic(move || {
        let props = props.clone();
        used.get()
            .then(|| view! { <Later chunk props outline=(0, 0) /> })
    })
}

#[component]
fn Options(props: Props) -> impl IntoView {
    let Props {
        core,
        completion,
        input,
        choose,
    } = props;
    let columns = core.about.with_value(|about| about.columns.clone());
    Effect::new(move |_| {
        let typing = core.typing.get();
        let wanted = !typing.trim().is_empty() || completion.asked.get();
        let options = if wanted && completion.focused.get() {
            let distinct = |column| core.distinct(column);
            suggest(&typing, &columns, &*core.rows.read().0, &distinct)
        } else {
            Vec::new()
        };
        if *completion.options.read_untracked() != options {
            completion.options.set(options);
        }
    });
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        completion.options.track();
        let shown = completion.is_shown();
        if let (Some(list), Some(input)) = (list.get(), input.get()) {
            if shown {
                // Refused only when it is shown already.
                _ = list.show_popover();
                place(&input, &list, &Side::Start);
            } else {
                _ = list.hide_popover();
            }
        }
    });
    let options = move || {
        let options = completion.options.get().into_iter().enumerate();
        options
            .map(|(number, option)| option_view(completion, number, option, choose))
            .collect_view()
    };
    view! {
        <ul
            id=completion.id()
            class="menu completion"
            popover="manual"
            role="listbox"
            aria-label="Suggestions"
            node_ref=list
        >
            {dynamic(options)}
        </ul>
    }
}

fn option_view(
    completion: Completion,
    number: usize,
    option: Suggestion,
    choose: Callback<(Suggestion,)>,
) -> impl IntoView {
    let is_active = move || completion.active.get() == Some(number);
    let Suggestion { text, hint, .. } = option.clone();
    view! {
        <li
            id=format!("{}-{number}", completion.id())
            role="option"
            class="completion__option"
            aria-selected=move || is_active().to_string()
            on:pointerdown=|event| event.prevent_default()
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| choose.run((option.clone(),))
        >
            <span>{text}</span>
            <small>{hint}</small>
        </li>
    }
}
