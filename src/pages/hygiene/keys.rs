//! What is looked at in API keys: their marks, as the list of keys has them.

use cloud_api::{
    keys::{self, ApiKey, KeyState, UpdateKey},
    services::IpAccess,
};

use super::{
    finding::{Finding, Fix, Judge, day},
    rule::Rule,
    services::sources,
};
use crate::{
    equivalent::Write,
    pages::keys::{
        marks::{Mark, marks, told},
        own::Own,
    },
    paths,
};

const ONLY_YOU_KNOW: &str =
    "A command needs the addresses that it is used from, which only you know.";

pub fn judge(judge: Judge<'_>, all: &[ApiKey], own: impl Fn(&ApiKey) -> Own) -> Vec<Finding> {
    let of_key = |key: &ApiKey| {
        let own = own(key);
        let marks = worth_telling(&marks(key, judge.now));
        marks
            .into_iter()
            .map(|mark| found(judge, key, mark, own))
            .collect::<Vec<_>>()
    };
    all.iter().flat_map(of_key).collect()
}

/// What the API refuses anyhow is no danger beside: of an expired key only that is told, and of a disabled one.
/// An open key of an admin is told once.
fn worth_telling(marks: &[Mark]) -> Vec<Mark> {
    for only in [Mark::Expired, Mark::Disabled] {
        if marks.contains(&only) {
            return vec![only];
        }
    }
    let admin = marks.contains(&Mark::AdminOpen);
    let told = marks.iter().filter(|mark| !(admin && **mark == Mark::Open));
    told.copied().collect()
}

fn found(judge: Judge<'_>, key: &ApiKey, mark: Mark, own: Own) -> Finding {
    let page = paths::key(judge.organization, &key.id);
    let dialog = |name: &str| paths::with_dialog_on(&page, name, key.id.as_str());
    let edit = || Fix::new("Edit API key", dialog("edit"));
    let rotate = || Fix::new("Rotate", paths::rotate_key(judge.organization, &key.id));
    let disable = || Fix::new("Disable", dialog("disable"));
    let delete = || Fix::new("Delete", dialog("delete"));
    let fixes = match mark {
        Mark::AdminOpen | Mark::Open | Mark::Nobody => vec![edit()],
        Mark::ExpiresSoon => vec![rotate(), edit()],
        Mark::NeverExpires => vec![edit(), rotate()],
        Mark::NeverUsed | Mark::Unused => vec![disable(), delete()],
        Mark::Expired => vec![delete(), edit()],
        Mark::Disabled => vec![delete()],
    };
    let session = own.words().map(|words| format!(" ({words})"));
    Finding {
        rule: Rule::of(mark),
        id: key.id.to_string(),
        name: format!("{}{}", key.label(), session.unwrap_or_default()),
        href: page.clone(),
        detail: detail(key, mark),
        fixes,
        write: write(judge, key, mark, own),
    }
}

fn detail(key: &ApiKey, mark: Mark) -> String {
    let on = |time: Option<&String>| told(time).map(day);
    let created = on(key.created_at.as_ref()).map_or_else(
        || "When it was created, the API does not tell.".to_owned(),
        |day| format!("Created on {day}."),
    );
    let expires = |verb: &str| {
        let day = on(key.expire_at.as_ref()).unwrap_or_default();
        format!("{verb} on {day}.")
    };
    match mark {
        Mark::AdminOpen | Mark::Open => {
            let (open, rest) = split(key);
            let beside = match rest.len() {
                0 => "and nothing else",
                1 => "beside 1 range",
                _ => "beside other ranges",
            };
            format!("Its IP access list holds {} {beside}.", sources(&open))
        }
        Mark::Nobody => format!("Its IP access list is empty. {created}"),
        Mark::Expired => expires("Expired"),
        Mark::ExpiresSoon => expires("Expires"),
        Mark::NeverExpires | Mark::NeverUsed => created,
        Mark::Unused => {
            let day = on(key.used_at.as_ref()).unwrap_or_default();
            format!("Last used on {day}.")
        }
        Mark::Disabled => match on(key.used_at.as_ref()) {
            Some(day) => format!("Last used on {day}."),
            None => format!("Never used. {created}"),
        },
    }
}

/// The entries that let every address in, and the others.
fn split(key: &ApiKey) -> (Vec<IpAccess>, Vec<IpAccess>) {
    let entries = key.ip_access_list.iter().flatten();
    entries.cloned().partition(IpAccess::is_anywhere)
}

