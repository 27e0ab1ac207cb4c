//! Finds or installs what a command needs: on PATH, then in the shared cache, then from a registry.

mod browser;
mod cargo_tools;
mod debian;
mod node;
mod python;

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Instant,
};

use crate::{
    places,
    report::{Outcome, Problem, While, seconds, step},
};

/// What the tools are for; decides which ones are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// `dist`, `demo`
    Build,
    /// `dev`
    Watch,
    /// `e2e`, `bench`
    Browse,
    /// `bench sandbox`
    Load,
    /// `test schemathesis`
    Contract,
    /// `check`
    Check,
    /// `fmt`
    Format,
    /// `test`
    Test,
    /// `setup` without a purpose
    All,
}

impl Purpose {
    pub(crate) fn parse(word: &str) -> Outcome<Self> {
        match word {
            "build" => Ok(Self::Build),
            "check" => Ok(Self::Check),
            "test" => Ok(Self::Test),
            other => Err(Problem::new(format!(
                "setup --for takes build, test or check, not {other}"
            ))),
        }
    }

    fn parts(self) -> &'static [Part] {
        use Part::{
            Browser, CargoDeny, Clickhousectl, Driver, Leptosfmt, NodePackages, Schemathesis,
            Terser, Trunk, Typos, WasmBindgen, WasmOpt, WasmSplit, WasmTarget, Wrk,
        };
        match self {
            Self::Build => &[WasmTarget, WasmBindgen, WasmSplit, WasmOpt, Terser],
            Self::Watch => &[WasmTarget, WasmBindgen, Trunk],
            Self::Browse => &[
                WasmTarget,
                WasmBindgen,
                WasmSplit,
                WasmOpt,
                Terser,
                Browser,
                NodePackages,
            ],
            Self::Load => &[Wrk],
            Self::Contract => &[Schemathesis],
            Self::Format => &[Leptosfmt],
            Self::Check => &[WasmTarget, Leptosfmt, CargoDeny, Typos, NodePackages],
            Self::Test => &[
                WasmTarget,
                WasmBindgen,
                WasmSplit,
                WasmOpt,
                Terser,
                Browser,
                Driver,
                NodePackages,
                Clickhousectl,
                Schemathesis,
            ],
            Self::All => &[
                WasmTarget,
                WasmBindgen,
                WasmSplit,
                Trunk,
                Leptosfmt,
                CargoDeny,
                WasmOpt,
                Terser,
                Typos,
                Clickhousectl,
                Schemathesis,
                NodePackages,
                Browser,
                Driver,
            ],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    WasmTarget,
    WasmBindgen,
    WasmSplit,
    Trunk,
    Leptosfmt,
    CargoDeny,
    WasmOpt,
    Terser,
    NodePackages,
    Typos,
    Clickhousectl,
    Schemathesis,
    Browser,
    Driver,
    Wrk,
}

/// Downloads of different lanes run side by side; within a lane, one after the other. All cargo builds share
/// a lane, because two at once only slow each other down.
const LANES: [&[Part]; 4] = [
    &[
        Part::WasmTarget,
        Part::WasmBindgen,
        Part::WasmSplit,
        Part::Trunk,
        Part::Leptosfmt,
        Part::CargoDeny,
    ],
    &[Part::WasmOpt, Part::Terser, Part::NodePackages],
    &[Part::Typos, Part::Clickhousectl, Part::Schemathesis],
    &[Part::Browser, Part::Driver, Part::Wrk],
];

/// A part that is there, and how programs find it.
#[derive(Debug, Default)]
struct Found {
    name: String,
    origin: String,
    /// A directory for PATH.
    bin: Option<PathBuf>,
    env: Vec<(&'static str, PathBuf)>,
}

/// Everything a command asked for, ready to run.
#[derive(Debug)]
pub(crate) struct Tools {
    path: OsString,
    env: Vec<(&'static str, PathBuf)>,
}

impl Tools {
    /// A command at the repository's root that sees the tools.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(places::root()).env("PATH", &self.path);
        command.envs(self.env.iter().map(|(name, value)| (*name, value)));
        // What cargo says of xtask is not true of what is built: some build scripts would run again for it.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&*name);
            }
        }
        command
    }

