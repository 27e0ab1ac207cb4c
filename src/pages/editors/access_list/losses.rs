//! What a change of an IP access list takes away or opens, said before it is made.

use cloud_api::{access, services::IpAccess};
use ipnet::IpNet;

/// Sentences; empty if nobody loses access. That everybody gets it is confirmed on its own
/// ([`Risk`](crate::pages::editors::risk::Risk)).
pub fn warnings(before: &[IpAccess], after: &[IpAccess]) -> Vec<String> {
    let kept = networks(after);
    let was_open = lets_everybody_in(before);
    let is_open = lets_everybody_in(after);
    let mut said = Vec::new();
    if after.is_empty() && !before.is_empty() {
        said.push("The list will be empty: nobody will be able to connect.".into());
        return said;
    }
    if was_open && !is_open {
        said.push(
            "Only the addresses in the list will be able to connect; now everybody can.".into(),
        );
    }
    let lost = before.iter().filter_map(|entry| {
        let network = access::parse(&entry.source).ok()?;
        // The sentence above says it of an entry that let everybody in.
        let told = access::is_anywhere(&network) && !is_open;
        let covered = kept.iter().any(|other| access::covers(other, &network));
        (!told && !covered).then(|| lost(entry, &network, &kept))
    });
    said.extend(lost);
    said
}

fn lost(entry: &IpAccess, network: &IpNet, kept: &[IpNet]) -> String {
    let name = match entry.description.as_deref().map(str::trim) {
        Some(description) if !description.is_empty() => format!("{} ({description})", entry.source),
        _ => entry.source.clone(),
    };
    let within = kept.iter().filter(|other| access::covers(network, other));
    let within: Vec<String> = within.map(ToString::to_string).collect();
    if within.is_empty() {
        format!("{name} will not be able to connect.")
    } else {
        format!(
            "Of {name}, only {} will be able to connect.",
            within.join(", ")
        )
    }
}

fn networks(entries: &[IpAccess]) -> Vec<IpNet> {
    entries
        .iter()
        .filter_map(|entry| access::parse(&entry.source).ok())
        .collect()
}

/// Whether every address of an IP version is let in, be it by ranges that make up the whole of it together.
pub fn lets_everybody_in(entries: &[IpAccess]) -> bool {
    let all = IpNet::aggregate(&networks(entries));
    all.iter().any(access::is_anywhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(sources: &[&str]) -> Vec<IpAccess> {
        let entry = |source: &&str| IpAccess {
            source: (*source).into(),
            description: None,
        };
        sources.iter().map(entry).collect()
    }

    fn said(before: &[&str], after: &[&str]) -> Vec<String> {
        warnings(&list(before), &list(after))
    }

    #[test]
    fn adding_and_describing_takes_nothing_away() {
        assert!(said(&["192.0.2.1"], &["192.0.2.1", "198.51.100.0/24"]).is_empty());
        let described = IpAccess {
            source: "192.0.2.1".into(),
            description: Some("ci".into()),
        };
        assert!(warnings(&list(&["192.0.2.1"]), &[described]).is_empty());
        assert!(said(&[], &[]).is_empty());
    }

    #[test]
    fn a_removed_entry_is_named_with_its_description() {
        let office = IpAccess {
            source: "192.0.2.0/24".into(),
            description: Some("office".into()),
        };
        assert_eq!(
            warnings(&[office], &list(&["203.0.113.7"])),
            ["192.0.2.0/24 (office) will not be able to connect."]
        );
    }

    #[test]
    fn a_removed_entry_that_another_covers_is_no_loss() {
        assert!(said(&["192.0.2.7", "192.0.2.0/24"], &["192.0.2.0/24"]).is_empty());
        assert!(said(&["192.0.2.1"], &["192.0.2.1/32"]).is_empty());
    }

    #[test]
    fn a_narrowed_range_says_what_is_left_of_it() {
        assert_eq!(
            said(&["192.0.2.0/24"], &["192.0.2.0/28", "192.0.2.128/25"]),
            ["Of 192.0.2.0/24, only 192.0.2.0/28, 192.0.2.128/25 will be able to connect."]
        );
    }

    #[test]
    fn emptying_the_list_is_said_once() {
        assert_eq!(
            said(&["192.0.2.1", "0.0.0.0/0"], &[]),
            ["The list will be empty: nobody will be able to connect."]
        );
    }

    #[test]
    fn opening_to_everybody_takes_nothing_away_and_closing_again_is_said() {
        assert!(said(&["192.0.2.1"], &["0.0.0.0/0"]).is_empty());
        assert_eq!(
            said(&["0.0.0.0/0", "192.0.2.1"], &["192.0.2.1"]),
            ["Only the addresses in the list will be able to connect; now everybody can."]
        );
        assert!(said(&["0.0.0.0/0"], &["0.0.0.0/0", "::/0"]).is_empty());
        assert_eq!(
            said(&["0.0.0.0/0", "::/0"], &["0.0.0.0/0"]),
            ["::/0 will not be able to connect."]
        );
    }

    #[test]
    fn each_removed_address_is_named_exactly_once() {
        let all: Vec<String> = (1..30).map(|index| format!("198.51.100.{index}")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for removed in 1..all.len() {
            let found = said(&all, &all[removed..]);
            assert_eq!(found.len(), removed);
            assert!(
                found
                    .iter()
                    .zip(&all)
                    .all(|(text, source)| text.starts_with(*source))
            );
        }
    }
}
