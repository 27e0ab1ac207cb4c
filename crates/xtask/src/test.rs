//! Every test: native ones, components in a browser, journeys through the whole product.

mod schemathesis;

use std::{fs, process::Command, sync::Mutex};

use crate::{
    demo,
    dist::{self, Build},
    places, process,
    report::{Outcome, Problem, While, step},
    setup::{self, Purpose, Tools},
};

type Tier = fn(&Tools) -> Outcome<Tally>;

/// What a tier came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }

    /// A tier that ended badly without naming a failed test (it did not compile, the browser did not start)
    /// still counts as one failure.
    fn honest(self, ended_well: bool) -> Self {
        if !ended_well && self.failed == 0 {
            Self { failed: 1, ..self }
        } else {
            self
        }
    }
}

pub(crate) fn run() -> Outcome {
    let tools = setup::run(Purpose::Test)?;
    let tiers: [(&str, Tier); 4] = [
        ("Native tests", native),
        ("Schemathesis against the sandbox", schemathesis::run),
        ("Component tests in a browser", components),
        ("End-to-end tests", journeys),
    ];
    // A failure in one tier does not hide the others.
    let mut sums = Vec::new();
    for (name, tier) in tiers {
        let tally = step(name, || tier(&tools)).unwrap_or_else(|problem| {
            eprintln!("{problem}");
            Tally {
                passed: 0,
                failed: 1,
            }
        });
        sums.push((name, tally));
    }
    println!();
    for (name, tally) in &sums {
        println!("{name}: {} passed, {} failed", tally.passed, tally.failed);
    }
    let total = sums
        .iter()
        .fold(Tally::default(), |sum, (_, tally)| sum.and(*tally));
    // CI reads this line; it stays the last one on standard output.
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        Ok(())
    } else {
        Err(Problem::new("tests failed"))
    }
}

pub(crate) fn only_e2e(arguments: &[String]) -> Outcome {
    let tools = setup::run(Purpose::Browse)?;
    let (build, arguments) = match arguments.split_first() {
        Some((flag, rest)) if flag == "--debug" => (Build::Debug, rest),
        _ => (Build::Release, arguments),
    };
    prepare_journeys(&tools, build)?;
    process::run("Playwright", playwright(&tools, build).args(arguments))
}

pub(crate) fn only_schemathesis() -> Outcome {
    let tools = setup::run(Purpose::Contract)?;
    let tally = schemathesis::run(&tools)?;
    if tally.failed == 0 {
        Ok(())
    } else {
        Err(Problem::new("Schemathesis found something"))
    }
}

fn native(tools: &Tools) -> Outcome<Tally> {
    let mut cargo = tools.command("cargo");
    let has_nextest =
        process::output_of(tools.command("cargo").args(["nextest", "--version"])).is_some();
    if !has_nextest {
        return counted(
            "cargo test",
            cargo.args(["test", "--workspace", "--no-fail-fast"]),
            libtest,
        );
    }
    cargo.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    let tests = counted("cargo nextest", &mut cargo, nextest)?;
    // nextest leaves examples in documentation out.
    let mut documentation = tools.command("cargo");
    documentation.args(["test", "--workspace", "--doc", "--no-fail-fast"]);
    Ok(tests.and(counted("cargo test --doc", &mut documentation, libtest)?))
}

fn components(tools: &Tools) -> Outcome<Tally> {
    // Chromium refuses its own sandbox to root, and may live elsewhere; the runner reads both from a file.
    let browser = tools
        .named("CHROMIUM")
        .unwrap_or(std::path::Path::new("chromium"));
    let capabilities = serde_json::json!({
        "goog:chromeOptions": { "binary": browser, "args": ["disable-gpu", "no-first-run"] },
    });
    let file = places::target().join("webdriver.json");
    fs::write(&file, capabilities.to_string()).or_problem("writing the browser's capabilities")?;
    let mut cargo = tools.command("cargo");
    cargo.args([
        "test",
        "--package",
        "wheelhouse",
        "--test",
        "components",
        "--no-fail-fast",
    ]);
    cargo.args(["--target", "wasm32-unknown-unknown"]);
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", file);
    // Per page of tests, not per test.
    cargo
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    counted("component tests", &mut cargo, libtest)
}

/// Journeys run side by side. Those that fail are run once more, alone and on a machine that does nothing else, which
/// tells a busy machine from a broken console; which ones these were stays in the output.
fn journeys(tools: &Tools) -> Outcome<Tally> {
    prepare_journeys(tools, Build::Release)?;
    let first = reported(tools, &[])?;
    if first.failed == 0 || first.failed > MOST_BY_LOAD {
        return Ok(first);
    }
    println!(
        "\n== {} failed side by side; once more, alone",
        first.failed
    );
    let again = reported(tools, &["--last-failed", "--workers=1"])?;
    Ok(Tally {
        passed: first.passed + again.passed,
        failed: again.failed.max(first.failed.saturating_sub(again.passed)),
    })
}

