//! Entries of an IP access list: addresses and CIDR ranges (schema `IpAccessListEntry`).

use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net};

/// Everybody on the internet.
pub const ANYWHERE: &str = "0.0.0.0/0";

/// What is wrong with a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceProblem {
    /// Neither an address nor a range in CIDR notation.
    Malformed,
    /// The range has bits outside its prefix; the range that was probably meant.
    HostBits(String),
}

/// Reads an address (as a range of one) or a range.
pub fn parse(source: &str) -> Result<IpNet, SourceProblem> {
    let network = if source.contains('/') {
        source
            .parse::<IpNet>()
            .map_err(|_| SourceProblem::Malformed)?
    } else {
        source
            .parse::<IpAddr>()
            .map(IpNet::from)
            .map_err(|_| SourceProblem::Malformed)?
    };
    if network.addr() == network.network() {
        Ok(network)
    } else {
        Err(SourceProblem::HostBits(network.trunc().to_string()))
    }
}

/// Whether the range lets everybody in, of one IP version.
pub fn is_anywhere(network: &IpNet) -> bool {
    network.prefix_len() == 0
}

/// Whether both sources are the same range, however written.
pub fn is_same(one: &IpNet, other: &IpNet) -> bool {
    one == other
}

/// Whether every address of `inner` is in `outer` too.
pub fn covers(outer: &IpNet, inner: &IpNet) -> bool {
    outer.contains(inner)
}

/// Whether the range is private, loopback or link-local: no such address reaches a cloud service over
/// the internet.
pub fn is_private(network: &IpNet) -> bool {
    let IpNet::V4(network) = network else {
        return false;
    };
    let ranges = [
        (Ipv4Addr::new(10, 0, 0, 0), 8),
        (Ipv4Addr::new(172, 16, 0, 0), 12),
        (Ipv4Addr::new(192, 168, 0, 0), 16),
        (Ipv4Addr::new(127, 0, 0, 0), 8),
        (Ipv4Addr::new(169, 254, 0, 0), 16),
    ];
    ranges
        .into_iter()
        .filter_map(|(address, prefix)| Ipv4Net::new(address, prefix).ok())
        .any(|range| range.contains(network))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(source: &str) -> IpNet {
        parse(source).expect("a range")
    }

    #[test]
    fn addresses_and_ranges_are_read() {
        assert!(is_same(&net("192.0.2.1"), &net("192.0.2.1/32")));
        assert!(parse("2001:db8::/32").is_ok());
        for source in [
            "",
            "example.com",
            "1.2.3",
            "1.2.3.4/33",
            "1.2.3.4/",
            " 1.2.3.4",
            "256.1.1.1",
        ] {
            assert_eq!(parse(source), Err(SourceProblem::Malformed), "{source:?}");
        }
    }

    #[test]
    fn a_range_with_host_bits_names_the_range_that_was_meant() {
        assert_eq!(
            parse("10.1.2.3/8"),
            Err(SourceProblem::HostBits("10.0.0.0/8".into()))
        );
    }

    #[test]
    fn covering_and_openness_are_seen() {
        assert!(covers(&net("10.0.0.0/8"), &net("10.2.0.0/16")));
        assert!(!covers(&net("10.2.0.0/16"), &net("10.0.0.0/8")));
        assert!(is_anywhere(&net(ANYWHERE)) && is_anywhere(&net("::/0")));
        assert!(!is_anywhere(&net("0.0.0.0/1")));
        for source in [ANYWHERE, "::/0", "0.0.0.0/1", "10.0.0.0/8", "10.20.30.0/30"] {
            let entry = crate::services::IpAccess {
                source: source.to_owned(),
                description: None,
            };
            assert_eq!(entry.is_anywhere(), is_anywhere(&net(source)), "{source}");
        }
        assert!(is_private(&net("192.168.1.0/24")) && !is_private(&net("203.0.113.0/24")));
        assert!(!is_private(&net("0.0.0.0/0")));
    }
}
