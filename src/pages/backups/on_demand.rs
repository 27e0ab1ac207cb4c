//! A backup now: only where the server offers it, which the console learns from `config.json`.

use cloud_api::backups::{self, Backup};
use leptos::prelude::*;

use super::of_service::{OfService, use_refusal};
use crate::{
    client::Client,
    config::Config,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    query::Cache,
    ui::{Button, CodeBlock, ConfirmDialog, Icon, Panel, Problem, Tone, use_toasts},
};

/// Whether the server has `POST …/backups`, which the published API has not.
pub fn use_on_demand() -> bool {
    expect_context::<Config>().extended_backups
}

#[component]
pub fn CreateButton() -> impl IntoView {
    let of: OfService = expect_context();
    let refused = use_refusal();
    view! {
        <Button refused on_click=Callback::new(move |()| of.dialogs.open("create-backup"))>
            <Icon name="plus" />
            "Create backup"
        </Button>
    }
}

/// Asks, sends, and lets the list follow what was begun.
#[component]
pub fn CreateBackup() -> impl IntoView {
    let of: OfService = expect_context();
    let client: Client = expect_context();
    let cache: Cache = expect_context();
    let toasts = use_toasts();
    let locked = use_refusal();
    let close = Callback::new(move |()| of.dialogs.close());
    let create = Action::new_local(move |(): &()| {
        let (organization, service) = (of.organization.get_value(), of.id.get_value());
        let label = of.service.read_untracked().label().to_owned();
        async move {
            let request = backups::create(&organization, &service);
            let begun = client.send(request).await;
            let begun = begun.map_err(|error| error.problem())?;
            let list = backups::list(&organization, &service);
            cache.change(&list, |all: &mut Vec<Backup>| {
                all.retain(|known| known.id != begun.id);
                all.insert(0, begun);
            });
            toasts.success(format!("A backup of {label} has begun"));
            close.try_run(());
            Ok::<(), Problem>(())
        }
    });
    let pending = create.pending();
    let problem = Signal::derive(move || {
        let refused = locked.get().map(|text| Problem {
            title: "Nothing can be sent".into(),
            detail: text,
            ..Problem::default()
        });
        create.value().get().and_then(Result::err).or(refused)
    });
    let confirm = Callback::new(move |()| {
        if !pending.get_untracked() && locked.read_untracked().is_none() {
            create.dispatch_local(());
        }
    });
    let write = Signal::derive(move || {
        let request = backups::create(&of.organization.get_value(), &of.id.get_value());
        Some(Write::from(&request))
    });
    let cancel = Callback::new(move |()| {
        create.clear();
        of.dialogs.close();
    });
    view! {
        <ConfirmDialog
            title=Signal::derive(move || {
                format!("Create a backup of {}?", of.service.read().label())
            })
            open=of.dialogs.is_open("create-backup")
            submit="Create backup"
            pending
            problem
            on_confirm=confirm
            on_close=cancel
        >
            <ul>
                <li>
                    "It begins at once, beside those of the schedule, and is kept as long as they are."
                </li>
                <li>"The list follows it until it is done."</li>
            </ul>
            <EquivalentCommand write />
        </ConfirmDialog>
    }
}

/// What to do where the API has no such operation.
#[component]
pub fn WithoutOperation() -> impl IntoView {
    let of: OfService = expect_context();
    let refused = use_refusal();
    let actions = move || {
        view! {
            <Button
                tone=Tone::Plain
                refused
                on_click=Callback::new(move |()| of.dialogs.open("configure"))
            >
                "Change the schedule"
            </Button>
        }
    };
    view! {
        <Panel title="A backup right now" actions>
            <div class="panel__text stack">
                <p>
                    "ClickHouse Cloud's API has no operation that makes a backup on demand. Move the schedule \
                     to an hour that suits, or run this SQL on the service, which writes to a bucket of your own:"
                </p>
                <CodeBlock
                    text="BACKUP DATABASE default\nTO S3('https://BUCKET.s3.REGION.amazonaws.com/backups/1', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY')"
                        .to_owned()
                    label="SQL of a backup to S3"
                />
            </div>
        </Panel>
    }
}
