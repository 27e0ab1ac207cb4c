//! Services: list, get, create, update, delete, state, scaling, password.

mod create;
mod model;
pub mod rules;
pub mod scaling;
pub mod state;
mod update;

use serde::{Deserialize, Serialize};

pub use create::{CreateService, CreatedService};
pub use model::{
    AutoscalingMode, ComplianceType, CurrentScaling, Endpoint, IpAccess, Protocol, Provider,
    Region, ReleaseChannel, Service, Tag,
};
pub use scaling::ReplicaScaling;
pub use state::{Command, State};
pub use update::{
    EndpointChange, IpAccessChange, PrivateEndpointIdsChange, TagsChange, UpdateService,
};

use crate::{Method, OrganizationId, Request, ServiceId, envelope::Nothing};

const ALL: &str = "/v1/organizations/{organizationId}/services";
const ONE: &str = "/v1/organizations/{organizationId}/services/{serviceId}";
const PASSWORD: &str = "/v1/organizations/{organizationId}/services/{serviceId}/password";

/// `instanceGetList`: all services the key may see, unpaginated.
pub fn list(organization: &OrganizationId) -> Request<Vec<Service>> {
    Request::get("instanceGetList", ALL, &[organization.as_str()])
}

/// `instanceGet`
pub fn get(organization: &OrganizationId, service: &ServiceId) -> Request<Service> {
    Request::get(
        "instanceGet",
        ONE,
        &[organization.as_str(), service.as_str()],
    )
}

/// `instanceCreate`: the answer carries the password, this one time.
pub fn create(organization: &OrganizationId, service: &CreateService) -> Request<CreatedService> {
    Request::new(
        "instanceCreate",
        Method::Post,
        ALL,
        &[organization.as_str()],
    )
    .with_body(service)
}

/// `instanceUpdate`
pub fn update(
    organization: &OrganizationId,
    service: &ServiceId,
    change: &UpdateService,
) -> Request<Service> {
    one("instanceUpdate", Method::Patch, ONE, organization, service).with_body(change)
}

/// `instanceDelete`: allowed in the states of [`state::may_delete`].
pub fn delete(organization: &OrganizationId, service: &ServiceId) -> Request<Nothing> {
    one("instanceDelete", Method::Delete, ONE, organization, service)
}

/// `instanceStateUpdate`
pub fn set_state(
    organization: &OrganizationId,
    service: &ServiceId,
    command: Command,
) -> Request<Service> {
    #[derive(Serialize)]
    struct Body {
        command: Command,
    }
    let template = "/v1/organizations/{organizationId}/services/{serviceId}/state";
    one(
        "instanceStateUpdate",
        Method::Patch,
        template,
        organization,
        service,
    )
    .with_body(&Body { command })
}

/// `instanceReplicaScalingUpdate`: [`ReplicaScaling::applied_to`] says whether it will be taken.
pub fn replica_scaling(
    organization: &OrganizationId,
    service: &ServiceId,
    change: &ReplicaScaling,
) -> Request<Service> {
    let template = "/v1/organizations/{organizationId}/services/{serviceId}/replicaScaling";
    one(
        "instanceReplicaScalingUpdate",
        Method::Patch,
        template,
        organization,
        service,
    )
    .with_body(change)
}

/// A new password for the user `default`, made by the server and told this one time.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct NewPassword {
    pub password: Option<String>,
}

/// `instancePasswordUpdate` without a hash: the server makes the password.
pub fn reset_password(organization: &OrganizationId, service: &ServiceId) -> Request<NewPassword> {
    #[derive(Serialize)]
    struct Body {}
    one(
        "instancePasswordUpdate",
        Method::Patch,
        PASSWORD,
        organization,
        service,
    )
    .with_body(&Body {})
}

/// Hashes of a password that was made elsewhere and does not cross the wire.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordHash {
    /// Base64 of the 32 bytes of the SHA-256.
    pub new_password_hash: String,
    /// Hexadecimal SHA-1 of the SHA-1, for the `MySQL` protocol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_double_sha1_hash: Option<String>,
}

/// `instancePasswordUpdate` with a hash: the answer has no password.
pub fn set_password(
    organization: &OrganizationId,
    service: &ServiceId,
    hash: &PasswordHash,
) -> Request<NewPassword> {
    one(
        "instancePasswordUpdate",
        Method::Patch,
        PASSWORD,
        organization,
        service,
    )
    .with_body(hash)
}

fn one<T>(
    operation: &'static str,
    method: Method,
    template: &'static str,
    organization: &OrganizationId,
    service: &ServiceId,
) -> Request<T> {
    Request::new(
        operation,
        method,
        template,
        &[organization.as_str(), service.as_str()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> (OrganizationId, ServiceId) {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        (id.parse().expect("a UUID"), id.parse().expect("a UUID"))
    }

    #[test]
    fn stopping_a_service_patches_its_state() {
        let (organization, service) = ids();
        let request = set_state(&organization, &service, Command::Stop);
        assert_eq!(request.method, Method::Patch);
        assert_eq!(
            request.path,
            format!("/v1/organizations/{organization}/services/{service}/state")
        );
        assert_eq!(request.body.as_deref(), Some(r#"{"command":"stop"}"#));
    }

    #[test]
    fn an_update_sends_only_what_changes() {
        let (organization, service) = ids();
        let change = UpdateService {
            name: Some("new".into()),
            ..UpdateService::default()
        };
        let request = update(&organization, &service, &change);
        assert_eq!(request.body.as_deref(), Some(r#"{"name":"new"}"#));
    }

    #[test]
    fn a_service_keeps_an_unknown_state_and_survives_lost_fields() {
        let service: Service =
            serde_json::from_str(r#"{"id":"x","state":"defragmenting","newField":[1]}"#)
                .expect("tolerant");
        assert_eq!(service.state, Some(State::Other("defragmenting".into())));
        assert_eq!(service.name, None);
        assert!(serde_json::from_str::<Service>(r#"{"name":"no id"}"#).is_err());
    }
}
