use cloud_api::services::{Service, Tag, TagsChange, UpdateService};
use leptos::prelude::*;

use super::{EditSetting, TagTokens, changes, use_refusal};
use crate::{
    pages::{
        editors::{
            edit::{Edited, Editing},
            tags::{TagDraft, TagsEditor, tags},
        },
        service::OnService,
    },
    ui::{FieldProblem, Setting, dynamic},
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
        <EditSetting edited=&TAGS />
    }
}

/// The tags in their dialog.
static TAGS: Edited<Service, Vec<Tag>, Vec<TagDraft>> = Edited {
    dialog: "tags",
    title: |service, _| format!("Tags of {}", service.label()),
    submit: |_| "Apply changes",
    done: |_| "Tags changed".into(),
    read: |service| service.tags.clone(),
    draft: |tags| tags.iter().map(TagDraft::from).collect(),
    check: |base, drafts| Ok(settle(base, tags(drafts)?)),
    lines: |before, after| changes::of_tags(before, after),
    risks: |_, _| Vec::new(),
    request: |target, before, after| {
        target.update(&UpdateService {
            tags: Some(TagsChange::between(before, after)),
            ..UpdateService::default()
        })
    },
    afterwards: |_, _, _| (),
    fields: &["tags"],
    // The audit log has no record of changed tags.
    activities: &[],
    editor: |Editing { draft, refused, .. }| {
        view! {
            <TagsEditor tags=draft />
            <FieldProblem problem=refused />
        }
        .into_any()
    },
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
    use crate::pages::editors::edit::Target;

    #[test]
    fn untouched_tags_send_nothing_and_a_new_value_only_adds() {
        let tag = |key: &str, value: Option<&str>| Tag {
            key: key.into(),
            value: value.map(Into::into),
        };
        let base = vec![tag("env", Some("dev")), tag("team", Some(""))];
        let mut drafts = (TAGS.draft)(&base);
        let after = (TAGS.check)(&base, &drafts).expect("valid tags");
        assert!((TAGS.lines)(&base, &after).is_empty());
        drafts[0].value = "prod".into();
        let after = (TAGS.check)(&base, &drafts).expect("valid tags");
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let target = Target::service(id.parse().expect("a UUID"), id.parse().expect("a UUID"));
        let request = (TAGS.request)(&target, &base, &after);
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"tags":{"add":[{"key":"env","value":"prod"}],"remove":[]}}"#)
        );
    }
}
