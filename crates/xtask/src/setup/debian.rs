//! Programs that come from the system: Debian's packages, where apt-get may install them.

use std::{process::Command, sync::Mutex};

use super::{Found, log_file};
use crate::{
    places::on_path,
    process::{output_of, run_logged},
    report::{Outcome, Problem},
};

/// The load generator of `bench sandbox`.
pub(super) fn wrk() -> Outcome<Found> {
    let found = |origin: String| Found {
        name: "wrk".into(),
        origin,
        ..Found::default()
    };
    if let Some(program) = on_path("wrk") {
        return Ok(found(format!("found at {}", program.display())));
    }
    install("wrk", &["wrk"], "install it (Debian: apt-get install wrk)")?;
    match on_path("wrk") {
        Some(_) => Ok(found("installed with apt-get".into())),
        None => Err(Problem::new(
            "apt-get installed its package, but wrk is still not on PATH",
        )),
    }
}

/// Installs packages, or says what is missing and what to do about it.
pub(super) fn install(name: &str, packages: &[&str], advice: &str) -> Outcome {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let missing = || Problem::new(format!("{name} cannot be found: {advice}"));
    if on_path("apt-get").is_none() {
        return Err(missing());
    }
    let root = output_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let sudo = || output_of(Command::new("sudo").args(["-n", "true"])).is_some();
    let apt_get = || {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command
            .args(["-o", "DPkg::Lock::Timeout=600"])
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    if !root && !sudo() {
        return Err(missing());
    }
    println!("   installing {name} with apt-get");
    run_logged(
        "apt-get update",
        apt_get().arg("update"),
        &log_file("apt-update")?,
    )?;
    let mut install = apt_get();
    install.args(["install", "--yes", "--no-install-recommends"]);
    install.args(packages);
    run_logged("apt-get install", &mut install, &log_file("apt-install")?)
}
