//! `cargo xtask`: everything a person or CI does with the repository.

mod bench;
mod check;
mod demo;
mod dev;
mod dist;
mod places;
mod process;
mod report;
mod running;
mod setup;
mod test;
mod wasm_sizes;

use std::process::ExitCode;

use dist::Build;
use report::{Outcome, Problem};
use setup::Purpose;

const HELP: &str = "\
cargo xtask <command>

  demo [flags]            set up, build and run the console with a sandbox of the API inside
                          flags go to `wheelhouse demo`: --listen ADDRESS, --seed small|large|empty, --state FILE, …
  test                    set up and run every test: native, components in a browser, end to end
  test schemathesis       only what Schemathesis asks the sandbox
  check                   formatting, lints, spelling, licences, types; changes nothing
  fmt                     format all sources
  setup [--for PURPOSE]   find or install the tools for build, check or test (default: all)
  dist [--debug]          build the console into dist/; --debug quickly, in one piece, into target/debug-dist
  dev [flags]             rebuild on every change and serve that, with debug assertions
  e2e [--debug] [arguments]
                          end-to-end tests only; arguments go to Playwright (a file, -g TEXT, --headed, …)
  bench                   sizes and requests of a start, against their limits
  bench lists             keys, frames and memory of long lists, against their limits
  bench polling           what an open page asks the API for by itself, against its limits
  bench views             time, requests and memory of going from view to view, against their limits
  bench sandbox           what the sandbox bears: requests per second, memory, start-up
  profile                 watch which functions the first view runs; the others are loaded after it
  pictures                the pictures of the README, taken anew
  help                    this text

Tools are looked for in the cache, then on PATH, then installed into the cache, which clones share:
$WHEELHOUSE_TOOLS, else $XDG_CACHE_HOME/wheelhouse, else ~/.cache/wheelhouse.
CHROMIUM and CHROMEDRIVER name a browser and its driver that are not on PATH.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match (command, rest) {
        ("demo", flags) => demo::run(flags),
        ("dev", flags) => dev::run(flags),
        ("e2e", arguments) => test::only_e2e(arguments),
        ("setup", []) => setup::run(Purpose::All).map(drop),
        ("setup", [flag, purpose]) if flag == "--for" => {
            setup::run(Purpose::parse(purpose)?).map(drop)
        }
        ("dist", []) => dist::run(&setup::run(Purpose::Build)?, Build::Release),
        ("dist", [flag]) if flag == "--debug" => {
            dist::run(&setup::run(Purpose::Build)?, Build::Debug)
        }
        ("check", []) => check::run(),
        ("fmt", []) => check::format(),
        ("test", []) => test::run(),
        ("test", [tier]) if tier == "schemathesis" => test::only_schemathesis(),
        ("bench", []) => bench::run(),
        ("bench", [what]) if what == "lists" => bench::lists(),
        ("bench", [what]) if what == "polling" => bench::polling(),
        ("bench", [what]) if what == "views" => bench::views(),
        ("bench", [what]) if what == "sandbox" => bench::sandbox::run(),
        ("pictures", []) => bench::pictures(),
        ("profile", []) => bench::profile(),
        ("help" | "--help" | "-h", _) => {
            println!("{HELP}");
            Ok(())
        }
        ("dist" | "check" | "fmt" | "test" | "bench" | "pictures" | "profile" | "setup", extra) => {
            Err(Problem::new(format!(
                "cargo xtask {command} does not take {}; see cargo xtask help",
                extra.join(" ")
            )))
        }
        (unknown, _) => Err(Problem::new(format!(
            "there is no command {unknown}; see cargo xtask help"
        ))),
    }
}
