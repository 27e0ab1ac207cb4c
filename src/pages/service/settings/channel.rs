use cloud_api::services::{self, ReleaseChannel, UpdateService};
use leptos::prelude::*;

use super::{use_refusal, use_writes};
use crate::{
    pages::service::{OnService, overview::siblings},
    ui::{Choice, FormDialog, Problem, RadioGroup, Setting, dynamic},
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
    }
}

#[component]
pub(super) fn ChannelDialog() -> impl IntoView {
    let OnService {
        service,
        all,
        dialogs,
        ..
    } = expect_context();
    let channel = move || service.read_untracked().release_channel.clone();
    let writes = use_writes();
    let locked = use_refusal();
    let open = dialogs.is_open("channel");
    let chosen = RwSignal::new(String::new());
    let before = RwSignal::new(String::new());
    // The channel as it was when the dialog opened: a poll must not overwrite the choice.
    Effect::new(move |_| {
        if open.get() {
            let now = channel().map(|channel| channel.to_string());
            before.set(now.clone().unwrap_or_default());
            chosen.set(now.unwrap_or_default());
        }
    });
    let members = Memo::new(move |_| {
        let all = all.read();
        all.as_ref().map(|all| {
            siblings(&service.read(), all)
                .into_iter()
                .map(|(_, label)| label)
                .collect::<Vec<_>>()
        })
    });
    let close = Callback::new(move |()| dialogs.close());
    let change = Action::new_local(move |channel: &String| {
        let channel = ReleaseChannel::from(channel.as_str());
        let writes = writes.get_value();
        let is_alone =
            members.with_untracked(|members| members.as_ref().is_some_and(Vec::is_empty));
        async move {
            let done = format!("Release channel set to {channel}");
            let change = UpdateService {
                release_channel: Some(channel),
                ..UpdateService::default()
            };
            writes.send(&change, &done).await?;
            if !is_alone {
                // The other members have changed with it.
                let all = services::list(&writes.organization).address();
                let own = services::get(&writes.organization, &writes.id).address();
                writes
                    .cache
                    .invalidate(|address| address.starts_with(&all) && address != own);
            }
            close.try_run(());
            Ok::<(), Problem>(())
        }
    });
    let pending = change.pending();
    let failed = Signal::derive(move || change.value().get().and_then(Result::err));
    let unchanged = move || *chosen.read() == *before.read();
    let refused = Signal::derive(move || {
        locked
            .get()
            .or_else(|| unchanged().then(|| "Choose another channel first".to_owned()))
    });
    let submit = Callback::new(move |()| {
        if refused.read_untracked().is_none() && !pending.get_untracked() {
            change.dispatch_local(chosen.get_untracked());
        }
    });
    let cancel = Callback::new(move |()| {
        change.clear();
        dialogs.close();
    });
    view! {
        <FormDialog
            title=Signal::derive(move || format!("Release channel of {}", service.read().label()))
            open
            submit="Change channel"
            pending
            problem=failed
            dirty=Signal::derive(move || !unchanged())
            submit_refused=refused
            on_submit=submit
            on_close=cancel
        >
            <RadioGroup legend="Release channel" value=chosen options=choices() />
            <p class="notice">
                {dynamic(move || members.with(|members| warning(members.as_deref())))}
            </p>
        </FormDialog>
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
