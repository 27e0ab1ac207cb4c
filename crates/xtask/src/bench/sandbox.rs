//! What the sandbox bears: its large seed under load. Times are of this machine, so nothing is judged.

use std::{fs, path::Path, process::Command, time::Duration};

use crate::{
    places, process,
    report::{Outcome, Problem, While, step},
    running::Demo,
    setup::{self, Purpose, Tools},
};

const SECONDS: u32 = 5;
const CONNECTIONS: u32 = 8;

/// wrk's script for a write that can be repeated at will.
const PATCH: &str = r#"
wrk.method = "PATCH"
wrk.body = '{"name":"measured","tags":{"add":[{"key":"env","value":"prod"}]}}'
wrk.headers["Content-Type"] = "application/json"
"#;

pub(crate) fn run() -> Outcome {
    let tools = setup::run(Purpose::Load)?;
    step("Build the relay and the sandbox", || {
        process::run(
            "cargo build",
            tools
                .command("cargo")
                .args(["build", "--release", "--package", "relay"]),
        )
    })?;
    let folder = places::target().join("bench-sandbox");
    fs::create_dir_all(&folder).or_problem("making a folder for the bench")?;
    fs::write(folder.join("patch.lua"), PATCH).or_problem("writing wrk's script")?;
    step("Put load on the large seed", || measure(&tools, &folder))
}

fn measure(tools: &Tools, folder: &Path) -> Outcome {
    let demo = Demo::start(tools, "release", folder, &["--seed", "large"])?;
    println!(
        "   start-up                          {:>9}",
        millis(demo.started_in)
    );
    println!("   memory after the start            {:>9}", demo.memory());
    let organizations = demo.json("/v1/organizations")?;
    let id = |value: &serde_json::Value| {
        let id = value["id"].as_str().map(str::to_owned);
        id.ok_or_else(|| Problem::new(format!("an answer has no id: {value}")))
    };
    let organization = format!("/v1/organizations/{}", id(&organizations["result"][0])?);
    let services = format!("{organization}/services");
    let service = format!("{services}/{}", id(&demo.json(&services)?["result"][150])?);
    println!(
        "   {:<34}{:>9}  {:>9}  {:>9}",
        "", "per second", "p50", "p99"
    );
    let loads = [
        ("whoami", "/v1/whoami", false),
        ("one service", service.as_str(), false),
        ("300 services", services.as_str(), false),
        ("change name and tags of a service", service.as_str(), true),
    ];
    for (name, path, write) in loads {
        let load = load(&demo, tools, folder, path, write)?;
        println!(
            "   {name:<34}{:>10}  {:>9}  {:>9}",
            load.per_second, load.p50, load.p99
        );
    }
    let activities = format!("{organization}/activities");
    let long = (0..3)
        .map(|_| demo.get(&activities))
        .collect::<Outcome<Vec<_>>>()?;
    if let Some(best) = long.iter().min_by_key(|answer| answer.whole) {
        println!(
            "   100 000 activities: {:.1} MB in {} (first byte after {}): {:.0} MB/s",
            megabytes(best.bytes.len()),
            millis(best.whole),
            millis(best.first),
            megabytes(best.bytes.len()) / best.whole.as_secs_f64()
        );
    }
    println!("   memory after all of it            {:>9}", demo.memory());
    Ok(())
}

fn millis(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1_000.0)
}

#[expect(clippy::cast_precision_loss, reason = "for display")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

struct Load {
    per_second: String,
    p50: String,
    p99: String,
}

fn load(demo: &Demo, tools: &Tools, folder: &Path, path: &str, write: bool) -> Outcome<Load> {
    let mut wrk = tools.command("wrk");
    wrk.args(["--latency", "--threads", "1", "--header"])
        .arg(demo.authorization())
        .arg(format!("--connections={CONNECTIONS}"))
        .arg(format!("--duration={SECONDS}s"));
    if write {
        wrk.arg("--script").arg(folder.join("patch.lua"));
    }
    let report = output(wrk.arg(format!("{}{path}", demo.url)))?;
    Load::read(&report)
}

fn output(command: &mut Command) -> Outcome<String> {
    process::output_of(command).ok_or_else(|| Problem::new("wrk failed"))
}

impl Load {
    /// Reads what wrk reports. Refused requests are quick, so a report with any is none.
    fn read(report: &str) -> Outcome<Self> {
        let value = |title: &str| {
            let line = report
                .lines()
                .find_map(|line| line.trim().strip_prefix(title));
            line.map(|value| value.trim().to_owned())
                .ok_or_else(|| Problem::new(format!("wrk did not report {title}\n{report}")))
        };
        for wrong in ["Non-2xx or 3xx responses:", "Socket errors:"] {
            if let Ok(count) = value(wrong) {
                return Err(Problem::new(format!("wrk reports {wrong} {count}")));
            }
        }
        Ok(Self {
            per_second: value("Requests/sec:")?,
            p50: value("50%")?,
            p99: value("99%")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "Running 5s test\n  Latency Distribution\n     50%  144.00us\n     \
                          99%    4.33ms\n  10 requests in 5s, 1MB read\nRequests/sec:  35799.77\n";

    #[test]
    fn the_report_of_wrk_is_read() {
        let load = Load::read(REPORT).expect("a report");
        assert_eq!(
            (&*load.per_second, &*load.p50, &*load.p99),
            ("35799.77", "144.00us", "4.33ms")
        );
    }

    #[test]
    fn refused_requests_are_no_measurement() {
        let report = format!("{REPORT}  Non-2xx or 3xx responses: 7\n");
        let problem = Load::read(&report).err().expect("a problem");
        assert!(problem.to_string().contains("responses: 7"), "{problem}");
        assert!(Load::read("").is_err());
    }
}
