//! The one place calls are forwarded to: a fixed address, or a service in this process.

use std::{fmt, io, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{
        Uri,
        uri::{Authority, PathAndQuery, Scheme},
    },
    response::Response,
};
use http_body_util::LengthLimitError;
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use tower::ServiceExt;

use crate::{Error, refusal::Refusal};

const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// Shorter than load balancers keep an unused connection: one that they are about to close would
/// cost a write, which must not be sent again.
const KEEP_UNUSED: Duration = Duration::from_secs(20);

/// Where calls go. Fixed at start; nothing in a request can change it.
pub struct Upstream(Kind);

#[expect(
    clippy::large_enum_variant,
    reason = "there is one for the life of the process"
)]
enum Kind {
    Remote {
        client: Client<HttpsConnector<HttpConnector>, Body>,
        base: Base,
    },
    InProcess(Router),
}

/// Scheme, authority and the path in front of every forwarded path (`""` or `/prefix`).
#[derive(Debug)]
struct Base {
    scheme: Scheme,
    authority: Authority,
    prefix: String,
}

impl Upstream {
    /// An API at `url`: scheme, host, and if need be port and path prefix, without `/v1`.
    pub fn remote(url: &str) -> Result<Self, Error> {
        let base = Base::parse(url).map_err(|reason| Error::Upstream(url.to_owned(), reason))?;
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(CONNECT_WITHIN));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls(&base.scheme)?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(KEEP_UNUSED)
            .build(connector);
        Ok(Self(Kind::Remote { client, base }))
    }

    /// A sandbox in this process, which also serves its control paths below `/sandbox`.
    pub fn in_process(service: Router) -> Self {
        Self(Kind::InProcess(service))
    }

    pub(crate) fn has_controls(&self) -> bool {
        matches!(self.0, Kind::InProcess(_))
    }

    /// Sends a request whose address is only a path and a query. Redirects are not followed.
    pub(crate) async fn send(&self, mut request: Request) -> Result<Response, Refusal> {
        match &self.0 {
            Kind::InProcess(service) => match service.clone().oneshot(request).await {
                Ok(response) => Ok(response),
                Err(never) => match never {},
            },
            Kind::Remote { client, base } => {
                *request.uri_mut() = base.address(request.uri()).ok_or(Refusal::UnsafePath)?;
                match client.request(request).await {
                    Ok(response) => Ok(response.map(Body::new)),
                    Err(error) => {
                        let refusal = explain(&error, error.is_connect());
                        if refusal != Refusal::TooLarge {
                            tracing::warn!(error = chain(&error), "the upstream did not answer");
                        }
                        Err(refusal)
                    }
                }
            }
        }
    }
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Remote { base, .. } => write!(f, "{base:?}"),
            Kind::InProcess(_) => f.write_str("in process"),
        }
    }
}

impl Base {
    fn parse(url: &str) -> Result<Self, &'static str> {
        let parts = url
            .parse::<Uri>()
            .map_err(|_| "it is not an address")?
            .into_parts();
        let scheme = parts
            .scheme
            .ok_or("it must begin with https:// or http://")?;
        if scheme != Scheme::HTTPS && scheme != Scheme::HTTP {
            return Err("it must begin with https:// or http://");
        }
        let authority = parts.authority.ok_or("it names no host")?;
        if authority.as_str().contains('@') {
            return Err("it must not hold credentials; each call brings its own");
        }
        let path = parts
            .path_and_query
            .unwrap_or(PathAndQuery::from_static("/"));
        if path.query().is_some() {
            return Err("it must not have a query");
        }
        let prefix = path.path().trim_end_matches('/').to_owned();
        if prefix.ends_with("/v1") {
            return Err("name it without the /v1, which every call brings itself");
        }
        Ok(Self {
            scheme,
            authority,
            prefix,
        })
    }

    fn address(&self, uri: &Uri) -> Option<Uri> {
        let path = uri.path_and_query()?;
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{path}", self.prefix))
            .build()
            .ok()
    }
}

/// Certificates are read for an https upstream only, so that a machine without any can still serve
/// a plain one.
fn tls(scheme: &Scheme) -> Result<ClientConfig, Error> {
    let builder = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .expect("ring supports the default protocol versions");
    let builder = if *scheme == Scheme::HTTPS {
        builder.with_native_roots().map_err(Error::Certificates)?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}

fn explain(error: &(dyn std::error::Error + 'static), connecting: bool) -> Refusal {
    let timed_out = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref()
            .is_some_and(|io: &io::Error| io.kind() == io::ErrorKind::TimedOut)
    };
    if causes(error).any(<dyn std::error::Error>::is::<LengthLimitError>) {
        Refusal::TooLarge
    } else if causes(error).any(timed_out) {
        Refusal::TimedOut
    } else if connecting {
        Refusal::Unreachable
    } else {
        Refusal::Broken
    }
}

fn causes<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'e (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    causes(error)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upstream_keeps_its_prefix_in_front_of_every_path() {
        let base = Base::parse("https://gate.example:8443/clickhouse/").unwrap();
        let call = Uri::from_static("/v1/organizations?name=a%20b");
        assert_eq!(
            base.address(&call).unwrap(),
            "https://gate.example:8443/clickhouse/v1/organizations?name=a%20b"
        );
    }

    #[test]
    fn an_address_that_would_mislead_is_refused_at_start() {
        for url in [
            "api.clickhouse.cloud",
            "/v1",
            "ftp://api.clickhouse.cloud",
            "https://key:secret@api.clickhouse.cloud",
            "https://api.clickhouse.cloud?x=1",
            "https://api.clickhouse.cloud/v1",
            "https://api.clickhouse.cloud/v1/",
            "https://",
        ] {
            assert!(Base::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_connection_that_takes_too_long_is_a_time_out_and_not_an_absence() {
        let late = io::Error::new(io::ErrorKind::TimedOut, io::Error::other("connect"));
        assert_eq!(explain(&late, true), Refusal::TimedOut);
        let absent = io::Error::from(io::ErrorKind::ConnectionRefused);
        assert_eq!(explain(&absent, true), Refusal::Unreachable);
        assert_eq!(explain(&absent, false), Refusal::Broken);
    }
}
