//! Names that make a service, a key or a role misbehave, so that a person can see each failure too.

/// What the name of a service can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sentinel {
    RefuseCreate,
    FailCreate,
    RefuseUpdate,
    RefuseStart,
    RefuseStop,
    RefuseDelete,
    FailStart,
    FailBackup,
    FailRestore,
    SlowStart,
    Degraded,
    UnknownState,
    MissingFields,
    Error500,
    Garbage,
    Cut,
}

/// Each phrase and what a service does whose name contains it. Case, hyphens and underscores do not
/// matter: `refuse stop`, `Refuse-Stop 2` and `my refuse_stop` are one.
pub const SENTINELS: [(&str, &str); 16] = [
    ("refuse create", "creating it answers 400"),
    ("fail create", "provisioning ends in `failed`"),
    ("refuse update", "every update answers 400"),
    ("refuse start", "start answers 409"),
    ("refuse stop", "stop answers 409"),
    ("refuse delete", "delete answers 409"),
    ("fail start", "starting ends in `failed`"),
    ("fail backup", "every backup of it ends in `error`"),
    (
        "fail restore",
        "restoring a backup into it ends in `failed`",
    ),
    ("slow start", "starting takes ten times as long"),
    ("degraded", "it comes up `degraded` instead of `running`"),
    (
        "unknown state",
        "provisioning ends in `hibernating`, a word the API does not list",
    ),
    ("missing fields", "its details have nothing but the id"),
    ("error 500", "its details answer 500"),
    ("garbage", "its details are an HTML page"),
    ("cut", "its details break off in the middle"),
];

impl Sentinel {
    fn phrase(self) -> &'static str {
        SENTINELS[self as usize].0
    }

    /// Whether the name contains the phrase, as whole words.
    pub(crate) fn is_in(self, name: &str) -> bool {
        let phrase = self.phrase();
        if name.len() < phrase.len() {
            return false;
        }
        let word = |c: char| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                ' '
            }
        };
        let words: String = name.chars().map(word).collect();
        words.match_indices(phrase).any(|(start, _)| {
            let before = words[..start].chars().next_back();
            let after = words[start + phrase.len()..].chars().next();
            before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ')
        })
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::services::rules;

    use super::*;

    #[test]
    fn a_phrase_is_found_as_whole_words_in_any_spelling() {
        for name in ["refuse stop", "Refuse-Stop 2", "my refuse_stop"] {
            assert!(Sentinel::RefuseStop.is_in(name), "{name}");
        }
        for name in ["refuse stopping", "stop", "", "refuse  stop"] {
            assert!(!Sentinel::RefuseStop.is_in(name), "{name}");
        }
        assert!(Sentinel::Cut.is_in("cut") && !Sentinel::Cut.is_in("executed"));
        assert_eq!(Sentinel::Cut.phrase(), "cut");
    }

    #[test]
    fn every_sentinel_is_a_name_that_the_api_takes() {
        for (phrase, _) in SENTINELS {
            assert_eq!(rules::check_name(phrase), Ok(()), "{phrase}");
        }
    }

    #[test]
    fn the_readme_names_every_sentinel() {
        let readme = include_str!("../README.md");
        for (phrase, effect) in SENTINELS {
            assert!(
                readme.contains(&format!("| `{phrase}` | {effect} |")),
                "{phrase}"
            );
        }
    }
}
