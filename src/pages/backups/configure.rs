//! When backups are made and how long they are kept.

mod consequences;
mod draft;
mod form;
mod local;

use std::sync::Arc;

use cloud_api::{
    ServiceId,
    activities::Activity,
    backups::{self, BackupConfiguration, Schedule},
};
use leptos::prelude::*;

use super::of_service::{OfService, use_refusal};
use crate::{
    equivalent::Write,
    pages::editors::edit::{EditDialog, Editable, Edited, Target},
    query::Cache,
};
use draft::{Draft, change, lines};
use form::ScheduleEditor;

impl Editable for BackupConfiguration {
    type Id = ServiceId;

    const WORD: &'static str = "The service";

    fn name(target: &Target<Self>) -> &str {
        target.id.as_str()
    }

    fn is_touched_by(id: &ServiceId, record: &Activity) -> bool {
        record.service_id.as_ref() == Some(id)
    }

    fn observe(self, cache: Cache, target: &Target<Self>) {
        cache.put(&target.get, self);
    }

    /// Terraform has the schedule in the resource of the service, which is known on this page.
    fn describe(self: Arc<Self>, write: Write) -> Write {
        match use_context::<OfService>() {
            Some(of) => write.on(of.service.get()),
            None => write,
        }
    }
}

static SCHEDULE: Edited<BackupConfiguration, Schedule, Draft> = Edited {
    dialog: "configure",
    title: |_, _| "Configure backups".to_owned(),
    submit: |_| "Save",
    done: |_| "Backups configured".to_owned(),
    read: Schedule::of,
    draft: |schedule| Draft::of(*schedule),
    check: |stored, draft| {
        let checked = draft.check(*stored);
        checked.map(|(_, after)| after).map_err(|(_, text)| text)
    },
    lines: |now, after| lines(*now, *after),
    // Told by the editor, which knows the backups.
    risks: |_, _| Vec::new(),
    request: |target, now, after| {
        let change = change(*now, *after);
        backups::update_configuration(&target.organization, &target.id, &change)
    },
    afterwards: |sent, _, _| {
        // A shorter retention takes backups away at once.
        let list = backups::list(&sent.target.organization, &sent.target.id).address();
        sent.cache.invalidate(|address| address == list);
    },
    fields: &[
        "backupPeriodInHours",
        "backupRetentionPeriodInHours",
        "backupStartTime",
    ],
    activities: &["service_update_backup_configuration"],
    editor: |editing| view! { <ScheduleEditor editing /> }.into_any(),
};

#[component]
pub fn ConfigureDialog() -> impl IntoView {
    let of: OfService = expect_context();
    let target = Callback::new(move |(_,): (Arc<BackupConfiguration>,)| {
        let (organization, id) = (of.organization.get_value(), of.id.get_value());
        Target {
            get: backups::configuration(&organization, &id),
            organization,
            id,
        }
    });
    view! {
        <EditDialog
            edited=&SCHEDULE
            dialogs=of.dialogs
            object=of.configuration.latest()
            target
            locked=use_refusal()
        />
    }
}
