//! What must hold for every commit and needs no browser. Changes nothing.

use std::{process::Command, time::Duration};

use crate::{
    places, process,
    report::{Outcome, Problem, While, step},
    setup::{self, Purpose, Tools},
};

type Check = fn(&Tools) -> Outcome;

pub(crate) fn run() -> Outcome {
    let tools = setup::run(Purpose::Check)?;
    let checks: [(&str, Check); 8] = [
        ("rustfmt", rustfmt),
        ("leptosfmt", leptosfmt),
        ("typos", typos),
        ("types of the end-to-end tests", types),
        ("cargo deny", deny),
        ("clippy", clippy),
        ("clippy for the browser", clippy_for_the_browser),
        ("the sandbox's core for the browser", core_for_the_browser),
    ];
    // All of them, so that one run tells everything there is to mend.
    let failed: Vec<&str> = checks
        .iter()
        .filter(|(name, check)| {
            step(name, || check(&tools))
                .inspect_err(|problem| eprintln!("{problem}"))
                .is_err()
        })
        .map(|(name, _)| *name)
        .collect();
    println!();
    if failed.is_empty() {
        println!("{} checks passed", checks.len());
        Ok(())
    } else {
        Err(Problem::new(format!(
            "these checks failed: {}",
            failed.join(", ")
        )))
    }
}

fn rustfmt(tools: &Tools) -> Outcome {
    process::run(
        "cargo fmt --check",
        tools.command("cargo").args(["fmt", "--all", "--check"]),
    )
}

/// rustfmt leaves the inside of `view!` alone.
fn leptosfmt(tools: &Tools) -> Outcome {
    let mut command = tools.command("leptosfmt");
    command.args(["--config-file", ".leptosfmt.toml", "--check", "src"]);
    let output = command
        .output()
        .or_problem("leptosfmt could not be started")?;
    if output.status.success() {
        return Ok(());
    }
    // It prints the differing files whole; their names say enough.
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let wrong: Vec<&str> = text.lines().filter(|line| line.starts_with('❌')).collect();
    Err(Problem::new(format!(
        "{}\ncargo xtask fmt formats them",
        wrong.join("\n")
    )))
}

/// Formats all sources. leptosfmt first: rustfmt leaves what it did to `view!` alone.
pub(crate) fn format() -> Outcome {
    let tools = setup::run(Purpose::Format)?;
    let mut command = tools.command("leptosfmt");
    command.args(["--config-file", ".leptosfmt.toml", "--quiet", "src"]);
    process::run("leptosfmt", &mut command)?;
    process::run("cargo fmt", tools.command("cargo").args(["fmt", "--all"]))
}

fn typos(tools: &Tools) -> Outcome {
    process::run(
        "typos",
        tools.command("typos").args(["--config", ".typos.toml"]),
    )
}

fn types(tools: &Tools) -> Outcome {
    let mut command = tools.command("npm");
    command
        .args(["run", "--silent", "types"])
        .current_dir(places::e2e());
    process::run("tsc --noEmit", &mut command)
}

fn deny(tools: &Tools) -> Outcome {
    let run = |kinds: &[&str]| {
        let mut command = tools.command("cargo-deny");
        command.args(["--all-features", "--config", ".deny.toml"]);
        command
            .args(["check", "--hide-inclusion-graph"])
            .args(kinds);
        process::run(
            &format!("cargo deny check {}", kinds.join(" ")),
            &mut command,
        )
    };
    run(&["licenses", "bans", "sources"])?;
    if database_answers(tools) {
        return run(&["advisories"]);
    }
    println!("   the advisory database cannot be reached from here: advisories not checked");
    Ok(())
}

fn database_answers(tools: &Tools) -> bool {
    let mut command = tools.command("git");
    command.args([
        "ls-remote",
        "--quiet",
        "--heads",
        "https://github.com/rustsec/advisory-db",
        "main",
    ]);
    command.env("GIT_TERMINAL_PROMPT", "0");
    within(&mut command, Duration::from_secs(15))
}

fn within(command: &mut Command, limit: Duration) -> bool {
    use std::{process::Stdio, thread, time::Instant};
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else {
        return false;
    };
    let started = Instant::now();
    while started.elapsed() < limit {
        if let Ok(Some(status)) = child.try_wait() {
            return status.success();
        }
        thread::sleep(Duration::from_millis(50));
    }
    // Failing to end it means that it has just ended.
    let _ = child.kill();
    let _ = child.wait();
    false
}

fn clippy(tools: &Tools) -> Outcome {
    let mut command = tools.command("cargo");
    command.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    process::run("cargo clippy", &mut command)
}

fn clippy_for_the_browser(tools: &Tools) -> Outcome {
    let mut command = tools.command("cargo");
    command.args(["clippy", "--package", "wheelhouse", "--all-targets"]);
    command.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
    process::run("cargo clippy for wasm32", &mut command)
}

/// The core runs where there is no server: it must not come to need one.
fn core_for_the_browser(tools: &Tools) -> Outcome {
    let mut command = tools.command("cargo");
    command.args(["clippy", "--package", "sandbox", "--no-default-features"]);
    command.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
    process::run("cargo clippy of the sandbox for wasm32", &mut command)
}
