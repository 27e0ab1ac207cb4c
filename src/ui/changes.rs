use leptos::prelude::*;

use super::dynamic;

/// One thing that a change does: what it is now and what it will be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeLine {
    /// What is changed, where several things can be.
    pub what: Option<String>,
    pub now: Option<String>,
    pub after: Option<String>,
}

impl ChangeLine {
    pub fn added(text: impl Into<String>) -> Self {
        Self {
            after: Some(text.into()),
            ..Self::default()
        }
    }

    pub fn removed(text: impl Into<String>) -> Self {
        Self {
            now: Some(text.into()),
            ..Self::default()
        }
    }

    pub fn changed(now: impl Into<String>, after: impl Into<String>) -> Self {
        Self {
            now: Some(now.into()),
            after: Some(after.into()),
            ..Self::default()
        }
    }

    /// What leads from one text to another; nothing where they are the same.
    pub fn between(now: &str, after: &str) -> Vec<Self> {
        if now == after {
            Vec::new()
        } else {
            vec![Self::changed(now, after)]
        }
    }

    /// A line that says what is changed: `Maximum memory: 16 → 32`.
    #[must_use]
    pub fn of(self, what: impl Into<String>) -> Self {
        Self {
            what: Some(what.into()),
            ..self
        }
    }

    fn word(&self) -> (&'static str, &'static str) {
        match (&self.now, &self.after) {
            (Some(_), Some(_)) | (None, None) => {
                ("changes__line changes__line--changed", "Changed")
            }
            (None, Some(_)) => ("changes__line changes__line--added", "Added"),
            (Some(_), None) => ("changes__line changes__line--removed", "Removed"),
        }
    }
}

/// Now and after of each line, to be compared with what a test expects.
#[cfg(test)]
pub fn told(lines: &[ChangeLine]) -> Vec<(&str, &str)> {
    lines
        .iter()
        .map(|line| {
            let text = Option::as_deref;
            (
                text(&line.now).unwrap_or_default(),
                text(&line.after).unwrap_or_default(),
            )
        })
        .collect()
}

/// What a change does, line by line; nothing while it does nothing.
#[component]
pub fn ChangeLines(
    /// What the list is, such as "What will change".
    label: &'static str,
    #[prop(into)] lines: Signal<Vec<ChangeLine>>,
) -> impl IntoView {
    let lines = Memo::new(move |_| lines.get());
    let item = |line: ChangeLine| {
        let (class, word) = line.word();
        let ChangeLine { what, now, after } = line;
        let leads = now.is_some() && after.is_some();
        view! {
            <li class=class>
                <span class="changes__kind">{word}</span>
                " "
                {what.map(|what| view! { <span>{what}": "</span> })}
                {now.map(|now| view! { <del class="mono">{now}</del> })}
                {leads
                    .then(|| {
                        view! {
                            " "
                            <span aria-hidden="true">"→"</span>
                            <span class="visually-hidden">"becomes"</span>
                            " "
                        }
                    })}
                {after.map(|after| view! { <ins class="mono">{after}</ins> })}
            </li>
        }
    };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <section class="changes" aria-label=label>
                <p class="changes__title">{label}</p>
                <ul class="plain">
                    {dynamic(move || lines.get().into_iter().map(item).collect_view())}
                </ul>
            </section>
        </Show>
    }
}
