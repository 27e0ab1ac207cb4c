//! Where things are: the repository, its build directory, and the tools that clones share.

use std::{env, path::PathBuf};

use crate::report::{Outcome, Problem};

/// The repository's root. Cargo names the folder when it runs xtask, which also holds when clones share a target
/// folder and the program was built for another one.
pub(crate) fn root() -> PathBuf {
    let own = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.ancestors().nth(2).unwrap_or(&own).to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The finished files of the console.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The end-to-end tests, which also hold the node packages of `bench`.
pub(crate) fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

/// Tools in folders named by their version, outside the clone so that clones share them.
pub(crate) fn cache() -> Outcome<PathBuf> {
    let set = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("WHEELHOUSE_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|dir| dir.join("wheelhouse")))
        .or_else(|| set("HOME").map(|dir| dir.join(".cache/wheelhouse")))
        .ok_or_else(|| {
            Problem::new("there is no HOME to keep tools in: set WHEELHOUSE_TOOLS to a directory")
        })
}

/// Looks a program up on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|candidate| candidate.is_file())
}

/// The version that Cargo.lock pins for a package.
pub(crate) fn locked_version(package: &str) -> Outcome<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap_or_default();
    version_in_lock(&lock, package)
        .ok_or_else(|| Problem::new(format!("Cargo.lock names no version of {package}")))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| **line != name);
    let version = lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.60\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_version_of_a_package_is_read_from_the_lock_file() {
        assert_eq!(
            version_in_lock(LOCK, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
