//! Where a service takes connections, as its pages show it.

use cloud_api::services::{Endpoint, Protocol, Service};

use crate::format;

/// What a client needs of one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub host: String,
    pub port: String,
    pub user: String,
}

/// The endpoint of a protocol, if the API tells a host for it. A port that it did not tell is the
/// protocol's own.
pub(super) fn address(service: &Service, protocol: &Protocol) -> Option<Address> {
    let all = service.endpoints.as_deref()?;
    let endpoint = all
        .iter()
        .find(|endpoint| endpoint.protocol.as_ref() == Some(protocol))?;
    let host = endpoint.host.clone().filter(|host| !host.is_empty())?;
    let port = endpoint
        .port
        .map(format::number)
        .or_else(|| usual_port(protocol).map(Into::into))?;
    let user = endpoint.username.clone().filter(|user| !user.is_empty());
    Some(Address {
        host,
        port,
        user: user.unwrap_or_else(|| "default".into()),
    })
}

/// What a client of HTTPS is told.
pub fn https_address(service: &Service) -> Option<String> {
    let Address { host, port, .. } = address(service, &Protocol::Https)?;
    Some(format!("https://{host}:{port}"))
}

fn usual_port(protocol: &Protocol) -> Option<&'static str> {
    match protocol {
        Protocol::Https => Some("8443"),
        Protocol::NativeSecure => Some("9440"),
        Protocol::Mysql => Some("3306"),
        Protocol::Other(_) => None,
    }
}

/// A row of the endpoints table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub protocol: String,
    /// `None` where the API lists no such endpoint.
    pub endpoint: Option<Endpoint>,
}

/// HTTPS, native and `MySQL`, whether there or not, then what else the API lists.
pub(super) fn rows(service: &Service) -> Vec<Row> {
    let all = service.endpoints.as_deref().unwrap_or_default();
    let known = [Protocol::Https, Protocol::NativeSecure, Protocol::Mysql];
    let of = |protocol: &Protocol| {
        all.iter()
            .find(|endpoint| endpoint.protocol.as_ref() == Some(protocol))
            .cloned()
    };
    let others = all.iter().filter(|endpoint| {
        endpoint
            .protocol
            .as_ref()
            .is_none_or(|protocol| !known.contains(protocol))
    });
    let others = others.map(|endpoint| Row {
        protocol: endpoint.protocol.as_ref().map_or("—", label).to_owned(),
        endpoint: Some(endpoint.clone()),
    });
    known
        .iter()
        .map(|protocol| Row {
            protocol: label(protocol).to_owned(),
            endpoint: of(protocol),
        })
        .chain(others)
        .collect()
}

fn label(protocol: &Protocol) -> &str {
    match protocol {
        Protocol::Https => "HTTPS",
        Protocol::NativeSecure => "Native (TLS)",
        Protocol::Mysql => "MySQL",
        Protocol::Other(word) => word,
    }
}

/// Whether the `MySQL` endpoint is on; `None` where the API told no endpoints at all.
pub fn has_mysql(service: &Service) -> Option<bool> {
    let all = service.endpoints.as_deref()?;
    Some(
        all.iter()
            .any(|endpoint| endpoint.protocol == Some(Protocol::Mysql)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(endpoints: &str) -> Service {
        let json = format!(r#"{{"id":"x","endpoints":{endpoints}}}"#);
        serde_json::from_str(&json).expect("a service")
    }

    #[test]
    fn the_three_protocols_are_always_listed_and_unknown_ones_added() {
        let service =
            service(r#"[{"protocol":"https","host":"h","port":8443},{"protocol":"grpc"}]"#);
        let rows: Vec<_> = rows(&service)
            .into_iter()
            .map(|row| (row.protocol, row.endpoint.is_some()))
            .collect();
        let expected = [
            ("HTTPS", true),
            ("Native (TLS)", false),
            ("MySQL", false),
            ("grpc", true),
        ];
        assert_eq!(rows, expected.map(|(name, there)| (name.to_owned(), there)));
    }

    #[test]
    fn a_lost_port_is_the_protocols_own_and_a_lost_host_is_no_address() {
        let service = service(r#"[{"protocol":"https","host":"h"},{"protocol":"nativesecure"}]"#);
        let found = address(&service, &Protocol::Https);
        let expected = Address {
            host: "h".into(),
            port: "8443".into(),
            user: "default".into(),
        };
        assert_eq!(found, Some(expected));
        assert_eq!(address(&service, &Protocol::NativeSecure), None);
    }

    #[test]
    fn mysql_is_on_when_its_endpoint_is_listed() {
        assert_eq!(has_mysql(&service(r#"[{"protocol":"mysql"}]"#)), Some(true));
        assert_eq!(has_mysql(&service("[]")), Some(false));
        assert_eq!(has_mysql(&service("null")), None);
    }
}
