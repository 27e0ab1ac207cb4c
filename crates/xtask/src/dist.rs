//! The finished console: compiled and split, then wasm-opt, names from contents, and compressed copies.

mod compile;
mod compress;
pub(crate) mod division;
mod document;
mod glue;
mod names;
mod page;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

pub(crate) use compile::Build;
use page::LaterStyles;

use crate::{
    places, process,
    report::{Outcome, Problem, While, step},
    setup::Tools,
};

/// Every file of a build by its path with forward slashes, relative to the build's folder.
type Files = BTreeMap<String, Vec<u8>>;

/// The page; its name stays, because it is what the address names.
const DOCUMENT: &str = "index.html";

/// Features that rustc uses by default and every current browser has. Named one by one: with `--all-features`
/// binaryen 132 writes compact imports, which Chromium refuses.
///
/// Copies that inlining makes, and functions of a kind far from each other, cost more once compressed than they save
/// before.
const WASM_OPT: [&str; 12] = [
    "--no-inline=*",
    "-Oz",
    "--reorder-functions-by-name",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-producers",
    "--strip-target-features",
];

/// Keeps the names of functions, by which the main module is divided; `division` leaves them out.
const WITH_NAMES: &str = "--debuginfo";
const WITHOUT_NAMES: &str = "--strip-debug";

/// What the console is built from.
const SOURCES: [&str; 10] = [
    "src",
    "style",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "crates/cloud-api/src",
    "crates/cloud-api/Cargo.toml",
    "crates/xtask/src/dist",
    "deploy/config.json",
];

/// The wasm before wasm-opt, which takes the names of functions.
pub(crate) fn unoptimised() -> PathBuf {
    places::target().join("unoptimised")
}

/// Where a build of the console goes.
pub(crate) fn folder(build: Build) -> PathBuf {
    match build {
        Build::Release => places::dist(),
        Build::Debug => places::target().join("debug-dist"),
    }
}

/// Builds the console into [`folder`].
pub(crate) fn run(tools: &Tools, build: Build) -> Outcome {
    let compiled = step("Build the console", || compile::run(tools, build))?;
    step("Finish its files", || finish(tools, build, compiled))
}

/// Whether a source is newer than the finished console.
pub(crate) fn is_stale(build: Build) -> bool {
    let page = fs::metadata(folder(build).join(DOCUMENT)).and_then(|file| file.modified());
    let Ok(finished) = page else { return true };
    SOURCES
        .iter()
        .filter_map(|source| newest(&places::root().join(source)))
        .any(|time| time > finished)
}

fn newest(path: &Path) -> Option<SystemTime> {
    let metadata = fs::metadata(path).ok()?;
    // A folder's own time changes when a file in it is removed.
    let own = metadata.modified().ok();
    if !metadata.is_dir() {
        return own;
    }
    fs::read_dir(path)
        .ok()?
        .flatten()
        .filter_map(|entry| newest(&entry.path()))
        .chain(own)
        .max()
}

/// Builds a console that notes which functions run, into [`watched_folder`]; gives its main module with names.
pub(crate) fn watched(tools: &Tools) -> Outcome<Vec<u8>> {
    let mut files = step("Build the console", || compile::run(tools, Build::Release))?;
    let main = files.get(&main_module()).map_or(&[][..], Vec::as_slice);
    let main = optimised(tools, main, WITH_NAMES)?;
    files.insert(main_module(), division::watched(&main)?);
    edit_script(&mut files, |script| {
        glue::with_late(script, division::WATCHER)
    })?;
    let files = with_page(files, LaterStyles::InThePage)?;
    write(&watched_folder(), &files, &compress::Copies::new())?;
    Ok(main)
}

/// Where [`watched`] puts its build.
pub(crate) fn watched_folder() -> PathBuf {
    places::target().join("watched-dist")
}

fn main_module() -> String {
    format!("{}_bg.wasm", compile::NAME)
}

/// Works on a copy and swaps it in at the end: a server sees the old console or the new one.
fn finish(tools: &Tools, build: Build, mut files: Files) -> Outcome {
    if build == Build::Release {
        let main = main_module();
        keep_names(&files)?;
        let is_wasm = |(name, _): &(&String, &mut Vec<u8>)| has_extension(name, "wasm");
        for (name, bytes) in files.iter_mut().filter(is_wasm) {
            let names = if *name == main {
                WITH_NAMES
            } else {
                WITHOUT_NAMES
            };
            *bytes = optimised(tools, bytes, names)?;
        }
        divide(&mut files)?;
        edit_script(&mut files, |script| minified(tools, script))?;
    }
    let later_styles = match build {
        Build::Release => LaterStyles::Elsewhere,
        Build::Debug => LaterStyles::InThePage,
    };
    let files = with_page(files, later_styles)?;
    let copies = match build {
        Build::Release => compress::with_copies(&files),
        Build::Debug => compress::Copies::new(),
    };
    write(&folder(build), &files, &copies)?;
    if build == Build::Release {
        compress::print(&files, &copies);
    }
    Ok(())
}