    /// The program an environment variable such as `CHROMEDRIVER` names.
    pub(crate) fn named(&self, variable: &str) -> Option<&Path> {
        self.env
            .iter()
            .find(|(name, _)| *name == variable)
            .map(|(_, value)| value.as_path())
    }

    fn from(found: Vec<Found>) -> Outcome<Self> {
        let mut dirs = Vec::new();
        let mut variables = Vec::new();
        for part in found {
            dirs.extend(part.bin);
            variables.extend(part.env);
        }
        dirs.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let path = env::join_paths(dirs).or_problem("putting the tools on PATH")?;
        Ok(Self {
            path,
            env: variables,
        })
    }
}

/// Makes everything available that the purpose needs. A second run only looks.
pub(crate) fn run(purpose: Purpose) -> Outcome<Tools> {
    let wanted = purpose.parts();
    step("Setup", || {
        let lanes = LANES.map(|lane| {
            lane.iter()
                .copied()
                .filter(|part| wanted.contains(part))
                .collect::<Vec<_>>()
        });
        let results = thread::scope(|scope| {
            let running = lanes.map(|lane| scope.spawn(move || run_lane(&lane)));
            running.map(|lane| lane.join().expect("a lane returns its failures"))
        });
        let (found, failed): (Vec<_>, Vec<_>) =
            results.into_iter().flatten().partition(Result::is_ok);
        let problems: Vec<String> = failed
            .into_iter()
            .filter_map(Result::err)
            .map(|problem| problem.to_string())
            .collect();
        if problems.is_empty() {
            Tools::from(found.into_iter().filter_map(Result::ok).collect())
        } else {
            Err(Problem::new(problems.join("\n")))
        }
    })
}

/// A part that fails does not keep the others from being tried: all problems are told at once.
fn run_lane(parts: &[Part]) -> Vec<Outcome<Found>> {
    parts
        .iter()
        .map(|part| {
            let started = Instant::now();
            let found = ensure(*part)?;
            println!(
                "   {:<26} {} ({})",
                found.name,
                found.origin,
                seconds(started.elapsed())
            );
            Ok(found)
        })
        .collect()
}

fn ensure(part: Part) -> Outcome<Found> {
    match part {
        Part::WasmTarget => cargo_tools::wasm_target(),
        Part::WasmBindgen => cargo_tools::wasm_bindgen(),
        Part::WasmSplit => cargo_tools::wasm_split(),
        Part::Trunk => cargo_tools::trunk(),
        Part::Leptosfmt => cargo_tools::leptosfmt(),
        Part::CargoDeny => cargo_tools::cargo_deny(),
        Part::WasmOpt => node::wasm_opt(),
        Part::Terser => node::terser(),
        Part::NodePackages => node::packages(),
        Part::Typos => python::typos(),
        Part::Clickhousectl => python::clickhousectl(),
        Part::Schemathesis => python::schemathesis(),
        Part::Browser => browser::chromium(),
        Part::Driver => browser::chromedriver(),
        Part::Wrk => debian::wrk(),
    }
}

/// Fills a versioned folder of the cache; `fill` gets a folder of its own, which is renamed once complete, so
/// that an interrupted installation is never taken for a finished one.
fn install(folder: &str, fill: impl FnOnce(&Path) -> Outcome) -> Outcome<PathBuf> {
    let done = places::cache()?.join("tools").join(folder);
    if done.is_dir() {
        return Ok(done);
    }
    let partial = done.with_file_name(format!("{folder}.partial-{}", std::process::id()));
    fs::create_dir_all(&partial).or_problem(format!("creating {}", partial.display()))?;
    let filled = fill(&partial).and_then(|()| {
        match fs::rename(&partial, &done) {
            // Another clone was faster.
            Err(_) if done.is_dir() => Ok(()),
            renamed => renamed.or_problem(format!("moving {folder} into place")),
        }
    });
    if partial.is_dir() {
        fs::remove_dir_all(&partial).or_problem(format!("removing {}", partial.display()))?;
    }
    filled.map(|()| done)
}

fn installed(folder: &str) -> Outcome<Option<PathBuf>> {
    let dir = places::cache()?.join("tools").join(folder);
    Ok(dir.is_dir().then_some(dir))
}

fn log_file(name: &str) -> Outcome<PathBuf> {
    Ok(places::cache()?.join("logs").join(format!("{name}.log")))
}
