//! `instanceCreate`

use cloud_api::services::{ComplianceType, Provider, Region, ReleaseChannel, State, rules};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Scaling, Service, View, access, restore,
    scaling::{Asked, Place, check_replicas},
};
use crate::{
    Sandbox,
    body::{self, Item, Object},
    ledger::Ledger,
    refusal::Refusal,
    request::ApiResponse,
    route::Call,
    sentinels::Sentinel,
};

/// What a new service runs, by channel.
pub(crate) fn version(channel: &ReleaseChannel) -> &'static str {
    match channel {
        ReleaseChannel::Slow => "26.4",
        ReleaseChannel::Fast => "26.10",
        _ => "26.8",
    }
}

pub(super) fn create(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    #[derive(Serialize)]
    struct Created<'a> {
        service: View<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        password: Option<String>,
    }
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    refuse_one_too_many(sandbox)?;
    let origin = restore::read(sandbox, &body)?;
    let service = read(sandbox, &body, origin.as_ref())?;
    let id = service.id;
    let bytes = origin.as_ref().map_or(0, |origin| origin.bytes);
    sandbox.ledgers.add(id, Ledger::new(&service, bytes));
    // A secondary has the password of its primary, which is not told again (inferred).
    let password = service.is_primary.then(|| sandbox.random.password());
    sandbox.services.add(service);
    sandbox.enter(id, State::Provisioning, sandbox.now);
    sandbox.record(call, "service_create", Some(id));
    if origin.is_some() {
        sandbox.record(call, "service_restore_backup", Some(id));
    }
    let service = sandbox.view(sandbox.services.get(id)?);
    Ok(call.answer(&Created { service, password }))
}

fn refuse_one_too_many(sandbox: &Sandbox) -> Result<(), Refusal> {
    let most = sandbox.services_max;
    let count = sandbox.services.all().count();
    if u32::try_from(count).is_ok_and(|count| count < most) {
        return Ok(());
    }
    Err(Refusal::bad_request(format_args!(
        "Number of services in the organization must not exceed {most}"
    )))
}

fn read(
    sandbox: &mut Sandbox,
    body: &Object<'_>,
    origin: Option<&restore::Origin>,
) -> Result<Service, Refusal> {
    let name_item = body.required("name")?;
    let name = access::name(&name_item)?;
    let provider = body.required("provider")?.word(Provider::KNOWN)?;
    let region_item = body.required("region")?;
    let region = region_item.word(Region::KNOWN)?;
    if region.provider().as_ref() != Some(&provider) {
        return Err(region_item.wrong(format_args!("Not a region of provider '{provider}'")));
    }
    let ip_access_list = access::ip_access_list(body.required("ipAccessList")?)?;
    let asked = Asked::of_new(body)?;
    let defaults = origin.map_or_else(Scaling::default, |origin| origin.scaling.clone());
    let scaling = asked.starting_from(&defaults)?;
    if let Some(origin) = origin {
        origin.check(body, &provider, &region, &scaling)?;
    }
    let warehouse = read_warehouse(sandbox, body, &provider, &region)?;
    let place = Place {
        service: None,
        warehouse: warehouse.as_ref().map(|warehouse| warehouse.id),
        is_primary: warehouse.is_none(),
    };
    check_replicas(sandbox, &asked, &scaling, place)?;
    let release_channel = read_channel(body, warehouse.as_ref())?;
    refuse_what_is_not_here(body)?;
    let encrypted = body
        .read("hasTransparentDataEncryption", Item::boolean)?
        .unwrap_or(false);
    let core_dumps = read_core_dumps(body, sandbox.organization.enable_core_dumps)?;
    let mysql = body
        .read("endpoints", access::endpoints)?
        .flatten()
        .unwrap_or(false);
    let profile = body.read("profile", |item| item.word(&rules::PROFILES))?;
    let compliance_type = body.read("complianceType", |item| item.word(ComplianceType::KNOWN))?;
    let tags = body.read("tags", access::tags)?.unwrap_or_default();
    let private_endpoint_ids = body
        .read("privateEndpointIds", Item::texts)?
        .unwrap_or_default();
    body.read("privatePreviewTermsChecked", Item::boolean)?;
    if Sentinel::RefuseCreate.is_in(&name) {
        return Err(name_item.wrong("A service of this name is refused"));
    }

    let id = sandbox.random.uuid();
    Ok(Service {
        id,
        name,
        provider,
        region,
        state: State::Provisioning,
        created_at: sandbox.now,
        version: version(&release_channel),
        host: sandbox.random.host(),
        mysql,
        scaling,
        ip_access_list,
        tags,
        private_endpoint_ids,
        warehouse: warehouse.as_ref().map_or(id, |warehouse| warehouse.id),
        is_primary: warehouse.is_none(),
        is_readonly: warehouse.is_some_and(|warehouse| warehouse.is_readonly),
        release_channel,
        profile: profile.unwrap_or("v1-default").to_owned(),
        compliance_type,
        encrypted,
        encryption_key_id: None,
        core_dumps,
        restore_millis: origin.map_or(0, restore::Origin::millis),
        due: None,
    })
}

