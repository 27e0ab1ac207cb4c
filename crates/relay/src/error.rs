//! Why a relay cannot start, each as one sentence for the person who started it.

use std::{fmt, io, net::SocketAddr, path::PathBuf};

#[derive(Debug)]
pub enum Error {
    /// The folder has no `index.html`.
    NotBuilt(PathBuf),
    /// The file given as configuration cannot be read or is not a JSON object.
    Configuration(PathBuf, String),
    /// The upstream's address cannot be used.
    Upstream(String, &'static str),
    /// The system offers no certificates to check the upstream's against.
    Certificates(io::Error),
    Listen(SocketAddr, io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuilt(folder) => write!(
                f,
                "There is no built console in {}: build it with `cargo xtask dist`, or name its \
                 folder with --dist.",
                folder.display()
            ),
            Self::Configuration(file, reason) => {
                write!(
                    f,
                    "The configuration {} cannot be served: {reason}.",
                    file.display()
                )
            }
            Self::Upstream(url, reason) => {
                write!(f, "The upstream {url} cannot be used: {reason}.")
            }
            Self::Certificates(error) => write!(
                f,
                "An https upstream needs the system's list of certificates, which cannot be read: \
                 {error}."
            ),
            Self::Listen(address, error) => write!(
                f,
                "Cannot listen on {address}: {error}. Choose another address with --listen; port 0 \
                 takes a free one."
            ),
        }
    }
}

impl std::error::Error for Error {}
