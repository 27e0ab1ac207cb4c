//! The rules as data: what each is called, how grave it is, why it matters, and what it is judged from.

use crate::pages::keys::marks::Mark;

/// The gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    High,
    Medium,
    Low,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    pub fn title(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
        }
    }

    /// In a filter and in what is exported.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// A list that rules are judged from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Services,
    Backups,
    Keys,
    Members,
    Invitations,
}

impl Source {
    pub fn title(self) -> &'static str {
        match self {
            Self::Services => "Services",
            Self::Backups => "Backups",
            Self::Keys => "API keys",
            Self::Members => "Members",
            Self::Invitations => "Invitations",
        }
    }
}

/// In the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    ServiceOpen,
    AdminOpen,
    NoBackup,
    BackupFailed,
    KeyOpen,
    KeyExpiresSoon,
    KeyNeverExpires,
    KeyUnused,
    KeyNeverUsed,
    InvitedMember,
    IdlingOff,
    OldVersion,
    KeyNobody,
    KeyExpired,
    KeyDisabled,
    InvitationExpiresSoon,
    InvitationExpired,
}

/// What is said of a rule.
#[derive(Debug)]
pub struct About {
    pub rule: Rule,
    /// In a filter and in what is exported.
    pub word: &'static str,
    pub severity: Severity,
    /// All of them are needed.
    pub sources: &'static [Source],
    pub title: &'static str,
    pub why: &'static str,
    /// The filter under which the list of its first source shows the same things.
    pub filter: Option<&'static str>,
}

use Severity::{High, Low, Medium};

const SERVICES: &[Source] = &[Source::Services];
const BACKUPS: &[Source] = &[Source::Backups, Source::Services];
const KEYS: &[Source] = &[Source::Keys];
const INVITATIONS: &[Source] = &[Source::Invitations];
const BOTH: &[Source] = &[Source::Invitations, Source::Members];

/// In the order of the report, the gravest first.
pub static RULES: [About; 17] = [
    About {
        rule: Rule::ServiceOpen,
        word: "service-open",
        severity: High,
        sources: SERVICES,
        title: "Service open to the world",
        why: "Any address may try passwords against it, and each attempt wakes an idle service, which costs compute.",
        filter: Some("access:anywhere -state:terminating,terminated,softdeleting,softdeleted"),
    },
    About {
        rule: Rule::AdminOpen,
        word: "key-admin-open",
        severity: High,
        sources: KEYS,
        title: "Admin key without IP access list",
        why: "Whoever gets hold of it may do everything, from any address.",
        filter: Some("mark:admin-open -mark:expired -mark:disabled"),
    },
    About {
        rule: Rule::NoBackup,
        word: "no-backup",
        severity: High,
        sources: BACKUPS,
        title: "No good backup within the schedule",
        why: "What was written since the last good backup is lost with the service.",
        filter: None,
    },
    About {
        rule: Rule::BackupFailed,
        word: "backup-failed",
        severity: Medium,
        sources: BACKUPS,
        title: "Newest backup failed",
        why: "The good one before it grows older, and the next may fail for the same reason.",
        filter: None,
    },
    About {
        rule: Rule::KeyOpen,
        word: "key-open",
        severity: Medium,
        sources: KEYS,
        title: "API key open to the world",
        why: "A leaked secret of it works from every address.",
        filter: Some("mark:open -mark:admin-open -mark:expired -mark:disabled"),
    },
    About {
        rule: Rule::KeyExpiresSoon,
        word: "key-expires-soon",
        severity: Medium,
        sources: KEYS,
        title: "API key about to expire",
        why: "From that moment on the API refuses whatever uses it.",
        filter: Some("mark:expires-soon -mark:disabled"),
    },
    About {
        rule: Rule::KeyNeverExpires,
        word: "key-never-expires",
        severity: Medium,
        sources: KEYS,
        title: "API key that never expires",
        why: "A secret that leaked long ago still works.",
        filter: Some("mark:never-expires -mark:disabled"),
    },
    About {
        rule: Rule::KeyUnused,
        word: "key-unused",
        severity: Medium,
        sources: KEYS,
        title: "API key unused for 90 days",
        why: "Nobody would miss it, and nobody would notice its misuse.",
        filter: Some("mark:unused -mark:expired -mark:disabled"),
    },
    About {
        rule: Rule::KeyNeverUsed,
        word: "key-never-used",
        severity: Low,
        sources: KEYS,
        title: "API key never used",
        why: "Its secret lies somewhere and serves nobody.",
        filter: Some("mark:never-used -mark:expired -mark:disabled"),
    },
    About {
        rule: Rule::InvitedMember,
        word: "invited-member",
        severity: Low,
        sources: BOTH,
        title: "Invitation of somebody who is a member",
        why: "It serves nobody, and accepting it is not expected any more.",
        filter: None,
    },
    About {
        rule: Rule::IdlingOff,
        word: "idling-off",
        severity: Low,
        sources: SERVICES,
        title: "Idling off",
        why: "While it runs its compute is billed, whether or not anybody sends a query.",
        filter: None,
    },
    About {
        rule: Rule::OldVersion,
        word: "old-version",
        severity: Low,
        sources: SERVICES,
        title: "Older version than others of its release channel",
        why: "It may lack fixes that your other services of the same channel already have; which version is the newest \
              of the channel, the API does not tell.",
        filter: None,
    },
    About {
        rule: Rule::KeyNobody,
        word: "key-nobody",
        severity: Low,
        sources: KEYS,
        title: "API key that nobody can use",
        why: "Its IP access list is empty, so the API refuses every address.",
        filter: Some("mark:nobody -mark:expired -mark:disabled"),
    },
    About {
        rule: Rule::KeyExpired,
        word: "key-expired",
        severity: Low,
        sources: KEYS,
        title: "Expired API key",
        why: "The API refuses it; left in place it hides the keys that matter.",
        filter: Some("mark:expired"),
    },
    About {
        rule: Rule::KeyDisabled,
        word: "key-disabled",
        severity: Low,
        sources: KEYS,
        title: "Disabled API key",
        why: "Anybody who may change keys can enable it again, with the secret it always had.",
        filter: Some("mark:disabled -mark:expired"),
    },
    About {
        rule: Rule::InvitationExpiresSoon,
        word: "invitation-expires-soon",
        severity: Low,
        sources: INVITATIONS,
        title: "Invitation about to expire",
        why: "Within a day it can no longer be accepted.",
        filter: Some("state:\"expires soon\""),
    },
    About {
        rule: Rule::InvitationExpired,
        word: "invitation-expired",
        severity: Low,
        sources: INVITATIONS,
        title: "Expired invitation",
        why: "It can no longer be accepted: whoever waits for it, waits in vain.",
        filter: Some("state:expired"),
    },
];

