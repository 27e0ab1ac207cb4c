use super::{super::tests::*, *};
use crate::ui::list::filter::Filter;

fn labels(arranged: &Arranged) -> Vec<String> {
    let label = |row: &u32| arranged.rows.label(*row as usize);
    arranged.shown.iter().map(label).collect()
}

fn matcher(text: &str) -> Arc<Matcher> {
    Arc::new(Matcher::new(&Filter::parse(text), &infos(), false, NOW))
}

fn once(sort: &str, filter: &str) -> Vec<String> {
    let mut arranger = Arranger::new(infos());
    labels(&arranger.arrange(&fleet(), &Sort::parse(sort), &matcher(filter), false))
}

#[test]
fn rows_keep_their_order_until_a_column_decides() {
    let as_it_came = ["analytics", "events", "telemetry", "playground"];
    assert_eq!(once("", ""), as_it_came);
    assert_eq!(once("nothing", ""), as_it_came);
    assert_eq!(
        once("name", ""),
        ["analytics", "events", "playground", "telemetry"]
    );
    assert_eq!(
        once("-memory", ""),
        ["events", "telemetry", "analytics", "playground"]
    );
    assert_eq!(
        once("-memory,-name", ""),
        ["telemetry", "events", "analytics", "playground"]
    );
    assert_eq!(
        once("created", ""),
        ["playground", "telemetry", "analytics", "events"]
    );
}

#[test]
fn a_filter_leaves_the_order() {
    assert_eq!(once("-name", "prod"), ["telemetry", "events", "analytics"]);
    assert_eq!(once("", "prod"), ["analytics", "events", "telemetry"]);
    assert!(once("name", "no such thing").is_empty());
}

#[test]
fn typing_on_gives_what_typing_at_once_gives() {
    let rows = fleet();
    let sort = Sort::by("name");
    let mut arranger = Arranger::new(infos());
    for text in ["p", "pr", "pro", "prod", "prod e", "prod", "", "x", "e"] {
        let typed = arranger.arrange(&rows, &sort, &matcher(text), false);
        assert_eq!(labels(&typed), once("name", text), "{text}");
    }
}

#[test]
fn the_same_again_is_the_same() {
    let rows = fleet();
    let mut arranger = Arranger::new(infos());
    let first = arranger.arrange(&rows, &Sort::by("name"), &matcher("e"), false);
    let again = arranger.arrange(&rows, &Sort::by("name"), &matcher("e"), true);
    let after = arranger.arrange(&rows, &Sort::by("name"), &matcher("e"), false);
    assert!(first == again && again == after);
}

#[test]
fn nothing_moves_while_it_is_held() {
    let sort = Sort::by("state");
    let all = matcher("");
    let mut arranger = Arranger::new(infos());
    let before = labels(&arranger.arrange(&fleet(), &sort, &all, false));
    let changed = rows_of(vec![
        row("new", "aaa", &[], None, None),
        row("playground", "running", &[], None, None),
        row("analytics", "zzz", &[], None, None),
        row("events", "aaa", &[], None, None),
    ]);
    let held = arranger.arrange(&changed, &sort, &all, true);
    assert_eq!(*held.gone, ["telemetry"]);
    let held = labels(&held);
    let expected: Vec<String> = before
        .iter()
        .filter(|label| *label != "telemetry")
        .cloned()
        .chain(["new".to_owned()])
        .collect();
    assert_eq!(held, expected);
    let released = labels(&arranger.arrange(&changed, &sort, &all, false));
    assert_eq!(released, ["new", "events", "playground", "analytics"]);
}

#[test]
fn what_went_is_told_until_it_is_released() {
    let sort = Sort::by("name");
    let all = matcher("");
    let mut arranger = Arranger::new(infos());
    arranger.arrange(&fleet(), &sort, &all, false);
    let without = |gone: &[&str]| {
        let left = ["analytics", "events", "playground", "telemetry"].into_iter();
        let left = left.filter(|name| !gone.contains(name));
        rows_of(left.map(|name| row(name, "", &[], None, None)).collect())
    };
    arranger.arrange(&without(&["telemetry"]), &sort, &all, true);
    let fewer = without(&["events", "telemetry"]);
    let held = arranger.arrange(&fewer, &sort, &all, true);
    assert_eq!(*held.gone, ["telemetry", "events"]);
    let released = arranger.arrange(&fewer, &sort, &all, false);
    assert!(released.gone.is_empty());
    assert_eq!(labels(&released), ["analytics", "playground"]);
}

#[test]
fn a_row_that_no_longer_matches_stays_while_held() {
    let wanted = matcher("state:idle");
    let mut arranger = Arranger::new(infos());
    arranger.arrange(&fleet(), &Sort::default(), &wanted, false);
    let changed = rows_of(vec![row("analytics", "awaking", &[], None, None)]);
    let held = arranger.arrange(&changed, &Sort::default(), &wanted, true);
    assert_eq!(labels(&held), ["analytics"]);
    let released = arranger.arrange(&changed, &Sort::default(), &wanted, false);
    assert!(labels(&released).is_empty());
}

#[test]
fn pieces_are_read_until_all_is_there() {
    let many = (0..PIECE + 5).map(|number| row(&format!("row {number}"), "", &[], None, None));
    let rows = rows_of(many.collect());
    let mut arranger = Arranger::new(infos());
    assert!(arranger.warm(&rows));
    assert!(!arranger.warm(&rows));
    let found = arranger.arrange(&rows, &Sort::default(), &matcher("row 4004"), false);
    assert_eq!(labels(&found), ["row 4004"]);
}
