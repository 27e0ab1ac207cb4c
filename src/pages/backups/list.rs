//! The list of a service's backups.

mod columns;

use std::sync::Arc;

use cloud_api::backups::Backup;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    of_service::{OfService, use_restore_refusal},
    words::restore_refusal,
};
use crate::{
    list_view::use_list_view,
    paths,
    ui::{Action, Empty, List},
};
use columns::{BACKUPS, Row};

#[component]
pub fn BackupList(all: Signal<Arc<Vec<Backup>>>) -> impl IntoView {
    let of: OfService = expect_context();
    let rows = Memo::new(move |_| {
        let page = paths::service_tab(
            &of.organization.get_value(),
            &of.id.get_value(),
            paths::Tab::Backups,
        );
        let all = all.read();
        let rows = all.iter().map(|backup| Row {
            href: paths::with_dialog_on(&page, "backup", backup.id.as_str()),
            backup: backup.clone(),
        });
        Arc::new(rows.collect::<Vec<_>>())
    });
    let actions = use_backup_actions(of);
    let empty = move || {
        view! {
            <Empty title="No backups yet">
                <p>
                    "A new service is backed up for the first time about an hour after it runs, and then by its \
                     schedule."
                </p>
            </Empty>
        }
    };
    view! {
        <List
            list=&BACKUPS
            rows
            view=use_list_view("backups")
            row_actions=Arc::new(move |row: &Row| actions(&row.backup))
            empty
            loading=of.list.loading()
            answered_at=of.list.answered_at()
        />
    }
}

/// What can be done with a backup, in its row and in its details.
pub fn use_backup_actions(of: OfService) -> impl Fn(&Backup) -> Vec<Action> + Copy + Send + Sync {
    let refused = use_restore_refusal();
    let navigate = StoredValue::new(use_navigate());
    move |backup| {
        let id = backup.id.clone();
        let page = paths::restore(&of.organization.get_value(), &of.id.get_value(), &backup.id);
        let open = Callback::new(move |()| of.dialogs.open_on("backup", &id));
        let leave = Callback::new(move |()| {
            navigate.with_value(|navigate| navigate(&page, NavigateOptions::default()));
        });
        let restore = Action {
            refused: restore_refusal(backup)
                .map(ToOwned::to_owned)
                .or_else(|| refused.get()),
            ..Action::new("Restore", "refresh", leave)
        };
        let details = Action::new("Details", "info", open);
        vec![restore, details]
    }
}
