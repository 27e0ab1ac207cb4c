//! The IP access list in its dialog.

use cloud_api::services::{IpAccess, IpAccessChange, Service, UpdateService};
use leptos::prelude::*;

use crate::{
    pages::editors::{
        access_list::{self, AccessListEditor, EntryDraft, entries, settle, warnings},
        edit::{Edited, Editing},
        risk::Risk,
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
    lines: |before, after| access_list::changes(before, after),
    risks: |before, after| warnings(before, after),
    request: |target, before, after| {
        target.update(&UpdateService {
            ip_access_list: Some(IpAccessChange::between(before, after)),
            ..UpdateService::default()
        })
    },
    afterwards: |_, _, _| (),
    fields: &["ipAccessList"],
    activities: &["service_update_ip_access_list"],
    editor: |editing| {
        let Editing { base, draft, .. } = editing;
        let refused = editing.refused;
        editing.reconfirm(move || {
            let after = entries(&draft.read()).unwrap_or_default();
            let risk = Risk::of_access(&base.read(), &after, "the service");
            risk.into_iter().collect()
        });
        view! {
            <AccessListEditor entries=draft />
            <FieldProblem problem=refused />
        }
        .into_any()
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_untouched_list_sends_nothing() {
        let entry = |source: &str, description: &str| IpAccess {
            source: source.into(),
            description: Some(description.into()),
        };
        let list = vec![entry("192.0.2.1", ""), entry("0.0.0.0/0", "Anywhere")];
        let drafts = (ACCESS_LIST.draft)(&list);
        let after = (ACCESS_LIST.check)(&list, &drafts).expect("a valid list");
        assert!((ACCESS_LIST.lines)(&list, &after).is_empty());
    }
}
