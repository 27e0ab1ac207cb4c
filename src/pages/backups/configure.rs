//! When backups are made and how long they are kept.

mod consequences;
mod draft;
mod form;
mod local;

use std::sync::Arc;

use cloud_api::backups::{self, Schedule};
use leptos::prelude::*;

use super::of_service::{OfService, use_refusal};
use crate::{
    client::Client,
    query::Cache,
    ui::{FormDialog, Problem, use_toasts},
};
use consequences::Changes;
use draft::{Draft, Field};
use form::Fields;

/// What is typed, and the schedule it is measured against.
#[derive(Clone, Copy)]
struct Form {
    period: RwSignal<String>,
    retention: RwSignal<String>,
    start: RwSignal<String>,
    base: RwSignal<Schedule>,
}

impl Form {
    fn new() -> Self {
        Self {
            period: RwSignal::new(String::new()),
            retention: RwSignal::new(String::new()),
            start: RwSignal::new(String::new()),
            base: RwSignal::new(Schedule::default()),
        }
    }

    fn draft(self) -> Draft {
        Draft {
            period_hours: self.period.get(),
            retention_days: self.retention.get(),
            start_hour: self.start.get(),
        }
    }

    fn set(self, draft: Draft) {
        self.period.set(draft.period_hours);
        self.retention.set(draft.retention_days);
        self.start.set(draft.start_hour);
    }

    fn problem(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let checked = self.draft().check(self.base.get());
            checked
                .err()
                .filter(|(of, _)| *of == field)
                .map(|(_, text)| text)
        })
    }
}

#[component]
pub fn ConfigureDialog() -> impl IntoView {
    let of: OfService = expect_context();
    let client: Client = expect_context();
    let cache: Cache = expect_context();
    let toasts = use_toasts();
    let locked = use_refusal();
    let form = Form::new();
    let open = of.dialogs.is_open("configure");
    let known = Memo::new(move |_| of.schedule());
    let is_known = Memo::new(move |_| known.read().is_some());
    // Once for each opening: a poll must not overwrite what is typed.
    Effect::new(move |_| {
        if open.get() && is_known.get() {
            let base = known.get_untracked().unwrap_or_default();
            form.base.set(base);
            form.set(Draft::of(base));
        }
    });
    let close = Callback::new(move |()| of.dialogs.close());
    let save = Action::new_local(move |(): &()| {
        let (organization, service) = (of.organization.get_value(), of.id.get_value());
        let base = form.base.get_untracked();
        let checked = untrack(|| form.draft()).check(base);
        let label = of.service.read_untracked().label().to_owned();
        async move {
            let Ok((change, _)) = checked else {
                return Ok(());
            };
            // What somebody else changed meanwhile must not be overwritten unseen.
            let request = backups::configuration(&organization, &service);
            let now = client.send(request.clone()).await;
            let now = now.map_err(|error| error.problem())?;
            let stored = Schedule::of(&now);
            cache.put(&request, now);
            if let Some(stored) = stored.filter(|stored| *stored != base) {
                form.base.try_set(stored);
                return Err(changed_meanwhile());
            }
            let request_of_change = backups::update_configuration(&organization, &service, &change);
            let answer = client.send(request_of_change).await;
            let answer = answer.map_err(|error| error.problem())?;
            cache.put(&request, answer);
            toasts.success(format!("Backups of {label} configured"));
            // A shorter retention takes backups away at once.
            let list = backups::list(&organization, &service).address();
            cache.invalidate(|address| address == list);
            close.try_run(());
            Ok::<(), Problem>(())
        }
    });
    let pending = save.pending();
    let problem = Signal::derive(move || save.value().get().and_then(Result::err));
    let unchanged = move || form.draft() == Draft::of(form.base.get());
    let wrong = move || form.draft().check(form.base.get()).is_err();
    let refused = Signal::derive(move || {
        let reasons = [
            locked.get(),
            (!is_known.get()).then(|| "The configuration is not known yet".to_owned()),
            unchanged().then(|| "Change something first".to_owned()),
            wrong().then(|| "Correct the marked field first".to_owned()),
        ];
        reasons.into_iter().flatten().next()
    });
    let submit = Callback::new(move |()| {
        if !pending.get_untracked() {
            save.dispatch_local(());
        }
    });
    let cancel = Callback::new(move |()| {
        save.clear();
        of.dialogs.close();
    });
    let all = Signal::derive(move || of.backups());
    view! {
        <FormDialog
            title=Signal::derive(move || format!("Backups of {}", of.service.read().label()))
            open
            submit="Save"
            pending
            problem
            dirty=Signal::derive(move || is_known.get() && !unchanged())
            submit_refused=refused
            on_submit=submit
            on_close=cancel
        >
            <Show
                when=move || is_known.get()
                fallback=|| view! { <p>"The configuration cannot be read yet."</p> }
            >
                <Fields form />
                <Changes form backups=all now=of.now />
            </Show>
        </FormDialog>
    }
}

fn changed_meanwhile() -> Problem {
    Problem {
        title: "The configuration has changed meanwhile".into(),
        detail: "Somebody changed it while this dialog was open; nothing was sent.".into(),
        advice: Some("What you typed is kept. Look at what changes now, then save again.".into()),
        ..Problem::default()
    }
}

/// Shared with the parts of the dialog.
type AllBackups = Signal<Arc<Vec<backups::Backup>>>;
