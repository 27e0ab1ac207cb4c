//! Running other programs: in the foreground, into a log, or read line by line.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, IsTerminal, Read},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::report::{Outcome, Problem, While, seconds};

/// How often a long, silent step shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// Runs with the terminal's own input and output.
pub(crate) fn run(name: &str, command: &mut Command) -> Outcome {
    let status = command
        .status()
        .or_problem(format!("{name} could not be started"))?;
    succeeded(name, status)
}

/// Runs into a log file, showing its last line twice a minute.
pub(crate) fn run_logged(name: &str, command: &mut Command, log: &Path) -> Outcome {
    if let Some(dir) = log.parent() {
        fs::create_dir_all(dir).or_problem(format!("creating {}", dir.display()))?;
    }
    let file = File::create(log).or_problem(format!("creating {}", log.display()))?;
    let errors = file.try_clone().or_problem("opening the log twice")?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(errors)
        .spawn()
        .or_problem(format!("{name} could not be started"))?;
    let started = Instant::now();
    let mut spoken = started;
    let status = loop {
        if let Some(status) = child.try_wait().or_problem(format!("waiting for {name}"))? {
            break status;
        }
        if spoken.elapsed() >= HEARTBEAT {
            spoken = Instant::now();
            println!(
                "   {name}: {} so far: {}",
                seconds(started.elapsed()),
                last_line(log)
            );
        }
        thread::sleep(Duration::from_millis(50));
    };
    if status.success() {
        return Ok(());
    }
    Err(Problem::new(format!(
        "{name} failed ({status}): {}\n   the whole log: {}",
        last_line(log),
        log.display()
    )))
}

/// What a program prints to its standard output, if it succeeds.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The last word of `name 1.2.3`, which is how all our tools answer `--version`.
pub(crate) fn version_of(program: &Path) -> Option<String> {
    let answer = output_of(
        Command::new(program)
            .arg("--version")
            .env("DO_NOT_TRACK", "1"),
    )?;
    let word = answer
        .lines()
        .next()?
        .split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(word.to_owned())
}

/// Runs and echoes both outputs, and hands each line, without colours, to `listen`.
pub(crate) fn run_heard(
    name: &str,
    command: &mut Command,
    listen: impl Fn(&str) + Sync,
) -> Outcome<ExitStatus> {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .or_problem(format!("{name} could not be started"))?;
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(|| errors.map(|pipe| echo(pipe, &listen)));
        if let Some(pipe) = output {
            echo(pipe, &listen);
        }
    });
    child.wait().or_problem(format!("waiting for {name}"))
}

fn echo(pipe: impl Read, listen: &(impl Fn(&str) + Sync)) {
    let mut reader = BufReader::new(pipe);
    let mut line = Vec::new();
    while reader
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        let text = String::from_utf8_lossy(&line);
        print!("{text}");
        listen(&without_colours(&text));
        line.clear();
    }
}

/// Waits for the first of several programs to end, then ends the others.
pub(crate) fn until_one_ends(children: &mut [(&str, Child)]) -> Outcome {
    loop {
        for index in 0..children.len() {
            let (name, child) = &mut children[index];
            if let Some(status) = child.try_wait().or_problem(format!("waiting for {name}"))? {
                let result = succeeded(name, status);
                for (_, other) in children.iter_mut() {
                    // One that has already ended cannot be ended again, which is all that can fail here.
                    let _ = other.kill();
                    let _ = other.wait();
                }
                return result;
            }
        }
        thread::sleep(Duration::from_millis(200));
    }
}

pub(crate) fn succeeded(name: &str, status: ExitStatus) -> Outcome {
    if status.success() {
        Ok(())
    } else {
        Err(Problem::new(format!("{name} failed ({status})")))
    }
}

fn last_line(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text
        .lines()
        .rev()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    // Cargo's last words are advice; the reason starts with "error".
    let reason = lines.clone().find(|line| line.starts_with("error"));
    without_colours(reason.or_else(|| lines.next()).unwrap_or("no output yet"))
}

/// Drops terminal colour codes (`ESC [ … m`).
pub(crate) fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..start]);
        let code = &rest[start + 2..];
        let end = code
            .find(|c: char| c.is_ascii_alphabetic())
            .map_or(code.len(), |end| end + 1);
        rest = &code[end..];
    }
    plain.push_str(rest.trim_end_matches('\n'));
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_codes_are_dropped_and_text_is_kept() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.1s] 3 tests run\n";
        assert_eq!(without_colours(line), "     Summary [   0.1s] 3 tests run");
    }

    #[cfg(unix)]
    #[test]
    fn a_failed_step_names_itself_its_reason_and_its_log() {
        let log = std::env::temp_dir().join(format!("xtask-{}.log", std::process::id()));
        let mut command = Command::new("sh");
        command.args(["-c", "echo error: no such thing; echo advice; exit 3"]);
        let problem =
            run_logged("frobnicator", &mut command, &log).expect_err("exit 3 is a failure");
        let text = problem.to_string();
        assert!(text.starts_with("frobnicator failed"), "{text}");
        assert!(text.contains("error: no such thing"), "{text}");
        assert!(text.contains(&log.display().to_string()), "{text}");
        fs::remove_file(log).expect("the log exists");
    }

    #[cfg(unix)]
    #[test]
    fn both_outputs_are_heard() {
        let heard = std::sync::Mutex::new(Vec::new());
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; exit 1"]);
        let status = run_heard("sh", &mut command, |line| {
            heard
                .lock()
                .expect("no listener panics")
                .push(line.to_owned());
        });
        let mut heard = heard.into_inner().expect("no listener panics");
        heard.sort();
        assert_eq!(heard, ["err", "out"]);
        assert!(!status.expect("sh runs").success());
    }
}
