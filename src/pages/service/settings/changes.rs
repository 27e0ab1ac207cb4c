//! What a change of a list will do, line by line, before it is sent.

use cloud_api::services::{PrivateEndpointIdsChange, Tag, TagsChange};

use super::tokens;
use crate::ui::ChangeLine;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::told;

    fn tag(key: &str, value: &str) -> Tag {
        Tag {
            key: key.into(),
            value: Some(value.into()),
        }
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
