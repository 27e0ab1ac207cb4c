//! What a role allows, in a few words, from its policies.

use cloud_api::roles::{AllowDeny, Policy, Role, SqlConsoleRole};

/// One sentence a policy; `None` where the API does not tell the policies.
pub fn allows(role: &Role) -> Option<Vec<String>> {
    let policies = role.policies.as_ref()?;
    Some(policies.iter().filter_map(sentence).collect())
}

fn sentence(policy: &Policy) -> Option<String> {
    let permissions = policy.permissions.as_ref()?;
    let words: Vec<String> = permissions
        .iter()
        .filter(|permission| !is_implied(permission, permissions))
        .map(|permission| words(permission, policy))
        .collect();
    if words.is_empty() {
        return None;
    }
    let not = match policy.allow_deny {
        Some(AllowDeny::Deny) => " may not",
        _ => "",
    };
    Some(format!("{}{not}: {}", subject(policy), words.join(", ")))
}

/// What the policy is about.
fn subject(policy: &Policy) -> String {
    let resources = policy.resources.as_deref().unwrap_or_default();
    let is = |kind: &str| resources.iter().any(|resource| resource.starts_with(kind));
    if resources.iter().any(|resource| resource == "instance/*") {
        "All services".into()
    } else if is("instance/") {
        crate::format::plural(resources.len(), "service", "services")
    } else if is("organization/") {
        "Organization".into()
    } else {
        "Elsewhere".into()
    }
}

/// Whether another permission of the policy says it too: who manages a thing sees it.
fn is_implied(permission: &str, all: &[String]) -> bool {
    let Some(at) = permission.rfind(":view") else {
        return false;
    };
    let manage = format!(
        "{}:manage{}",
        &permission[..at],
        &permission[at + ":view".len()..]
    );
    all.contains(&manage)
}

/// `control-plane:organization:view-api-keys` as "view API keys".
fn words(permission: &str, policy: &Policy) -> String {
    if permission.starts_with("sql-console:") {
        let role = policy.tags.as_ref().and_then(|tags| tags.role_v2.as_ref());
        return match role {
            Some(SqlConsoleRole::ReadOnly) => "SQL console, read only",
            Some(SqlConsoleRole::Admin) => "SQL console, admin",
            _ => "SQL console",
        }
        .into();
    }
    let last = permission.rsplit(':').next().unwrap_or(permission);
    last.replace('-', " ").replace("api", "API")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Option<Vec<String>> {
        allows(&serde_json::from_str(json).expect("a role"))
    }

    #[test]
    fn each_policy_is_a_sentence() {
        let role = r#"{"id":"x","policies":[
            {"allowDeny":"ALLOW","permissions":["control-plane:organization:view","control-plane:organization:view-api-keys",
                "control-plane:organization:view-billing","control-plane:organization:manage-billing"],
             "resources":["organization/1"]},
            {"allowDeny":"ALLOW","permissions":["control-plane:service:view"],"resources":["instance/*"]},
            {"allowDeny":"DENY","permissions":["sql-console:database:access"],"resources":["instance/1","instance/2"]}]}"#;
        assert_eq!(
            told(role).expect("policies"),
            [
                "Organization: view, view API keys, manage billing",
                "All services: view",
                "2 services may not: SQL console"
            ]
        );
    }

    #[test]
    fn unknown_and_nothing_are_told_apart() {
        assert_eq!(told(r#"{"id":"x"}"#), None);
        assert_eq!(told(r#"{"id":"x","policies":[]}"#), Some(Vec::new()));
        let strange =
            r#"{"id":"x","policies":[{"permissions":["new:thing"],"resources":["planet/9"]}]}"#;
        assert_eq!(told(strange).expect("policies"), ["Elsewhere: thing"]);
    }
}
