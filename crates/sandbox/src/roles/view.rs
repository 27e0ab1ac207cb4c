//! A role as the API writes it (schema `RBACRole`).

use cloud_api::roles::PolicyTags;
use serde::Serialize;
use uuid::Uuid;

use super::Role;
use crate::{Sandbox, clock::Moment, permissions::Resource};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View<'a> {
    id: Uuid,
    tenant_id: String,
    owner_id: String,
    name: &'a str,
    r#type: &'static str,
    actors: Vec<String>,
    policies: Vec<PolicyView<'a>>,
    created_at: Moment,
    updated_at: Moment,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PolicyView<'a> {
    id: Uuid,
    role_id: Uuid,
    tenant_id: String,
    allow_deny: &'static str,
    permissions: Vec<&'static str>,
    resources: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<&'a PolicyTags>,
}

impl<'a> View<'a> {
    pub(super) fn new(sandbox: &Sandbox, role: &'a Role) -> Self {
        let organization = format!("organization/{}", sandbox.organization.id);
        let resource = |resource: &Resource| match resource {
            Resource::Organization => organization.clone(),
            Resource::EveryService => "instance/*".to_owned(),
            Resource::Service(id) => format!("instance/{id}"),
        };
        let policies = role.policies.iter().map(|policy| PolicyView {
            id: policy.id,
            role_id: role.id,
            tenant_id: organization.clone(),
            allow_deny: if policy.allow { "ALLOW" } else { "DENY" },
            permissions: policy
                .permissions
                .iter()
                .map(|permission| permission.as_str())
                .collect(),
            resources: policy.resources.iter().map(resource).collect(),
            tags: policy.tags.as_ref(),
        });
        let policies = policies.collect();
        let members = sandbox.members.all();
        let members = members.filter(|member| member.roles.contains(&role.id));
        let keys = sandbox.keys.all();
        let keys = keys.filter(|key| key.roles.contains(&role.id));
        Self {
            id: role.id,
            tenant_id: organization.clone(),
            owner_id: organization,
            name: &role.name,
            r#type: if role.system { "system" } else { "custom" },
            actors: members
                .map(|member| format!("user/{}", member.user_id))
                .chain(keys.map(|key| format!("apiKey/{}", key.id)))
                .collect(),
            policies,
            created_at: role.created_at,
            updated_at: role.updated_at,
        }
    }
}
