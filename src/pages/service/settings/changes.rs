//! What a change of a list will do, line by line, before it is sent.

use cloud_api::services::{IpAccess, IpAccessChange, PrivateEndpointIdsChange, Tag, TagsChange};

use super::tokens;
use crate::ui::ChangeLine;

/// What leads from one IP access list to the other.
pub fn of_access(before: &[IpAccess], after: &[IpAccess]) -> Vec<ChangeLine> {
    let IpAccessChange { add, remove } = IpAccessChange::between(before, after);
    let in_list =
        |list: &[IpAccess], source: &str| list.iter().find(|entry| entry.source == source).cloned();
    let removed = remove
        .iter()
        .filter(|entry| in_list(&add, &entry.source).is_none())
        .map(|entry| ChangeLine::removed(access_text(entry)));
    let added = add
        .iter()
        .map(|entry| match in_list(&remove, &entry.source) {
            Some(old) => ChangeLine::changed(access_text(&old), access_text(entry)),
            None => ChangeLine::added(access_text(entry)),
        });
    removed.chain(added).collect()
}

/// What leads from one set of private endpoints to the other.
pub fn of_endpoints(before: &[String], after: &[String]) -> Vec<ChangeLine> {
    let PrivateEndpointIdsChange { add, remove } = PrivateEndpointIdsChange::between(before, after);
    let removed = remove.into_iter().map(ChangeLine::removed);
    removed
        .chain(add.into_iter().map(ChangeLine::added))
        .collect()
}

/// What leads from one set of tags to the other.
pub fn of_tags(before: &[Tag], after: &[Tag]) -> Vec<ChangeLine> {
    let TagsChange { add, remove } = TagsChange::between(before, after);
    let removed = remove
        .iter()
        .map(|tag| ChangeLine::removed(tokens::text(tag)));
    let added = add.iter().map(|tag| {
        let old = before.iter().find(|old| old.key == tag.key);
        match old {
            Some(old) => ChangeLine::changed(tokens::text(old), tokens::text(tag)),
            None => ChangeLine::added(tokens::text(tag)),
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

    fn told(lines: &[ChangeLine]) -> Vec<(&str, &str)> {
        fn text(text: Option<&String>) -> &str {
            text.map(String::as_str).unwrap_or_default()
        }
        lines
            .iter()
            .map(|line| (text(line.now.as_ref()), text(line.after.as_ref())))
            .collect()
    }

    #[test]
    fn a_new_description_is_a_change_and_not_a_loss() {
        let before = [access("192.0.2.1", "ci"), access("198.51.100.0/24", "")];
        let after = [access("192.0.2.1", "runner"), access("203.0.113.7", "home")];
        assert_eq!(
            told(&of_access(&before, &after)),
            [
                ("198.51.100.0/24", ""),
                ("192.0.2.1 (ci)", "192.0.2.1 (runner)"),
                ("", "203.0.113.7 (home)"),
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
            [("old=1", ""), ("env=dev", "env=prod"), ("", "team=data")]
        );
    }
}
