//! The wasm target, and tools that are built from crates when nobody has them ready.

use std::{path::Path, process::Command};

use super::{Found, install, installed, log_file};
use crate::{
    places::{self, on_path},
    process::{output_of, run_logged, version_of},
    report::{Outcome, Problem},
};

struct CargoTool {
    package: &'static str,
    /// The first one answers `--version`.
    programs: &'static [&'static str],
    version: String,
    /// What else `cargo install` is told.
    options: &'static [&'static str],
    /// How long a build takes on two cores.
    expect: &'static str,
}

pub(super) fn wasm_target() -> Outcome<Found> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let found = |origin: &str| Found {
        name: TARGET.into(),
        origin: origin.into(),
        ..Found::default()
    };
    let sysroot =
        output_of(Command::new("rustc").args(["--print", "sysroot"])).ok_or_else(|| {
            Problem::new("rustc is missing: install Rust with rustup (https://rustup.rs)")
        })?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir()
    {
        return Ok(found("found"));
    }
    if on_path("rustup").is_none() {
        return Err(Problem::new(format!(
            "the Rust target {TARGET} is missing, and so is rustup: install it with the package manager Rust came from"
        )));
    }
    let mut command = Command::new("rustup");
    command
        .args(["target", "add", TARGET])
        .current_dir(places::root());
    run_logged("rustup target add", &mut command, &log_file("rustup")?)?;
    Ok(found("added with rustup"))
}

/// trunk downloads its own unless the version equals the one in Cargo.lock.
pub(super) fn wasm_bindgen() -> Outcome<Found> {
    CargoTool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: places::locked_version("wasm-bindgen")?,
        options: &[],
        expect: "3 minutes",
    }
    .ensure()
}

/// Takes pages out of the wasm into files of their own.
pub(super) fn wasm_split() -> Outcome<Found> {
    CargoTool {
        package: "wasm_split_cli_support",
        programs: &["wasm-split-cli"],
        version: "0.2.4".into(),
        options: &["--locked", "--features", "build-binary"],
        expect: "1 minute",
    }
    .ensure()
}

pub(super) fn trunk() -> Outcome<Found> {
    CargoTool {
        package: "trunk",
        programs: &["trunk"],
        version: "0.21.14".into(),
        options: &["--locked", "--no-default-features"],
        expect: "6 minutes",
    }
    .ensure()
}

pub(super) fn leptosfmt() -> Outcome<Found> {
    CargoTool {
        package: "leptosfmt",
        programs: &["leptosfmt"],
        version: "0.1.33".into(),
        options: &["--locked"],
        expect: "1 minute",
    }
    .ensure()
}

pub(super) fn cargo_deny() -> Outcome<Found> {
    CargoTool {
        package: "cargo-deny",
        programs: &["cargo-deny"],
        version: "0.20.2".into(),
        options: &["--locked"],
        expect: "5 minutes",
    }
    .ensure()
}

impl CargoTool {
    fn ensure(&self) -> Outcome<Found> {
        let folder = format!("{}-{}", self.package, self.version);
        let found = |origin: &str, dir: Option<&Path>| Found {
            name: format!("{} {}", self.package, self.version),
            origin: origin.into(),
            bin: dir.map(|dir| dir.join("bin")),
            ..Found::default()
        };
        if let Some(dir) = installed(&folder)? {
            return Ok(found("found in the cache", Some(&dir)));
        }
        if self.is_on_path() {
            return Ok(found("found on PATH", None));
        }
        let mut origin = "built from source";
        let dir = install(&folder, |partial| {
            if output_of(Command::new("cargo").args(["binstall", "-V"])).is_some() {
                println!("   {folder}: downloading with cargo binstall");
                if self.download(partial).is_ok() {
                    origin = "downloaded with cargo binstall";
                    return Ok(());
                }
                println!("   {folder}: no prebuilt program for this machine");
            }
            println!(
                "   {folder}: building from source, about {} on two cores",
                self.expect
            );
            self.build(partial)
        })?;
        Ok(found(origin, Some(&dir)))
    }

    fn is_on_path(&self) -> bool {
        let mut programs = self.programs.iter().map(|program| on_path(program));
        let Some(Some(first)) = programs.next() else {
            return false;
        };
        programs.all(|other| other.is_some()) && version_of(&first).as_ref() == Some(&self.version)
    }

    fn download(&self, dir: &Path) -> Outcome {
        let mut command = Command::new("cargo");
        command.args([
            "binstall",
            "--no-confirm",
            "--disable-strategies",
            "compile",
            "--root",
        ]);
        command
            .arg(dir)
            .arg(format!("{}@{}", self.package, self.version));
        let log = log_file(&format!("{}-binstall", self.package))?;
        run_logged(
            &format!("cargo binstall {}", self.package),
            outside(&mut command)?,
            &log,
        )
    }

    /// Quick to build rather than quick to run: the defaults of these packages take up to four times as long,
    /// most of it in link-time optimisation.
    fn build(&self, dir: &Path) -> Outcome {
        let mut command = Command::new("cargo");
        command
            .args(["install", self.package, "--version", &self.version])
            .args(self.options);
        command.arg("--root").arg(dir);
        command
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            // Shared, because the tools have many dependencies in common.
            .env("CARGO_TARGET_DIR", places::cache()?.join("build"));
        run_logged(
            self.package,
            outside(&mut command)?,
            &log_file(self.package)?,
        )
    }
}

/// Away from the repository, whose cargo settings are not meant for foreign packages.
fn outside(command: &mut Command) -> Outcome<&mut Command> {
    Ok(command.current_dir(places::cache()?))
}
