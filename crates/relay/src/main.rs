//! `wheelhouse`: the console behind a relay.

use std::{
    future::Future,
    io::{self, IsTerminal},
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use relay::{Files, Options, Upstream};
use tracing_subscriber::EnvFilter;

/// The admin console for ClickHouse Cloud.
#[derive(Parser)]
#[command(name = "wheelhouse", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the console and forward its API calls to an upstream.
    Serve {
        /// Address of the API without /v1, such as <https://api.clickhouse.cloud>
        #[arg(long, value_name = "URL")]
        upstream: String,
        #[command(flatten)]
        place: Place,
    },
    /// Serve the console with a sandbox that imitates the API; nothing leaves the machine.
    Demo {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        sandbox: sandbox::Args,
    },
}

#[derive(Args)]
struct Place {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)))]
    listen: SocketAddr,
    /// Folder of the built console
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    dist: PathBuf,
    /// File to serve in place of the console's config.json
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Refuse every call that is not a GET
    #[arg(long)]
    read_only: bool,
}

impl Place {
    fn files(&self) -> Result<Files, relay::Error> {
        Files::open(self.dist.clone(), self.config.clone())
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    match run(Cli::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        Command::Serve { upstream, place } => {
            let files = place.files()?;
            start(place, files, Upstream::remote(&upstream)?, |url| {
                println!("Wheelhouse: {url}");
            })
            .await
        }
        Command::Demo { place, sandbox } => {
            let mut files = place.files()?;
            if sandbox.extended() {
                // What the published API does not have, the console offers only where it is told of it.
                files = files.with_setting("extendedBackups", true);
            }
            let upstream = Upstream::in_process(sandbox.app()?);
            start(place, files, upstream, |url| {
                println!("Wheelhouse demo: {url}");
                println!("Key ID: {}", sandbox::DEMO_ADMIN.key_id);
                println!("Key secret: {}", sandbox::DEMO_ADMIN.key_secret);
            })
            .await
        }
    }
}

/// Serves until a signal ends it. What `announce` prints stands on lines of its own on the standard
/// output, so that a script can read which port was taken.
async fn start(
    place: Place,
    files: Files,
    upstream: Upstream,
    announce: impl FnOnce(&str),
) -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::new(files, upstream);
    options.read_only = place.read_only;
    let stop = stop_signal()?;
    let listener = relay::bind(place.listen).await?;
    let address = listener.local_addr()?;
    announce(&format!("http://{address}/"));
    if !address.ip().is_loopback() {
        eprintln!(
            "Warning: {address} can be reached from other machines, without encryption. Put a \
             proxy with TLS in front, or listen on 127.0.0.1."
        );
    }
    relay::serve(listener, relay::app(options), stop, relay::GRACE).await?;
    Ok(())
}

#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
