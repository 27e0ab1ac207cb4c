use cloud_api::services::{Tag, TagsChange, UpdateService};
use leptos::prelude::*;

use crate::ui::{Setting, dynamic};

use super::{EditedList, TagTokens, changes, use_refusal};
use crate::pages::{
    editors::tags::{TagDraft, TagsEditor, tags},
    service::OnService,
};

#[component]
pub(super) fn TagsSetting() -> impl IntoView {
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let locked = use_refusal();
    let tags = Memo::new(move |_| service.read().tags.clone());
    let refused = Signal::derive(move || {
        let unknown = || Some("The API did not tell the tags.".to_owned());
        locked.get().or_else(|| {
            if tags.read().is_none() {
                unknown()
            } else {
                None
            }
        })
    });
    let value = move || match tags.get() {
        Some(tags) => view! { <TagTokens tags /> }.into_any(),
        None => "—".into_any(),
    };
    view! {
        <Setting
            label="Tags"
            hint="Keys and values to find services and to split costs by."
            action="Edit tags"
            refused
            on_click=Callback::new(move |()| dialogs.open("tags"))
        >
            {dynamic(value)}
        </Setting>
    }
}

/// The tags in their dialog.
pub(super) static TAGS: EditedList<Tag, TagDraft> = EditedList {
    dialog: "tags",
    title: "Tags",
    done: "Tags changed",
    read: |service| service.tags.clone(),
    draft: |tag| TagDraft::from(tag),
    check: |base, drafts| Ok(settle(base, tags(drafts)?)),
    lines: changes::of_tags,
    risks: |_, _| Vec::new(),
    change: |before, after| UpdateService {
        tags: Some(TagsChange::between(before, after)),
        ..UpdateService::default()
    },
    editor: |tags| view! { <TagsEditor tags /> }.into_any(),
};

/// Takes the original where the edited tag says the same: an empty value is sent as none.
fn settle(base: &[Tag], edited: Vec<Tag>) -> Vec<Tag> {
    let value = |tag: &Tag| tag.value.clone().unwrap_or_default();
    let settled = edited.into_iter().map(|tag| {
        let same = |old: &&Tag| old.key == tag.key && value(old) == value(&tag);
        base.iter().find(same).cloned().unwrap_or(tag)
    });
    settled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untouched_tags_send_nothing_and_a_new_value_only_adds() {
        let tag = |key: &str, value: Option<&str>| Tag {
            key: key.into(),
            value: value.map(Into::into),
        };
        let base = [tag("env", Some("dev")), tag("team", Some(""))];
        let mut drafts: Vec<_> = base.iter().map(TAGS.draft).collect();
        let after = (TAGS.check)(&base, &drafts).expect("valid tags");
        assert!((TAGS.lines)(&base, &after).is_empty());
        drafts[0].value = "prod".into();
        let after = (TAGS.check)(&base, &drafts).expect("valid tags");
        let body = serde_json::to_string(&(TAGS.change)(&base, &after)).expect("JSON");
        assert_eq!(
            body,
            r#"{"tags":{"add":[{"key":"env","value":"prod"}],"remove":[]}}"#
        );
    }
}
