//! Puts what the API said of members in place, and waits for it where it echoes what was before.

use std::collections::HashSet;

use cloud_api::{
    MemberId, OrganizationId,
    members::{self, Member},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::change_roles::OneMember;
use crate::{
    client::{ApiError, Client, Priority},
    format,
    pages::{
        editors::edit::{Sent, Target},
        roles::{Roles, holders_changed},
    },
    query::Cache,
    ui::{ToastKind, Toasts},
};

/// How long to wait before each look since the newest change, in milliseconds.
const LOOKS: [f64; 7] = [
    1_000.0, 1_000.0, 2_000.0, 3_000.0, 5_000.0, 8_000.0, 10_000.0,
];
/// How long new roles are waited for: as long as all looks take.
const PATIENCE_MS: f64 = 30_000.0;
/// Of many, the next one follows within this.
const QUIET_MS: f64 = 3_000.0;
/// And if they go on coming, somebody looks all the same.
const AT_LAST_MS: f64 = 10_000.0;

/// The newest word on a member.
pub fn observe(cache: Cache, organization: &OrganizationId, member: &Member) {
    observe_all(cache, organization, std::slice::from_ref(member));
}

fn observe_all(cache: Cache, organization: &OrganizationId, found: &[Member]) {
    cache.change(&members::list(organization), |all: &mut Vec<Member>| {
        for member in found {
            if let Some(known) = all.iter_mut().find(|known| known.user_id == member.user_id) {
                *known = member.clone();
            }
        }
    });
    holders_changed(cache, organization);
}

/// The member is gone.
pub fn forget(cache: Cache, organization: &OrganizationId, member: &MemberId) {
    cache.change(&members::list(organization), |all: &mut Vec<Member>| {
        all.retain(|known| known.user_id != *member);
    });
    holders_changed(cache, organization);
}

/// `memberUpdate` may answer with the roles from before: looks again until the new ones show.
pub fn settle(sent: &Sent<Member>, wanted: Roles) {
    let Sent {
        client,
        cache,
        toasts,
        target: Target {
            organization, id, ..
        },
        ..
    } = sent.clone();
    let OneMember { id, settling } = id;
    let known = cache.peek(&members::list(&organization));
    let answer = known.and_then(|all| all.iter().find(|one| one.user_id == id).cloned());
    if answer.is_none_or(|answer| wanted.is_same(&Roles::of(&answer))) {
        return;
    }
    let asks = Asks {
        client,
        cache,
        toasts,
        organization,
    };
    settling.watch(asks, id, move |member| wanted.is_same(&Roles::of(member)));
}

/// What a look needs.
#[derive(Clone)]
pub struct Asks {
    pub client: Client,
    pub cache: Cache,
    pub toasts: Toasts,
    pub organization: OrganizationId,
}

/// The members whose new roles the API does not show yet: one loop looks for all of them, one request a round.
#[derive(Clone, Copy)]
pub struct Settling {
    marked: RwSignal<HashSet<MemberId>>,
    /// Outlives the page, whose list is to tell the new roles when it is opened again.
    awaited: StoredValue<ArcStoredValue<Awaited>>,
}

struct One {
    member: MemberId,
    since: f64,
    is_there: Box<dyn Fn(&Member) -> bool + Send + Sync>,
}

/// Who is waited for, and how far the looks are.
#[derive(Default)]
struct Awaited {
    all: Vec<One>,
    looks: usize,
    looked_at: f64,
    is_looking: bool,
}

impl Awaited {
    /// Milliseconds until the next look. Whoever is one of many waits for those that follow.
    fn wait(&self, now: f64) -> f64 {
        let newest = self.all.iter().map(|one| one.since).fold(0.0, f64::max);
        let pause = LOOKS[self.looks.min(LOOKS.len() - 1)];
        let due = self.looked_at + pause;
        let due = if self.all.len() > 1 {
            due.max(newest + QUIET_MS).min(self.looked_at + AT_LAST_MS)
        } else {
            due
        };
        due - now
    }

    /// Waits for one more; whether somebody has to begin to look.
    fn add(&mut self, one: One) -> bool {
        let begins = !self.is_looking;
        if begins {
            self.looked_at = one.since;
        }
        self.looks = 0;
        self.is_looking = true;
        self.all.retain(|other| other.member != one.member);
        self.all.push(one);
        begins
    }

    /// Takes in what a look found; a look that failed is no news about the roles. Gives back those whose new roles are
    /// there, and those that are not waited for any more.
    fn take(&mut self, found: &[Member], now: f64) -> (Vec<Member>, Vec<MemberId>) {
        self.looks += 1;
        self.looked_at = now;
        let mut there = Vec::new();
        let mut over = Vec::new();
        self.all.retain(|one| {
            let member = found.iter().find(|member| member.user_id == one.member);
            match member.filter(|member| (one.is_there)(member)) {
                Some(member) => there.push(member.clone()),
                None if now - one.since >= PATIENCE_MS => over.push(one.member.clone()),
                None => return true,
            }
            false
        });
        self.is_looking = !self.all.is_empty();
        (there, over)
    }
}

impl Settling {
    pub fn new() -> Self {
        Self {
            marked: RwSignal::new(HashSet::new()),
            awaited: StoredValue::new(ArcStoredValue::new(Awaited::default())),
        }
    }

    /// Whether new roles of the member are still waited for.
    pub fn has(self, member: &MemberId) -> bool {
        self.marked.read().contains(member)
    }

    /// Looks until the roles are there, or it takes too long.
    pub fn watch(
        self,
        asks: Asks,
        member: MemberId,
        is_there: impl Fn(&Member) -> bool + Send + Sync + 'static,
    ) {
        let Some(awaited) = self.awaited.try_get_value() else {
            return;
        };
        self.marked
            .try_update(|marked| marked.insert(member.clone()));
        let one = One {
            member,
            since: js_sys::Date::now(),
            is_there: Box::new(is_there),
        };
        if awaited.try_update_value(|awaited| awaited.add(one)) == Some(true) {
            spawn_local(self.look(asks, awaited));
        }
    }

    async fn look(self, asks: Asks, awaited: ArcStoredValue<Awaited>) {
        let Asks {
            client,
            cache,
            toasts,
            organization,
        } = asks;
        while awaited.with_value(|awaited| awaited.is_looking) {
            let wait = awaited.with_value(|awaited| awaited.wait(js_sys::Date::now()));
            if wait > 0.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "at most 10 s"
                )]
                TimeoutFuture::new(wait as u32 + 1).await;
                // Others may have come, who are waited for together.
                continue;
            }
            let only = awaited.with_value(|awaited| match awaited.all.as_slice() {
                [one] => Some(one.member.clone()),
                _ => None,
            });
            let found = if let Some(member) = only {
                let request = members::get(&organization, &member);
                let answer = client.send_with(request, Priority::Poll).await;
                answer.map(|member| vec![member])
            } else {
                let request = members::list(&organization);
                client.send_with(request, Priority::Poll).await
            };
            // Without a session there is nobody to tell.
            if found.as_ref().is_err_and(ApiError::is_session_over) {
                return;
            }
            let found = found.unwrap_or_default();
            let now = js_sys::Date::now();
            let (there, over) = awaited
                .try_update_value(|awaited| awaited.take(&found, now))
                .unwrap_or_default();
            if !there.is_empty() {
                observe_all(cache, &organization, &there);
            }
            let settled = there.iter().map(|member| &member.user_id).chain(&over);
            self.marked.try_update(|marked| {
                for member in settled {
                    marked.remove(member);
                }
            });
            if !over.is_empty() {
                toasts.push(ToastKind::Information, still_old(over.len()), None);
            }
        }
    }
}

