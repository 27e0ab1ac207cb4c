//! What an IP access list that is being edited says, and what is wrong with it.

use std::collections::HashMap;

use cloud_api::{
    access::{self, SourceProblem},
    services::IpAccess,
};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::pages::editors::rows::RowReport;

/// One row, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryDraft {
    pub source: String,
    pub description: String,
    /// Made by the choice to let everybody in; the same range typed by hand is refused.
    pub anywhere: bool,
}

impl EntryDraft {
    pub fn new(source: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            description: description.into(),
            anywhere: false,
        }
    }

    /// What the choice to let everybody in adds.
    pub fn anywhere() -> Self {
        Self {
            anywhere: true,
            ..Self::new(access::ANYWHERE, "Anywhere")
        }
    }

    /// A row nobody has typed into, which is left out.
    pub fn is_blank(&self) -> bool {
        self.source.trim().is_empty() && self.description.trim().is_empty()
    }
}

/// An entry that stands already: if it lets everybody in, that was chosen before.
impl From<&IpAccess> for EntryDraft {
    fn from(entry: &IpAccess) -> Self {
        let network = access::parse(&entry.source);
        Self {
            source: entry.source.clone(),
            description: entry.description.clone().unwrap_or_default(),
            anywhere: network.is_ok_and(|network| access::is_anywhere(&network)),
        }
    }
}

/// A report for each row, in order.
pub fn check(drafts: &[EntryDraft]) -> Vec<RowReport> {
    let networks: Vec<_> = drafts
        .iter()
        .map(|draft| access::parse(draft.source.trim()))
        .collect();
    let mut first = HashMap::new();
    let reports = drafts.iter().zip(&networks).enumerate().map(|(index, (draft, network))| {
        if draft.is_blank() {
            return RowReport::default();
        }
        match network {
            Err(problem) => unread(draft.source.trim(), problem),
            Ok(network) if access::is_anywhere(network) && !draft.anywhere => RowReport::problem(
                "This lets everybody in. If that is meant, choose “Allow access from anywhere”",
            ),
            Ok(network) => match first.insert(*network, index) {
                Some(earlier) => {
                    first.insert(*network, earlier);
                    let earlier = &drafts[earlier].source;
                    RowReport::problem(format!("{} is in the list already", earlier.trim()))
                }
                None => RowReport { hint: hint(index, network, &networks), ..RowReport::default() },
            },
        }
    });
    reports.collect()
}

fn unread(source: &str, problem: &SourceProblem) -> RowReport {
    match problem {
        SourceProblem::HostBits(meant) => RowReport {
            correction: Some(meant.clone()),
            ..RowReport::problem("The address has bits outside the range's prefix")
        },
        SourceProblem::Malformed if source.is_empty() => {
            RowReport::problem("Enter an address or a range")
        }
        SourceProblem::Malformed => RowReport::problem(
            "Not an IP address or a range in CIDR notation, such as 203.0.113.0/24",
        ),
    }
}

fn hint(
    index: usize,
    network: &IpNet,
    networks: &[Result<IpNet, SourceProblem>],
) -> Option<String> {
    let others = networks
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index);
    // The widest says most: a range within a range within a third is told once.
    let wider = others
        .filter_map(|(_, other)| other.as_ref().ok())
        .filter(|other| *other != network && access::covers(other, network))
        .min_by_key(|other| other.prefix_len());
    match wider {
        Some(all) if access::is_anywhere(all) => {
            Some("Makes no difference while access is allowed from anywhere".into())
        }
        Some(other) => Some(format!("Covered by {other} already")),
        None => access::is_private(network)
            .then(|| "Private: no such address comes over the internet".into()),
    }
}

/// Whether the list lets everybody in.
pub fn is_anywhere(drafts: &[EntryDraft]) -> bool {
    drafts.iter().any(|draft| draft.anywhere)
}