impl Rule {
    pub fn about(self) -> &'static About {
        &RULES[self as usize]
    }

    /// The rule for what a key is marked with.
    pub fn of(mark: Mark) -> Self {
        match mark {
            Mark::AdminOpen => Self::AdminOpen,
            Mark::Open => Self::KeyOpen,
            Mark::Nobody => Self::KeyNobody,
            Mark::Expired => Self::KeyExpired,
            Mark::ExpiresSoon => Self::KeyExpiresSoon,
            Mark::NeverExpires => Self::KeyNeverExpires,
            Mark::NeverUsed => Self::KeyNeverUsed,
            Mark::Unused => Self::KeyUnused,
            Mark::Disabled => Self::KeyDisabled,
        }
    }
}

/// The rules that need one of these lists.
pub fn depending_on(sources: &[Source]) -> impl Iterator<Item = &'static About> {
    RULES
        .iter()
        .filter(|about| about.sources.iter().any(|source| sources.contains(source)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_rule_stands_in_its_place_with_a_word_of_its_own() {
        for about in &RULES {
            assert_eq!(about.rule.about().word, about.word);
            assert!(about.why.ends_with('.') && !about.sources.is_empty());
        }
        let words: HashSet<_> = RULES.iter().map(|about| about.word).collect();
        assert_eq!(words.len(), RULES.len());
    }

    #[test]
    fn the_gravest_come_first() {
        assert!(RULES.is_sorted_by_key(|about| about.severity));
    }

    #[test]
    fn every_mark_of_a_key_has_its_rule() {
        let rules: HashSet<_> = Mark::ALL.into_iter().map(Rule::of).collect();
        assert_eq!(rules.len(), Mark::ALL.len());
        assert!(rules.iter().all(|rule| rule.about().sources == KEYS));
    }

    #[test]
    fn a_list_that_is_not_there_leaves_its_rules_unjudged() {
        let words = |sources: &[Source]| -> Vec<_> {
            depending_on(sources).map(|about| about.word).collect()
        };
        assert_eq!(words(&[Source::Members]), ["invited-member"]);
        assert_eq!(words(&[Source::Backups]), ["no-backup", "backup-failed"]);
        assert!(words(&[Source::Services]).contains(&"no-backup"));
        assert!(words(&[]).is_empty());
    }
}
