//! The lists that the rules are judged from: each one request, and shared with the pages that show it.

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    backups::{self as api_backups, Schedule},
    invitations::{self as api_invitations, Invitation},
    keys::{self as api_keys, ApiKey},
    members::{self as api_members, Member},
    services::{self as api_services, Service},
};
use leptos::prelude::*;

use super::{
    backups::{self, Surveyed},
    finding::{Finding, Judge},
    invitations, keys,
    rule::Source,
    services::{self, is_present},
};
use crate::{
    client::Priority,
    moment,
    pages::{
        backups::{Standing, verdict},
        keys::own::{Me, Own, use_me},
    },
    query::{Cache, Query, use_query, use_query_at},
};

/// How old an answer about backups may be: one that is older would call the newest backup missing.
const SURVEYED_MS: f64 = 60.0 * 60_000.0;
/// How old the other lists may be where nobody asked for them.
const BESIDE_MS: f64 = 60_000.0;

/// Everything that is looked at, and what was found.
#[derive(Clone, Copy)]
pub struct Lists {
    pub organization: StoredValue<OrganizationId>,
    pub services: Query<Vec<Service>>,
    pub keys: Query<Vec<ApiKey>>,
    pub members: Query<Vec<Member>>,
    pub invitations: Query<Vec<Invitation>>,
    /// The services whose backups another page asked for lately.
    pub surveyed: Memo<Arc<Vec<Surveyed>>>,
    /// The gravest first.
    pub findings: Memo<Arc<Vec<Finding>>>,
    now: RwSignal<i64>,
}

/// Reads the lists, the services first; `whole` with the members and ahead of polling, otherwise what a page shows
/// beside other things.
pub fn use_lists(organization: StoredValue<OrganizationId>, whole: bool) -> Lists {
    let (priority, fresh) = if whole {
        (Priority::User, 15_000.0)
    } else {
        (Priority::Poll, BESIDE_MS)
    };
    let services = use_query(move || Some(api_services::list(&organization.get_value())));
    // One page holds more keys than an organization may have.
    let keys = use_query_at(priority, fresh, move || {
        Some(api_keys::list(&organization.get_value(), None))
    });
    let invitations = use_query_at(priority, fresh, move || {
        Some(api_invitations::list(&organization.get_value()))
    });
    let members = use_query_at(priority, fresh, move || {
        whole.then(|| api_members::list(&organization.get_value()))
    });
    let now = RwSignal::new(moment::now());
    let cache = expect_context::<Cache>();
    let surveyed = {
        let all = services.latest();
        Memo::new(move |_| {
            now.track();
            let all = all.read();
            let all = all.as_deref().map_or(&[][..], Vec::as_slice);
            Arc::new(surveyed(cache, &organization.get_value(), all))
        })
    };
    let me = use_me();
    let findings = {
        let (services, keys) = (services.latest(), keys.latest());
        let (members, invitations) = (members.latest(), invitations.latest());
        Memo::new(move |_| {
            let (services, keys) = (services.get(), keys.get());
            let (members, invitations) = (members.get(), invitations.get());
            let (surveyed, me, now) = (surveyed.get(), me.get(), now.get());
            let told = Told {
                services: services.as_deref().map(Vec::as_slice),
                keys: keys.as_deref().map(Vec::as_slice),
                members: members.as_deref().map(Vec::as_slice),
                invitations: invitations.as_deref().map(Vec::as_slice),
                surveyed: &surveyed,
                me: me.as_ref(),
            };
            let found =
                organization.with_value(|organization| judge(Judge { organization, now }, &told));
            Arc::new(found)
        })
    };
    Lists {
        organization,
        services,
        keys,
        members,
        invitations,
        surveyed,
        findings,
        now,
    }
}

impl Lists {
    /// Reads all of them again.
    pub fn reload(self) {
        self.now.set(moment::now());
        self.services.reload();
        self.keys.reload();
        self.members.reload();
        self.invitations.reload();
    }

    /// The lists that are not there, because they are on their way or were refused. Backups are one as long as none
    /// were asked for.
    pub fn missing(self) -> Signal<Vec<Source>> {
        let (services, keys) = (self.services.latest(), self.keys.latest());
        let (members, invitations) = (self.members.latest(), self.invitations.latest());
        Signal::derive(move || {
            [
                (Source::Services, services.read().is_none()),
                (Source::Backups, self.surveyed.read().is_empty()),
                (Source::Keys, keys.read().is_none()),
                (Source::Members, members.read().is_none()),
                (Source::Invitations, invitations.read().is_none()),
            ]
            .into_iter()
            .filter_map(|(source, missing)| missing.then_some(source))
            .collect()
        })
    }
}

/// The answers, as far as there are any.
struct Told<'a> {
    services: Option<&'a [Service]>,
    keys: Option<&'a [ApiKey]>,
    members: Option<&'a [Member]>,
    invitations: Option<&'a [Invitation]>,
    surveyed: &'a [Surveyed],
    me: Option<&'a Me>,
}

fn judge(with: Judge<'_>, told: &Told<'_>) -> Vec<Finding> {
    let own = |key: &ApiKey| Own::of(key, told.me);
    let mut found = services::judge(with, told.services.unwrap_or_default());
    found.extend(backups::judge(with, told.surveyed));
    found.extend(keys::judge(with, told.keys.unwrap_or_default(), own));
    found.extend(invitations::judge(
        with,
        told.invitations.unwrap_or_default(),
        told.members,
    ));
    found.sort_by_cached_key(|finding| (finding.rule, finding.name.to_lowercase()));
    found
}

/// What the cache holds of the backups of primaries; a secondary shares those of its primary.
fn surveyed(cache: Cache, organization: &OrganizationId, all: &[Service]) -> Vec<Surveyed> {
    let primaries = all
        .iter()
        .filter(|service| service.is_primary != Some(false) && is_present(service));
    primaries
        .filter_map(|service| {
            let list = api_backups::list(organization, &service.id);
            let known = cache.peek_younger(&list, SURVEYED_MS)?;
            let standing = Standing::of(&known);
            let configuration = cache.peek(&api_backups::configuration(organization, &service.id));
            let schedule = configuration.and_then(|known| Schedule::of(&known));
            Some(Surveyed {
                verdict: verdict(&standing, schedule, service, js_sys::Date::now()),
                service: Arc::new(service.clone()),
                standing,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::hygiene::rule::Rule;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    #[test]
    fn what_is_there_is_judged_without_the_rest_gravest_first() {
        let services: Vec<Service> = serde_json::from_str(&format!(
            r#"[{{"id":"{ID}","name":"b","idleScaling":false}},
                {{"id":"{ID}","name":"B2","ipAccessList":[{{"source":"::/0"}}]}},
                {{"id":"{ID}","name":"a","ipAccessList":[{{"source":"0.0.0.0/0"}}],"idleScaling":false}}]"#
        ))
        .expect("services");
        let told = Told {
            services: Some(&services),
            keys: None,
            members: None,
            invitations: None,
            surveyed: &[],
            me: None,
        };
        let organization = ID.parse().expect("a UUID");
        let with = Judge {
            organization: &organization,
            now: 0,
        };
        let found = judge(with, &told);
        let told: Vec<_> = found
            .iter()
            .map(|finding| (finding.rule, finding.name.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (Rule::ServiceOpen, "a"),
                (Rule::ServiceOpen, "B2"),
                (Rule::IdlingOff, "a"),
                (Rule::IdlingOff, "b"),
            ]
        );
    }
}
