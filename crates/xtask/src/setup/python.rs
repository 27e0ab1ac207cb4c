//! Programs from `PyPI`. All but Schemathesis are ready-made: no Python is needed to run them.

use std::process::Command;

use super::{Found, install, installed, log_file};
use crate::{
    places::on_path,
    process::{output_of, run_logged, version_of},
    report::{Outcome, Problem},
};

pub(super) fn typos() -> Outcome<Found> {
    ensure("typos", "1.52.0")
}

/// ClickHouse's own command-line client, which the sandbox is tested with.
pub(super) fn clickhousectl() -> Outcome<Found> {
    let mut found = ensure("clickhousectl", "0.5.0")?;
    let program = match &found.bin {
        Some(bin) => bin.join("clickhousectl"),
        None => on_path("clickhousectl").unwrap_or_default(),
    };
    found.env.push(("CLICKHOUSECTL", program));
    Ok(found)
}

/// Asks an API everything that its description allows, and more. It is a Python program, so it comes with
/// all that it needs, and runs as `python3 -m schemathesis.cli`.
pub(super) fn schemathesis() -> Outcome<Found> {
    let (program, version) = ("schemathesis", "4.32.5");
    let folder = format!("{program}-{version}");
    let found = |origin: &str, dir| Found {
        name: format!("{program} {version}"),
        origin: origin.into(),
        env: vec![("SCHEMATHESIS", dir)],
        ..Found::default()
    };
    if let Some(dir) = installed(&folder)? {
        return Ok(found("found in the cache", dir));
    }
    need_pip(program, version)?;
    let dir = install(&folder, |partial| {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--disable-pip-version-check"]);
        pip.arg("--target")
            .arg(partial)
            .arg(format!("{program}=={version}"));
        run_logged("pip install schemathesis", &mut pip, &log_file(program)?)
    })?;
    Ok(found("installed with pip", dir))
}

fn need_pip(program: &str, version: &str) -> Outcome {
    if output_of(Command::new("python3").args(["-m", "pip", "--version"])).is_some() {
        return Ok(());
    }
    Err(Problem::new(format!(
        "{program} {version} is missing, and so is pip to install it: install python3 with pip, or put {program} on PATH"
    )))
}

fn ensure(program: &str, version: &str) -> Outcome<Found> {
    let folder = format!("{program}-{version}");
    let found = |origin: &str, bin| Found {
        name: format!("{program} {version}"),
        origin: origin.into(),
        bin,
        ..Found::default()
    };
    if let Some(dir) = installed(&folder)? {
        return Ok(found("found in the cache", Some(dir.join("bin"))));
    }
    if on_path(program)
        .and_then(|path| version_of(&path))
        .is_some_and(|found| found == version)
    {
        return Ok(found("found on PATH", None));
    }
    need_pip(program, version)?;
    let dir = install(&folder, |partial| {
        let mut pip = Command::new("python3");
        pip.args([
            "-m",
            "pip",
            "install",
            "--no-deps",
            "--no-compile",
            "--disable-pip-version-check",
        ]);
        pip.arg("--target")
            .arg(partial)
            .arg(format!("{program}=={version}"));
        run_logged(
            &format!("pip install {program}"),
            &mut pip,
            &log_file(program)?,
        )
    })?;
    Ok(found("installed with pip", Some(dir.join("bin"))))
}
