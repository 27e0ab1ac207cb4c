use cloud_api::{
    BackupId,
    backups::{self, Backup},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    of_service::{OfService, use_restore_refusal},
    words,
};
use crate::{
    client::ApiError,
    pages::{other::OtherFields, raw::RawButton},
    paths,
    query::use_query,
    ui::{
        Button, CopyButton, Dialog, ProblemNotice, Properties, Property, Skeleton, StateBadge,
        Time, Tone, dynamic,
    },
};

/// Everything the API tells of a backup; it has an address.
#[component]
pub fn DetailsDialog() -> impl IntoView {
    let of: OfService = expect_context();
    let open = of.dialogs.is_open("backup");
    let wanted = Memo::new(move |_| {
        let on = of.dialogs.on().get()?;
        open.get().then(|| on.parse::<BackupId>().ok()).flatten()
    });
    let listed = Memo::new(move |_| {
        let wanted = wanted.get()?;
        of.backups()
            .iter()
            .find(|backup| backup.id == wanted)
            .cloned()
    });
    // A link may name one that the list does not have; the list comes first.
    let alone = use_query(move || {
        let is_answered = of.list.latest().read().is_some() || of.list.error().read().is_some();
        let wanted = wanted.get().filter(|_| is_answered)?;
        let request = || backups::get(&of.organization.get_value(), &of.id.get_value(), &wanted);
        listed.read().is_none().then(request)
    });
    let backup = Memo::new(move |_| {
        let alone = || alone.latest().get().map(|found| Backup::clone(&found));
        listed.get().or_else(alone)
    });
    let problem = Memo::new(move |_| {
        let failed = alone.error();
        let failed = failed.read();
        failed
            .as_ref()
            .filter(|_| backup.read().is_none())
            .map(ApiError::problem)
    });
    let title = Signal::derive(move || format!("Backup of {}", of.service.read().label()));
    let is_nonsense = Memo::new(move |_| open.get() && wanted.read().is_none());
    let content = move || match backup.get() {
        Some(backup) => view! { <Facts backup /> }.into_any(),
        None if is_nonsense.get() => view! { <p>"The address names no backup."</p> }.into_any(),
        None if problem.read().is_some() => ().into_any(),
        None => view! { <Skeleton rows=4 columns=2 /> }.into_any(),
    };
    let raw = move || {
        let id = backup.read().as_ref().map(|backup| backup.id.clone())?;
        let request = backups::get(&of.organization.get_value(), &of.id.get_value(), &id);
        Some(view! { <RawButton request=request.untyped() label=title /> })
    };
    let close = Callback::new(move |()| of.dialogs.close());
    view! {
        <Dialog title open on_close=close>
            <div class="dialog__body">
                <ProblemNotice problem on_retry=Callback::new(move |()| alone.reload()) />
                {dynamic(content)}
            </div>
            <div class="dialog__foot">
                {dynamic(raw)} <Button on_click=close>"Close"</Button> <RestoreButton backup />
            </div>
        </Dialog>
    }
}

#[component]
fn RestoreButton(backup: Memo<Option<Backup>>) -> impl IntoView {
    let of: OfService = expect_context();
    let locked = use_restore_refusal();
    let navigate = use_navigate();
    let refused = Signal::derive(move || match backup.read().as_ref() {
        None => Some("No backup is on view.".to_owned()),
        Some(backup) => words::restore_refusal(backup)
            .map(ToOwned::to_owned)
            .or_else(|| locked.get()),
    });
    let restore = Callback::new(move |()| {
        if let Some(backup) = backup.get_untracked() {
            let (organization, service) = (of.organization.get_value(), of.id.get_value());
            let page = paths::restore(&organization, &service, &backup.id);
            navigate(&page, NavigateOptions::default());
        }
    });
    view! {
        <Button tone=Tone::Primary refused on_click=restore>
            "Restore to a new service"
        </Button>
    }
}

#[component]
fn Facts(backup: Backup) -> impl IntoView {
    let status = match &backup.status {
        Some(status) => {
            let tone = words::tone(Some(status));
            view! { <StateBadge word=status.to_string() tone /> }.into_any()
        }
        None => dash(),
    };
    let kind = or_dash(backup.r#type.as_ref().map(ToString::to_string));
    let size = or_dash(backup.size_in_bytes.map(|count| {
        format!(
            "{} ({} bytes)",
            words::bytes(count),
            crate::format::number(count)
        )
    }));
    let duration = or_dash(Some(words::duration(&backup)).filter(|text| !text.is_empty()));
    let bucket = backup.bucket.as_ref().map(|bucket| {
        let parts = [
            &bucket.bucket_provider,
            &bucket.bucket_path,
            &bucket.container_name,
        ];
        let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
        let text = parts.join(" ");
        view! { <Property label="Bucket">{text}</Property> }
    });
    let name = backup
        .backup_name
        .clone()
        .map(|name| view! { <Property label="Name in the bucket">{name}</Property> });
    let other = Signal::stored(backup.other.clone());
    let of: OfService = expect_context();
    let organization = of.organization.get_value();
    let service = backup.service_id.clone().map(|id| {
        let href = id.parse().ok().map(|id| paths::service(&organization, &id));
        view! {
            <a class="mono" href=href>
                {id.clone()}
            </a>
            <CopyButton text=id label="Copy service ID" />
        }
        .into_any()
    });
    view! {
        <Properties>
            <Property label="ID">
                <span class="mono">{backup.id.to_string()}</span>
                <CopyButton text=backup.id.to_string() label="Copy backup ID" />
            </Property>
            <Property label="Status">{status}</Property>
            <Property label="Type">{kind}</Property>
            <Property label="Started">{moment(backup.started_at.clone())}</Property>
            <Property label="Finished">{moment(backup.finished_at.clone())}</Property>
            <Property label="Duration">{duration}</Property>
            <Property label="Size">{size}</Property>
            <Property label="Service">{service.unwrap_or_else(dash)}</Property>
            {name}
            {bucket}
        </Properties>
        <OtherFields fields=other />
    }
}

/// Relative and exact, because the exact one is what a restore is chosen by.
fn moment(at: Option<String>) -> AnyView {
    let Some(text) = at else { return dash() };
    let exact = super::moment::moment(&text).map(super::moment::minute);
    view! {
        <Time at=Some(text) />
        {exact.map(|exact| view! { <span class="quiet">" · " {exact}</span> })}
    }
    .into_any()
}

fn or_dash(text: Option<String>) -> AnyView {
    text.map_or_else(dash, IntoAny::into_any)
}

/// What the API did not tell.
fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}
