//! Says in good time that the key of this very session expires.

use cloud_api::{
    OrganizationId, Request,
    keys::{self, ApiKey},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    chunk,
    client::Priority,
    moment::{self, DAY},
    paths,
    query::Cache,
    session::{self, Session, SignedIn},
    ui::{ButtonLink, Icon, Time, clock, dynamic},
};

/// What the page asked for first goes first.
const LATER_MS: u32 = 1_000;
/// Where it is kept which notice was dismissed, or that the key may not see itself; as [`session::OWN_KEY`] has it.
const DISMISSED: &str = "own-key-dismissed";
const UNSEEN: &str = "own-key-unseen";
/// Until when there is nothing to say, in milliseconds since the epoch: a page that is loaded again need not ask.
const QUIET_UNTIL: &str = "own-key-quiet-until";
const HOUR: i64 = DAY / 24;
/// How long before its end the key is first spoken of.
const SOON: i64 = 7 * DAY;

/// How urgent it is; a notice that was dismissed comes back when it is more so.
type Urgency = u8;

/// Not through `Later`: a notice whose file does not come is missed by nobody, the pages of keys say it too.
#[component]
pub fn KeyExpiry() -> impl IntoView {
    let chunk = chunk!(fn key_expiry_notice() in rights => view! { <OwnKey /> });
    let is_there = RwSignal::new(false);
    spawn_local(async move {
        TimeoutFuture::new(LATER_MS).await;
        if (chunk.fetch)().await.is_ok() {
            is_there.try_set(true);
        }
    });
    dynamic(move || is_there.get().then(|| (chunk.draw)(())))
}

#[component]
fn OwnKey() -> impl IntoView {
    let session = expect_context::<Session>();
    let current = session.current();
    let own = Memo::new(move |_| {
        let current = current.read();
        let signed_in = current.as_ref()?;
        let key = signed_in.key_resource.clone()?;
        Some((signed_in.organization.clone(), key))
    });
    dynamic(move || {
        own.get().map(|(organization, key)| {
            let request = keys::get(&organization, &key);
            view! { <Expiry organization request /> }
        })
    })
}

/// `openapiKeyGet`, once an hour at most while it is far from expiring, behind everything else; what is known later of the key counts too.
#[component]
fn Expiry(organization: OrganizationId, request: Request<ApiKey>) -> impl IntoView {
    let cache = expect_context::<Cache>();
    let key = cache.follow(&request);
    // Goes with this component: the next session has another key.
    let is_on_view = StoredValue::new(());
    spawn_local(async move {
        while is_on_view.try_get_value().is_some() && !session::kept(UNSEEN).unwrap_or(false) {
            let quiet = session::kept(QUIET_UNTIL).map_or(0, |until: i64| until - moment::now());
            if quiet > 0 {
                // A tab may stay open for weeks.
                TimeoutFuture::new(pause(quiet)).await;
                continue;
            }
            match cache.read(&request, Priority::Prefetch).await {
                Ok(key) => {
                    let at = key.expire_at.as_deref().and_then(moment::parse);
                    let now = moment::now();
                    if at.is_none_or(|at| at - now > SOON + HOUR) {
                        session::keep(QUIET_UNTIL, &(now + HOUR));
                    }
                    // From here on the clock tells.
                    return;
                }
                Err(error) if error.status() == Some(403) => session::keep(UNSEEN, &true),
                Err(_) => TimeoutFuture::new(pause(HOUR)).await,
            }
        }
    });
    let at = Memo::new(move |_| key.get()?.expire_at.clone());
    let session = expect_context::<Session>();
    // What tells, once it has expired, since when.
    Effect::new(move |_| {
        if key.get().is_some() {
            let at = at.get();
            let told = |signed_in: &SignedIn| signed_in.key_expires == at;
            if !session.current().get_untracked().as_ref().is_some_and(told) {
                session.change(|signed_in| signed_in.key_expires = at);
            }
        }
    });
    let urgency = Memo::new(move |_| {
        let at = moment::parse(at.read().as_deref()?)?;
        // Follows the clock of the times on the page.
        clock();
        urgency(at - moment::now())
    });
    let dismissed = RwSignal::new(session::kept::<Urgency>(DISMISSED).unwrap_or_default());
    let organization = StoredValue::new(organization);
    let notice = move || {
        let urgency = urgency.get().filter(|it| *it > dismissed.get())?;
        let key = key.get_untracked()?;
        let rotate = paths::rotate_key(&organization.get_value(), &key.id);
        let dismiss = move |_| {
            session::keep(DISMISSED, &urgency);
            dismissed.set(urgency);
        };
        Some(view! {
            <div class="notice">
                <Icon name="info" />
                <p>
                    "The key of this session, " <strong>{key.name.clone()}</strong> ", expires "
                    <Time at />
                    ". Then the API answers nothing here until you sign in with another one."
                </p>
                <ButtonLink href=rotate>"Rotate this key"</ButtonLink>
                <button
                    type="button"
                    class="button button--plain button--icon"
                    aria-label="Dismiss the notice of the expiry"
                    on:click=dismiss
                >
                    <Icon name="close" />
                </button>
            </div>
        })
    };
    dynamic(notice)
}

/// An hour at most: a browser's timers end at 25 days, and its clock may be set anew.
fn pause(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds.clamp(0, HOUR)).unwrap_or_default()
}

/// A week before, and once more on the last day; milliseconds that are left.
fn urgency(left: i64) -> Option<Urgency> {
    match left {
        ..=0 => None,
        left if left <= DAY => Some(2),
        left if left <= SOON => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pause_is_longer_than_an_hour_or_a_timer() {
        assert_eq!(pause(-5), 0);
        assert_eq!(pause(1_500), 1_500);
        assert_eq!(i64::from(pause(400 * DAY)), HOUR);
    }

    #[test]
    fn it_is_said_a_week_and_a_day_before() {
        assert_eq!(urgency(8 * DAY), None);
        assert_eq!(urgency(6 * DAY), Some(1));
        assert_eq!(urgency(DAY / 2), Some(2));
        assert_eq!(urgency(0), None, "the API says so itself then");
    }
}
