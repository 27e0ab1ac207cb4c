//! The IP access list in its dialog.

use cloud_api::services::{IpAccess, IpAccessChange, Service, UpdateService};
use leptos::prelude::*;

use crate::{
    pages::{
        editors::{
            access_list::{AccessListEditor, EntryDraft, entries, warnings},
            edit::{Edited, Editing},
        },
        service::settings::changes,
    },
    ui::FieldProblem,
};

pub(super) static ACCESS_LIST: Edited<Service, Vec<IpAccess>, Vec<EntryDraft>> = Edited {
    dialog: "access",
    title: |service, _| format!("IP access list of {}", service.label()),
    submit: |_| "Apply changes",
    done: |_| "IP access list changed".into(),
    read: |service| service.ip_access_list.clone(),
    draft: |list| list.iter().map(EntryDraft::from).collect(),
    check: |base, drafts| Ok(settle(base, entries(drafts)?)),
    lines: |before, after| changes::of_access(before, after),
    risks: |before, after| warnings(before, after),
    request: |target, before, after| {
        target.update(&UpdateService {
            ip_access_list: Some(IpAccessChange::between(before, after)),
            ..UpdateService::default()
        })
    },
    afterwards: |_, _| (),
    fields: &["ipAccessList"],
    activities: &["service_update_ip_access_list"],
    editor: |Editing { draft, refused, .. }| {
        view! {
            <AccessListEditor entries=draft />
            <FieldProblem problem=refused />
        }
        .into_any()
    },
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
        let list = vec![
            entry("192.0.2.1", Some("")),
            entry("0.0.0.0/0", Some("Anywhere")),
        ];
        let drafts = (ACCESS_LIST.draft)(&list);
        let after = (ACCESS_LIST.check)(&list, &drafts).expect("a valid list");
        assert!((ACCESS_LIST.lines)(&list, &after).is_empty());
    }
}