fn still_old(count: usize) -> String {
    let of = match count {
        1 => String::new(),
        _ => format!(" of {}", format::plural(count, "member", "members")),
    };
    format!("The API took the new roles{of}, but still shows the old ones. Refresh later.")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(number: usize) -> MemberId {
        format!("6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e1{number}")
            .parse()
            .expect("an id")
    }

    fn member(number: usize, name: &str) -> Member {
        serde_json::from_value(json!({ "userId": id(number), "name": name })).expect("a member")
    }

    fn one(number: usize, since: f64) -> One {
        One {
            member: id(number),
            since,
            is_there: Box::new(|member| member.name.as_deref() == Some("new")),
        }
    }

    fn waits(awaited: &Awaited, now: f64, expected: f64) {
        let wait = awaited.wait(now);
        assert!(
            (wait - expected).abs() < 1e-9,
            "{wait} in place of {expected}"
        );
    }

    #[test]
    fn one_is_looked_at_soon_and_ever_more_slowly() {
        let mut awaited = Awaited::default();
        assert!(awaited.add(one(1, 500.0)), "somebody begins");
        let mut now = 500.0;
        for pause in LOOKS {
            waits(&awaited, now, pause);
            now += pause;
            assert!(awaited.is_looking);
            let (there, over) = awaited.take(&[member(1, "old")], now);
            assert!(there.is_empty());
            assert_eq!(over.is_empty(), now < 30_500.0);
        }
        assert!(!awaited.is_looking, "half a minute is enough");
    }

    #[test]
    fn many_are_looked_at_together_once_no_more_come() {
        let mut awaited = Awaited::default();
        assert!(awaited.add(one(1, 0.0)));
        assert!(!awaited.add(one(2, 900.0)), "the same loop");
        waits(&awaited, 900.0, 3_000.0);
        assert!(!awaited.add(one(3, 3_500.0)));
        waits(&awaited, 3_500.0, 3_000.0);
        assert!(!awaited.add(one(4, 9_000.0)));
        waits(&awaited, 9_000.0, 1_000.0);
        let found = [member(1, "new"), member(2, "old"), member(4, "new")];
        let (there, over) = awaited.take(&found, 10_000.0);
        assert_eq!(there, [member(1, "new"), member(4, "new")]);
        assert!(over.is_empty());
        assert_eq!(awaited.all.len(), 2);
        // A look that failed changes nothing, but for who waited long enough.
        let (there, over) = awaited.take(&[], 31_000.0);
        assert!(there.is_empty());
        assert_eq!(over, [id(2)]);
        assert!(awaited.is_looking);
    }

    #[test]
    fn a_second_change_of_a_member_takes_the_place_of_the_first() {
        let mut awaited = Awaited::default();
        awaited.add(one(1, 0.0));
        awaited.add(One {
            is_there: Box::new(|_| false),
            ..one(1, 5.0)
        });
        let (there, _) = awaited.take(&[member(1, "new")], 10.0);
        assert!(there.is_empty());
    }
}
