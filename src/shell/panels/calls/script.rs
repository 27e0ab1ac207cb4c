//! Calls as commands: what was not kept (bodies, ids, credentials) stands as a variable.

use std::collections::BTreeSet;

use crate::client::Call;

const KEY: &str = "CLICKHOUSE_CLOUD_API_KEY";
const SECRET: &str = "CLICKHOUSE_CLOUD_API_SECRET";

/// One call as a command line of curl.
pub fn curl(call: &Call, api: &str) -> String {
    let mut command = format!(
        "curl --request {} --user \"${KEY}:${SECRET}\"",
        call.method.as_str()
    );
    if !call.method.is_read() {
        // Ignored where the operation takes no body.
        command.push_str(" --json @");
        command.push_str(call.operation);
        command.push_str(".json");
    }
    command.push_str(" \"");
    command.push_str(api);
    command.push_str(&with_variables(call));
    command.push('"');
    command
}

/// All calls, oldest first. Those that change something are left to the reader: their bodies are not known, and a
/// script that is run to look must not write.
pub fn script<'a>(
    calls: impl DoubleEndedIterator<Item = &'a Call>,
    api: &str,
    tell: fn(&Call) -> String,
) -> String {
    let mut variables = BTreeSet::from([KEY.to_owned(), SECRET.to_owned()]);
    let mut lines = String::new();
    for call in calls.rev() {
        variables.extend(parameters(call).into_iter().map(|(_, variable)| variable));
        lines.push_str("\n# ");
        lines.push_str(&tell(call));
        lines.push('\n');
        if !call.method.is_read() {
            lines.push_str("# It changes something: write its body, then take the # away.\n# ");
        }
        lines.push_str(&curl(call, api));
        lines.push('\n');
    }
    let mut needs = String::new();
    for name in &variables {
        needs.push_str(": \"${");
        needs.push_str(name);
        needs.push_str(":?is not set}\"\n");
    }
    format!(
        "#!/usr/bin/env bash\n# What Wheelhouse sent, oldest first. Bodies, ids and credentials were never kept: set the \
         variables.\nset -euo pipefail\n{needs}{lines}"
    )
}

/// Each parameter of path and query as it stands in the template, and the variable for it.
fn parameters(call: &Call) -> Vec<(&str, String)> {
    let in_path = call
        .template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name);
    in_path
        .chain(call.query.iter().copied())
        .map(|name| (name, variable(name)))
        .collect()
}

fn with_variables(call: &Call) -> String {
    let mut address = call.template.to_owned();
    for (name, variable) in parameters(call) {
        address = address.replace(&format!("{{{name}}}"), &format!("${variable}"));
    }
    for (place, name) in call.query.iter().enumerate() {
        address.push(if place == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push_str("=$");
        address.push_str(&variable(name));
    }
    address
}

/// `organizationId` as `ORGANIZATION_ID`.
fn variable(name: &str) -> String {
    let mut variable = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !variable.is_empty() {
            variable.push('_');
        }
        if letter.is_ascii_alphanumeric() || letter == '_' {
            variable.push(letter.to_ascii_uppercase());
        }
    }
    variable
}

#[cfg(test)]
mod tests {
    use cloud_api::Method;

    use super::*;

    fn call(method: Method, template: &'static str) -> Call {
        Call {
            number: 1,
            at: 0.0,
            operation: "anOperation",
            method,
            template,
            query: Vec::new(),
            status: Some(200),
            milliseconds: 3.0,
            request_id: None,
        }
    }

    #[test]
    fn what_was_not_kept_is_a_variable() {
        let mut read = call(
            Method::Get,
            "/v1/organizations/{organizationId}/services/{serviceId}",
        );
        read.query = vec!["from_date", "to_date"];
        assert_eq!(
            curl(&read, "https://api"),
            "curl --request GET --user \"$CLICKHOUSE_CLOUD_API_KEY:$CLICKHOUSE_CLOUD_API_SECRET\" \
             \"https://api/v1/organizations/$ORGANIZATION_ID/services/$SERVICE_ID?from_date=$FROM_DATE&to_date=$TO_DATE\""
        );
    }

    #[test]
    fn a_script_runs_the_reads_in_order_and_leaves_the_writes() {
        let calls = [
            call(Method::Patch, "/v1/organizations/{organizationId}"),
            call(Method::Get, "/v1/whoami"),
        ];
        let script = script(calls.iter(), "https://api", |_| "told".into());
        let (first, last) = (script.find("whoami"), script.find("PATCH"));
        assert!(first < last, "oldest first: {script}");
        assert!(
            script.contains("\n# curl --request PATCH") && script.contains("\ncurl --request GET")
        );
        assert!(script.contains(": \"${ORGANIZATION_ID:?is not set}\"\n"));
    }
}
