//! Ready-made programs from `PyPI`. No Python is needed to run them.

use std::process::Command;

use super::{Found, install, installed, log_file, version_of};
use crate::{
    places::on_path,
    process::{output_of, run_logged},
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
    if output_of(Command::new("python3").args(["-m", "pip", "--version"])).is_none() {
        return Err(Problem::new(format!(
            "{program} {version} is missing, and so is pip to install it: install python3 with pip, or put {program} on PATH"
        )));
    }
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
