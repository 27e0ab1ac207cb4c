//! `instanceUpdate`: in every pair of add and remove, remove runs first.

use cloud_api::services::{IpAccess, ReleaseChannel, Tag, rules};
use uuid::Uuid;

use super::{
    Service, access,
    create::{core_dumps, version},
};
use crate::{
    Sandbox,
    body::{self, Item, Object},
    refusal::Refusal,
    request::ApiResponse,
    route::Call,
    sentinels::Sentinel,
};

/// What a body asks for, read and checked.
struct Change {
    name: Option<String>,
    ip_access_list: Option<Pair<IpAccess>>,
    private_endpoint_ids: Option<Pair<String>>,
    release_channel: Option<ReleaseChannel>,
    mysql: Option<bool>,
    encryption_key_id: Option<String>,
    tags: Option<Pair<Tag>>,
    core_dumps: Option<bool>,
}

/// `remove` holds what identifies an element: a source, a key, an id.
struct Pair<T> {
    add: Vec<T>,
    remove: Vec<String>,
}

pub(super) fn update(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.service_id(call)?;
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let service = sandbox.services.get(id)?;
    let change = Change::read(&body, service, sandbox.organization.enable_core_dumps)?;
    refuse_change(service)?;

    let now = sandbox.now;
    // Whatever follows from the old name has happened under it.
    sandbox.settle(id, now);
    let service = sandbox.services.get_mut(id)?;
    let before = service.clone();
    let channel = change.release_channel.clone();
    change.apply(service);
    let mut kinds = kinds(&before, service);
    if let Some(channel) = channel
        && channel != before.release_channel
    {
        kinds.push(set_channel(sandbox, before.warehouse, &channel));
    }
    for kind in kinds {
        sandbox.record(call, kind, Some(id));
    }
    Ok(call.answer(&sandbox.view(sandbox.services.get(id)?)))
}

/// Why nothing about a service is changed now.
pub(crate) fn refuse_change(service: &Service) -> Result<(), Refusal> {
    if service.state.is_leaving() {
        return Err(Refusal::conflict(format_args!(
            "Instance cannot be updated. Current state: '{}'",
            service.state
        )));
    }
    if Sentinel::RefuseUpdate.is_in(&service.name) {
        return Err(Refusal::bad_request("A change of this service is refused"));
    }
    Ok(())
}

/// All services of a warehouse share one channel.
fn set_channel(sandbox: &mut Sandbox, warehouse: Uuid, channel: &ReleaseChannel) -> &'static str {
    let mut members = 0;
    for service in sandbox.services.by_id.values_mut() {
        if service.warehouse == warehouse {
            service.release_channel = channel.clone();
            service.version = version(channel);
            members += 1;
        }
    }
    if members > 1 {
        "warehouse_update_release_channel"
    } else {
        "service_update_release_channel"
    }
}

/// One kind of record for each aspect that changed. The API has none for tags.
fn kinds(before: &Service, after: &Service) -> Vec<&'static str> {
    let aspects = [
        (before.name != after.name, "service_update_name"),
        (
            before.ip_access_list != after.ip_access_list,
            "service_update_ip_access_list",
        ),
        (
            before.private_endpoint_ids != after.private_endpoint_ids,
            "service_update_private_endpoints",
        ),
        (
            before.mysql != after.mysql,
            "service_update_mysql_interface",
        ),
        (
            before.encryption_key_id != after.encryption_key_id,
            "service_encryption_key_rotated",
        ),
        (
            before.core_dumps != after.core_dumps,
            "service_update_core_dump",
        ),
    ];
    aspects
        .into_iter()
        .filter_map(|(changed, kind)| changed.then_some(kind))
        .collect()
}

impl Change {
    fn read(
        body: &Object<'_>,
        service: &Service,
        organization_core_dumps: bool,
    ) -> Result<Self, Refusal> {
        let change = Self {
            name: body.read("name", |item| access::name(&item))?,
            ip_access_list: body.read("ipAccessList", |item| {
                Pair::read(item, access::ip_access_list, access::removed_sources)
            })?,
            private_endpoint_ids: body.read("privateEndpointIds", |item| {
                Pair::read(item, Item::texts, Item::texts)
            })?,
            release_channel: body
                .read("releaseChannel", |item| item.word(ReleaseChannel::KNOWN))?,
            mysql: body.read("endpoints", access::endpoints)?.flatten(),
            encryption_key_id: body.read("transparentDataEncryptionKeyId", |item| {
                let id = item.text()?;
                let allowed = service.encrypted && !id.is_empty();
                let rule = "Needs a service with transparent data encryption and an id";
                allowed
                    .then(|| id.to_owned())
                    .ok_or_else(|| item.wrong(rule))
            })?,
            tags: body.read("tags", |item| {
                let keys = |item| Ok(access::tags(item)?.into_iter().map(|tag| tag.key).collect());
                Pair::read(item, access::tags, keys)
            })?,
            core_dumps: body.read("enableCoreDumps", |item| {
                core_dumps(&item, organization_core_dumps)
            })?,
        };
        if let Some(tags) = &change.tags {
            let mut after = service.tags.clone();
            tags.apply_tags(&mut after);
            if after.len() > rules::TAGS_MAX {
                return Err(body.required("tags")?.wrong(format_args!(
                    "Must have at most {} elements",
                    rules::TAGS_MAX
                )));
            }
        }
        Ok(change)
    }

    fn apply(self, service: &mut Service) {
        if let Some(name) = self.name {
            service.name = name;
        }
        if let Some(Pair { add, remove }) = self.ip_access_list {
            let list = &mut service.ip_access_list;
            list.retain(|old| !remove.contains(&old.source));
            for new in add {
                match list.iter_mut().find(|old| old.source == new.source) {
                    Some(old) => *old = new,
                    None => list.push(new),
                }
            }
        }
        if let Some(Pair { add, remove }) = self.private_endpoint_ids {
            let ids = &mut service.private_endpoint_ids;
            ids.retain(|old| !remove.contains(old));
            for new in add {
                if !ids.contains(&new) {
                    ids.push(new);
                }
            }
        }
        if let Some(mysql) = self.mysql {
            service.mysql = mysql;
        }
        if let Some(id) = self.encryption_key_id {
            service.encryption_key_id = Some(id);
        }
        if let Some(tags) = self.tags {
            tags.apply_tags(&mut service.tags);
        }
        if let Some(enabled) = self.core_dumps {
            service.core_dumps = enabled;
        }
    }
}

impl<T> Pair<T> {
    fn read<'a>(
        item: Item<'a>,
        add: impl FnOnce(Item<'a>) -> Result<Vec<T>, Refusal>,
        remove: impl FnOnce(Item<'a>) -> Result<Vec<String>, Refusal>,
    ) -> Result<Self, Refusal> {
        let object = item.object()?;
        Ok(Self {
            remove: object.read("remove", remove)?.unwrap_or_default(),
            add: object.read("add", add)?.unwrap_or_default(),
        })
    }
}

impl Pair<Tag> {
    fn apply_tags(&self, tags: &mut Vec<Tag>) {
        tags.retain(|old| !self.remove.contains(&old.key));
        for tag in &self.add {
            access::add_tag(tags, tag.clone());
        }
    }
}
