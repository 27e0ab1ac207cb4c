use leptos::prelude::*;

use crate::{
    client::Client,
    format, moment,
    session::{Ended, Session},
    ui::{Button, Properties, Property, Time, Tone, dynamic, exact_time},
};

/// How far a clock may be off before an expiry is told from a key that was disabled.
const NEARLY_MS: f64 = 60_000.0;

/// Why the key of the last session is no longer taken, what was not done, what is kept, and what leads on.
#[component]
pub(super) fn SessionEnded(
    ended: Signal<Option<Ended>>,
    /// Signs in again with the same key, while this page still has it.
    try_again: Option<Callback<()>>,
    pending: Signal<bool>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let skew = expect_context::<Client>().health.skew();
    dynamic(move || {
        let ended = ended.get()?;
        let now = ended.at + skew.get().unwrap_or_default();
        let cause = cause(&ended.message, ended.key_expires.as_deref(), now);
        let expires = ended.key_expires.clone();
        let has_expired = cause == Cause::Expired;
        let expiry = expires.map(|at| {
            let label = if has_expired {
                "Expired"
            } else {
                "Was to expire"
            };
            let exactly = moment::parse(&at).map(exact_time);
            view! {
                <Property label>
                    <Time at=Signal::stored(Some(at)) />
                    <small class="quiet sign-in__exactly">{exactly}</small>
                </Property>
            }
        });
        let name = ended.key_name.clone();
        let noticed = exact_time(whole(ended.at));
        let unsent = unsent(&ended.unsent);
        let organization = ended.organization_name.clone();
        let again = try_again.map(|try_again| {
            view! {
                <Button pending on_click=move |()| try_again.run(())>
                    "Try this key again"
                </Button>
            }
        });
        let after_reload = try_again.is_none().then_some(
            "This page was loaded again since, so the old key has to be entered anew to be tried again.",
        );
        Some(view! {
            <h2>{cause.title()}</h2>
            <p>{cause.meaning()}</p>
            <Properties>
                <Property label="Key">
                    {name
                        .map(|name| {
                            view! {
                                <strong>{name}</strong>
                                " "
                            }
                        })} <span class="mono">{format!("…{}", ended.key_suffix)}</span>
                </Property>
                {expiry}
                <Property label="Noticed">{noticed}</Property>
                <Property label="Organization">{organization}</Property>
            </Properties>
            <h3>"What was not sent"</h3>
            {unsent}
            <h3>"What is kept"</h3>
            <p>
                "Drafts of forms and how far a rotation of keys was, in this tab, without secrets. They are there again \
                 once you sign in to the same organization, also with another key. What was sent before goes on in \
                 the cloud; the tray follows it again, and a deletion that has something left to send waits for \
                 Continue."
            </p>
            <h3>"How to go on"</h3>
            <ul class="sign-in__ways">
                <li>"Sign in with another key: it leads back to the address where you were."</li>
                <li>{cause.way()}</li>
            </ul>
            {after_reload.map(|text| view! { <p class="hint">{text}</p> })}
            <div class="sign-in__actions">
                {again} <Button tone=Tone::Plain on_click=move |()| session.close()>
                    "Discard drafts and begin anew"
                </Button>
            </div>
        })
    })
}

fn unsent(all: &[String]) -> AnyView {
    if all.is_empty() {
        return view! {
            <p>
                "Nothing that you asked for: the key was refused to a read. Had a bulk action been under way, it \
                 would have stopped before its next request."
            </p>
        }
        .into_any();
    }
    let count = format::plural(all.len(), "change was", "changes were");
    let lines = all.iter().map(|what| view! { <li>{what.clone()}</li> });
    view! {
        <p>
            {format!(
                "{count} refused or not sent any more, so not done; nothing of a bulk action was sent after it:",
            )}
        </p>
        <ul class="sign-in__ways">{lines.collect_view()}</ul>
    }
    .into_any()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    Expired,
    /// Its expiry was still to come when it was read.
    Disabled,
    NotActive,
    Deleted,
    NotFromHere,
    Other,
}

/// The API has one sentence for keys that are disabled and keys that have expired.
fn cause(message: &str, expires: Option<&str>, now: f64) -> Cause {
    let message = message.to_ascii_lowercase();
    if message.contains("not active") {
        return match expires.and_then(moment::parse) {
            Some(at) if at <= whole(now + NEARLY_MS) => Cause::Expired,
            Some(_) => Cause::Disabled,
            None => Cause::NotActive,
        };
    }
    if message.contains("not found") {
        Cause::Deleted
    } else if message.contains("ip address") || message.contains("ip access") {
        Cause::NotFromHere
    } else {
        Cause::Other
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
fn whole(milliseconds: f64) -> i64 {
    milliseconds as i64
}

impl Cause {
    fn title(self) -> &'static str {
        match self {
            Self::Expired => "The key has expired",
            Self::Disabled => "The key was disabled",
            Self::NotActive => "The key is disabled or has expired",
            Self::Deleted => "The key was deleted",
            Self::NotFromHere => "The key is not taken from this address any more",
            Self::Other => "The key is not taken any more",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Expired => "Its time was over; nobody need have done anything.",
            Self::Disabled => {
                "It had time left, so somebody disabled it, or brought its expiry forward. The audit log tells who."
            }
            Self::NotActive => {
                "The API has one answer for both, and this key's expiry was not known here. The list of API keys \
                 tells which."
            }
            Self::Deleted => "Somebody deleted it. The audit log tells who.",
            Self::NotFromHere => {
                "Its IP access list was changed, or this computer has another address than before, as behind a VPN."
            }
            Self::Other => "The API's own words are above.",
        }
    }

    /// How the same key could serve again.
    fn way(self) -> &'static str {
        match self {
            Self::Expired => {
                "Or have this key prolonged: whoever may change API keys gives it a later expiry. Then try it again."
            }
            Self::Disabled => {
                "Or have this key enabled: whoever may change API keys can. Then try it again."
            }
            Self::NotActive => {
                "Or have this key enabled, or given a later expiry, by whoever may change API keys. Then try it again."
            }
            Self::Deleted => {
                "A deleted key does not come back: whoever may create API keys makes a new one."
            }
            Self::NotFromHere => {
                "Or have this address let in by whoever may change API keys, or connect as before. Then try it again."
            }
            Self::Other => {
                "Or try this key again, once whoever may change API keys has looked at it."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_795_514_400_000.0;

    #[test]
    fn a_known_expiry_tells_an_expired_key_from_a_disabled_one() {
        let of = |expires| cause("UNAUTHORIZED: Key is not active", expires, NOW);
        assert_eq!(of(Some("2026-11-24T09:00:00Z")), Cause::Expired);
        assert_eq!(
            of(Some("2026-11-24T10:00:30Z")),
            Cause::Expired,
            "clocks differ"
        );
        assert_eq!(of(Some("2026-12-24T09:00:00Z")), Cause::Disabled);
        assert_eq!(of(None), Cause::NotActive);
    }

    #[test]
    fn other_refusals_are_told_by_the_apis_words() {
        let of = |message| cause(message, None, NOW);
        assert_eq!(of("UNAUTHORIZED: Key is not found"), Cause::Deleted);
        assert_eq!(
            of("UNAUTHORIZED: IP address is not in the IP access list of the key"),
            Cause::NotFromHere
        );
        assert_eq!(of("UNAUTHORIZED: Key secret is not valid"), Cause::Other);
    }
}
