//! Addresses of the operations that the sandbox has, with ids of what is there.

use sandbox::{Method, operations};
use serde_json::Value;

use crate::{generate::query_parameters, stage::Stage};

/// Every address that can be read: each operation with each id that a list gives, up to `most` of one list.
pub fn reads(stage: &mut Stage, most: usize) -> Vec<String> {
    let templates = operations().filter(|(method, _)| *method == Method::Get);
    let mut addresses = Vec::new();
    for (method, template) in templates {
        for address in fill(stage, template, most) {
            addresses.push(address + &required_query(method, template));
        }
    }
    addresses
}

/// The addresses of an operation.
pub fn fill(stage: &mut Stage, template: &str, most: usize) -> Vec<String> {
    let mut addresses = vec![String::new()];
    for part in template.split('/').skip(1) {
        let mut longer = Vec::new();
        for address in addresses {
            if part == "{organizationId}" {
                longer.push(format!("{address}/{}", stage.organization));
            } else if part.starts_with('{') {
                let ids = ids(stage, &address);
                // From both ends: what comes with the API stands before what was made.
                let far = ids.len().saturating_sub(most / 2);
                let near = most.div_ceil(2).min(far);
                let some = ids[..near].iter().chain(&ids[far..]);
                longer.extend(some.map(|id| format!("{address}/{id}")));
            } else {
                longer.push(format!("{address}/{part}"));
            }
        }
        addresses = longer;
    }
    addresses
}

/// What identifies each item of a list.
pub fn ids(stage: &mut Stage, list: &str) -> Vec<String> {
    let items = result(stage, list);
    let id = |item: &Value| {
        ["id", "userId", "quotaCode"]
            .into_iter()
            .find_map(|name| item[name].as_str().map(str::to_owned))
    };
    items
        .as_array()
        .map(|items| items.iter().filter_map(id).collect())
        .unwrap_or_default()
}

/// Ids of what is there, and the other ways in which the API writes them.
pub fn known(stage: &mut Stage) -> Vec<String> {
    let lists = operations().filter(|(method, template)| {
        *method == Method::Get && template.matches('{').count() == 1 && !template.ends_with('}')
    });
    let mut known = vec![
        stage.organization.clone(),
        format!("organization/{}", stage.organization),
    ];
    for (method, template) in lists {
        for address in fill(stage, template, 1) {
            let list = address + &required_query(method, template);
            for id in ids(stage, &list).iter().take(6) {
                let kinds = ["user", "apiKey", "instance"];
                known.extend(kinds.map(|kind| format!("{kind}/{id}")));
                known.push(id.clone());
            }
        }
    }
    known
}

/// The query that an operation cannot do without.
pub fn required_query(method: Method, template: &str) -> String {
    let parameters = query_parameters(method, template).into_iter();
    let parts: Vec<String> = parameters
        .filter(|(_, required)| *required)
        .map(|(name, _)| match name {
            "from_date" => "from_date=2026-11-01".to_owned(),
            "to_date" => "to_date=2026-11-23".to_owned(),
            other => format!("{other}=x"),
        })
        .collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("?{}", parts.join("&"))
    }
}

/// The result of a read, or whatever it answers instead; without what differs from answer to answer.
pub fn result(stage: &mut Stage, address: &str) -> Value {
    let response = stage.raw(Method::Get, address, b"");
    match serde_json::from_slice::<Value>(&response.body) {
        Ok(Value::Object(mut fields)) => {
            fields.remove("requestId");
            fields.remove("result").unwrap_or(Value::Object(fields))
        }
        Ok(value) => value,
        Err(_) => Value::String(String::from_utf8_lossy(&response.body).into_owned()),
    }
}
