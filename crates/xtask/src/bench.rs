//! What a start costs, against its limits. Counts only, no times: they come out the same on every machine.

pub(crate) mod sandbox;

use std::fs;

use crate::{
    demo,
    dist::{self, Build},
    places, process,
    report::{Outcome, Problem, While, step},
    setup::{self, Purpose, Tools},
    wasm_sizes,
};

/// The figure's name in the report of `bench/start.mjs`, what it means, and its limit.
const LIMITS: [(&str, &str, u64); 3] = [
    (
        "bytes",
        "compressed bytes of files for sign-in and the services list",
        180_000,
    ),
    ("files", "requests for files", 5),
    (
        "servicesRequests",
        "API requests for the services list of a session",
        1,
    ),
];

pub(crate) fn run() -> Outcome {
    let tools = setup::run(Purpose::Browse)?;
    if dist::is_stale(Build::Release) || !dist::unoptimised().is_dir() {
        dist::run(&tools, Build::Release)?;
    }
    step("Build the relay and the sandbox", || {
        process::run(
            "cargo build",
            tools.command("cargo").args(["build", "--package", "relay"]),
        )
    })?;
    step("What the wasm consists of", print_sizes)?;
    let report = step("Start the console in a browser", || measure(&tools))?;
    print_report(&report);
    println!();
    let mut over = Vec::new();
    for (name, meaning, limit) in LIMITS {
        let figure = report[name].as_u64();
        let figure =
            figure.ok_or_else(|| Problem::new(format!("bench/start.mjs did not report {name}")))?;
        let verdict = if figure > limit {
            "over the limit"
        } else {
            "ok"
        };
        println!("{meaning}: {figure} of at most {limit}: {verdict}");
        if figure > limit {
            over.push(meaning);
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(format!("over the limit: {}", over.join(", "))))
    }
}

fn measure(tools: &Tools) -> Outcome<serde_json::Value> {
    let report = places::target().join("bench.json");
    let mut node = tools.command("node");
    node.arg("bench/start.mjs").arg(&report);
    node.env("WHEELHOUSE_BIN", demo::binary("debug"))
        .env("WHEELHOUSE_DIST", places::dist());
    process::run("bench/start.mjs", &mut node)?;
    let text = fs::read_to_string(&report).or_problem("reading what bench/start.mjs measured")?;
    serde_json::from_str(&text).or_problem("reading what bench/start.mjs measured")
}

fn print_report(report: &serde_json::Value) {
    let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
    println!();
    for file in list("loaded") {
        let text = |name: &str| file[name].as_str().unwrap_or("none").to_owned();
        println!(
            "   {:<48} {:>9} {}",
            text("path"),
            file["bytes"].as_u64().unwrap_or(0),
            text("encoding")
        );
    }
    for view in list("views") {
        let requests: Vec<&str> = view["requests"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|path| path.as_str())
            .collect();
        println!(
            "   {}: {} API requests",
            view["name"].as_str().unwrap_or("?"),
            requests.len()
        );
        for request in requests {
            println!("      {request}");
        }
    }
}

/// Each file of wasm before wasm-opt, the largest first.
fn print_sizes() -> Outcome {
    let folder = dist::unoptimised();
    let entries = fs::read_dir(&folder).or_problem(format!("reading {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let bytes = fs::read(&path).or_problem(format!("reading {}", path.display()))?;
        files.push((
            entry.file_name().to_string_lossy().into_owned(),
            wasm_sizes::of(&bytes)?,
        ));
    }
    files.sort_by_key(|(_, sizes)| usize::MAX - sizes.code);
    for (name, sizes) in &files {
        let row = |name: &str, size: usize| {
            println!("   {size:>9} {:>5.1} %  {name}", percent(size, sizes.code));
        };
        println!(
            "\n   {name} before wasm-opt: {} bytes of code, {} bytes of data",
            sizes.code, sizes.data
        );
        let crates = sizes.crates.iter().take(8);
        crates.for_each(|(name, size)| row(name, *size));
        let functions = sizes.functions.iter().take(8);
        functions.for_each(|(name, size)| row(&name.chars().take(120).collect::<String>(), *size));
    }
    Ok(())
}

fn percent(part: usize, whole: usize) -> f64 {
    // Sizes of files are far below the integers that a float holds exactly.
    let exact = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    100.0 * exact(part) / exact(whole.max(1))
}
