//! Who does something, from where and with what.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    Sandbox,
    activities::{Actor, Origin},
    clock::Moment,
    keys::{DEMO_ADMIN, Key},
    members::Member,
    random::Random,
    seed::{people::member, small::keys::TERRAFORM},
};

const CHROME: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15";
const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0";

/// Where each member sits, by the order of the members; everybody works from two places.
const DESKS: [[([u8; 4], &str); 2]; 5] = [
    [([203, 0, 113, 14], CHROME), ([198, 51, 100, 201], SAFARI)],
    [([203, 0, 113, 27], CHROME), ([192, 0, 2, 88], FIREFOX)],
    [([203, 0, 113, 31], FIREFOX), ([192, 0, 2, 140], FIREFOX)],
    [([203, 0, 113, 40], SAFARI), ([198, 51, 100, 19], SAFARI)],
    [([203, 0, 113, 52], CHROME), ([192, 0, 2, 7], CHROME)],
];

pub(super) struct Cast {
    /// Both places of each member, and since when the member is one.
    people: Vec<([Origin; 2], Moment)>,
    /// A member who has left, with the places and the id.
    pub(super) leaver: Origin,
    pub(super) leaver_id: Uuid,
    pub(super) terraform: Origin,
    pub(super) admin_key: Origin,
    pub(super) support: Origin,
    /// Somebody who tries passwords.
    pub(super) stranger: Origin,
}

impl Cast {
    pub(super) fn of(sandbox: &mut Sandbox) -> Self {
        let people = sandbox.members.all().zip(DESKS);
        let people: Vec<_> = people
            .map(|(member, desks)| (at_desks(member, desks), member.joined_at))
            .collect();
        let random = &mut sandbox.random;
        let ravi = member(
            random,
            "Ravi Patel",
            "ravi.patel@example.com",
            Vec::new(),
            Moment(0),
        );
        let user = |person: &Member, address: [u8; 4], agent: &str| {
            origin(Actor::user(person), Some(address), Some(agent))
        };
        let support = Actor {
            actor_type: "support",
            actor_id: random.uuid().to_string(),
            actor_details: "ClickHouse Support".to_owned(),
        };
        let key = |name: &str, address: [u8; 4], agent: &str| {
            let mut keys = sandbox.keys.all();
            let id = keys.find(|key: &&Key| key.name == name).map(|key| key.id);
            let actor = Actor::key(id.unwrap_or_default(), name);
            origin(actor, Some(address), Some(agent))
        };
        let mut members = sandbox.members.all();
        let target = members.next().unwrap_or(&ravi);
        Self {
            leaver: user(&ravi, [203, 0, 113, 66], CHROME),
            leaver_id: ravi.user_id,
            terraform: key(
                TERRAFORM,
                [198, 51, 100, 12],
                "Terraform/1.13.4 terraform-provider-clickhouse/3.6.0",
            ),
            admin_key: key(DEMO_ADMIN.name, [203, 0, 113, 14], "clickhousectl/0.5.0"),
            support: origin(support, None, None),
            stranger: user(target, [198, 51, 100, 250], "python-requests/2.32.5"),
            people,
        }
    }

    /// The member of this place in the list, at the first desk.
    pub(super) fn member(&self, place: usize) -> &Origin {
        &self.people[place].0[0]
    }

    /// Somebody who was a member at that moment.
    pub(super) fn someone(&self, random: &mut Random, moment: Moment) -> &Origin {
        let (desks, joined_at) = &self.people[random.below(self.people.len())];
        let desk = random.below(desks.len());
        if *joined_at <= moment {
            &desks[desk]
        } else {
            self.member(0)
        }
    }
}

fn at_desks(member: &Member, desks: [([u8; 4], &str); 2]) -> [Origin; 2] {
    desks.map(|(address, agent)| origin(Actor::user(member), Some(address), Some(agent)))
}

fn origin(actor: Actor, address: Option<[u8; 4]>, agent: Option<&str>) -> Origin {
    Origin {
        actor: Arc::new(actor),
        ip: address.map(Into::into),
        user_agent: agent.map(Into::into),
    }
}
