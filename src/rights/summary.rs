//! A role in one line.

use std::fmt::Write;

use cloud_api::roles::{Role, SqlConsoleRole};

use super::{
    meanings::label_of,
    policies::{Reach, abilities, grants_of, is_admin, sql_console},
};
use crate::format::plural;

/// How many rights are named.
const NAMED: usize = 3;

/// What a role allows, in a sentence.
pub fn summary(role: &Role) -> String {
    if is_admin(role) {
        return "Everything, on the organization and every service.".into();
    }
    if role.policies.is_none() {
        return "The API did not tell what it allows.".into();
    }
    let found = abilities(&grants_of(role));
    if found.is_empty() {
        return "Allows nothing.".into();
    }
    // Rarer rights say more than the right to look.
    let (see, change): (Vec<_>, Vec<_>) = found
        .iter()
        .map(|ability| label_of(&ability.permission))
        .partition(|label| label.starts_with("See "));
    let labels: Vec<&str> = change.into_iter().chain(see).collect();
    let mut text = labels
        .iter()
        .take(NAMED)
        .enumerate()
        .map(|(place, label)| {
            if place == 0 {
                (*label).to_owned()
            } else {
                lower(label)
            }
        })
        .collect::<Vec<_>>()
        .join(", ");
    if labels.len() > NAMED {
        _ = write!(text, " and {} more", labels.len() - NAMED);
    }
    let services = found.iter().find_map(|ability| match &ability.reach {
        Reach::Services(services) => Some(services.len()),
        _ => None,
    });
    if let Some(count) = services {
        _ = write!(text, ", on {} only", plural(count, "service", "services"));
    }
    match sql_console(role) {
        Some(SqlConsoleRole::ReadOnly) => text.push_str(", read only"),
        Some(SqlConsoleRole::Admin) => text.push_str(", as administrator"),
        _ => {}
    }
    text.push('.');
    text
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn role(policies: serde_json::Value) -> Role {
        let json = json!({ "id": "x", "name": "role", "type": "custom", "policies": policies });
        serde_json::from_value(json).expect("a role")
    }

    #[test]
    fn a_role_is_told_by_what_it_changes_first() {
        let view = json!([{
            "allowDeny": "ALLOW",
            "permissions": ["control-plane:service:view", "control-plane:service:manage"],
            "resources": ["instance/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"],
        }]);
        assert_eq!(
            summary(&role(view)),
            "Manage services, see services, on 1 service only."
        );
        assert_eq!(summary(&role(json!([]))), "Allows nothing.");
        assert_eq!(
            summary(&role(json!(null))),
            "The API did not tell what it allows."
        );
    }
}
