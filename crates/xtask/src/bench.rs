//! What the console costs in a browser, against its limits.

pub(crate) mod sandbox;

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    demo,
    dist::{
        self, Build,
        division::{Ran, note_unused},
    },
    places, process,
    report::{Outcome, Problem, While, step},
    setup::{self, Purpose, Tools},
    wasm_sizes,
};

/// Where a figure stands in a script's report (a JSON pointer), what it means, and the most it may be.
type Limit = (&'static str, &'static str, f64);

/// Counts only, no times: they come out the same on every machine.
const START: [Limit; 4] = [
    (
        "/bytes",
        "compressed bytes of files until the services list stands",
        200_000.0,
    ),
    (
        "/followingBytes",
        "compressed bytes that follow by themselves",
        260_000.0,
    ),
    ("/files", "requests for files until then", 5.0),
    (
        "/servicesRequests",
        "API requests for the services list of a session",
        1.0,
    ),
];

/// Rows of a window, however long the list.
const ROWS: Limit = ("/mostRows", "rows in the document", 60.0);
/// Of 120 frames.
const SLOWLY: Limit = (
    "/scrollingSlowly/over",
    "frames dropped in slow scrolling",
    2.0,
);
/// Of 120 frames.
const FAST: Limit = (
    "/scrollingFast/over",
    "frames dropped in fast scrolling",
    2.0,
);

const LIST: [Limit; 9] = [
    (
        "/firstView/sumMb",
        "MB of memory of the services list as it opens",
        6.0,
    ),
    (
        "/slowestKeyMs",
        "ms from the slowest key to paint, 100 000 services",
        80.0,
    ),
    (
        "/slower/slowestKeyMs",
        "ms from the slowest key to paint at a quarter of the speed",
        150.0,
    ),
    ROWS,
    SLOWLY,
    FAST,
    (
        "/growth/elements",
        "times the elements of 10 000 services",
        1.0,
    ),
    (
        "/growth/shown",
        "times as long until the first row as with 10 000 services",
        5.0,
    ),
    (
        "/growth/key",
        "times the slowest key of 10 000 services",
        2.0,
    ),
];

const ACTIVITIES: [Limit; 5] = [
    (
        "/keyToPaintMs/worst",
        "ms from the slowest key to paint, 100 000 activities",
        80.0,
    ),
    ROWS,
    SLOWLY,
    FAST,
    (
        "/memoryAboveEmpty/read/sumMb",
        "MB of memory above the page without records",
        36.0,
    ),
];

const POLLING: [Limit; 3] = [
    ("/atRest", "API requests a minute at rest", 1.0),
    (
        "/whileStarting",
        "API requests a minute while a service starts",
        12.0,
    ),
    ("/hidden", "API requests a minute in a hidden tab", 0.0),
];

const VIEWS: [Limit; 6] = [
    (
        "/firstMs/median",
        "ms from a click to the rows of a list that was not read yet, API of 20 ms",
        120.0,
    ),
    (
        "/oldMs/median",
        "ms to the rows of a list whose answer is old",
        60.0,
    ),
    (
        "/heldMs/median",
        "ms to the rows of a list that was just read",
        60.0,
    ),
    ("/mostRequests", "API requests of one view", 2.0),
    (
        "/requestsTwice",
        "API requests that a view makes twice",
        0.0,
    ),
    (
        "/growthPercent",
        "percent more memory after 100 changes of view than after the 10th",
        10.0,
    ),
];

/// Sizes and requests of a start.
pub(crate) fn run() -> Outcome {
    let tools = prepared()?;
    step("What the wasm consists of", print_sizes)?;
    let report = step("Start the console in a browser", || {
        measure(&tools, "start")
    })?;
    print_report(&report);
    judge(&[(&report, &START)])
}

/// Keys, frames and memory of long lists. Times are of this machine.
pub(crate) fn lists() -> Outcome {
    let tools = prepared()?;
    let services = step("Filter 10 000 and 100 000 services", || {
        measure(&tools, "list")
    })?;
    let activities = step("Read 100 000 activities", || measure(&tools, "activities"))?;
    judge(&[(&services, &LIST), (&activities, &ACTIVITIES)])
}

