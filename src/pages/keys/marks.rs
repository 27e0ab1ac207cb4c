//! What a careful admin would look at in a key: rules over what the API tells of it.

use cloud_api::{
    keys::{ApiKey, KeyState},
    legacy::Holder,
    services::IpAccess,
};

use crate::moment::{self, DAY};

/// How long before its expiry a key is pointed out.
const SOON: i64 = 14 * DAY;
/// How long a key is not used before it is pointed out.
const LONG: i64 = 90 * DAY;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    AdminOpen,
    Open,
    Nobody,
    Expired,
    ExpiresSoon,
    NeverExpires,
    NeverUsed,
    Unused,
    Disabled,
}

impl Mark {
    /// The gravest first.
    pub const ALL: [Self; 9] = [
        Self::AdminOpen,
        Self::Open,
        Self::Nobody,
        Self::Expired,
        Self::ExpiresSoon,
        Self::NeverExpires,
        Self::NeverUsed,
        Self::Unused,
        Self::Disabled,
    ];

    /// What is said of the key.
    pub fn words(self) -> &'static str {
        match self {
            Self::AdminOpen => "admin without IP list",
            Self::Open => "open to the world",
            Self::Nobody => "nobody can use it",
            Self::Expired => "expired",
            Self::ExpiresSoon => "expires soon",
            Self::NeverExpires => "never expires",
            Self::NeverUsed => "never used",
            Self::Unused => "unused 90 days",
            Self::Disabled => "disabled",
        }
    }

    /// The mark in the query string.
    pub fn word(self) -> &'static str {
        match self {
            Self::AdminOpen => "admin-open",
            Self::Open => "open",
            Self::Nobody => "nobody",
            Self::Expired => "expired",
            Self::ExpiresSoon => "expires-soon",
            Self::NeverExpires => "never-expires",
            Self::NeverUsed => "never-used",
            Self::Unused => "unused",
            Self::Disabled => "disabled",
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::AdminOpen => {
                "Whoever gets hold of it may do everything, from any address. Give it an IP access list, \
                 or a role that allows less."
            }
            Self::Open => {
                "It works from every address. Replace the open entry by the ranges that need it."
            }
            Self::Nobody => {
                "Its IP access list is empty, so every address is refused. Add the addresses that need it."
            }
            Self::Expired => "The API refuses it. Delete it, or give it a new expiry.",
            Self::ExpiresSoon => {
                "Rotate it, or give it a new expiry, before its clients are refused."
            }
            Self::NeverExpires => {
                "A secret that leaked long ago still works. Give it an expiry and rotate it."
            }
            Self::NeverUsed => {
                "Nobody has used it since it was made. Delete it if nobody is going to."
            }
            Self::Unused => {
                "Nobody has used it for 90 days. Disable it first, and delete it when nobody misses it."
            }
            Self::Disabled => {
                "The API refuses it until somebody enables it. Delete it if nobody is going to."
            }
        }
    }

    /// Whether it is a danger rather than untidy.
    pub fn is_grave(self) -> bool {
        matches!(
            self,
            Self::AdminOpen | Self::Open | Self::Nobody | Self::Expired | Self::ExpiresSoon
        )
    }

    fn is_on(self, key: &ApiKey, now: i64) -> bool {
        match self {
            Self::AdminOpen => key.is_admin() && is_open(key),
            Self::Open => is_open(key),
            Self::Nobody => key.ip_access_list.as_ref().is_some_and(Vec::is_empty),
            Self::Expired => expiry(key).is_some_and(|at| at <= now),
            Self::ExpiresSoon => expiry(key).is_some_and(|at| at > now && at <= now + SOON),
            Self::NeverExpires => told(key.expire_at.as_ref()).is_none(),
            Self::NeverUsed => told(key.used_at.as_ref()).is_none(),
            Self::Unused => {
                let used = told(key.used_at.as_ref()).and_then(moment::parse);
                used.is_some_and(|at| at <= now - LONG)
            }
            Self::Disabled => key.state == Some(KeyState::Disabled),
        }
    }
}

/// The marks of a key at a moment, the gravest first.
pub fn marks(key: &ApiKey, now: i64) -> Vec<Mark> {
    let marks = Mark::ALL.into_iter();
    marks.filter(|mark| mark.is_on(key, now)).collect()
}