/// Puts what comes after the main module beside it, and its loader into the script.
fn divide(files: &mut Files) -> Outcome {
    let main = files.remove(&main_module()).unwrap_or_default();
    let read = |path| fs::read(path).or_problem("reading what the main module was made of");
    let linked = read(compile::linked(Build::Release))?;
    let split = read(compile::split_main())?;
    let mut divided = division::divide(&main, &linked, &split)?;
    edit_script(files, |script| {
        let script = divided.take_bindings(script);
        let script = glue::with_late(&script, division::LOADER)?;
        Ok(divided.names.in_script(&script))
    })?;
    files.insert(main_module(), divided.main);
    for division::LateModule { late, mut wasm, .. } in divided.late {
        if late == division::Late::Deferred {
            let styles = document::minified(&page::later_styles()?);
            division::append_styles(&mut wasm, &styles);
        }
        files.insert(format!("{}_{}.wasm", compile::NAME, late.name()), wasm);
    }
    Ok(())
}

fn edit_script(files: &mut Files, edit: impl FnOnce(&str) -> Outcome<String>) -> Outcome {
    let name = format!("{}.js", compile::NAME);
    let script = files
        .get_mut(&name)
        .ok_or_else(|| Problem::new(format!("wasm-bindgen wrote no {name}")))?;
    *script = edit(&String::from_utf8_lossy(script))?.into_bytes();
    Ok(())
}

/// The page, and names from contents.
fn with_page(mut files: Files, later_styles: LaterStyles) -> Outcome<Files> {
    page::add(&mut files, later_styles)?;
    if let Some(page) = files.get_mut(DOCUMENT) {
        let text = String::from_utf8(std::mem::take(page)).or_problem("reading index.html")?;
        *page = document::tidy(&text)?.into_bytes();
    }
    names::from_contents(files)
}

/// For `bench`, which says what the wasm consists of.
fn keep_names(files: &Files) -> Outcome {
    let wasm = files
        .iter()
        .filter(|(name, _)| has_extension(name, "wasm"))
        .map(|(name, bytes)| (name.clone(), bytes.clone()));
    write(&unoptimised(), &wasm.collect(), &compress::Copies::new())
}

fn optimised(tools: &Tools, wasm: &[u8], names: &str) -> Outcome<Vec<u8>> {
    through("wasm-opt", wasm, |input, output| {
        let mut command = tools.command("wasm-opt");
        command.args(WASM_OPT).arg(names);
        command.arg(input).arg("-o").arg(output);
        command
    })
}

/// The script without comments, spaces and long names.
fn minified(tools: &Tools, script: &str) -> Outcome<String> {
    let minified = through("terser", script.as_bytes(), |input, output| {
        let mut command = tools.command("terser");
        command.args(["--module", "--compress", "passes=3", "--mangle"]);
        command.arg("--output").arg(output).arg(input);
        command
    })?;
    String::from_utf8(minified).or_problem("reading the minified script")
}

/// What a program that reads a file and writes another makes of `bytes`.
fn through(
    program: &str,
    bytes: &[u8],
    command: impl FnOnce(&Path, &Path) -> Command,
) -> Outcome<Vec<u8>> {
    let [input, output] =
        ["in", "out"].map(|end| places::target().join(format!("{program}.{end}")));
    fs::write(&input, bytes).or_problem(format!("writing what {program} reads"))?;
    process::run(program, &mut command(&input, &output))?;
    let written = fs::read(&output).or_problem(format!("reading what {program} wrote"))?;
    for file in [input, output] {
        fs::remove_file(&file).or_problem(format!("removing {}", file.display()))?;
    }
    Ok(written)
}

fn read(folder: &Path) -> Outcome<Files> {
    let mut files = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).or_problem(format!("reading {}", next.display()))? {
            let path = entry
                .or_problem(format!("reading {}", next.display()))?
                .path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(folder)
                .or_problem("naming a built file")?;
            let name = name.to_string_lossy().replace('\\', "/");
            files.insert(
                name,
                fs::read(&path).or_problem(format!("reading {}", path.display()))?,
            );
        }
    }
    Ok(files)
}

fn write(folder: &Path, files: &Files, copies: &compress::Copies) -> Outcome {
    let fresh = places::target().join("finished-dist");
    let old = places::target().join("old-dist");
    for leftover in [&fresh, &old] {
        if leftover.is_dir() {
            fs::remove_dir_all(leftover).or_problem(format!("removing {}", leftover.display()))?;
        }
    }
    let put = |name: &str, bytes: &[u8]| {
        let path = fresh.join(name);
        let parent = path.parent().unwrap_or(&fresh);
        fs::create_dir_all(parent).or_problem(format!("creating {}", parent.display()))?;
        fs::write(&path, bytes).or_problem(format!("writing {}", path.display()))
    };
    for (name, bytes) in files {
        put(name, bytes)?;
        if let Some(copies) = copies.get(name) {
            put(&format!("{name}.br"), &copies.brotli)?;
            put(&format!("{name}.gz"), &copies.gzip)?;
        }
    }
    if folder.is_dir() {
        fs::rename(folder, &old).or_problem("moving the last build away")?;
    }
    fs::rename(&fresh, folder).or_problem("moving the build into place")?;
    if old.is_dir() {
        fs::remove_dir_all(&old).or_problem("removing the last build")?;
    }
    Ok(())
}

fn has_extension(name: &str, wanted: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == wanted)
}
