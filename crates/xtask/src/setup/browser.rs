//! Chromium and its driver, which come from the system.

use std::{env, path::PathBuf, process::Command, sync::Mutex};

use super::{Found, log_file};
use crate::{
    places::on_path,
    process::{output_of, run_logged},
    report::{Outcome, Problem},
};

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

pub(super) fn chromium() -> Outcome<Found> {
    ensure("Chromium", "CHROMIUM", &BROWSERS)
}

pub(super) fn chromedriver() -> Outcome<Found> {
    ensure("chromedriver", "CHROMEDRIVER", &["chromedriver"])
}

fn ensure(name: &str, variable: &'static str, programs: &[&str]) -> Outcome<Found> {
    let found = |origin: String, program: PathBuf| Found {
        name: name.into(),
        origin,
        bin: None,
        env: vec![(variable, program)],
    };
    if let Some(program) = env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
    {
        if program.is_file() {
            return Ok(found(format!("found through {variable}"), program));
        }
        return Err(Problem::new(format!(
            "{variable} is set to {}, which is no file",
            program.display()
        )));
    }
    let look = || programs.iter().find_map(|program| on_path(program));
    if let Some(program) = look() {
        return Ok(found(format!("found at {}", program.display()), program));
    }
    install_from_debian(name)?;
    match look() {
        Some(program) => Ok(found("installed with apt-get".into(), program)),
        None => Err(Problem::new(format!(
            "apt-get installed its packages, but {name} is still not on PATH"
        ))),
    }
}

/// Both packages at once, so that their versions fit.
fn install_from_debian(name: &str) -> Outcome {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let missing = || {
        Problem::new(format!(
            "{name} is missing: install Chromium and chromedriver of the same version (Debian: apt-get install \
             chromium chromium-driver), or set CHROMIUM and CHROMEDRIVER to where they are"
        ))
    };
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
    println!("   {name}: installing Chromium and chromedriver with apt-get");
    run_logged(
        "apt-get update",
        apt_get().arg("update"),
        &log_file("apt-update")?,
    )?;
    let mut install = apt_get();
    install.args(["install", "--yes", "--no-install-recommends"]);
    install.args(["chromium", "chromium-driver", "fonts-liberation"]);
    run_logged("apt-get install", &mut install, &log_file("apt-install")?)
}
