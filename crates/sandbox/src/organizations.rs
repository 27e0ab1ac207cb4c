//! `whoami` and organizations: list, get, update.

use cloud_api::services::{Provider, Region};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Sandbox, body,
    body::{Item, Object},
    clock::Moment,
    keys::Permission,
    page,
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route},
};

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: Method::Get,
        path: "/v1/whoami",
        permissions: &[],
        run: whoami,
    },
    Route {
        method: Method::Get,
        path: "/v1/organizations",
        permissions: &[],
        run: list,
    },
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}",
        permissions: &[Permission::OrganizationView],
        run: get,
    },
    Route {
        method: Method::Patch,
        path: "/v1/organizations/{organizationId}",
        permissions: &[Permission::OrganizationManage],
        run: update,
    },
];

/// Longest name taken; the document gives no bound.
const NAME_MAX: usize = 256;

/// Schema `Organization`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Organization {
    pub(crate) id: Uuid,
    pub(crate) created_at: Moment,
    pub(crate) name: String,
    pub(crate) private_endpoints: Vec<PrivateEndpoint>,
    /// The sandbox has no infrastructure in anybody's own cloud.
    pub(crate) byoc_config: [(); 0],
    pub(crate) enable_core_dumps: bool,
    pub(crate) capabilities: Capabilities,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Capabilities {
    pub(crate) snapshots: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PrivateEndpoint {
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    pub(crate) cloud_provider: Provider,
    pub(crate) region: Region,
}

/// `whoamiGet`
#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
fn whoami(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Whoami<'a> {
        actor_type: &'static str,
        key_id: Uuid,
        name: &'a str,
        organization_id: Uuid,
    }
    Ok(call.answer(&Whoami {
        actor_type: "apiKey",
        key_id: call.key_id,
        name: &call.key_name,
        organization_id: sandbox.organization.id,
    }))
}

/// `organizationGetList`: a key sees the one organization that it belongs to.
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Page<'a> {
        status: u16,
        request_id: Uuid,
        result: &'a [&'a Organization],
        limit: usize,
        next_cursor: Option<&'static str>,
    }
    let limit = page::limit(call.request)?;
    // There is one page only, so no cursor was ever given out.
    if let Some(cursor) = call.request.query("cursor") {
        return Err(page::invalid_cursor(&cursor));
    }
    let page = Page {
        status: 200,
        request_id: call.request_id,
        result: &[&sandbox.organization],
        limit,
        next_cursor: None,
    };
    Ok(ApiResponse::json(200, &page))
}

/// `organizationGet`
#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    Ok(call.answer(&sandbox.organization))
}

/// `organizationUpdate`
fn update(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let name = body.read("name", |item| read_name(&item))?;
    let endpoints = body.read("privateEndpoints", EndpointsPatch::read)?;
    let core_dumps = body.read("enableCoreDumps", Item::boolean)?;

    let organization = &mut sandbox.organization;
    let mut kinds = Vec::new();
    if let Some(name) = name.filter(|name| *name != organization.name) {
        organization.name = name;
        kinds.push("organization_update_name");
    }
    if let Some(EndpointsPatch { add, remove }) = endpoints {
        let list = &mut organization.private_endpoints;
        list.retain(|old| !remove.contains(&old.id) && add.iter().all(|new| new.id != old.id));
        list.extend(add);
        kinds.push("organization_update_private_endpoints");
    }
    if let Some(enabled) = core_dumps.filter(|enabled| *enabled != organization.enable_core_dumps) {
        organization.enable_core_dumps = enabled;
        kinds.push("organization_update_core_dumps");
    }
    for kind in kinds {
        sandbox.record(call, kind, None);
    }
    Ok(call.answer(&sandbox.organization))
}

pub(crate) fn read_name(item: &Item<'_>) -> Result<String, Refusal> {
    let name = item.text()?;
    if name.trim().is_empty() || name.chars().count() > NAME_MAX {
        return Err(item.wrong(format_args!("Must have 1 to {NAME_MAX} characters")));
    }
    Ok(name.to_owned())
}

struct EndpointsPatch {
    add: Vec<PrivateEndpoint>,
    remove: Vec<String>,
}

impl EndpointsPatch {
    fn read(item: Item<'_>) -> Result<Self, Refusal> {
        let object = item.object()?;
        let read = |name| -> Result<Vec<PrivateEndpoint>, Refusal> {
            let items = object.read(name, Item::list)?.unwrap_or_default();
            items
                .into_iter()
                .map(|item| read_endpoint(&item.object()?))
                .collect()
        };
        let remove = read("remove")?
            .into_iter()
            .map(|endpoint| endpoint.id)
            .collect();
        Ok(Self {
            add: read("add")?,
            remove,
        })
    }
}

fn read_endpoint(object: &Object<'_>) -> Result<PrivateEndpoint, Refusal> {
    let id = object.required("id")?;
    if id.text()?.is_empty() {
        return Err(id.wrong("Must not be empty"));
    }
    let description = object.read("description", |item| item.text().map(str::to_owned))?;
    Ok(PrivateEndpoint {
        id: id.text()?.to_owned(),
        description,
        cloud_provider: object.required("cloudProvider")?.word(Provider::KNOWN)?,
        region: object.required("region")?.word(Region::KNOWN)?,
    })
}