/// When the key expires; `None` for never.
pub fn expiry(key: &ApiKey) -> Option<i64> {
    told(key.expire_at.as_ref()).and_then(moment::parse)
}

/// The API leaves out what never happens, or tells an empty text.
pub fn told(time: Option<&String>) -> Option<&str> {
    time.map(String::as_str).filter(|text| !text.is_empty())
}

fn is_open(key: &ApiKey) -> bool {
    let mut entries = key.ip_access_list.iter().flatten();
    entries.any(IpAccess::is_anywhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-24T10:00:00Z";

    fn found(json: &str) -> Vec<&'static str> {
        // Nothing stands out of this one.
        let tidy = r#""expireAt":"2027-05-01T00:00:00Z","usedAt":"2026-11-23T00:00:00Z",
            "ipAccessList":[{"source":"203.0.113.7"}],"state":"enabled","#;
        let mut whole: serde_json::Value =
            serde_json::from_str(&format!("{{{tidy}\"id\":\"x\"}}")).expect("valid");
        let changed: serde_json::Value = serde_json::from_str(json).expect("valid");
        for (name, value) in changed.as_object().expect("an object") {
            whole[name] = value.clone();
        }
        let key: ApiKey = serde_json::from_value(whole).expect("a key");
        let now = moment::parse(NOW).expect("a time");
        marks(&key, now).into_iter().map(Mark::words).collect()
    }

    #[test]
    fn nothing_stands_out_of_a_tidy_key() {
        assert!(found("{}").is_empty());
    }

    #[test]
    fn expiries_are_told_apart() {
        for (expire_at, words) in [
            ("null", "never expires"),
            ("\"\"", "never expires"),
            ("\"2026-11-24T10:00:00Z\"", "expired"),
            ("\"2026-11-24T10:00:01Z\"", "expires soon"),
            ("\"2026-12-08T10:00:00Z\"", "expires soon"),
        ] {
            let json = format!(r#"{{"expireAt":{expire_at}}}"#);
            assert_eq!(found(&json), [words], "{expire_at}");
        }
        assert!(found(r#"{"expireAt":"2026-12-08T10:00:01Z"}"#).is_empty());
        // What cannot be read is no reason to cry wolf.
        assert!(found(r#"{"expireAt":"some day"}"#).is_empty());
    }

    #[test]
    fn use_is_looked_at_from_never_to_lately() {
        assert_eq!(found(r#"{"usedAt":null}"#), ["never used"]);
        assert_eq!(
            found(r#"{"usedAt":"2026-08-26T10:00:00Z"}"#),
            ["unused 90 days"]
        );
        assert!(found(r#"{"usedAt":"2026-08-26T10:01:00Z"}"#).is_empty());
    }

    #[test]
    fn an_empty_list_lets_nobody_in_and_an_open_one_everybody() {
        assert_eq!(found(r#"{"ipAccessList":[]}"#), ["nobody can use it"]);
        for source in ["0.0.0.0/0", "::/0"] {
            let json = format!(r#"{{"ipAccessList":[{{"source":"{source}"}}]}}"#);
            assert_eq!(found(&json), ["open to the world"], "{source}");
        }
        assert!(found(r#"{"ipAccessList":null}"#).is_empty());
    }

    #[test]
    fn an_open_admin_is_gravest() {
        let key = |kind: &str, source: &str| {
            found(&format!(
                r#"{{"assignedRoles":[{{"roleName":"Admin","roleType":"{kind}"}}],
                    "ipAccessList":[{{"source":"{source}"}}]}}"#
            ))
        };
        assert_eq!(
            key("system", "0.0.0.0/0"),
            ["admin without IP list", "open to the world"]
        );
        assert!(key("system", "203.0.113.7").is_empty());
        assert_eq!(key("custom", "0.0.0.0/0"), ["open to the world"]);
    }

    #[test]
    fn a_disabled_key_is_marked_and_an_unknown_state_is_not() {
        assert_eq!(found(r#"{"state":"disabled"}"#), ["disabled"]);
        assert!(found(r#"{"state":"suspended"}"#).is_empty());
    }

    #[test]
    fn every_mark_has_a_word_of_its_own() {
        let words: std::collections::HashSet<_> =
            Mark::ALL.iter().map(|mark| mark.word()).collect();
        assert_eq!(words.len(), Mark::ALL.len());
    }
}