/// What is sent, or how many entries have to be corrected first, as a sentence.
pub fn entries(drafts: &[EntryDraft]) -> Result<Vec<IpAccess>, String> {
    match check(drafts)
        .iter()
        .filter(|report| report.problem.is_some())
        .count()
    {
        0 => Ok(drafts
            .iter()
            .filter(|draft| !draft.is_blank())
            .map(entry)
            .collect()),
        1 => Err("Correct the marked entry first".into()),
        count => Err(format!("Correct the {count} marked entries first")),
    }
}

fn entry(draft: &EntryDraft) -> IpAccess {
    let description = draft.description.trim();
    IpAccess {
        source: draft.source.trim().to_owned(),
        description: (!description.is_empty()).then(|| description.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafts(sources: &[&str]) -> Vec<EntryDraft> {
        sources
            .iter()
            .map(|source| EntryDraft::new(*source, ""))
            .collect()
    }

    fn problems(sources: &[&str]) -> Vec<Option<String>> {
        check(&drafts(sources))
            .into_iter()
            .map(|report| report.problem)
            .collect()
    }

    fn hints(sources: &[&str]) -> Vec<Option<String>> {
        check(&drafts(sources))
            .into_iter()
            .map(|report| report.hint)
            .collect()
    }

    #[test]
    fn addresses_and_ranges_of_both_versions_are_taken() {
        let sources = [
            "203.0.113.7",
            " 198.51.100.0/24 ",
            "2001:db8::/32",
            "2001:db9::1",
        ];
        assert_eq!(problems(&sources), [None, None, None, None]);
        let sent = entries(&drafts(&sources)).expect("no problem");
        assert_eq!(sent[1].source, "198.51.100.0/24");
        assert_eq!(sent[1].description, None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for source in [
            "office",
            "1.2.3",
            "1.2.3.4/33",
            "300.1.1.1",
            "1.2.3.4/",
            "::g",
            "1.2.3.4 5",
        ] {
            let found = problems(&[source]);
            assert!(
                found[0].as_ref().is_some_and(|text| text.contains("CIDR")),
                "{source}"
            );
            assert!(entries(&drafts(&[source])).is_err(), "{source}");
        }
    }

    #[test]
    fn a_description_without_an_address_asks_for_one() {
        let found = check(&[EntryDraft::new("", "office")]);
        assert_eq!(
            found[0].problem.as_deref(),
            Some("Enter an address or a range")
        );
    }

    #[test]
    fn host_bits_come_with_the_range_that_was_meant() {
        for (typed, meant) in [
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("203.0.113.9/24", "203.0.113.0/24"),
            ("2001:db8::1/32", "2001:db8::/32"),
            ("9.9.9.9/0", "0.0.0.0/0"),
        ] {
            let report = check(&drafts(&[typed])).remove(0);
            assert!(report.problem.is_some(), "{typed}");
            assert_eq!(report.correction.as_deref(), Some(meant));
        }
    }

    #[test]
    fn the_second_of_two_equal_ranges_is_refused_however_it_is_written() {
        for (one, other) in [
            ("192.0.2.1", "192.0.2.1"),
            ("192.0.2.1", "192.0.2.1/32"),
            ("2001:db8::1", "2001:0db8:0:0::1/128"),
            ("192.0.2.0/24", " 192.0.2.0/24"),
        ] {
            let found = problems(&[one, "198.51.100.1", other, other]);
            assert_eq!(found[..2], [None, None], "{other}");
            let twice = format!("{one} is in the list already");
            assert_eq!(found[2..], [Some(twice.clone()), Some(twice)], "{other}");
        }
    }

    #[test]
    fn an_entry_within_another_is_told_wherever_the_other_stands() {
        let covered = Some("Covered by 203.0.113.0/24 already".to_owned());
        let found = hints(&[
            "203.0.113.7",
            "203.0.113.0/24",
            "203.0.113.128/25",
            "198.51.100.1",
        ]);
        assert_eq!(found, [covered.clone(), None, covered, None]);
        assert!(entries(&drafts(&["203.0.113.7", "203.0.113.0/24"])).is_ok());
    }

    #[test]
    fn of_nested_ranges_each_names_the_widest() {
        for middle in 9..=31 {
            let address = "64.0.0.0";
            let found = hints(&[
                &format!("{address}/32"),
                &format!("{address}/{middle}"),
                &format!("{address}/8"),
            ]);
            let covered = Some("Covered by 64.0.0.0/8 already".to_owned());
            assert_eq!(found, [covered.clone(), covered, None], "/{middle}");
        }
    }

    #[test]
    fn a_private_range_cannot_come_over_the_internet() {
        for source in ["10.0.0.0/8", "172.16.3.0/24", "192.168.0.1", "127.0.0.1"] {
            let found = hints(&[source]);
            assert!(
                found[0]
                    .as_ref()
                    .is_some_and(|text| text.starts_with("Private")),
                "{source}"
            );
        }
        assert_eq!(hints(&["172.32.0.0/16"]), [None]);
    }

    #[test]
    fn everybody_is_let_in_by_choice_only() {
        for source in ["0.0.0.0/0", "::/0", " 0.0.0.0/0 "] {
            let found = problems(&[source]);
            assert!(
                found[0]
                    .as_ref()
                    .is_some_and(|text| text.contains("anywhere")),
                "{source}"
            );
        }
        let chosen = [EntryDraft::anywhere(), EntryDraft::new("203.0.113.7", "ci")];
        let found = check(&chosen);
        assert!(found.iter().all(|report| report.problem.is_none()));
        assert!(
            found[1]
                .hint
                .as_ref()
                .is_some_and(|text| text.contains("no difference"))
        );
        assert!(is_anywhere(&chosen) && !is_anywhere(&chosen[1..]));
        assert_eq!(
            entries(&chosen).map(|sent| sent[0].source.clone()),
            Ok("0.0.0.0/0".into())
        );
    }

    #[test]
    fn a_half_of_the_internet_is_no_anywhere() {
        assert_eq!(problems(&["0.0.0.0/1", "128.0.0.0/1"]), [None, None]);
    }

    #[test]
    fn an_entry_that_stands_is_taken_as_it_is() {
        let open = IpAccess {
            source: "::/0".into(),
            description: None,
        };
        let named = IpAccess {
            source: "192.0.2.1".into(),
            description: Some("ci".into()),
        };
        let drafts = [EntryDraft::from(&open), EntryDraft::from(&named)];
        assert!(drafts[0].anywhere && !drafts[1].anywhere);
        assert_eq!(entries(&drafts), Ok(vec![open, named]));
    }

    #[test]
    fn blank_rows_are_left_out_and_an_empty_list_lets_nobody_in() {
        assert_eq!(entries(&drafts(&["", " "])), Ok(Vec::new()));
        assert_eq!(entries(&[]), Ok(Vec::new()));
    }

    #[test]
    fn what_is_taken_is_sent_once_and_in_order() {
        for count in 0..40_usize {
            let sources: Vec<String> = (0..count)
                .map(|index| format!("198.51.{}.{}", index % 7, index % 5))
                .collect();
            let drafts: Vec<_> = sources
                .iter()
                .map(|source| EntryDraft::new(source.as_str(), ""))
                .collect();
            let distinct: std::collections::HashSet<_> = sources.iter().collect();
            let refused = check(&drafts)
                .iter()
                .filter(|report| report.problem.is_some())
                .count();
            assert_eq!(refused, count - distinct.len(), "{count} entries");
            assert_eq!(entries(&drafts).is_ok(), refused == 0, "{count} entries");
        }
    }

    #[test]
    fn the_sentence_counts_what_has_to_be_corrected() {
        let one = entries(&drafts(&["x"])).expect_err("a problem");
        assert_eq!(one, "Correct the marked entry first");
        let three = entries(&drafts(&["x", "y", "192.0.2.1/8"])).expect_err("problems");
        assert_eq!(three, "Correct the 3 marked entries first");
    }
}