struct Warehouse {
    id: Uuid,
    release_channel: ReleaseChannel,
    is_readonly: bool,
}

fn read_warehouse(
    sandbox: &Sandbox,
    body: &Object<'_>,
    provider: &Provider,
    region: &Region,
) -> Result<Option<Warehouse>, Refusal> {
    let is_readonly = body.read("isReadonly", |item| {
        item.clone().boolean().map(|on| (on, item))
    })?;
    let Some(item) = body.optional("dataWarehouseId") else {
        return match is_readonly {
            Some((true, item)) => Err(item.wrong("Must be used with dataWarehouseId")),
            _ => Ok(None),
        };
    };
    let text = item.text()?;
    let primary = sandbox
        .services
        .all()
        .find(|service| service.is_primary && service.warehouse.to_string() == text)
        .filter(|primary| !primary.state.is_leaving())
        .ok_or_else(|| item.wrong("Data warehouse not found"))?;
    if primary.provider != *provider || primary.region != *region {
        return Err(item.wrong(format_args!(
            "The data warehouse is in region '{}' of provider '{}'",
            primary.region, primary.provider
        )));
    }
    Ok(Some(Warehouse {
        id: primary.warehouse,
        release_channel: primary.release_channel.clone(),
        is_readonly: is_readonly.is_some_and(|(on, _)| on),
    }))
}

fn read_channel(
    body: &Object<'_>,
    warehouse: Option<&Warehouse>,
) -> Result<ReleaseChannel, Refusal> {
    let of_warehouse = warehouse.map(|warehouse| &warehouse.release_channel);
    let Some(item) = body.optional("releaseChannel") else {
        return Ok(of_warehouse.cloned().unwrap_or(ReleaseChannel::Default));
    };
    let channel = item.word(ReleaseChannel::KNOWN)?;
    match of_warehouse {
        Some(shared) if *shared != channel => Err(item.wrong(format_args!(
            "All services of the data warehouse share the release channel '{shared}'"
        ))),
        _ => Ok(channel),
    }
}

/// Fields that name things this organization does not have.
fn refuse_what_is_not_here(body: &Object<'_>) -> Result<(), Refusal> {
    if let Some(item) = body.optional("tier") {
        item.word(&["development", "production"])?;
        return Err(item.wrong("Must be left out for organizations of this tier"));
    }
    if let Some(item) = body.optional("byocId") {
        item.text()?;
        return Err(item.wrong("BYOC infrastructure not found"));
    }
    if let Some(item) = body.optional("backupEncryptionConfig") {
        item.clone().object()?;
        let rule = if body.optional("backupId").is_some() {
            "Must be left out: the backup is not in a bucket of the organization"
        } else {
            "Must be used with backupId"
        };
        return Err(item.wrong(rule));
    }
    Ok(())
}

fn read_core_dumps(body: &Object<'_>, in_organization: bool) -> Result<bool, Refusal> {
    let Some(item) = body.optional("enableCoreDumps") else {
        return Ok(in_organization);
    };
    core_dumps(&item, in_organization)
}

pub(super) fn core_dumps(item: &Item<'_>, in_organization: bool) -> Result<bool, Refusal> {
    let enabled = item.clone().boolean()?;
    if enabled && !in_organization {
        return Err(item.wrong("Core dumps are disabled for the organization"));
    }
    Ok(enabled)
}
