//! What comes from npm: wasm-opt, terser, and the packages of the browser tests.

use std::{fs, path::PathBuf, process::Command};

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

const TERSER: &str = "5.51.4";

/// Where npm puts the programs of packages.
const PROGRAMS: &str = "node_modules/.bin";

pub(super) fn wasm_opt() -> Outcome<Found> {
    let found = |version: &str, origin: &str, bin| Found {
        name: format!("wasm-opt {version}"),
        origin: origin.into(),
        bin,
        ..Found::default()
    };
    let package = Package("binaryen", BINARYEN);
    if let Some(bin) = package.installed()? {
        return Ok(found(BINARYEN, "found in the cache", Some(bin)));
    }
    if let Some(version) = on_path("wasm-opt").and_then(|program| version_of(&program))
        && version
            .parse()
            .is_ok_and(|version: u32| version >= OLDEST_BINARYEN)
    {
        return Ok(found(&version, "found on PATH", None));
    }
    let bin = package.install(&format!("wasm-opt {OLDEST_BINARYEN} or later"))?;
    Ok(found(BINARYEN, "installed with npm", Some(bin)))
}

/// Always the same version, because what it writes is part of the console.
pub(super) fn terser() -> Outcome<Found> {
    let package = Package("terser", TERSER);
    let (origin, bin) = match package.installed()? {
        Some(bin) => ("found in the cache", bin),
        None => ("installed with npm", package.install("terser")?),
    };
    Ok(Found {
        name: format!("terser {TERSER}"),
        origin: origin.into(),
        bin: Some(bin),
        ..Found::default()
    })
}

/// A package of npm with programs in it, by name and version, in a folder of the cache.
struct Package(&'static str, &'static str);

impl Package {
    fn folder(&self) -> String {
        format!("{}-{}", self.0, self.1)
    }

    /// Where its programs are.
    fn installed(&self) -> Outcome<Option<PathBuf>> {
        Ok(installed(&self.folder())?.map(|folder| folder.join(PROGRAMS)))
    }

    fn install(&self, wanted: &str) -> Outcome<PathBuf> {
        let Self(name, version) = self;
        let folder = install(&self.folder(), |partial| {
            let mut npm = npm(wanted)?;
            npm.args(["install", "--no-save", "--prefix"]).arg(partial);
            npm.arg(format!("{name}@{version}")).current_dir(partial);
            let log = log_file(name)?;
            run_logged(&format!("npm install {name}"), &mut npm, &log)
        })?;
        Ok(folder.join(PROGRAMS))
    }
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