/// More failures than a busy machine explains.
const MOST_BY_LOAD: u64 = 10;

fn reported(tools: &Tools, arguments: &[&str]) -> Outcome<Tally> {
    let report = places::target().join("e2e.json");
    if report.is_file() {
        fs::remove_file(&report).or_problem("removing the last report")?;
    }
    let status = playwright(tools, Build::Release)
        .args(arguments)
        .env("WHEELHOUSE_REPORT", &report)
        .status()
        .or_problem("Playwright could not be started")?;
    let text = fs::read_to_string(&report).unwrap_or_default();
    Ok(playwright_report(&text).honest(status.success()))
}

/// The debug binary of the relay: the native tests have just built it, and it starts as fast.
fn prepare_journeys(tools: &Tools, build: Build) -> Outcome {
    if dist::is_stale(build) {
        dist::run(tools, build)?;
    }
    process::run(
        "cargo build",
        tools.command("cargo").args(["build", "--package", "relay"]),
    )
}

fn playwright(tools: &Tools, build: Build) -> Command {
    let mut command = tools.command("npx");
    command
        .args(["--no-install", "playwright", "test"])
        .current_dir(places::e2e());
    command
        .env("WHEELHOUSE_BIN", demo::binary("debug"))
        .env("WHEELHOUSE_DIST", dist::folder(build));
    command
}

/// Runs a test command and adds up what its summary lines say.
fn counted(name: &str, command: &mut Command, read: fn(&str) -> Option<Tally>) -> Outcome<Tally> {
    let tally = Mutex::new(Tally::default());
    let status = process::run_heard(name, command, |line| {
        if let (Some(found), Ok(mut sum)) = (read(line), tally.lock()) {
            *sum = sum.and(found);
        }
    })?;
    let tally = tally.into_inner().or_problem("counting tests")?;
    Ok(tally.honest(status.success()))
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; …`, also what the browser's runner prints.
fn libtest(line: &str) -> Option<Tally> {
    let counts = line.trim().strip_prefix("test result: ")?;
    Some(Tally {
        passed: before(counts, "passed")?,
        failed: before(counts, "failed")?,
    })
}

/// `Summary [   0.012s] 3 tests run: 2 passed, 1 failed, 0 skipped`
fn nextest(line: &str) -> Option<Tally> {
    let counts = line.trim().strip_prefix("Summary [")?;
    let failed = ["failed", "timed out", "exec failed"];
    let failed = failed.iter().filter_map(|word| before(counts, word)).sum();
    Some(Tally {
        passed: before(counts, "passed").unwrap_or(0),
        failed,
    })
}

/// The number in front of a word that ends an item of a list: `2` for `passed` in `2 passed (1 slow), 1 failed`.
fn before(counts: &str, wanted: &str) -> Option<u64> {
    counts.split([',', ';', ':', '.']).find_map(|item| {
        let (number, word) = item.trim().split_once(' ')?;
        let word = word.split(" (").next()?;
        if word == wanted {
            number.parse().ok()
        } else {
            None
        }
    })
}

/// Playwright's own sums; a test that passed only when repeated has not passed.
fn playwright_report(text: &str) -> Tally {
    let report: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    Tally {
        passed: count("expected"),
        failed: count("unexpected") + count("flaky"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_cargo_test_are_read() {
        let line = "test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.2s";
        assert_eq!(
            libtest(line),
            Some(Tally {
                passed: 3,
                failed: 1
            })
        );
        assert_eq!(libtest("test tests::a_result ... ok"), None);
    }

    #[test]
    fn summaries_of_nextest_are_read() {
        let line = "     Summary [   1.2s] 5/9 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 2 skipped";
        assert_eq!(
            nextest(line),
            Some(Tally {
                passed: 3,
                failed: 2
            })
        );
    }

    #[test]
    fn reports_of_playwright_are_read() {
        let report = r#"{"stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2}}"#;
        assert_eq!(
            playwright_report(report),
            Tally {
                passed: 7,
                failed: 2
            }
        );
    }

    #[test]
    fn a_tier_that_breaks_without_a_failed_test_counts_as_failed() {
        assert_eq!(
            playwright_report("").honest(false),
            Tally {
                passed: 0,
                failed: 1
            }
        );
        assert_eq!(
            Tally {
                passed: 2,
                failed: 0
            }
            .honest(true),
            Tally {
                passed: 2,
                failed: 0
            }
        );
    }
}
