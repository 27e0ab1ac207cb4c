//! The console with a sandbox of the API behind it, on one address, and nothing leaves the machine.

use std::process::Command;

use crate::{
    dist::{self, Build},
    places, process,
    report::{Outcome, step},
    setup::{self, Purpose, Tools},
};

pub(crate) fn run(flags: &[String]) -> Outcome {
    let tools = setup::run(Purpose::Build)?;
    if dist::is_stale(Build::Release) {
        dist::run(&tools, Build::Release)?;
    } else {
        println!("\n== Build the console: nothing changed since the last build");
    }
    step("Build the relay and the sandbox", || {
        process::run(
            "cargo build",
            tools
                .command("cargo")
                .args(["build", "--release", "--package", "relay"]),
        )
    })?;
    println!();
    let mut demo = command(&tools, "release");
    if !flags
        .iter()
        .any(|flag| flag == "--dist" || flag.starts_with("--dist="))
    {
        demo.arg("--dist").arg(places::dist());
    }
    become_program(demo.args(flags))
}

/// `wheelhouse demo`, from one of cargo's profile folders.
pub(crate) fn command(tools: &Tools, profile: &str) -> Command {
    let mut command = tools.command(&binary(profile).to_string_lossy());
    command.arg("demo");
    command
}

pub(crate) fn binary(profile: &str) -> std::path::PathBuf {
    places::target()
        .join(profile)
        .join(format!("wheelhouse{}", std::env::consts::EXE_SUFFIX))
}

/// The demo takes this process over, so that Ctrl-C and signals reach it and its exit code is ours.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    Err(crate::report::Problem::new(format!(
        "wheelhouse could not be started: {}",
        command.exec()
    )))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Outcome {
    process::run("wheelhouse", command)
}