/// What an open page asks the API for by itself; takes three minutes.
pub(crate) fn polling() -> Outcome {
    let tools = prepared()?;
    let report = step("Wait and count", || measure(&tools, "polling"))?;
    judge(&[(&report, &POLLING)])
}

/// Going from view to view. Times are of this machine.
pub(crate) fn views() -> Outcome {
    let tools = prepared()?;
    let report = step("Go from view to view", || measure(&tools, "views"))?;
    judge(&[(&report, &VIEWS)])
}

/// Takes the pictures of the README.
pub(crate) fn pictures() -> Outcome {
    let tools = prepared()?;
    step("Take the pictures", || {
        run_script(&tools, "pictures", &places::dist(), &[])
    })
}

/// Watches what of the main module the first view runs, and notes the rest for the next build.
pub(crate) fn profile() -> Outcome {
    let tools = setup::run(Purpose::Browse)?;
    let wasm = dist::watched(&tools)?;
    build_relay(&tools)?;
    let ran = step("Show the first view", || {
        measure_in(&tools, "profile", &dist::watched_folder())
    })?;
    let numbers = |name: &str| {
        let numbers = ran[name].as_array().into_iter().flatten();
        let numbers = numbers.filter_map(|number| number.as_u64()?.try_into().ok());
        numbers.collect()
    };
    let ran = Ran {
        first_view: numbers("firstView"),
        sign_in: numbers("signIn"),
    };
    note_unused(&wasm, &ran)
}

fn prepared() -> Outcome<Tools> {
    let tools = setup::run(Purpose::Browse)?;
    if dist::is_stale(Build::Release) || !dist::unoptimised().is_dir() {
        dist::run(&tools, Build::Release)?;
    }
    build_relay(&tools)?;
    Ok(tools)
}

fn build_relay(tools: &Tools) -> Outcome {
    step("Build the relay and the sandbox", || {
        process::run(
            "cargo build",
            tools.command("cargo").args(["build", "--package", "relay"]),
        )
    })
}

fn judge(reports: &[(&Value, &[Limit])]) -> Outcome {
    println!();
    let mut over = Vec::new();
    for (report, limits) in reports {
        for (pointer, meaning, limit) in *limits {
            let figure = report.pointer(pointer).and_then(Value::as_f64);
            let figure = figure
                .ok_or_else(|| Problem::new(format!("the report has no figure at {pointer}")))?;
            let is_over = figure > *limit;
            let verdict = if is_over { "over the limit" } else { "ok" };
            println!("{meaning}: {figure} of at most {limit}: {verdict}");
            over.extend(is_over.then_some(*meaning));
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(Problem::new(format!("over the limit: {}", over.join(", "))))
    }
}

/// What a script of `bench/` measured.
fn measure(tools: &Tools, script: &str) -> Outcome<Value> {
    measure_in(tools, script, &places::dist())
}

fn measure_in(tools: &Tools, script: &str, dist: &Path) -> Outcome<Value> {
    let report = places::target().join(format!("bench-{script}.json"));
    run_script(tools, script, dist, &[&report.to_string_lossy()])?;
    let text = fs::read_to_string(&report).or_problem(format!("reading what {script} measured"))?;
    serde_json::from_str(&text).or_problem(format!("reading what {script} measured"))
}

fn run_script(tools: &Tools, script: &str, dist: &Path, arguments: &[&str]) -> Outcome {
    let mut node = tools.command("node");
    node.arg(format!("bench/{script}.mjs")).args(arguments);
    node.env("WHEELHOUSE_BIN", demo::binary("debug"))
        .env("WHEELHOUSE_DIST", dist);
    process::run(&format!("bench/{script}.mjs"), &mut node)
}

fn print_report(report: &Value) {
    let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
    println!();
    for file in list("loaded").into_iter().chain(list("following")) {
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
