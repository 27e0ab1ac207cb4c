use leptos::prelude::*;

use super::scaling::{effective_idle, effective_size};
use crate::{
    format,
    pages::service::OnService,
    ui::{Strip, StripItem},
};

/// Size, idling and version in a row.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".into());
    let size = Memo::new(move |_| or_dash(format::size(&service.read())));
    let size_label = Memo::new(move |_| {
        let service = service.read();
        let mode = service.autoscaling_mode.as_ref().map(ToString::to_string);
        let now = effective_size(&service).map(|now| format!("effective {now} now"));
        let parts: Vec<_> = [mode, now].into_iter().flatten().collect();
        if parts.is_empty() {
            "size".into()
        } else {
            parts.join(", ")
        }
    });
    let idle = Memo::new(move |_| or_dash(format::idles_after(&service.read())));
    let idle_label = Memo::new(move |_| {
        let now = effective_idle(&service.read());
        let now = now.map(|now| format!(", effective {now} now"));
        format!("idles after{}", now.unwrap_or_default())
    });
    let version = Memo::new(move |_| or_dash(service.read().clickhouse_version.clone()));
    let channel = Memo::new(move |_| {
        let service = service.read();
        let channel = service.release_channel.as_ref();
        channel.map_or_else(
            || "version".into(),
            |channel| format!("version, {channel} channel"),
        )
    });
    view! {
        <Strip label="Service at a glance">
            <StripItem value=size label=size_label />
            <StripItem value=idle label=idle_label />
            <StripItem value=version label=channel />
        </Strip>
    }
}
