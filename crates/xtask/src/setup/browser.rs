//! Chromium and its driver, which come from the system.

use std::{env, path::PathBuf};

use super::{Found, debian};
use crate::{
    places::on_path,
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
    install_from_debian()?;
    match look() {
        Some(program) => Ok(found("installed with apt-get".into(), program)),
        None => Err(Problem::new(format!(
            "apt-get installed its packages, but {name} is still not on PATH"
        ))),
    }
}

/// Both packages at once, so that their versions fit.
fn install_from_debian() -> Outcome {
    debian::install(
        "Chromium and chromedriver",
        &["chromium", "chromium-driver", "fonts-liberation"],
        "install Chromium and chromedriver of the same version (Debian: apt-get install chromium chromium-driver), \
         or set CHROMIUM and CHROMEDRIVER to where they are",
    )
}
