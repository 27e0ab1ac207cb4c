use cloud_api::backups::{Backup, BackupStatus, Schedule};
use leptos::prelude::*;

use super::draft::Draft;
use crate::{
    pages::{
        backups::{
            moment::{HOUR, minute},
            of_service::OfService,
            standing::Standing,
            words::{hours, is, started},
        },
        editors::risk::Risk,
    },
    ui::dynamic,
};

/// What the draft makes of the schedule, where that is another one.
fn changed(draft: &Draft, stored: Schedule) -> Option<Schedule> {
    let (_, after) = draft.check(stored).ok()?;
    (after != stored).then_some(after)
}

/// The backups that the change deletes.
pub(super) fn deleted(
    draft: &Draft,
    stored: Schedule,
    backups: Option<&[Backup]>,
    now: f64,
) -> Option<Risk> {
    let after = changed(draft, stored)?;
    let (count, edge) = too_old(stored, after, backups, now)?;
    Risk::of_backups(count, &minute(edge))
}

/// How many backups a shorter retention makes too old, and older than when that is.
fn too_old(
    base: Schedule,
    after: Schedule,
    backups: Option<&[Backup]>,
    now: f64,
) -> Option<(Option<usize>, f64)> {
    if after.retention_hours >= base.retention_hours {
        return None;
    }
    let edge = now - f64::from(after.retention_hours) * HOUR;
    let count = backups.map(|backups| {
        let newest_good = Standing::of(backups).last_good.map(|backup| backup.id);
        let older = backups.iter().filter(|backup| {
            started(backup).is_some_and(|at| at < edge)
                && !is(backup, &BackupStatus::InProgress)
                && Some(&backup.id) != newest_good.as_ref()
        });
        older.count()
    });
    Some((count, edge))
}

/// What else follows from the change.
#[component]
pub(super) fn Consequences(draft: RwSignal<Draft>, stored: Memo<Schedule>) -> impl IntoView {
    let of: OfService = expect_context();
    let after = Memo::new(move |_| {
        let stored = stored.get();
        Some((stored, changed(&draft.read(), stored)?))
    });
    let content = move || {
        let (now, after) = after.get()?;
        let backups = of.list.latest().get();
        let backups = backups.as_deref().map(Vec::as_slice);
        let told = consequences(now, after, backups, of.now.get_untracked());
        let told = told
            .into_iter()
            .map(|text| view! { <li class="warn">{text}</li> });
        Some(view! { <ul class="plain">{told.collect_view()}</ul> })
    };
    view! { <div role="status">{dynamic(content)}</div> }
}

fn consequences(
    base: Schedule,
    after: Schedule,
    backups: Option<&[Backup]>,
    now: f64,
) -> Vec<String> {
    let mut told = Vec::new();
    if let Some((Some(0), _)) = too_old(base, after, backups, now) {
        told.push("No backup is old enough to be deleted by the shorter retention.".into());
    }
    if after.retention_hours > base.retention_hours {
        told.push("More backups are kept, which are paid for.".into());
    }
    if after.period_hours > base.period_hours {
        told.push(format!(
            "Up to {} of changes can be lost when data has to be restored.",
            hours(after.period_hours)
        ));
    }
    if after.retention_hours < after.period_hours {
        told.push(
            "Backups are made further apart than they are kept: at times there is only the newest one."
                .into(),
        );
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::backups::moment::moment;

    fn backup(started_at: &str) -> Backup {
        let json = format!(r#"{{"id":"{started_at}","status":"done","startedAt":"{started_at}"}}"#);
        serde_json::from_str(&json).expect("a backup")
    }

    fn schedule(period_hours: u32, days: u32) -> Schedule {
        Schedule {
            period_hours,
            retention_hours: days * 24,
            start_hour: None,
        }
    }

    #[test]
    fn what_a_shorter_retention_deletes_is_counted() {
        let now = moment("2026-11-24T12:00:00Z").expect("a moment");
        let all = ["2026-11-24", "2026-11-23", "2026-11-22", "2026-11-20"]
            .map(|day| backup(&format!("{day}T02:00:00Z")));
        let (week, two_days) = (schedule(24, 7), schedule(24, 2));
        let (count, edge) = too_old(week, two_days, Some(&all), now).expect("shorter");
        assert_eq!(minute(edge), "2026-11-22 12:00 UTC");
        assert_eq!(count, Some(2));
        let draft = Draft::of(two_days);
        assert!(deleted(&draft, week, Some(&all), now).is_some());
        assert!(
            deleted(&draft, week, None, now).is_some(),
            "nobody knows how many"
        );
        assert_eq!(
            deleted(&draft, schedule(24, 1), Some(&all), now),
            None,
            "longer"
        );
        assert!(consequences(week, two_days, Some(&all), now).is_empty());
        // The newest good one stays whatever its age.
        let told = consequences(week, schedule(24, 1), Some(&all[3..]), now);
        assert!(told[0].starts_with("No backup"));
    }

    #[test]
    fn rarer_and_longer_are_told_too() {
        let told = consequences(schedule(24, 1), schedule(48, 1), Some(&[]), 0.0);
        assert!(told[0].contains("2 days of changes"));
        assert!(told[1].contains("further apart"));
        let told = consequences(schedule(24, 1), schedule(24, 7), Some(&[]), 0.0);
        assert_eq!(told.len(), 1);
    }
}
