//! The state in a file: a first line that says what the sandbox began with, then a line for each change.
//!
//! A line is written before the answer to its request is sent. It survives the end of the process
//! however that comes, because it is the operating system's by then; it is not forced onto the disk.

use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{Divergence, Entry, Faults, Moment, Options, Sandbox};

/// Also how a file is told from any other.
const FORMAT: &str = "wheelhouse sandbox state 1";

/// What a sandbox began with: another beginning would give the changes another meaning.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Header {
    format: String,
    /// [`Options::beginning`]
    flags: String,
    start: Moment,
    /// The mark of the planted seed: another version of the program may plant another one.
    mark: u32,
}

/// Why a file cannot hold the state.
#[derive(Debug)]
pub struct StateError {
    file: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    Io(io::Error),
    InUse,
    Foreign,
    OtherBeginning(String),
    OtherSeed,
    NotAnEntry(usize),
    Diverged(usize, Divergence),
}

impl fmt::Display for StateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match &self.reason {
            Reason::Io(error) => write!(formatter, "The state file {file} cannot be used: {error}"),
            Reason::InUse => write!(
                formatter,
                "The state file {file} is in use by another sandbox."
            ),
            Reason::Foreign => write!(
                formatter,
                "{file} is not a state file of this version of the sandbox. Nothing was changed in \
                 it; name another file with --state."
            ),
            Reason::OtherBeginning(flags) => write!(
                formatter,
                "The state file {file} was begun with {flags}. Start with the same flags, or name \
                 another file with --state."
            ),
            Reason::OtherSeed => write!(
                formatter,
                "The state file {file} was begun by another version of the sandbox, whose seed was \
                 another one. Name another file with --state."
            ),
            Reason::NotAnEntry(line) => write!(
                formatter,
                "Line {line} of the state file {file} is damaged. Nothing was changed in it; remove \
                 this line and all after it, or name another file with --state."
            ),
            Reason::Diverged(line, divergence) => write!(
                formatter,
                "Line {line} of the state file {file} cannot be repeated: {divergence}. It was \
                 written by another version of the sandbox. Name another file with --state."
            ),
        }
    }
}

impl std::error::Error for StateError {}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A file that every change is added to.
pub(super) struct StateFile {
    file: File,
    broken: bool,
}

/// A sandbox as its file left it.
pub(super) struct Restored {
    pub(super) sandbox: Sandbox,
    /// How far its clock was moved ahead of the wall.
    pub(super) ahead_millis: u64,
    pub(super) file: StateFile,
}

pub(super) fn open(path: &Path, options: Options, now: Moment) -> Result<Restored, StateError> {
    restore(path, options, now).map_err(|reason| StateError {
        file: path.to_owned(),
        reason,
    })
}

fn restore(path: &Path, mut options: Options, now: Moment) -> Result<Restored, Reason> {
    let mut file = open_or_create(path)?;
    if !file.metadata()?.is_file() {
        return Err(Reason::Io(io::Error::other("it is not a regular file")));
    }
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Reason::InUse),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;

    // A late copy of a state that is not there yet would be of no use.
    let faults = std::mem::take(&mut options.faults);
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        let begun = format!(r#"{{"format":"{FORMAT}""#);
        let ours = begun
            .as_bytes()
            .iter()
            .zip(&bytes)
            .all(|(one, other)| one == other);
        if !ours {
            return Err(Reason::Foreign);
        }
        return begin(file, options, faults, now);
    };
    let header: Header = serde_json::from_slice(&bytes[..end]).map_err(|_| Reason::Foreign)?;
    if header.format != FORMAT {
        return Err(Reason::Foreign);
    }
    if header.flags != options.beginning() {
        return Err(Reason::OtherBeginning(header.flags));
    }
    let mut sandbox = Sandbox::new(options, header.start);
    if sandbox.mark() != header.mark {
        return Err(Reason::OtherSeed);
    }
    let mut ahead_millis = 0_u64;
    let mut whole = end + 1;
    for (number, line) in (2..).zip(bytes[whole..].split_inclusive(|byte| *byte == b'\n')) {
        // Only the last line can be torn: its request was never answered.
        let Some(line) = line.strip_suffix(b"\n") else {
            break;
        };
        let entry: Entry = serde_json::from_slice(line).map_err(|_| Reason::NotAnEntry(number))?;
        sandbox
            .repeat(&entry)
            .map_err(|divergence| Reason::Diverged(number, divergence))?;
        ahead_millis = ahead_millis.saturating_add(entry.advance_millis());
        whole += line.len() + 1;
    }
    if whole < bytes.len() {
        file.set_len(u64::try_from(whole).map_err(io::Error::other)?)?;
    }
    Ok(Restored::new(sandbox, faults, ahead_millis, file))
}

fn open_or_create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    // Bodies of requests are in it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Begins a file that is empty, or whose first line was torn.
fn begin(
    mut file: File,
    options: Options,
    faults: Faults,
    start: Moment,
) -> Result<Restored, Reason> {
    let mut header = Header {
        format: FORMAT.to_owned(),
        flags: options.beginning(),
        start,
        mark: 0,
    };
    let sandbox = Sandbox::new(options, start);
    header.mark = sandbox.mark();
    file.set_len(0)?;
    write_line(&mut file, &header)?;
    Ok(Restored::new(sandbox, faults, 0, file))
}

/// In one call, so that a line is torn at most by the end of the process.
fn write_line(file: &mut File, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    file.write_all(&line)
}

impl Restored {
    fn new(mut sandbox: Sandbox, faults: Faults, ahead_millis: u64, file: File) -> Self {
        sandbox.set_faults(faults);
        sandbox.keep_changes();
        let file = StateFile {
            file,
            broken: false,
        };
        Self {
            sandbox,
            ahead_millis,
            file,
        }
    }
}

impl StateFile {
    #[cfg(test)]
    pub(super) fn new(file: File) -> Self {
        let broken = false;
        Self { file, broken }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Adds changes. After a failure the end of the file is unknown, so nothing is added any more.
    pub(super) fn add(&mut self, entries: &[Entry]) -> io::Result<()> {
        let added = entries
            .iter()
            .try_for_each(|entry| write_line(&mut self.file, entry));
        self.broken |= added.is_err();
        added
    }
}
