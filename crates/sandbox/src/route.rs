//! Which operation a request names, and what every operation is given.

use std::sync::Arc;

use serde::Serialize;
use uuid::{Uuid, Variant};

use crate::{
    Sandbox,
    activities::{self, Actor, Origin},
    backups, invitations,
    keys::{self, Key, Permission},
    members, organizations,
    permissions::Access,
    pieces, quotas,
    refusal::Refusal,
    request::{ApiRequest, ApiResponse, Envelope, JSON, Method},
    roles, services, usage,
};

/// One operation of the API.
pub(crate) struct Route {
    pub(crate) method: Method,
    /// Parameters in braces; the first one of a path is always the organization.
    pub(crate) path: &'static str,
    /// All of them are needed.
    pub(crate) permissions: &'static [Permission],
    pub(crate) run: Run,
}

type Run = fn(&mut Sandbox, &Call<'_>) -> Result<ApiResponse, Refusal>;

impl Route {
    pub(crate) const fn new(
        method: Method,
        path: &'static str,
        permissions: &'static [Permission],
        run: Run,
    ) -> Self {
        Self {
            method,
            path,
            permissions,
            run,
        }
    }
}

const ROUTES: [&[Route]; 10] = [
    organizations::ROUTES,
    services::ROUTES,
    activities::ROUTES,
    keys::ROUTES,
    members::ROUTES,
    invitations::ROUTES,
    roles::ROUTES,
    backups::ROUTES,
    usage::ROUTES,
    quotas::ROUTES,
];

/// What only a sandbox in extended mode has.
const EXTENDED: &[Route] = backups::EXTENDED;

/// Method and path template of every operation that is imitated.
pub fn operations() -> impl Iterator<Item = (Method, &'static str)> {
    let routes = ROUTES.iter().copied().flatten();
    routes.map(|route| (route.method, route.path))
}

/// The most parameters a path has.
const PARAMETERS: usize = 3;

/// The operation of a request and the parameters in its path; 404 if the API has no such operation.
pub(crate) fn find(
    request: &ApiRequest,
    extended: bool,
) -> Result<(&'static Route, [&str; PARAMETERS]), Refusal> {
    let more = if extended { EXTENDED } else { &[] };
    let routes = ROUTES.iter().copied().flatten().chain(more);
    let found = routes.into_iter().find_map(|route| {
        if Some(route.method) != request.method {
            return None;
        }
        parameters(route.path, &request.path).map(|parameters| (route, parameters))
    });
    found.ok_or_else(|| {
        let method = request.method.map_or("method", Method::as_str);
        Refusal::not_found(format_args!("{method} {}", request.path))
    })
}

fn parameters<'a>(template: &str, path: &'a str) -> Option<[&'a str; PARAMETERS]> {
    let mut parameters = [""; PARAMETERS];
    let mut places = parameters.iter_mut();
    let mut parts = path.split('/');
    for expected in template.split('/') {
        let part = parts.next()?;
        if expected.starts_with('{') {
            *places.next()? = part;
        } else if expected != part {
            return None;
        }
    }
    parts.next().is_none().then_some(parameters)
}

