//! How far a rotation is: from the address and from what the API tells, never from a secret.

use cloud_api::{
    KeyId, OrganizationId,
    keys::{ApiKey, KeyState},
};
use serde::{Deserialize, Serialize};

use crate::{moment, pages::keys::marks::told, paths, session};

/// The successor in the query string.
pub const TWIN: &str = "twin";
/// When the clients were switched, in the query string.
pub const SWITCHED: &str = "switched";

/// The steps in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Create,
    Try,
    Switch,
    Watch,
    Delete,
    Done,
}

impl Step {
    pub const ALL: [Self; 5] = [
        Self::Create,
        Self::Try,
        Self::Switch,
        Self::Watch,
        Self::Delete,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::Create => "Create the new key",
            Self::Try => "Store and try the new key",
            Self::Switch => "Switch the clients",
            Self::Watch => "Watch the old key, then disable it",
            Self::Delete => "Delete the old key",
            Self::Done => "Done",
        }
    }
}

/// What the old key has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Old {
    Active,
    Disabled,
    Gone,
}

impl Old {
    pub fn of(key: &ApiKey) -> Self {
        match key.state {
            Some(KeyState::Disabled) => Self::Disabled,
            _ => Self::Active,
        }
    }
}

/// What decides which step is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub has_twin: bool,
    /// The new pair is still in memory, and so still to be stored.
    pub holds_pair: bool,
    pub is_switched: bool,
    pub old: Old,
}

impl Progress {
    pub fn step(self) -> Step {
        match self {
            Self {
                has_twin: false, ..
            } => Step::Create,
            Self {
                holds_pair: true, ..
            } => Step::Try,
            Self { old: Old::Gone, .. } => Step::Done,
            Self {
                old: Old::Disabled, ..
            } => Step::Delete,
            Self {
                is_switched: false, ..
            } => Step::Switch,
            Self {
                is_switched: true, ..
            } => Step::Watch,
        }
    }
}

/// What is kept for the tab, so that the key's page can lead back here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub twin: KeyId,
    pub switched: Option<String>,
}

impl Kept {
    pub fn of(old: &KeyId) -> Option<Self> {
        session::kept(&name(old))
    }

    pub fn keep(&self, old: &KeyId) {
        session::keep(&name(old), self);
    }

    pub fn forget(old: &KeyId) {
        session::forget(&name(old));
    }

    /// The page with this progress.
    pub fn page(&self, organization: &OrganizationId, old: &KeyId) -> String {
        let page = format!(
            "{}?{TWIN}={}",
            paths::rotate_key(organization, old),
            self.twin
        );
        match &self.switched {
            Some(switched) => format!("{page}&{SWITCHED}={switched}"),
            None => page,
        }
    }
}

fn name(old: &KeyId) -> String {
    format!("rotate-{old}")
}

/// Whether the old key was used after the switch, as far as a time without seconds can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not since the switch.
    Quiet,
    /// In the minute of the switch: before or after it.
    Unclear,
    /// Some client still has the old key.
    StillUsed,
}

impl Verdict {
    pub fn of(old: &ApiKey, switched: &str) -> Option<Self> {
        const MINUTE: i64 = 60_000;
        let switched = moment::parse(switched)?;
        let Some(used) = told(old.used_at.as_ref()) else {
            return Some(Self::Quiet);
        };
        let used = moment::parse(used)?.div_euclid(MINUTE);
        Some(match used.cmp(&switched.div_euclid(MINUTE)) {
            std::cmp::Ordering::Less => Self::Quiet,
            std::cmp::Ordering::Equal => Self::Unclear,
            std::cmp::Ordering::Greater => Self::StillUsed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Progress = Progress {
        has_twin: false,
        holds_pair: false,
        is_switched: false,
        old: Old::Active,
    };

    #[test]
    fn the_steps_follow_one_another() {
        let twin = Progress {
            has_twin: true,
            holds_pair: true,
            ..START
        };
        let stored = Progress {
            holds_pair: false,
            ..twin
        };
        let switched = Progress {
            is_switched: true,
            ..stored
        };
        let disabled = Progress {
            old: Old::Disabled,
            ..switched
        };
        let gone = Progress {
            old: Old::Gone,
            ..switched
        };
        let steps = [START, twin, stored, switched, disabled, gone].map(Progress::step);
        assert_eq!(steps[..5], Step::ALL);
        assert_eq!(steps[5], Step::Done);
        assert!(Step::ALL.is_sorted());
    }

    #[test]
    fn a_reload_loses_the_pair_and_no_step() {
        let reloaded = Progress {
            has_twin: true,
            ..START
        };
        assert_eq!(reloaded.step(), Step::Switch);
    }

    #[test]
    fn a_pair_in_memory_comes_before_everything_else() {
        let held = Progress {
            has_twin: true,
            holds_pair: true,
            old: Old::Gone,
            ..START
        };
        assert_eq!(held.step(), Step::Try);
    }

    #[test]
    fn use_after_the_switch_is_told_by_the_minute() {
        let verdict = |used: &str| {
            let json = format!(r#"{{"id":"x","usedAt":{used}}}"#);
            let key = serde_json::from_str(&json).expect("a key");
            Verdict::of(&key, "2026-11-24T10:00:30Z")
        };
        assert_eq!(verdict("null"), Some(Verdict::Quiet));
        assert_eq!(verdict(r#""2026-11-24T09:59:00Z""#), Some(Verdict::Quiet));
        assert_eq!(verdict(r#""2026-11-24T10:00:00Z""#), Some(Verdict::Unclear));
        assert_eq!(
            verdict(r#""2026-11-24T10:01:00Z""#),
            Some(Verdict::StillUsed)
        );
        assert_eq!(verdict(r#""some day""#), None);
    }

    #[test]
    fn the_address_holds_the_progress() {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let (organization, key) = (id.parse().expect("a UUID"), id.parse().expect("a UUID"));
        let kept = Kept {
            twin: id.parse().expect("a UUID"),
            switched: Some("2026-11-24T10:00:30Z".into()),
        };
        assert_eq!(
            kept.page(&organization, &key),
            format!("/organizations/{id}/keys/{id}/rotate?twin={id}&switched=2026-11-24T10:00:30Z")
        );
    }
}
