//! What an edit of an IP access list comes to.

use cloud_api::services::{IpAccess, IpAccessChange};

use crate::ui::ChangeLine;

/// What leads from one IP access list to the other.
pub fn changes(before: &[IpAccess], after: &[IpAccess]) -> Vec<ChangeLine> {
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

/// Takes the original wherever the edited entry says the same: the editor trims descriptions and
/// leaves out empty ones, which is no change anybody made.
pub fn settle(base: &[IpAccess], edited: Vec<IpAccess>) -> Vec<IpAccess> {
    let settled = edited.into_iter().map(|entry| {
        let same = |old: &&IpAccess| old.source == entry.source && words(old) == words(&entry);
        base.iter().find(same).cloned().unwrap_or(entry)
    });
    settled.collect()
}

fn words(entry: &IpAccess) -> &str {
    entry.description.as_deref().unwrap_or_default().trim()
}

fn access_text(entry: &IpAccess) -> String {
    match words(entry) {
        "" => entry.source.clone(),
        description => format!("{} ({description})", entry.source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::told;

    fn entry(source: &str, description: Option<&str>) -> IpAccess {
        IpAccess {
            source: source.into(),
            description: description.map(Into::into),
        }
    }

    #[test]
    fn blank_and_spaced_descriptions_are_no_change() {
        let base = [
            entry("192.0.2.1", Some("")),
            entry("192.0.2.2", Some(" ci ")),
        ];
        let edited = vec![entry("192.0.2.1", None), entry("192.0.2.2", Some("ci"))];
        assert_eq!(settle(&base, edited), base);
    }

    #[test]
    fn what_was_edited_stays_edited() {
        let base = [entry("192.0.2.1", Some("ci"))];
        let edited = vec![entry("192.0.2.1", Some("runner")), entry("192.0.2.3", None)];
        assert_eq!(settle(&base, edited.clone()), edited);
    }

    #[test]
    fn a_new_description_is_a_change_and_not_a_loss() {
        let before = [
            entry("192.0.2.1", Some("ci")),
            entry("198.51.100.0/24", None),
        ];
        let after = [
            entry("192.0.2.1", Some("runner")),
            entry("203.0.113.7", Some("home")),
        ];
        assert_eq!(
            told(&changes(&before, &after)),
            [
                ("198.51.100.0/24", ""),
                ("192.0.2.1 (ci)", "192.0.2.1 (runner)"),
                ("", "203.0.113.7 (home)"),
            ]
        );
        assert!(changes(&before, &before).is_empty());
    }
}
