//! What stands against inviting an address.

use std::collections::HashMap;

use cloud_api::{email::is_email, invitations::Invitation, members::Member};

/// One address of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In lower case, as the API keeps it; what is no address as it was written.
    pub address: String,
    pub report: Report,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    Fine,
    /// It can be sent; the earlier invitation has expired.
    ExpiredBefore,
    Malformed,
    /// Has been in the text before; how often in all.
    Repeated(usize),
    Member(String),
    Pending,
}

impl Report {
    pub fn is_fine(&self) -> bool {
        matches!(self, Self::Fine | Self::ExpiredBefore | Self::Repeated(_))
    }

    pub fn words(&self) -> String {
        match self {
            Self::Fine => String::new(),
            Self::ExpiredBefore => "An earlier invitation has expired.".into(),
            Self::Malformed => "Left out: not an e-mail address.".into(),
            Self::Repeated(times) => format!("Written {times} times; invited once."),
            Self::Member(name) => format!("Left out: {name} is a member already."),
            Self::Pending => "Left out: has an invitation already.".into(),
        }
    }
}

/// Each address once, in the order of the text. `is_expired` says so of an invitation.
pub fn check(
    addresses: &[String],
    members: &[Member],
    invitations: &[Invitation],
    is_expired: impl Fn(&Invitation) -> bool,
) -> Vec<Line> {
    let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
    let members: HashMap<String, &Member> = members
        .iter()
        .filter_map(|member| Some((lower(&member.email)?, member)))
        .collect();
    // A pending one counts more than an expired one of the same address.
    let mut invited: HashMap<String, bool> = HashMap::new();
    for invitation in invitations {
        if let Some(email) = lower(&invitation.email) {
            let expired = is_expired(invitation);
            let known = invited.entry(email).or_insert(expired);
            *known &= expired;
        }
    }
    let mut places: HashMap<String, (usize, usize)> = HashMap::new();
    let mut lines: Vec<Line> = Vec::new();
    for address in addresses {
        if !is_email(address) {
            let line = Line {
                address: address.clone(),
                report: Report::Malformed,
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
            continue;
        }
        let address = address.to_lowercase();
        if let Some((place, times)) = places.get_mut(&address) {
            *times += 1;
            if let Some(line) = lines.get_mut(*place)
                && line.report.is_fine()
            {
                line.report = Report::Repeated(*times);
            }
            continue;
        }
        let report = match (members.get(&address), invited.get(&address)) {
            (Some(member), _) => {
                let name = member.name.clone().filter(|name| !name.is_empty());
                Report::Member(name.unwrap_or_else(|| "this person".into()))
            }
            (None, Some(false)) => Report::Pending,
            (None, Some(true)) => Report::ExpiredBefore,
            (None, None) => Report::Fine,
        };
        places.insert(address.clone(), (lines.len(), 1));
        lines.push(Line { address, report });
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reports(addresses: &[&str]) -> Vec<(String, Report)> {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let member: Member = serde_json::from_value(
            json!({ "userId": id, "name": "Ada Okafor", "email": "ada@x.com" }),
        )
        .expect("a member");
        let invitation = |email: &str, expire_at: &str| -> Invitation {
            serde_json::from_value(json!({ "id": id, "email": email, "expireAt": expire_at }))
                .expect("an invitation")
        };
        let invitations = [
            invitation("bo@x.com", "2099"),
            invitation("old@x.com", "2001"),
            invitation("both@x.com", "2001"),
            invitation("both@x.com", "2099"),
        ];
        let addresses: Vec<String> = addresses.iter().map(|text| (*text).to_owned()).collect();
        let expired = |one: &Invitation| one.expire_at.as_deref() == Some("2001");
        let lines = check(&addresses, &[member], &invitations, expired);
        lines
            .into_iter()
            .map(|line| (line.address, line.report))
            .collect()
    }

    #[test]
    fn members_and_pending_addresses_are_left_out() {
        let found = reports(&[
            "Ada@X.com",
            "BO@x.com",
            "old@x.com",
            "both@x.com",
            "new@x.com",
        ]);
        let expected = [
            ("ada@x.com", Report::Member("Ada Okafor".into())),
            ("bo@x.com", Report::Pending),
            ("old@x.com", Report::ExpiredBefore),
            ("both@x.com", Report::Pending),
            ("new@x.com", Report::Fine),
        ];
        assert_eq!(
            found,
            expected.map(|(address, report)| (address.into(), report))
        );
    }

    #[test]
    fn an_address_counts_once_whatever_its_case() {
        let found = reports(&[
            "new@x.com",
            "NEW@x.com",
            "new@X.com",
            "ada@x.com",
            "ADA@x.com",
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], ("new@x.com".into(), Report::Repeated(3)));
        assert!(found[0].1.is_fine() && !found[1].1.is_fine());
    }

    #[test]
    fn what_is_no_address_is_told_as_it_was_written() {
        let found = reports(&["Ada", "ada@x", "Ada"]);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|(_, report)| *report == Report::Malformed));
        assert_eq!(found[0].0, "Ada");
    }
}
