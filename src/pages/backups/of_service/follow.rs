use std::collections::HashSet;

use cloud_api::{
    BackupId,
    backups::{Backup, BackupStatus},
};
use leptos::prelude::*;

use super::OfService;
use crate::{
    pages::backups::words::{is, size},
    query::Pace,
    ui::{Problem, use_toasts},
};

/// Keeps the list current while a backup is being made, and says what came of it.
pub(super) fn follow(of: OfService) {
    let toasts = use_toasts();
    let pace = StoredValue::new(Pace::default());
    of.list.poll_while(move |all| {
        let moving = running(all).map(ToString::to_string).collect();
        pace.try_update_value(|pace| pace.next(moving, js_sys::Date::now()))
            .flatten()
    });
    Effect::new(move |before: Option<HashSet<BackupId>>| {
        let all = of.backups();
        let label = of.service.read_untracked().label().to_owned();
        for id in before.into_iter().flatten() {
            match all.iter().find(|backup| backup.id == id) {
                Some(backup) if is(backup, &BackupStatus::Done) => {
                    toasts.success(format!("Backup of {label} done: {}", size(backup)));
                }
                Some(backup) if is(backup, &BackupStatus::Error) => {
                    toasts.failure(format!("Backup of {label} failed"), failed(backup));
                }
                _ => {}
            }
        }
        running(&all).cloned().collect()
    });
}

fn running(all: &[Backup]) -> impl Iterator<Item = &BackupId> {
    let running = all
        .iter()
        .filter(|backup| is(backup, &BackupStatus::InProgress));
    running.map(|backup| &backup.id)
}

fn failed(backup: &Backup) -> Problem {
    Problem {
        title: "A backup ended in an error".into(),
        detail: format!("The API tells no reason for {}.", backup.id),
        advice: Some(
            "The next one comes by the schedule. If it fails too, ask ClickHouse's support.".into(),
        ),
        ..Problem::default()
    }
}
