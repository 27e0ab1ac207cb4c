//! What a change of a list will do, line by line, before it is sent.

use cloud_api::services::{IpAccess, IpAccessChange, PrivateEndpointIdsChange, Tag, TagsChange};
use leptos::prelude::*;

use crate::ui::dynamic;

use super::tokens;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Added,
    Removed,
    Changed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: Kind,
    pub text: String,
}

/// What leads from one IP access list to the other.
pub fn of_access(before: &[IpAccess], after: &[IpAccess]) -> Vec<Line> {
    let IpAccessChange { add, remove } = IpAccessChange::between(before, after);
    let is_in = |list: &[IpAccess], source: &str| list.iter().any(|entry| entry.source == source);
    let removed = remove
        .iter()
        .filter(|entry| !is_in(&add, &entry.source))
        .map(|entry| Line {
            kind: Kind::Removed,
            text: access_text(entry),
        });
    let added = add.iter().map(|entry| {
        let kind = if is_in(&remove, &entry.source) {
            Kind::Changed
        } else {
            Kind::Added
        };
        Line {
            kind,
            text: access_text(entry),
        }
    });
    removed.chain(added).collect()
}

/// What leads from one set of private endpoints to the other.
pub fn of_endpoints(before: &[String], after: &[String]) -> Vec<Line> {
    let PrivateEndpointIdsChange { add, remove } = PrivateEndpointIdsChange::between(before, after);
    let line = |kind| move |text| Line { kind, text };
    let removed = remove.into_iter().map(line(Kind::Removed));
    removed
        .chain(add.into_iter().map(line(Kind::Added)))
        .collect()
}

/// What leads from one set of tags to the other.
pub fn of_tags(before: &[Tag], after: &[Tag]) -> Vec<Line> {
    let TagsChange { add, remove } = TagsChange::between(before, after);
    let removed = remove.iter().map(|tag| Line {
        kind: Kind::Removed,
        text: tokens::text(tag),
    });
    let added = add.iter().map(|tag| {
        let kind = match before.iter().find(|old| old.key == tag.key) {
            Some(_) => Kind::Changed,
            None => Kind::Added,
        };
        Line {
            kind,
            text: tokens::text(tag),
        }
    });
    removed.chain(added).collect()
}

fn access_text(
    IpAccess {
        source,
        description,
    }: &IpAccess,
) -> String {
    match description.as_deref() {
        Some(description) if !description.is_empty() => format!("{source} ({description})"),
        _ => source.clone(),
    }
}

/// The lines as a list; nothing while there are none.
#[component]
pub fn ChangeLines(
    /// What the list is, such as "What will change".
    label: &'static str,
    #[prop(into)] lines: Signal<Vec<Line>>,
) -> impl IntoView {
    let lines = Memo::new(move |_| lines.get());
    let item = |Line { kind, text }: Line| {
        let (class, word) = match kind {
            Kind::Added => ("changes__line changes__line--added", "Added"),
            Kind::Removed => ("changes__line changes__line--removed", "Removed"),
            Kind::Changed => ("changes__line changes__line--changed", "Changed"),
        };
        view! {
            <li class=class>
                <span class="changes__kind">{word}</span>
                " "
                <span class="mono">{text}</span>
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

/// Says that somebody else changed the list while it was edited here; nothing was sent.
#[component]
pub fn ChangedMeanwhile(
    /// What somebody else did; empty while nobody did.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
) -> impl IntoView {
    view! {
        <Show when=move || !lines.read().is_empty()>
            <div class="notice" role="alert">
                <crate::ui::Icon name="warning" />
                <div>
                    <p>
                        "Somebody else changed the list while this dialog was open. Nothing was \
                         sent. Your input is kept: check below what it would do now, then apply it \
                         again."
                    </p>
                    <ChangeLines label="Changed by somebody else" lines />
                </div>
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(source: &str, description: &str) -> IpAccess {
        let description = (!description.is_empty()).then(|| description.to_owned());
        IpAccess {
            source: source.into(),
            description,
        }
    }

    fn tag(key: &str, value: &str) -> Tag {
        Tag {
            key: key.into(),
            value: Some(value.into()),
        }
    }

    fn told(lines: &[Line]) -> Vec<(Kind, &str)> {
        lines
            .iter()
            .map(|line| (line.kind, line.text.as_str()))
            .collect()
    }

    #[test]
    fn a_new_description_is_a_change_and_not_a_loss() {
        let before = [access("192.0.2.1", "ci"), access("198.51.100.0/24", "")];
        let after = [access("192.0.2.1", "runner"), access("203.0.113.7", "home")];
        assert_eq!(
            told(&of_access(&before, &after)),
            [
                (Kind::Removed, "198.51.100.0/24"),
                (Kind::Changed, "192.0.2.1 (runner)"),
                (Kind::Added, "203.0.113.7 (home)"),
            ]
        );
        assert!(of_access(&before, &before).is_empty());
    }

    #[test]
    fn a_tag_with_another_value_is_changed() {
        let before = [tag("env", "dev"), tag("old", "1")];
        let after = [tag("env", "prod"), tag("team", "data")];
        assert_eq!(
            told(&of_tags(&before, &after)),
            [
                (Kind::Removed, "old=1"),
                (Kind::Changed, "env=prod"),
                (Kind::Added, "team=data")
            ]
        );
    }
}
