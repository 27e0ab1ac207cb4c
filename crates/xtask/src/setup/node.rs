//! What comes from npm: wasm-opt, and the packages of the browser tests.

use std::{fs, process::Command};

use super::{Found, install, installed, log_file};
use crate::{
    places::{self, on_path},
    process::{run_logged, version_of},
    report::{Outcome, Problem, While},
};

/// The npm package holds the programs of this Binaryen version.
const BINARYEN: &str = "132";

/// Before this version `--enable-bulk-memory-opt` is unknown.
const OLDEST_BINARYEN: u32 = 124;

pub(super) fn wasm_opt() -> Outcome<Found> {
    let folder = format!("binaryen-{BINARYEN}");
    let found = |version: &str, origin: &str, bin| Found {
        name: format!("wasm-opt {version}"),
        origin: origin.into(),
        bin,
        ..Found::default()
    };
    let bin = |dir: std::path::PathBuf| Some(dir.join("node_modules/.bin"));
    if let Some(dir) = installed(&folder)? {
        return Ok(found(BINARYEN, "found in the cache", bin(dir)));
    }
    if let Some(version) = on_path("wasm-opt").and_then(|program| version_of(&program))
        && version
            .parse()
            .is_ok_and(|version: u32| version >= OLDEST_BINARYEN)
    {
        return Ok(found(&version, "found on PATH", None));
    }
    let dir = install(&folder, |partial| {
        let mut npm = npm(&format!("wasm-opt {OLDEST_BINARYEN} or later"))?;
        npm.args(["install", "--no-save", "--prefix"]).arg(partial);
        npm.arg(format!("binaryen@{BINARYEN}")).current_dir(partial);
        run_logged("npm install binaryen", &mut npm, &log_file("binaryen")?)
    })?;
    Ok(found(BINARYEN, "installed with npm", bin(dir)))
}

/// Playwright, axe and TypeScript at their locked versions. Browsers are never downloaded.
pub(super) fn packages() -> Outcome<Found> {
    let found = |origin: &str| Found {
        name: "packages of tests/e2e".into(),
        origin: origin.into(),
        ..Found::default()
    };
    let lock = fs::read(places::e2e().join("package-lock.json"))
        .or_problem("reading tests/e2e/package-lock.json")?;
    let stamp = places::e2e().join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(found("found"));
    }
    let mut npm = npm("the browser tests")?;
    npm.arg("ci")
        .current_dir(places::e2e())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run_logged("npm ci in tests/e2e", &mut npm, &log_file("npm-e2e")?)?;
    fs::write(stamp, lock).or_problem("noting what npm installed")?;
    Ok(found("installed with npm"))
}

fn npm(wanted: &str) -> Outcome<Command> {
    if on_path("npm").is_none() {
        return Err(Problem::new(format!(
            "npm is missing, needed for {wanted}: install Node.js 20 or later"
        )));
    }
    Ok(Command::new("npm"))
}
