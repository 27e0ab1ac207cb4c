//! The audit log: list and one record; every write of the sandbox adds to it.

mod target;

use std::{net::IpAddr, ops::Range, sync::Arc};

use serde::Serialize;
use uuid::Uuid;

pub(crate) use target::Target;

use crate::{
    Sandbox,
    clock::{Moment, SECOND},
    keys::Permission,
    members::Member,
    pieces,
    random::SortableId,
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route},
};

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}/activities",
        permissions: &[Permission::ViewActivities],
        run: list,
    },
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}/activities/{activityId}",
        permissions: &[Permission::ViewActivities],
        run: get,
    },
];

/// How long a record stays invisible at speed 1. The live API takes up to about 30 seconds.
const VISIBLE_AFTER: u64 = 2 * SECOND;

/// The live API refuses shorter ids with this bound in its text.
const SHORTEST_ID: usize = 20;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the API's names")]
pub(crate) struct Actor {
    pub(crate) actor_type: &'static str,
    pub(crate) actor_id: String,
    pub(crate) actor_details: String,
}

impl Actor {
    pub(crate) fn user(member: &Member) -> Self {
        Self {
            actor_type: "user",
            actor_id: member.user_id.to_string(),
            actor_details: member.email.clone(),
        }
    }

    pub(crate) fn key(id: Uuid, name: &str) -> Self {
        Self {
            actor_type: "api",
            actor_id: id.to_string(),
            actor_details: name.to_owned(),
        }
    }

    pub(crate) fn system() -> Self {
        Self {
            actor_type: "system",
            actor_id: "system".to_owned(),
            actor_details: "ClickHouse Cloud".to_owned(),
        }
    }
}

/// Who did something, from where and with what.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) actor: Arc<Actor>,
    pub(crate) ip: Option<IpAddr>,
    pub(crate) user_agent: Option<Arc<str>>,
}

impl Origin {
    /// What happens by itself.
    pub(crate) fn system() -> Self {
        Self {
            actor: Actor::system().into(),
            ip: None,
            user_agent: None,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Activity {
    id: SortableId,
    kind: &'static str,
    origin: Origin,
    service: Option<Uuid>,
    target: Option<Box<Target>>,
}

impl Activity {
    pub(crate) fn new(
        id: SortableId,
        kind: &'static str,
        origin: Origin,
        service: Option<Uuid>,
    ) -> Self {
        Self {
            id,
            kind,
            origin,
            service,
            target: None,
        }
    }

    pub(crate) fn about(mut self, target: Target) -> Self {
        self.target = Some(Box::new(target));
        self
    }
}

/// All records, oldest first. Shared one by one, so that a long answer is written from them while
/// others are added.
#[derive(Clone, Default)]
pub(crate) struct Log(Vec<Arc<Activity>>);

impl Log {
    /// Adds a record that is not older than any before it.
    pub(crate) fn add(&mut self, activity: Activity) {
        self.0.push(Arc::new(activity));
    }

    fn count_until(&self, end: Moment) -> usize {
        self.0
            .partition_point(|activity| activity.id.moment() <= end)
    }

    fn count_before(&self, start: Moment) -> usize {
        self.0
            .partition_point(|activity| activity.id.moment() < start)
    }

    /// The place of a record: found by the moment in its id.
    fn find(&self, id: SortableId) -> Option<usize> {
        let same_moment = self.count_before(id.moment())..self.count_until(id.moment());
        same_moment
            .into_iter()
            .find(|place| self.0[*place].id == id)
    }
}

impl Sandbox {
    /// Records something that a request did.
    pub(crate) fn record(&mut self, call: &Call<'_>, kind: &'static str, service: Option<Uuid>) {
        self.record_at(self.now, kind, call.origin(), service);
    }

    /// Records something that a request did to a key or to roles.
    pub(crate) fn record_about(&mut self, call: &Call<'_>, kind: &'static str, target: Target) {
        let id = self.random.sortable_id(self.now);
        let activity = Activity::new(id, kind, call.origin(), None);
        self.log.add(activity.about(target));
    }

    pub(crate) fn record_at(
        &mut self,
        moment: Moment,
        kind: &'static str,
        origin: Origin,
        service: Option<Uuid>,
    ) {
        let id = self.random.sortable_id(moment);
        self.log.add(Activity::new(id, kind, origin, service));
    }

    /// The records that a reader sees by now.
    fn visible(&self) -> Range<usize> {
        let delay = self.lasting(VISIBLE_AFTER);
        0..self.log.count_until(self.now.earlier(delay))
    }
}

/// `activityGetList`, newest first (the order is not promised).
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let read = |name, parse: fn(&str) -> Option<Moment>| {
        let Some(text) = call.request.query(name) else {
            return Ok(None);
        };
        parse(&text)
            .map(Some)
            .ok_or_else(|| Refusal::bad_request(&text))
    };
    let visible = sandbox.visible();
    let from = read("from_date", Moment::parse)?;
    let to = read("to_date", Moment::parse_end)?;
    let start = from.map_or(0, |from| sandbox.log.count_before(from));
    let end = to.map_or(visible.end, |to| {
        sandbox.log.count_until(to).min(visible.end)
    });
    let activities = sandbox.log.0.get(start..end).unwrap_or_default();
    let newest_first = activities.iter().rev().cloned().collect();
    let organization = sandbox.organization.id;
    Ok(
        call.answer_long(newest_first, move |activity: &Arc<Activity>, out| {
            pieces::write(&View::new(activity, organization), out)
        }),
    )
}

/// `activityGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let text = call.parameter(1);
    if text.len() < SHORTEST_ID {
        let length = text.len();
        return Err(Refusal::bare_bad_request(format_args!(
            "BAD_REQUEST length is too small: {length} < {SHORTEST_ID}"
        )));
    }
    let place = SortableId::parse(text)
        .and_then(|id| sandbox.log.find(id))
        .filter(|place| sandbox.visible().contains(place))
        .ok_or_else(|| Refusal::not_found(text))?;
    Ok(call.answer(&View::new(&sandbox.log.0[place], sandbox.organization.id)))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View<'a> {
    id: SortableId,
    created_at: Moment,
    r#type: &'static str,
    #[serde(flatten)]
    actor: &'a Actor,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_ip_address: Option<IpAddr>,
    organization_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<&'a str>,
    #[serde(flatten)]
    target: Option<&'a Target>,
}

impl<'a> View<'a> {
    fn new(activity: &'a Activity, organization_id: Uuid) -> Self {
        let Activity {
            id,
            kind,
            origin,
            service,
            target,
        } = activity;
        Self {
            id: *id,
            created_at: id.moment(),
            r#type: kind,
            actor: &origin.actor,
            actor_ip_address: origin.ip,
            organization_id,
            service_id: *service,
            user_agent: origin.user_agent.as_deref(),
            target: target.as_deref(),
        }
    }
}
