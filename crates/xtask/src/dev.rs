//! A demo that follows the sources: trunk rebuilds, the relay serves what is there.

use std::process::Command;

use crate::{
    demo, places, process,
    report::{Outcome, While, step},
    setup::{self, Purpose, Tools},
};

pub(crate) fn run(flags: &[String]) -> Outcome {
    let tools = setup::run(Purpose::Watch)?;
    step("Build the relay and the sandbox", || {
        process::run(
            "cargo build",
            tools.command("cargo").args(["build", "--package", "relay"]),
        )
    })?;
    // Once in the foreground: the relay needs files to start with.
    step("Build the console", || {
        process::run("trunk build", &mut trunk(&tools, "build"))
    })?;
    println!("\n== Watching; reload the page after a rebuild, end with Ctrl-C");
    let mut relay = demo::command(&tools, "debug");
    relay
        .arg("--dist")
        .arg(places::target().join("dev-dist"))
        .args(flags);
    let trunk = trunk(&tools, "watch")
        .spawn()
        .or_problem("trunk could not be started")?;
    let relay = relay
        .spawn()
        .or_problem("wheelhouse could not be started")?;
    process::until_one_ends(&mut [("wheelhouse", relay), ("trunk watch", trunk)])
}

fn trunk(tools: &Tools, command: &str) -> Command {
    let mut trunk = tools.command("trunk");
    trunk
        .args([command, "--dist"])
        .arg(places::target().join("dev-dist"));
    trunk
}
