use cloud_api::services::{self, ReleaseChannel, Service, UpdateService};
use leptos::prelude::*;

use super::{EditSetting, use_refusal};
use crate::{
    pages::{
        editors::edit::{Edited, Editing},
        service::{OnService, overview::siblings},
    },
    ui::{ChangeLine, Choice, RadioGroup, Setting, dynamic},
};

#[component]
pub(super) fn ChannelSetting() -> impl IntoView {
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let channel = Memo::new(move |_| service.read().release_channel.clone());
    let value = move || {
        channel
            .get()
            .map_or_else(|| "—".to_owned(), |channel| channel.to_string())
    };
    view! {
        <Setting
            label="Release channel"
            hint="How early the service gets new ClickHouse releases."
            action="Change channel"
            refused=use_refusal()
            on_click=Callback::new(move |()| dialogs.open("channel"))
        >
            {dynamic(value)}
        </Setting>
        <EditSetting edited=&CHANNEL />
    }
}

/// The release channel in its dialog.
static CHANNEL: Edited<Service, ReleaseChannel, String> = Edited {
    dialog: "channel",
    title: |service, _| format!("Release channel of {}", service.label()),
    submit: |_| "Change channel",
    done: |channel| format!("Release channel set to {channel}"),
    // A service without one can be given one.
    read: |service| {
        let channel = service.release_channel.clone();
        Some(channel.unwrap_or_else(|| ReleaseChannel::Other(String::new())))
    },
    draft: ToString::to_string,
    check: |_, chosen| Ok(ReleaseChannel::from(chosen.as_str())),
    lines: |before, after| ChangeLine::between(before.as_str(), after.as_str()),
    risks: |_, _| Vec::new(),
    request: |target, _, after| {
        target.update(&UpdateService {
            release_channel: Some(after.clone()),
            ..UpdateService::default()
        })
    },
    afterwards: |sent, _, _| {
        // The other members of its warehouse have changed with it.
        let all = services::list(&sent.target.organization).address();
        let own = sent.target.get.address();
        sent.cache
            .invalidate(|address| address.starts_with(&all) && address != own);
    },
    fields: &["releaseChannel"],
    activities: &[
        "service_update_release_channel",
        "warehouse_update_release_channel",
    ],
    editor: |editing| view! { <ChannelEditor editing /> }.into_any(),
};

#[component]
fn ChannelEditor(editing: Editing<ReleaseChannel, String>) -> impl IntoView {
    let OnService { service, all, .. } = expect_context();
    let members = Memo::new(move |_| {
        let all = all.read();
        all.as_ref().map(|all| {
            siblings(&service.read(), all)
                .into_iter()
                .map(|(_, label)| label)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <RadioGroup
            legend="Release channel"
            value=editing.draft
            options=choices()
            problem=editing.problem()
        />
        <p class="notice">{dynamic(move || members.with(|members| warning(members.as_deref())))}</p>
    }
}

fn choices() -> Vec<Choice> {
    vec![
        Choice::new("slow", "slow")
            .hint("New releases come later, which leaves time to test them."),
        Choice::new("default", "default").hint("The regular pace."),
        Choice::new("fast", "fast")
            .hint("New releases come as soon as they are there, with a higher risk of bugs."),
    ]
}

/// Whom else the change concerns; `None` where the other services are not known.
fn warning(members: Option<&[String]>) -> String {
    match members {
        Some([]) => "No other service shares its warehouse.".into(),
        Some(names) => format!(
            "A warehouse has one release channel: this also changes {}.",
            names.join(", ")
        ),
        None => "A warehouse has one release channel: this changes every service of it.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_of_the_api_can_be_chosen() {
        let values: Vec<_> = choices().into_iter().map(|choice| choice.value).collect();
        let known: Vec<_> = ReleaseChannel::KNOWN
            .iter()
            .map(ReleaseChannel::as_str)
            .collect();
        assert_eq!(values, known);
    }

    #[test]
    fn the_members_that_change_too_are_named() {
        let names = ["a".to_owned(), "b".to_owned()];
        assert!(warning(Some(&names)).ends_with("also changes a, b."));
        assert!(warning(None).contains("every service"));
        assert!(warning(Some(&[])).starts_with("No other"));
    }
}
