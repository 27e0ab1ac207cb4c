//! From sources to wasm and its JavaScript: cargo, the splitter, wasm-bindgen.
//!
//! trunk runs none of the steps between cargo and wasm-bindgen, and splitting has its place there
//! (trunk issue 1022); so a release is built here, and trunk serves while one works.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{Files, glue, has_extension, read};
use crate::{
    places, process,
    report::{Outcome, Problem, While, step},
    setup::Tools,
};

/// The binary of the root package, and the stem of every file made from it.
pub(super) const NAME: &str = "console";

/// The folder of what the splitter writes.
const SPLIT: &str = "split";

/// How the console is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// Small, in chunks.
    Release,
    /// Quick to build, in one piece, with debug assertions.
    Debug,
}

impl Build {
    fn profile(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Debug => "dev",
        }
    }

    /// Cargo's folder for the profile.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Debug => "debug",
        }
    }
}

/// Wasm with the names of its functions, and the JavaScript that starts it.
pub(super) fn run(tools: &Tools, build: Build) -> Outcome<Files> {
    step("Compile the console", || cargo(tools, build))?;
    let compiled = linked(build);
    match build {
        Build::Release => step("Split it into chunks", || split(tools, &compiled)),
        Build::Debug => bind(tools, &compiled, &["--debug", "--keep-debug"]),
    }
}

/// What the linker wrote last.
pub(super) fn linked(build: Build) -> PathBuf {
    let folder = places::target().join("wasm32-unknown-unknown");
    folder.join(build.folder()).join(format!("{NAME}.wasm"))
}

/// The main module that the splitter wrote last.
pub(super) fn split_main() -> PathBuf {
    places::target().join(SPLIT).join(format!("{NAME}.wasm"))
}

fn cargo(tools: &Tools, build: Build) -> Outcome {
    let mut command = tools.command("cargo");
    command.args(["build", "--bin", NAME, "--target", "wasm32-unknown-unknown"]);
    command.args(["--profile", build.profile()]);
    if build == Build::Release {
        command.args(["--features", "split", "--config", &release_flags()]);
    }
    process::run("cargo build", &mut command)
}

/// What cargo hands to rustc besides `.cargo/config.toml`.
fn release_flags() -> String {
    // The splitter reads from the linker's relocations what belongs to which chunk.
    let mut flags = vec!["-Clink-args=--emit-relocs".to_owned()];
    // Only these names tell the copies of a generic function apart, which `division` does.
    flags.push("-Csymbol-mangling-version=v0".to_owned());
    // Panics name files; the folders of whoever builds are nobody's business, and bytes.
    flags.extend(
        registry_sources()
            .iter()
            .map(|folder| format!("--remap-path-prefix={}/=", folder.display())),
    );
    let flags: Vec<_> = flags.iter().map(|flag| format!("'{flag}'")).collect();
    format!(
        "target.wasm32-unknown-unknown.rustflags=[{}]",
        flags.join(", ")
    )
}

/// Where cargo unpacks the crates of each registry; empty before the first build.
fn registry_sources() -> Vec<PathBuf> {
    let Some(home) = env::home_dir() else {
        return Vec::new();
    };
    let cargo = env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let Ok(folders) = fs::read_dir(cargo.join("registry/src")) else {
        return Vec::new();
    };
    folders.flatten().map(|folder| folder.path()).collect()
}

fn split(tools: &Tools, compiled: &Path) -> Outcome<Files> {
    let folder = fresh(SPLIT)?;
    let mut command = tools.command("wasm-split-cli");
    command.arg(compiled).arg(&folder);
    command.args(["--target", "web", "--out-name", NAME]);
    process::run("wasm-split-cli", &mut command)?;
    let mut pieces = read(&folder)?;
    let main = format!("{NAME}.wasm");
    let mut files = bind(
        tools,
        &folder.join(&main),
        &["--keep-lld-exports", "--no-demangle"],
    )?;
    pieces.remove(&main);
    let loader = pieces
        .remove(glue::LOADER)
        .ok_or_else(|| Problem::new(format!("the splitter wrote no {}", glue::LOADER)))?;
    let script = files
        .get_mut(&format!("{NAME}.js"))
        .ok_or_else(|| Problem::new(format!("wasm-bindgen wrote no {NAME}.js")))?;
    let (without, only_theirs) = glue::without_classes(&text(script)?);
    *script = glue::with_loader(&without, &text(&loader)?)?.into_bytes();
    if let Some(main) = files.get_mut(&format!("{NAME}_bg.wasm")) {
        *main = glue::without_exports(main, &only_theirs)?;
    }
    files.extend(
        pieces
            .into_iter()
            .filter(|(name, _)| has_extension(name, "wasm")),
    );
    Ok(files)
}

fn bind(tools: &Tools, wasm: &Path, options: &[&str]) -> Outcome<Files> {
    let folder = fresh("bound")?;
    let mut command = tools.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--out-name", NAME]);
    command
        .args(options)
        .arg("--out-dir")
        .arg(&folder)
        .arg(wasm);
    process::run("wasm-bindgen", &mut command)?;
    read(&folder)
}

/// An empty folder of cargo's target folder.
fn fresh(name: &str) -> Outcome<PathBuf> {
    let folder = places::target().join(name);
    if folder.is_dir() {
        fs::remove_dir_all(&folder).or_problem(format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).or_problem(format!("creating {}", folder.display()))?;
    Ok(folder)
}

fn text(bytes: &[u8]) -> Outcome<String> {
    String::from_utf8(bytes.to_vec()).or_problem("reading a built script")
}
