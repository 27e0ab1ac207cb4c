//! The IP access list in its dialog.

use cloud_api::services::{IpAccess, IpAccessChange, UpdateService};
use leptos::prelude::*;

use crate::pages::{
    editors::access_list::{AccessListEditor, EntryDraft, entries, warnings},
    service::settings::{EditedList, changes},
};

pub(super) static ACCESS_LIST: EditedList<IpAccess, EntryDraft> = EditedList {
    dialog: "access",
    title: "IP access list",
    done: "IP access list changed",
    read: |service| service.ip_access_list.clone(),
    draft: |entry| EntryDraft::from(entry),
    check: |base, drafts| Ok(settle(base, entries(drafts)?)),
    lines: changes::of_access,
    risks: warnings,
    change: |before, after| UpdateService {
        ip_access_list: Some(IpAccessChange::between(before, after)),
        ..UpdateService::default()
    },
    editor: |entries| view! { <AccessListEditor entries /> }.into_any(),
};

/// Takes the original wherever the edited entry says the same: the editor trims descriptions and
/// leaves out empty ones, which is no change anybody made.
fn settle(base: &[IpAccess], edited: Vec<IpAccess>) -> Vec<IpAccess> {
    let settled = edited.into_iter().map(|entry| {
        let same = |old: &&IpAccess| old.source == entry.source && words(old) == words(&entry);
        base.iter().find(same).cloned().unwrap_or(entry)
    });
    settled.collect()
}

fn words(entry: &IpAccess) -> &str {
    entry.description.as_deref().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn an_untouched_list_sends_nothing() {
        let list = [
            entry("192.0.2.1", Some("")),
            entry("0.0.0.0/0", Some("Anywhere")),
        ];
        let drafts: Vec<_> = list.iter().map(ACCESS_LIST.draft).collect();
        let after = (ACCESS_LIST.check)(&list, &drafts).expect("a valid list");
        assert!((ACCESS_LIST.lines)(&list, &after).is_empty());
    }
}
