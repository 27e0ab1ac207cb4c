//! What happened once, with the people, keys and roles that it happened to.

use uuid::Uuid;

use super::{Cast, Event};
use crate::{
    Sandbox,
    activities::{Origin, Target},
    clock::{DAY, HOUR, MINUTE, Moment},
    seed::small::{
        keys::TERRAFORM,
        people::{COST_VIEWERS, OPERATORS},
    },
    services::Service,
};

const KEY: &str = "openapi_key_update";
const ROLES: &str = "organization_member_update_roles";

pub(super) fn events(sandbox: &mut Sandbox, cast: &Cast, services: &[Service]) -> Vec<Event> {
    let mut events = founding(sandbox, cast);
    events.extend(lives(cast, services));
    events.extend(comings_and_goings(sandbox, cast));
    events.extend(keys(sandbox, cast));
    events.extend(roles(sandbox, cast));
    events.extend(rest(sandbox, cast, services));
    events
}

fn founding(sandbox: &Sandbox, cast: &Cast) -> Vec<Event> {
    let ada = cast.member(0);
    let mut events = vec![Event::new(
        sandbox.organization.created_at,
        "create_organization",
        ada,
    )];
    for (place, member) in sandbox.members.all().enumerate().skip(1) {
        let (joined, origin) = (member.joined_at, cast.member(place));
        let invited = joined.earlier(20 * HOUR);
        events.push(Event::new(invited, "organization_invite_create", ada));
        events.push(Event::new(joined, "organization_member_join", origin));
    }
    events
}

fn lives(cast: &Cast, services: &[Service]) -> Vec<Event> {
    let mut events = Vec::new();
    for (place, service) in services.iter().enumerate() {
        let created = service.created_at;
        let by = if place % 2 == 0 {
            &cast.terraform
        } else {
            cast.member(0)
        };
        let up = Event::new(created + 90_000, "service_running", &Origin::system());
        events.push(Event::new(created, "service_create", by).on(service.id));
        events.push(up.on(service.id));
    }
    events
}

/// Somebody comes, works a while and is removed; invitations come and go.
fn comings_and_goings(sandbox: &Sandbox, cast: &Cast) -> Vec<Event> {
    let ago = |days: u64| sandbox.now.earlier(days * DAY + 4 * HOUR);
    let (ada, ravi) = (cast.member(0), &cast.leaver);
    let member = sandbox.roles.named(&[sandbox.roles.by_name("Member")]);
    let promoted = sandbox
        .roles
        .named(&[sandbox.roles.by_name("Service admin")]);
    let of = |id: Uuid| vec![format!("user/{id}")];
    let jonas = sandbox.members.all().nth(1).map(|jonas| jonas.user_id);
    let mut events = vec![
        Event::new(ago(81), "organization_invite_create", ada),
        Event::new(ago(80), "organization_member_join", ravi),
        Event::new(ago(79), ROLES, ada)
            .about(Target::roles(promoted.clone()).of_actors(of(cast.leaver_id))),
        Event::new(ago(13), "organization_member_remove_roles", ada)
            .about(Target::roles(member).of_actors(of(cast.leaver_id))),
        Event::new(ago(11), "organization_member_delete", ada),
        Event::new(ago(50), ROLES, ada)
            .about(Target::roles(promoted).of_actors(of(jonas.unwrap_or_default()))),
        Event::new(ago(9), "organization_invite_create", cast.member(1)),
        Event::new(ago(8), "organization_invite_delete", ada),
        Event::new(
            sandbox.now.earlier(7 * DAY - 5 * HOUR),
            "organization_invite_create",
            ada,
        ),
        Event::new(sandbox.now.earlier(DAY), "organization_invite_create", ada),
    ];
    let logins = [78, 70, 61, 52, 44, 37, 29, 22, 15, 12];
    events.extend(logins.map(|days| Event::new(ago(days), "user_login", ravi)));
    events
}