fn write(judge: Judge<'_>, key: &ApiKey, mark: Mark, own: Own) -> Result<Write, &'static str> {
    let update = |change: UpdateKey| {
        Ok(Write::from(&keys::update(
            judge.organization,
            &key.id,
            &change,
        )))
    };
    match mark {
        Mark::AdminOpen | Mark::Open => {
            let (_, rest) = split(key);
            if rest.is_empty() {
                return Err(ONLY_YOU_KNOW);
            }
            update(UpdateKey {
                ip_access_list: Some(rest),
                ..UpdateKey::default()
            })
        }
        Mark::Nobody => Err(ONLY_YOU_KNOW),
        Mark::ExpiresSoon | Mark::NeverExpires => update(UpdateKey {
            expire_at: Some(Some(judge.new_expiry())),
            ..UpdateKey::default()
        }),
        Mark::NeverUsed | Mark::Unused => match own.refuses_disabling() {
            Some(why) => Err(why),
            None => update(UpdateKey {
                state: Some(KeyState::Disabled),
                ..UpdateKey::default()
            }),
        },
        Mark::Expired | Mark::Disabled => match own.refuses_deletion() {
            Some(why) => Err(why),
            None => Ok(Write::from(&keys::delete(judge.organization, &key.id))),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn judged(json: &str, own: Own) -> Vec<Finding> {
        let json = format!(r#"{{"id":"{ID}","name":"ci",{json}}}"#);
        let key: ApiKey = serde_json::from_str(&json).expect("a key");
        let organization = ID.parse().expect("a UUID");
        let with = Judge {
            organization: &organization,
            now: moment::parse("2026-11-24T10:00:00Z").expect("a time"),
        };
        judge(with, &[key], |_| own)
    }

    fn rules(json: &str) -> Vec<Rule> {
        let found = judged(json, Own::No);
        found.iter().map(|finding| finding.rule).collect()
    }

    fn command(finding: &Finding) -> String {
        let write = finding.write.as_ref().expect("a write").clone();
        let [curl, ..] = crate::equivalent::equivalents(&write, "https://api.clickhouse.cloud");
        curl.text.expect("a command")
    }

    const TIDY: &str = r#""expireAt":"2027-05-01T00:00:00Z","usedAt":"2026-11-23T00:00:00Z","ipAccessList":[{"source":"203.0.113.7"}]"#;

    #[test]
    fn a_tidy_key_and_one_used_in_the_future_are_not_found() {
        assert!(rules(TIDY).is_empty());
        let ahead = TIDY.replace("2026-11-23", "2027-11-23");
        assert!(rules(&ahead).is_empty());
    }

    #[test]
    fn of_a_key_that_the_api_refuses_only_that_is_told() {
        let open = r#""ipAccessList":[{"source":"0.0.0.0/0"}]"#;
        let expired = format!(r#"{open},"expireAt":"2026-11-23T00:00:00Z""#);
        assert_eq!(rules(&expired), [Rule::KeyExpired]);
        let disabled = format!(r#"{open},"state":"disabled""#);
        assert_eq!(rules(&disabled), [Rule::KeyDisabled]);
        let unknown = format!(r#"{open},"state":"suspended","expireAt":"some day","usedAt":"x""#);
        assert_eq!(rules(&unknown), [Rule::KeyOpen]);
    }

    #[test]
    fn an_open_key_of_an_admin_is_told_once() {
        let json =
            format!(r#"{TIDY},"assignedRoles":[{{"roleName":"Admin","roleType":"system"}}]"#)
                .replace("203.0.113.7", "::/0");
        assert_eq!(rules(&json), [Rule::AdminOpen]);
    }

    #[test]
    fn an_open_key_keeps_its_other_ranges_and_no_range_is_made_up() {
        let some = TIDY.replace("[{", r#"[{"source":"0.0.0.0/0"},{"#);
        let found = judged(&some, Own::No);
        let text = command(&found[0]);
        assert!(text.contains("203.0.113.7") && !text.contains("0.0.0.0/0"));
        let none = TIDY.replace("203.0.113.7", "0.0.0.0/0");
        assert_eq!(judged(&none, Own::No)[0].write, Err(ONLY_YOU_KNOW));
    }

    #[test]
    fn a_new_expiry_is_90_days_away() {
        let never = TIDY.replace("\"2027-05-01T00:00:00Z\"", "null");
        let found = judged(&never, Own::No);
        assert_eq!(found[0].rule, Rule::KeyNeverExpires);
        assert!(command(&found[0]).contains("2027-02-22T10:00:00Z"));
    }

    #[test]
    fn the_key_of_the_session_is_neither_disabled_nor_deleted_by_a_command() {
        let unused = TIDY.replace("2026-11-23", "2026-01-23");
        assert!(command(&judged(&unused, Own::No)[0]).contains("\"disabled\""));
        for own in [Own::Yes, Own::Perhaps] {
            let found = judged(&unused, own);
            assert!(found[0].write.is_err());
            assert!(found[0].name.contains("session"));
        }
    }

    #[test]
    fn fields_that_are_not_told_make_no_detail_up() {
        let found = judged(r#""usedAt":"2026-11-23T00:00:00Z""#, Own::No);
        assert_eq!(found[0].rule, Rule::KeyNeverExpires);
        assert!(found[0].detail.contains("does not tell"));
    }
}
