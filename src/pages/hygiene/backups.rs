//! What is looked at in backups, as far as another page has asked for them.

use std::sync::Arc;

use cloud_api::services::Service;

use super::{
    finding::{Finding, Fix, Judge, day},
    rule::Rule,
};
use crate::{
    pages::backups::{Standing, Verdict},
    paths::{self, Tab},
};

/// A service whose backups were asked for lately.
#[derive(Clone, Debug, PartialEq)]
pub struct Surveyed {
    pub service: Arc<Service>,
    pub standing: Standing,
    pub verdict: Verdict,
}

pub fn judge(judge: Judge<'_>, all: &[Surveyed]) -> Vec<Finding> {
    all.iter().filter_map(|one| found(judge, one)).collect()
}

fn found(judge: Judge<'_>, surveyed: &Surveyed) -> Option<Finding> {
    let rule = match surveyed.verdict {
        Verdict::Never | Verdict::Late => Rule::NoBackup,
        Verdict::Failing => Rule::BackupFailed,
        Verdict::Untold | Verdict::Good | Verdict::New | Verdict::Paused => return None,
    };
    let service = &surveyed.service;
    let good = surveyed.standing.last_good.as_ref();
    let good = good
        .and_then(|backup| backup.started_at.as_deref())
        .map_or_else(
            || format!("{}.", capital(surveyed.standing.none_good())),
            |at| format!("The last good one began on {}.", day(at)),
        );
    let page = paths::service_tab(judge.organization, &service.id, Tab::Backups);
    Some(Finding {
        rule,
        id: service.id.to_string(),
        name: service.label().to_owned(),
        href: page.clone(),
        detail: format!("{}. {good}", capital(surveyed.verdict.words())),
        fixes: vec![
            Fix::new("Backups", page.clone()),
            Fix::new("Configure", paths::with_dialog(&page, "configure")),
        ],
        write: Err(
            "The published API has no operation that makes a backup: the next one follows the schedule.",
        ),
    })
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::hygiene::services::tests::service;

    fn judged(verdict: Verdict, good: &str) -> Vec<Finding> {
        let backups = serde_json::from_str::<Vec<_>>(good).expect("backups");
        let surveyed = Surveyed {
            service: Arc::new(service(r#""state":"running""#)),
            standing: Standing::of(&backups),
            verdict,
        };
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let organization = id.parse().expect("a UUID");
        let with = Judge {
            organization: &organization,
            now: 0,
        };
        judge(with, &[surveyed])
    }

    #[test]
    fn a_verdict_that_needs_attention_is_found_with_the_last_good_one() {
        let good = r#"[{"id":"x","status":"done","startedAt":"2026-11-20T02:00:00Z"}]"#;
        let late = judged(Verdict::Late, good);
        assert_eq!(late[0].rule, Rule::NoBackup);
        assert_eq!(
            late[0].detail,
            "Overdue. The last good one began on 2026-11-20."
        );
        assert_eq!(judged(Verdict::Failing, good)[0].rule, Rule::BackupFailed);
        assert!(
            judged(Verdict::Never, "[]")[0]
                .detail
                .contains("no good one")
        );
        let archived = r#"[{"id":"x","status":"archived"}]"#;
        assert_eq!(
            judged(Verdict::Late, archived)[0].detail,
            "Overdue. Of none is it known here whether it is good."
        );
    }

    #[test]
    fn what_is_good_new_paused_or_not_known_is_not_found() {
        for verdict in [
            Verdict::Untold,
            Verdict::Good,
            Verdict::New,
            Verdict::Paused,
        ] {
            assert!(judged(verdict, "[]").is_empty());
        }
    }
}