/// Keys that are still there are made and changed, and one comes and goes.
fn keys(sandbox: &mut Sandbox, cast: &Cast) -> Vec<Event> {
    let ada = cast.member(0);
    let now = sandbox.now;
    let ago = |days: u64| now.earlier(days * DAY + 6 * HOUR);
    let founded = sandbox.organization.created_at;
    let own = sandbox.keys.all().filter(|key| key.created_at > founded);
    let mut events: Vec<Event> = own
        .map(|key| {
            let by = usize::from(key.created_at > ago(200));
            Event::new(key.created_at, KEY, cast.member(by)).about(Target::key(key.id, "created"))
        })
        .collect();
    let changes = [
        (TERRAFORM, "ip-access-list-changed", 40),
        (TERRAFORM, "roles-v2-changed", 39),
        (TERRAFORM, "name-changed", 66),
        ("grafana", "date-changed", 27),
        ("demo disabled", "state-changed", 18),
    ];
    for (name, update, days) in changes {
        if let Some(key) = sandbox.keys.all().find(|key| key.name == name) {
            let target = Target::key(key.id, update);
            events.push(Event::new(ago(days), KEY, ada).about(target));
        }
    }
    let gone = sandbox.random.uuid();
    let steps = [
        (77, "created", &cast.leaver),
        (15, "state-changed", ada),
        (11, "deleted", &cast.admin_key),
    ];
    for (days, update, by) in steps {
        events.push(Event::new(ago(days), KEY, by).about(Target::key(gone, update)));
    }
    events
}

fn roles(sandbox: &mut Sandbox, cast: &Cast) -> Vec<Event> {
    let now = sandbox.now;
    let ago = |days: u64| now.earlier(days * DAY);
    let (ada, jonas) = (cast.member(0), cast.member(1));
    let (gone_role, gone_service) = (sandbox.random.uuid(), sandbox.random.uuid());
    let gone = vec![(gone_role, "Temporary migrators".to_owned())];
    let named = |name: &str| sandbox.roles.named(&[sandbox.roles.by_name(name)]);
    let operators = named(OPERATORS);
    vec![
        Event::new(ago(60), "role_create", ada).about(Target::roles(operators.clone())),
        Event::new(ago(20), "role_update", jonas).about(Target::roles(operators)),
        Event::new(ago(187), "role_create", ada).about(Target::roles(named(COST_VIEWERS))),
        Event::new(ago(72), "role_create", jonas).about(Target::roles(gone.clone())),
        Event::new(ago(70), "service_create", jonas).on(gone_service),
        Event::new(ago(36), "service_stop", jonas).on(gone_service),
        Event::new(ago(35), "service_delete", jonas).on(gone_service),
        Event::new(ago(35) + MINUTE, "role_resources_delete", &Origin::system()).about(
            Target::roles(gone.clone()).with_resources(vec![format!("instance/{gone_service}")]),
        ),
        Event::new(ago(33), "role_delete", ada).about(Target::roles(gone)),
    ]
}

fn rest(sandbox: &Sandbox, cast: &Cast, services: &[Service]) -> Vec<Event> {
    let ago = |days: u64| sandbox.now.earlier(days * DAY + 2 * HOUR);
    let night = |minutes: u64| sandbox.now.earlier(5 * DAY).earlier(minutes * MINUTE);
    let fleet = services.last().map(|fleet| fleet.id).unwrap_or_default();
    let failed = |minutes| -> Event {
        let moment: Moment = night(minutes);
        Event::new(moment, "user_login_failed", &cast.stranger)
    };
    vec![
        Event::new(ago(64), "save_payment_method", cast.member(3)),
        Event::new(ago(63), "organization_update_spend_alert", cast.member(3)),
        Event::new(
            ago(6),
            "service_update_max_allowable_replicas",
            &cast.support,
        )
        .on(fleet),
        failed(9),
        failed(8),
        failed(6),
        Event::new(ago(2), "service_update_ip_access_list", &cast.admin_key).on(fleet),
    ]
}
