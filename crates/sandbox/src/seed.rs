//! What a sandbox starts with. The same number and moment give the same organization.

mod history;
mod keys;
mod large;
mod names;
mod past;
mod people;
mod small;

use std::{fmt, str::FromStr};

use cloud_api::services::{Provider, Region, ReleaseChannel, State, Tag};

use past::Past;

use crate::{
    Sandbox,
    clock::{DAY, Moment},
    organizations::{Capabilities, Organization, PrivateEndpoint},
    random::Random,
    roles::Roles,
    services::{Scaling, Service, version},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// A believable company with six services in different states and sixty days of their past.
    Small,
    /// 300 services, some with hostile names, and 100 000 activities.
    Large,
    /// An organization without services.
    Empty,
}

/// A text that names no seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownSeed;

impl fmt::Display for UnknownSeed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a seed is small, large or empty")
    }
}

impl std::error::Error for UnknownSeed {}

impl FromStr for Seed {
    type Err = UnknownSeed;

    fn from_str(text: &str) -> Result<Self, UnknownSeed> {
        match text {
            "small" => Ok(Self::Small),
            "large" => Ok(Self::Large),
            "empty" => Ok(Self::Empty),
            _ => Err(UnknownSeed),
        }
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Small => "small",
            Self::Large => "large",
            Self::Empty => "empty",
        })
    }
}

pub(crate) fn organization(random: &mut Random, seed: Seed, now: Moment) -> Organization {
    let name = match seed {
        Seed::Small => "Northwind Freight",
        Seed::Large => "Contoso Data Platform",
        Seed::Empty => "New organization",
    };
    let endpoint = |id: &str, description: &str, cloud_provider, region| PrivateEndpoint {
        id: id.to_owned(),
        description: Some(description.to_owned()),
        cloud_provider,
        region,
    };
    let private_endpoints = match seed {
        Seed::Empty => Vec::new(),
        Seed::Small | Seed::Large => vec![
            endpoint(
                "vpce-0a1b2c3d4e5f60718",
                "warehouse VPC",
                Provider::Aws,
                Region::UsEast1,
            ),
            endpoint(
                "vpce-0f9e8d7c6b5a40312",
                "reporting VPC",
                Provider::Aws,
                Region::EuCentral1,
            ),
        ],
    };
    let age = if seed == Seed::Empty { DAY } else { 400 * DAY };
    Organization {
        id: random.uuid(),
        created_at: whole_second(now.earlier(age)),
        name: name.to_owned(),
        private_endpoints,
        byoc_config: [],
        enable_core_dumps: true,
        capabilities: Capabilities { snapshots: true },
    }
}

/// The quota of services.
pub(crate) fn services_max(seed: Seed) -> u32 {
    match seed {
        Seed::Small | Seed::Empty => 20,
        Seed::Large => 500,
    }
}

pub(crate) fn plant(sandbox: &mut Sandbox, seed: Seed) {
    let founded = sandbox.organization.created_at;
    sandbox.roles = Roles::predefined(&mut sandbox.random, founded);
    keys::plant_demo(sandbox);
    match seed {
        Seed::Small => small::plant(sandbox),
        Seed::Large => large::plant(sandbox),
        Seed::Empty => {
            people::plant_founder(sandbox);
            history::plant(sandbox, Vec::new());
        }
    }
}

/// A running primary of its own warehouse; the caller changes what is different.
fn service(random: &mut Random, name: &str, region: Region, created_at: Moment) -> Service {
    let id = random.uuid();
    let release_channel = ReleaseChannel::Default;
    Service {
        id,
        name: name.to_owned(),
        provider: region.provider().unwrap_or(Provider::Aws),
        region,
        state: State::Running,
        created_at: whole_second(created_at),
        version: version(&release_channel),
        host: random.host(),
        mysql: false,
        scaling: Scaling::default(),
        ip_access_list: Vec::new(),
        tags: Vec::new(),
        private_endpoint_ids: Vec::new(),
        warehouse: id,
        is_primary: true,
        is_readonly: false,
        release_channel,
        profile: "v1-default".to_owned(),
        compliance_type: None,
        encrypted: false,
        encryption_key_id: None,
        core_dumps: true,
        restore_millis: 0,
        due: None,
    }
}

/// Makes `service` a secondary of `primary`.
fn join(service: &mut Service, primary: &Service) {
    service.warehouse = primary.warehouse;
    service.is_primary = false;
    service.release_channel = primary.release_channel.clone();
    service.version = primary.version;
}

fn tag(key: &str, value: &str) -> Tag {
    Tag {
        key: key.to_owned(),
        value: Some(value.to_owned()),
    }
}

/// Adds a service in the state it has, with what led to it and what follows it.
fn add(sandbox: &mut Sandbox, service: Service, past: &Past) {
    let (id, state) = (service.id, service.state.clone());
    let ledger = past.ledger(&service, sandbox.now);
    sandbox.ledgers.add(id, ledger);
    sandbox.services.add(service);
    sandbox.enter(id, state, sandbox.now);
}

fn whole_second(moment: Moment) -> Moment {
    Moment(moment.0 - moment.0 % 1_000)
}
