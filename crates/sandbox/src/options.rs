//! How a sandbox is set up.

use crate::{Faults, RateLimit, Seed};

#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub seed: Seed,
    /// The same number gives the same organization.
    pub seed_number: u64,
    /// How much faster than in real time a service provisions, starts, stops, wakes and terminates.
    pub speed: f64,
    /// `None` switches it off.
    pub rate_limit: Option<RateLimit>,
    pub faults: Faults,
    /// Whether operations are there that the published API does not have: `POST …/backups`.
    pub extended: bool,
    /// Whether the organization has not migrated to custom roles.
    pub legacy_roles: bool,
    /// The least number of replicas of a warehouse's first service. The document says 2, but one has
    /// been offered since.
    pub primary_replicas_min: u32,
    /// Whether `/sandbox/…` is served.
    pub control: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: Seed::Small,
            seed_number: 1,
            speed: 1.0,
            rate_limit: Some(RateLimit::default()),
            faults: Faults::default(),
            extended: false,
            legacy_roles: false,
            primary_replicas_min: 1,
            control: false,
        }
    }
}

impl Options {
    /// The flags that decide what becomes of a write. With others, the same writes come to another
    /// state, so a state file is bound to them.
    #[cfg(feature = "server")]
    pub(crate) fn beginning(&self) -> String {
        // One by one, so that a new option has to be decided about.
        let Self {
            seed,
            seed_number,
            speed,
            rate_limit: _,
            faults: _,
            extended,
            legacy_roles,
            primary_replicas_min,
            control: _,
        } = self;
        let extended = if *extended { " --extended" } else { "" };
        let legacy = if *legacy_roles { " --legacy-roles" } else { "" };
        format!(
            "--seed {seed} --seed-number {seed_number} --speed {speed} \
             --primary-replicas-min {primary_replicas_min}{extended}{legacy}"
        )
    }
}

/// The same on a command line, to be flattened into a command of the `wheelhouse` binary.
#[cfg(feature = "server")]
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// What the sandbox starts with: small, large or empty
    #[arg(long, default_value = "small")]
    seed: Seed,
    /// Number of the seed; the same number gives the same organization
    #[arg(long, default_value_t = 1)]
    seed_number: u64,
    /// How much faster than in real time services provision, start, stop, wake and terminate
    #[arg(long, default_value = "1", value_parser = parse_speed)]
    speed: f64,
    /// Requests/seconds that one key may make, or off
    #[arg(long, default_value = "10/10")]
    rate_limit: Limit,
    /// What goes wrong, for example latency=300,error=0.1
    #[arg(long, default_value = "")]
    faults: Faults,
    /// Also answer what the published API does not have: a backup on demand
    #[arg(long)]
    extended: bool,
    /// The organization has not migrated to custom roles: role and roles instead of assignedRoleIds
    #[arg(long)]
    legacy_roles: bool,
    /// The least number of replicas of a data warehouse's first service
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=50))]
    primary_replicas_min: u32,
    /// Serve /sandbox/… to switch faults, time and states while it runs
    #[arg(long)]
    control: bool,
    /// File that keeps the state across restarts; it is made if it is not there
    #[arg(long, value_name = "FILE")]
    state: Option<std::path::PathBuf>,
}

#[cfg(feature = "server")]
impl Args {
    /// Whether operations are there that the published API does not have.
    pub fn extended(&self) -> bool {
        self.extended
    }

    /// The router of [`crate::app`], or of [`crate::app_with_state`] if a file is named.
    pub fn app(self) -> Result<axum::Router, crate::StateError> {
        match self.state.clone() {
            Some(file) => crate::app_with_state(self.into(), &file),
            None => Ok(crate::app(self.into())),
        }
    }
}

#[cfg(feature = "server")]
#[derive(Clone, Copy, Debug)]
struct Limit(Option<RateLimit>);

#[cfg(feature = "server")]
impl std::str::FromStr for Limit {
    type Err = crate::MalformedRateLimit;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "off" {
            Ok(Self(None))
        } else {
            text.parse().map(Some).map(Self)
        }
    }
}

#[cfg(feature = "server")]
fn parse_speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if speed > 0.0 && speed.is_finite() => Ok(speed),
        _ => Err("a speed is a number above 0".to_owned()),
    }
}

#[cfg(feature = "server")]
impl From<Args> for Options {
    fn from(args: Args) -> Self {
        let Args {
            seed,
            seed_number,
            speed,
            rate_limit,
            faults,
            extended,
            legacy_roles,
            primary_replicas_min,
            control,
            state: _,
        } = args;
        Self {
            seed,
            seed_number,
            speed,
            rate_limit: rate_limit.0,
            faults,
            extended,
            legacy_roles,
            primary_replicas_min,
            control,
        }
    }
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(clap::Parser)]
    struct Command {
        #[command(flatten)]
        sandbox: Args,
    }

    fn read(flags: &[&str]) -> Option<Options> {
        let words = std::iter::once(&"demo").chain(flags);
        Command::try_parse_from(words)
            .ok()
            .map(|command| command.sandbox.into())
    }

    #[test]
    fn no_flags_are_the_defaults() {
        assert_eq!(read(&[]), Some(Options::default()));
    }

    #[test]
    fn flags_are_read_and_checked() {
        let flags = [
            "--seed=large",
            "--speed=60",
            "--rate-limit=off",
            "--faults=cut=0.5",
            "--extended",
            "--legacy-roles",
            "--primary-replicas-min=2",
        ];
        let options = read(&flags).expect("options");
        assert_eq!(
            (options.seed, options.speed, options.rate_limit),
            (Seed::Large, 60.0, None)
        );
        assert_eq!((options.extended, options.primary_replicas_min), (true, 2));
        assert!(options.legacy_roles);
        assert_eq!(
            options.faults,
            Faults {
                cut: 0.5,
                ..Faults::default()
            }
        );
        for flag in [
            "--seed=huge",
            "--speed=0",
            "--speed=-1",
            "--rate-limit=10",
            "--faults=x",
            "--primary-replicas-min=0",
        ] {
            assert_eq!(read(&[flag]), None, "{flag}");
        }
    }
}