/// A request that was let in, with all that an operation needs to answer it.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a ApiRequest,
    pub(crate) request_id: Uuid,
    /// What the roles of the key allow.
    pub(crate) access: Access,
    pub(crate) key_id: Uuid,
    pub(crate) key_name: String,
    parameters: [&'a str; PARAMETERS],
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        request: &'a ApiRequest,
        request_id: Uuid,
        key: &Key,
        access: Access,
        parameters: [&'a str; PARAMETERS],
    ) -> Self {
        let (key_id, key_name) = (key.id, key.name.clone());
        Self {
            request,
            request_id,
            access,
            key_id,
            key_name,
            parameters,
        }
    }

    /// Refuses the call unless the key may do what the route is for, on the service in the path if one is
    /// there. An id that is malformed is left to the operation, which says so.
    pub(crate) fn check(&self, route: &Route) -> Result<(), Refusal> {
        let service = route
            .path
            .contains("{serviceId}")
            .then(|| parse_id("service", self.parameter(1)).ok())
            .flatten();
        for permission in route.permissions {
            match service.filter(|_| !permission.is_of_organization()) {
                Some(service) => self.access.require_on(*permission, service)?,
                None => self.access.require(*permission)?,
            }
        }
        Ok(())
    }

    pub(crate) fn parameter(&self, place: usize) -> &'a str {
        self.parameters[place]
    }

    /// 200 with a result.
    pub(crate) fn answer(&self, result: &impl Serialize) -> ApiResponse {
        let request_id = self.request_id;
        ApiResponse::json(
            200,
            &Envelope {
                status: 200,
                request_id,
                result: Some(result),
            },
        )
    }

    /// 200 with a list that may be very long: it is written piece by piece while it is sent.
    pub(crate) fn answer_long<T: Send + 'static>(
        &self,
        items: Vec<T>,
        write: impl Fn(&T, &mut Vec<u8>) -> serde_json::Result<()> + Send + 'static,
    ) -> ApiResponse {
        let (body, rest) = pieces::list(self.request_id, items, write);
        let mut response = ApiResponse::new(200, JSON, body);
        response.rest = rest;
        response
    }

    /// 200 without a result, the answer to every DELETE.
    pub(crate) fn done(&self) -> ApiResponse {
        let request_id = self.request_id;
        ApiResponse::json(
            200,
            &Envelope::<()> {
                status: 200,
                request_id,
                result: None,
            },
        )
    }

    pub(crate) fn origin(&self) -> Origin {
        const USER_AGENT_MAX: usize = 256;
        let actor = Actor::key(self.key_id, &self.key_name);
        let user_agent = self.request.user_agent.as_deref();
        let user_agent =
            user_agent.map(|text| text.chars().take(USER_AGENT_MAX).collect::<String>().into());
        Origin {
            actor: Arc::new(actor),
            ip: self.request.peer,
            user_agent,
        }
    }
}

/// Reads an id of the path. The API takes no nil UUID, and only versions 1 to 8.
pub(crate) fn parse_id(what: &str, text: &str) -> Result<Uuid, Refusal> {
    let id = (text.len() == 36)
        .then(|| Uuid::try_parse(text).ok())
        .flatten();
    id.filter(|id| id.get_variant() == Variant::RFC4122 && (1..=8).contains(&id.get_version_num()))
        .ok_or_else(|| Refusal::bad_request(format_args!("Invalid {what} id string:\"{text}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_its_template_part_by_part() {
        let template = "/v1/organizations/{organizationId}/services/{serviceId}";
        assert_eq!(
            parameters(template, "/v1/organizations/a/services/b"),
            Some(["a", "b", ""])
        );
        for path in [
            "/v1/organizations/a/services",
            "/v1/organizations/a/services/b/",
            "",
            "/v1",
        ] {
            assert_eq!(parameters(template, path), None, "{path}");
        }
    }

    /// Operations that ask for more than the document says, which is nothing or too little.
    const STRICTER: [&str; 3] = [
        "instanceStateUpdate",
        "openapiKeyUpdate",
        "openapiKeyDelete",
    ];

    #[test]
    fn every_operation_asks_for_the_permissions_of_the_document() {
        let text = include_str!("../../cloud-api/openapi/clickhouse_cloud_openapi.json");
        let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
        for route in ROUTES.iter().copied().flatten() {
            let method = route.method.as_str().to_lowercase();
            let operation = &document["paths"][route.path][method.as_str()];
            let name = operation["operationId"].as_str().expect("an operation");
            let listed = operation["security"][0]["basicAuth"].as_array();
            let listed: Vec<_> = listed
                .into_iter()
                .flatten()
                .filter_map(|id| id.as_str())
                .collect();
            let mut ours: Vec<_> = route.permissions.iter().map(|own| own.as_str()).collect();
            if STRICTER.contains(&name) {
                ours.truncate(listed.len());
            }
            assert_eq!(ours, listed, "{name}");
        }
    }

    #[test]
    fn nil_and_malformed_ids_are_refused() {
        assert!(parse_id("service", "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11").is_ok());
        for text in [
            "",
            "x",
            "00000000-0000-0000-0000-000000000000",
            "6f0f2c4e2a474a0b9b3d0c8a5b1f7e11",
            "6f0f2c4e-2a47-0a0b-9b3d-0c8a5b1f7e11",
            "6f0f2c4e-2a47-4a0b-1b3d-0c8a5b1f7e11",
        ] {
            assert!(parse_id("service", text).is_err(), "{text}");
        }
    }
}
