//! A backup as a new service: the same form, filled in from the service the backup was made of.

use std::sync::Arc;

use cloud_api::{
    OrganizationId, ServiceId,
    backups::{self, Backup},
    services::{self, Service},
};
use leptos::prelude::*;

use super::{CreateForm, origin::Origin};
use crate::{
    pages::backups::{restore_refusal, size_of},
    params::{BackupParams, use_backup_ids},
    paths::{self, Tab},
    query::{Cache, use_query},
    query_view::{Answered, problem_of},
    session::Session,
    ui::{ButtonLink, Empty, Page, ProblemNotice, Time, dynamic},
};

#[component]
pub fn RestorePage() -> impl IntoView {
    let ids = use_backup_ids();
    dynamic(move || match ids.get() {
        Some(ids) => view! { <Restore ids /> }.into_any(),
        None => view! { <crate::pages::NotFoundPage /> }.into_any(),
    })
}

#[component]
fn Restore(ids: BackupParams) -> impl IntoView {
    let session = expect_context::<Session>();
    let cache = expect_context::<Cache>();
    let BackupParams {
        organization,
        service,
        backup,
    } = ids;
    let get = services::get(&organization, &service);
    cache.seed(&get, &services::list(&organization), |all| {
        all.iter().find(|known| known.id == service).cloned()
    });
    let get_backup = backups::get(&organization, &service, &backup);
    cache.seed(
        &get_backup,
        &backups::list(&organization, &service),
        |all| all.iter().find(|known| known.id == backup).cloned(),
    );
    let source = use_query(move || Some(get.clone()));
    let backup = use_query(move || Some(get_backup.clone()));
    // An outage befalls both.
    let (of_source, of_backup) = (problem_of(source), problem_of(backup));
    let problem = Signal::derive(move || of_source.get().or_else(|| of_backup.get()));
    let again = Callback::new(move |()| {
        if of_source.read_untracked().is_some() {
            source.reload();
        }
        if of_backup.read_untracked().is_some() {
            backup.reload();
        }
    });
    let organization = StoredValue::new(organization);
    let service = StoredValue::new(service);
    let label = Memo::new(move |_| {
        let latest = source.latest();
        let latest = latest.read();
        latest
            .as_ref()
            .map(|service| service.label().to_owned())
            .unwrap_or_default()
    });
    let page = move || {
        paths::service_tab(
            &organization.get_value(),
            &service.get_value(),
            Tab::Backups,
        )
    };
    let crumbs = Signal::derive(move || {
        let organization = organization.get_value();
        let name = session.organization_name();
        let mut crumbs = vec![
            (name.unwrap_or_default(), paths::overview(&organization)),
            ("Services".into(), paths::services(&organization)),
        ];
        if !label.read().is_empty() {
            crumbs.push((format!("Backups of {}", label.get()), page()));
        }
        crumbs
    });
    view! {
        <Page title="Restore backup" crumbs>
            <ProblemNotice problem on_retry=again />
            <Answered query=source outline=(6, 2) let:source>
                <Answered query=backup outline=(6, 2) let:backup>
                    <Content organization service source backup />
                </Answered>
            </Answered>
        </Page>
    }
}

#[component]
fn Content(
    organization: StoredValue<OrganizationId>,
    service: StoredValue<ServiceId>,
    source: Signal<Arc<Service>>,
    backup: Signal<Arc<Backup>>,
) -> impl IntoView {
    let refusal = Memo::new(move |_| restore_refusal(&backup.read()));
    let page = move || {
        let (organization, service) = (organization.get_value(), service.get_value());
        paths::service_tab(&organization, &service, Tab::Backups)
    };
    let content = move || {
        match refusal.get() {
        Some(reason) => view! {
            <Empty title="This backup cannot be restored">
                <p>{reason}</p>
                <ButtonLink href=page()>"Choose another backup"</ButtonLink>
            </Empty>
        }
        .into_any(),
        None => view! { <Prefilled organization source=source.get_untracked() backup=backup.get_untracked() /> }
        .into_any(),
    }
    };
    dynamic(content)
}

#[component]
fn Prefilled(
    organization: StoredValue<OrganizationId>,
    source: Arc<Service>,
    backup: Arc<Backup>,
) -> impl IntoView {
    let origin = Origin {
        service: Arc::clone(&source),
        backup: backup.id.clone(),
        in_bucket: backup.bucket.is_some(),
    };
    let size = Some(size_of(&backup)).filter(|size| !size.is_empty());
    view! {
        <p class="notice">
            <span>
                "Makes a new service with the data that "
                <strong>{source.label().to_owned()}</strong> " had when the backup began, "
                <Time at=backup.started_at.clone() /> {size.map(|size| format!(" ({size})"))}
                ". The service itself stays as it is: there is no restore in place."
            </span>
        </p>
        <CreateForm organization origin />
    }
}
