//! The one address of the user that the API itself tells: where its audit log last saw the session's key.

use cloud_api::{
    activities::{self, Activity, ActorType},
    whoami,
};
use leptos::prelude::*;

use super::EntryDraft;
use crate::{
    client::Client,
    session::Session,
    ui::{Button, Problem, ProblemNotice, Time, dynamic},
};

/// How far back the log is read.
const PAST_MS: f64 = 7.0 * 24.0 * 3_600_000.0;

/// Where the key was seen, and when.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    address: String,
    at: Option<String>,
}

/// Adds the address from which the API last saw the session's key, without asking anybody else.
#[component]
pub fn AddSeenAddress(entries: RwSignal<Vec<EntryDraft>>) -> impl IntoView {
    let client = expect_context::<Client>();
    let session = expect_context::<Session>();
    let look = Action::new_local(move |(): &()| {
        let current = session.current().get_untracked();
        async move {
            let Some(signed_in) = current else {
                return Ok(None);
            };
            let from = js_sys::Date::new(&(js_sys::Date::now() - PAST_MS).into());
            let from: String = from.to_iso_string().into();
            let me = client.send(whoami::get()).await;
            let me = me.map_err(|error| error.problem())?;
            let log = activities::list(&signed_in.organization, Some(&from), None);
            let log = client.send(log).await.map_err(|error| error.problem())?;
            let found = me.key_id.and_then(|key| seen(&log, &key));
            if let Some(Seen { address, .. }) = &found {
                entries.try_update(|entries| add(entries, address));
            }
            Ok::<_, Problem>(found)
        }
    });
    let pending = look.pending();
    let problem = Signal::derive(move || look.value().get().and_then(Result::err));
    let said = move || match look.value().get() {
        Some(Ok(Some(Seen { address, at }))) => view! {
            <p class="hint">
                "The API last saw this key at " <span class="mono">{address}</span> " "
                <Time at=Signal::stored(at) />
                ". Behind a relay, a proxy or a VPN, that is its address and not yours."
            </p>
        }
        .into_any(),
        Some(Ok(None)) => view! {
            <p class="hint">
                "The audit log of the last seven days does not tell where this key was used: it \
                 records changes only."
            </p>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let click = move || {
        if !pending.get_untracked() {
            look.dispatch_local(());
        }
    };
    view! {
        <div>
            <Button pending on_click=click>
                "Add my address"
            </Button>
        </div>
        <div role="status">{dynamic(said)}</div>
        <ProblemNotice problem />
    }
}

fn seen(log: &[Activity], key: &str) -> Option<Seen> {
    let mine = log.iter().filter(|activity| {
        activity.actor_type == Some(ActorType::Api) && activity.actor_id.as_deref() == Some(key)
    });
    let told = mine.filter_map(|activity| {
        Some(Seen {
            address: activity.actor_ip_address.clone()?,
            at: activity.created_at.clone(),
        })
    });
    told.max_by(|one, other| one.at.cmp(&other.at))
}

/// Adds it unless it is there already.
fn add(entries: &mut Vec<EntryDraft>, address: &str) {
    let is_there = entries.iter().any(|entry| entry.source.trim() == address);
    if !is_there {
        entries.push(EntryDraft::new(address, "my address"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(actor: &str, kind: &str, address: &str, at: &str) -> Activity {
        let json = format!(
            r#"{{"id":"act_01j8zq4m6v9t2x5k7n3b","actorType":"{kind}","actorId":"{actor}",
                "actorIpAddress":{address},"createdAt":"{at}"}}"#
        );
        serde_json::from_str(&json).expect("an activity")
    }

    #[test]
    fn the_last_address_of_this_key_counts() {
        let log = [
            activity("me", "api", r#""192.0.2.1""#, "2026-01-01T00:00:00Z"),
            activity("me", "api", r#""192.0.2.2""#, "2026-01-03T00:00:00Z"),
            activity("me", "user", r#""192.0.2.3""#, "2026-01-04T00:00:00Z"),
            activity("other", "api", r#""192.0.2.4""#, "2026-01-05T00:00:00Z"),
            activity("me", "api", "null", "2026-01-06T00:00:00Z"),
        ];
        let found = seen(&log, "me").map(|seen| seen.address);
        assert_eq!(found.as_deref(), Some("192.0.2.2"));
        assert_eq!(seen(&log, "nobody"), None);
    }

    #[test]
    fn an_address_is_added_once() {
        let mut entries = Vec::new();
        add(&mut entries, "192.0.2.1");
        add(&mut entries, "192.0.2.1");
        assert_eq!(entries, [EntryDraft::new("192.0.2.1", "my address")]);
    }
}
