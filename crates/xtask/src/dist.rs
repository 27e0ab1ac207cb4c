//! The finished console: trunk's build, then wasm-opt, names from contents, and compressed copies.

mod compress;
mod document;
mod names;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

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
const WASM_OPT: [&str; 11] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What the console is built from.
const SOURCES: [&str; 9] = [
    "src",
    "style",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "crates/cloud-api/src",
    "crates/cloud-api/Cargo.toml",
    "crates/xtask/src/dist",
];

/// What trunk leaves, before it is finished. Its wasm still has the names of functions.
pub(crate) fn unfinished() -> PathBuf {
    places::target().join("trunk-dist")
}

/// Builds the console into `dist/`.
pub(crate) fn run(tools: &Tools) -> Outcome {
    step("Build the console", || build(tools))?;
    step("Finish its files", || finish(tools))
}

/// Whether a source is newer than the finished console.
pub(crate) fn is_stale() -> bool {
    let built = fs::metadata(places::dist().join(DOCUMENT)).and_then(|file| file.modified());
    let Ok(built) = built else { return true };
    SOURCES
        .iter()
        .filter_map(|source| newest(&places::root().join(source)))
        .any(|time| time > built)
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

fn build(tools: &Tools) -> Outcome {
    // trunk copies this folder whole, with snippets of dependencies that are gone.
    let snippets = places::target().join("wasm-bindgen/release/snippets");
    if snippets.is_dir() {
        fs::remove_dir_all(&snippets).or_problem("removing old wasm-bindgen snippets")?;
    }
    let mut fetch = tools.command("cargo");
    fetch.args(["fetch", "--target", "wasm32-unknown-unknown"]);
    process::run("cargo fetch", &mut fetch)?;
    let mut trunk = tools.command("trunk");
    trunk
        .args(["build", "--release", "--offline", "--dist"])
        .arg(unfinished());
    process::run("trunk build", &mut trunk)
}

/// Works on a copy and swaps it in at the end: a server sees the old console or the new one.
fn finish(tools: &Tools) -> Outcome {
    let mut files = read(&unfinished())?;
    for (name, bytes) in &mut files {
        if has_extension(name, "wasm") {
            *bytes = optimised(tools, bytes)?;
        }
    }
    let page = files
        .get_mut(DOCUMENT)
        .ok_or_else(|| Problem::new("trunk wrote no index.html"))?;
    let text = String::from_utf8(std::mem::take(page)).or_problem("reading index.html")?;
    *page = document::tidy(&text)?.into_bytes();
    let files = names::from_contents(files)?;
    let sizes = compress::with_copies(&files);
    write(&places::dist(), &files, &sizes)?;
    compress::print(&files, &sizes);
    Ok(())
}

fn optimised(tools: &Tools, wasm: &[u8]) -> Outcome<Vec<u8>> {
    let (input, output) = (
        places::target().join("unoptimised.wasm"),
        places::target().join("optimised.wasm"),
    );
    fs::write(&input, wasm).or_problem("writing the wasm for wasm-opt")?;
    let mut command = tools.command("wasm-opt");
    command.args(WASM_OPT).arg(&input).arg("-o").arg(&output);
    process::run("wasm-opt", &mut command)?;
    let optimised = fs::read(&output).or_problem("reading what wasm-opt wrote")?;
    for file in [input, output] {
        fs::remove_file(&file).or_problem(format!("removing {}", file.display()))?;
    }
    Ok(optimised)
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
