//! What a record of the audit log is about, beside a service.

use serde::Serialize;
use uuid::Uuid;

/// Few records have one, so it is kept in a box.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Target {
    #[serde(rename = "targetKeyId", skip_serializing_if = "Option::is_none")]
    key: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_update_type: Option<&'static str>,
    #[serde(rename = "targetRoleIds", skip_serializing_if = "Vec::is_empty")]
    role_ids: Vec<Uuid>,
    #[serde(rename = "targetRoleNames", skip_serializing_if = "Vec::is_empty")]
    role_names: Vec<String>,
    #[serde(rename = "targetActorIds", skip_serializing_if = "Vec::is_empty")]
    actors: Vec<String>,
    #[serde(rename = "targetResourceIds", skip_serializing_if = "Vec::is_empty")]
    resources: Vec<String>,
}

impl Target {
    pub(crate) fn key(key: Uuid, update: &'static str) -> Self {
        Self {
            key: Some(key),
            key_update_type: Some(update),
            ..Self::default()
        }
    }

    pub(crate) fn roles(roles: Vec<(Uuid, String)>) -> Self {
        let (role_ids, role_names) = roles.into_iter().unzip();
        Self {
            role_ids,
            role_names,
            ..Self::default()
        }
    }

    /// Whom the roles are given to or taken from, like `user/<id>`.
    pub(crate) fn of_actors(mut self, actors: Vec<String>) -> Self {
        self.actors = actors;
        self
    }

    /// What the roles no longer name, like `instance/<id>`.
    pub(crate) fn with_resources(mut self, resources: Vec<String>) -> Self {
        self.resources = resources;
        self
    }
}
