//! A demo in the background, and what a program asks of it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Stdio},
    time::{Duration, Instant},
};

use base64ct::{Base64, Encoding};

use crate::{
    demo,
    report::{Outcome, Problem, While},
    setup::Tools,
};

/// A running demo; it ends with its value.
pub(crate) struct Demo {
    process: Child,
    pub(crate) url: String,
    /// Key ID and secret, with a colon between them.
    pub(crate) key: String,
    pub(crate) started_in: Duration,
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) struct Answer {
    pub(crate) first: Duration,
    pub(crate) whole: Duration,
    /// As they came, with the head and the marks of the pieces.
    pub(crate) bytes: Vec<u8>,
}

impl Demo {
    /// Starts the demo of a cargo profile, without a rate limit. The relay does not start without a
    /// console, which has no part in this, so the folder is given a page.
    pub(crate) fn start(
        tools: &Tools,
        profile: &str,
        folder: &Path,
        flags: &[&str],
    ) -> Outcome<Self> {
        fs::create_dir_all(folder).or_problem("making a folder for a page")?;
        fs::write(folder.join("index.html"), "<!doctype html>").or_problem("writing a page")?;
        let mut command = demo::command(tools, profile);
        command.args(["--rate-limit", "off"]).args(flags);
        command
            .args(["--listen", "127.0.0.1:0", "--dist"])
            .arg(folder);
        // A line for each write would measure the terminal.
        command.env("RUST_LOG", "warn");
        let started = Instant::now();
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .or_problem("wheelhouse could not be started")?;
        let stdout = process.stdout.take();
        let stdout = stdout.ok_or_else(|| Problem::new("wheelhouse has no output"))?;
        let mut stdout = BufReader::new(stdout);
        let url = line(&mut stdout, "Wheelhouse demo")?;
        let started_in = started.elapsed();
        let (id, secret) = (
            line(&mut stdout, "Key ID")?,
            line(&mut stdout, "Key secret")?,
        );
        Ok(Self {
            process,
            url: url.trim_end_matches('/').to_owned(),
            key: format!("{id}:{secret}"),
            started_in,
        })
    }

    pub(crate) fn authorization(&self) -> String {
        let key = Base64::encode_string(self.key.as_bytes());
        format!("Authorization: Basic {key}")
    }

    /// Resident memory, where the system tells it.
    pub(crate) fn memory(&self) -> String {
        let path = format!("/proc/{}/status", self.process.id());
        let status = fs::read_to_string(path).unwrap_or_default();
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.trim().strip_suffix(" kB"))
            .and_then(|number| number.parse::<u32>().ok());
        kilobytes.map_or("unknown".to_owned(), |kilobytes| {
            format!("{:.1} MB", f64::from(kilobytes) * 1.024 / 1_000.0)
        })
    }

    pub(crate) fn get(&self, path: &str) -> Outcome<Answer> {
        let doing = || format!("reading {path}");
        let address = self.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).or_problem(doing())?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: sandbox\r\n{}\r\nConnection: close\r\n\r\n",
            self.authorization()
        );
        let started = Instant::now();
        stream.write_all(request.as_bytes()).or_problem(doing())?;
        let mut bytes = vec![0];
        stream.read_exact(&mut bytes).or_problem(doing())?;
        let first = started.elapsed();
        stream.read_to_end(&mut bytes).or_problem(doing())?;
        let whole = started.elapsed();
        if !bytes.starts_with(b"HTTP/1.1 200 ") {
            return Err(Problem::new(format!("{path} was refused")));
        }
        Ok(Answer {
            first,
            whole,
            bytes,
        })
    }

    /// An answer that comes as a whole.
    pub(crate) fn json(&self, path: &str) -> Outcome<serde_json::Value> {
        let answer = self.get(path)?;
        let text = String::from_utf8_lossy(&answer.bytes);
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        serde_json::from_str(body).or_problem(format!("reading {path}"))
    }
}

fn line(stdout: &mut BufReader<ChildStdout>, title: &str) -> Outcome<String> {
    let mut line = String::new();
    stdout
        .read_line(&mut line)
        .or_problem("reading what wheelhouse prints")?;
    line.strip_prefix(&format!("{title}: "))
        .map(|value| value.trim_end().to_owned())
        .ok_or_else(|| {
            Problem::new(format!(
                "wheelhouse printed {line:?} instead of its {title}"
            ))
        })
}
