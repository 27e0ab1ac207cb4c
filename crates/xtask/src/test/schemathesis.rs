//! Schemathesis against the sandbox: it asks all that the served description allows, and much that it
//! does not, and finds nothing.

use std::fs;

use serde_json::{Map, Value, json};

use super::Tally;
use crate::{
    places, process,
    report::{Outcome, Problem, While},
    running::Demo,
    setup::Tools,
};

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance";
/// For each operation; it takes about half a minute for all. A time limit would be used up instead.
const EXAMPLES: &str = "--max-examples=40";

/// Refusals that the live API gives and its description leaves out.
const UNDECLARED: [&str; 7] = ["401", "403", "404", "409", "422", "424", "429"];

/// How many of the things that are there each operation is asked about.
const IDS: usize = 4;

pub(super) fn run(tools: &Tools) -> Outcome<Tally> {
    process::run(
        "cargo build",
        tools.command("cargo").args(["build", "--package", "relay"]),
    )?;
    let folder = places::target().join("schemathesis");
    let demo = Demo::start(tools, "debug", &folder, &["--control"])?;
    let document = reduced(&demo)?;
    let operations = document["paths"].as_object().into_iter().flatten();
    let operations: usize = operations
        .filter_map(|(_, operations)| operations.as_object().map(Map::len))
        .sum();
    let file = folder.join("openapi.json");
    fs::write(&file, document.to_string()).or_problem("writing the description")?;

    let packages = tools
        .named("SCHEMATHESIS")
        .ok_or_else(|| Problem::new("schemathesis is not set up"))?;
    let mut command = tools.command("python3");
    command.env("PYTHONPATH", packages).current_dir(&folder);
    command.args(["-m", "schemathesis.cli", "run"]).arg(&file);
    command.args(["--url", &demo.url, "--auth", &demo.key]);
    command.args(["--checks", CHECKS, "--phases", "examples,coverage,fuzzing"]);
    command.args([EXAMPLES, "--generation-deterministic"]);
    command.args(["--warnings", "off"]);
    let status = command
        .status()
        .or_problem("schemathesis could not be started")?;
    let tally = Tally {
        passed: if status.success() {
            operations as u64
        } else {
            0
        },
        failed: 0,
    };
    Ok(tally.honest(status.success()))
}

/// The served description of the operations that are imitated, with ids of what is there.
fn reduced(demo: &Demo) -> Outcome<Value> {
    let mut document = demo.json("/v1")?;
    let mut paths = Map::new();
    for operation in demo
        .json("/sandbox/operations")?
        .as_array()
        .into_iter()
        .flatten()
    {
        let (Some(method), Some(path)) = (operation["method"].as_str(), operation["path"].as_str())
        else {
            return Err(Problem::new(format!("{operation} is no operation")));
        };
        let method = method.to_lowercase();
        let mut described = document["paths"][path][&method].clone();
        if described.is_null() {
            // The sandbox may have more than the published API.
            continue;
        }
        let refusal = described["responses"]["400"].clone();
        if let Some(responses) = described["responses"].as_object_mut() {
            for status in UNDECLARED {
                responses.entry(status).or_insert_with(|| refusal.clone());
            }
        }
        fill_in(demo, path, &mut described)?;
        paths
            .entry(path)
            .or_insert_with(|| json!({}))
            .as_object_mut()
            .and_then(|operations| operations.insert(method, described));
    }
    document["paths"] = Value::Object(paths);
    Ok(document)
}

/// Narrows the parameters of a path to what lists have, where they have something.
fn fill_in(demo: &Demo, path: &str, described: &mut Value) -> Outcome {
    let mut address = String::new();
    for part in path.split('/').skip(1) {
        let Some(name) = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        else {
            address = format!("{address}/{part}");
            continue;
        };
        let ids = ids(demo, &address)?;
        let Some(first) = ids.first() else {
            return Ok(());
        };
        address = format!("{address}/{first}");
        let parameters = described["parameters"].as_array_mut();
        for parameter in parameters.into_iter().flatten() {
            if parameter["name"] == name {
                parameter["schema"]["enum"] = json!(ids);
            }
        }
    }
    Ok(())
}

/// What a list has, without the key that is asked with: it would be deleted in the middle.
fn ids(demo: &Demo, list: &str) -> Outcome<Vec<String>> {
    let own = demo.json("/v1/whoami")?["result"]["keyId"].clone();
    // Some resources have no list.
    let items = demo.json(list).unwrap_or_default();
    let ids = items["result"].as_array().into_iter().flatten();
    Ok(ids
        .filter_map(|item| {
            let id = ["id", "userId", "quotaCode"];
            id.into_iter().find_map(|name| item[name].as_str())
        })
        .filter(|id| own != *id)
        .take(IDS)
        .map(str::to_owned)
        .collect())
}
