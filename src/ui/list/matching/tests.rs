use super::{super::tests::*, *};

fn found(text: &str) -> Vec<String> {
    matching(text, false).0
}

fn matching(text: &str, partial: bool) -> (Vec<String>, Vec<String>) {
    let rows = fleet();
    let columns = infos();
    let mut haystack = Haystack::default();
    haystack.extend(&*rows, columns.len(), usize::MAX);
    let matcher = Matcher::new(&Filter::parse(text), &columns, partial, NOW);
    let found = (0..rows.count())
        .filter(|row| matcher.wanting(&*rows, &haystack)(*row))
        .map(|row| rows.label(row))
        .collect();
    (found, matcher.problems)
}

#[test]
fn text_is_found_in_any_column_and_every_word_is_wanted() {
    assert_eq!(found("EVENT"), ["events"]);
    assert_eq!(found("prod idle"), ["analytics"]);
    assert_eq!(found("-prod"), ["playground"]);
    assert_eq!(found("").len(), 4);
}

#[test]
fn a_choice_is_a_whole_word_once_typed() {
    assert_eq!(found("state:running"), ["events"]);
    assert_eq!(matching("state:run", true).0, ["events", "telemetry"]);
    assert_eq!(found("state:idle,running"), ["analytics", "events"]);
    assert_eq!(found("-state:idle"), ["events", "telemetry", "playground"]);
}

#[test]
fn a_whole_word_is_neither_its_beginning_nor_its_end() {
    assert_eq!(found("name:event"), ["events"]);
    assert_eq!(found("name:=EVENTS"), ["events"]);
    for part in [
        "name:=event",
        "name:=vents",
        "state:run",
        "state:=run",
        "state:ing",
    ] {
        assert!(found(part).is_empty(), "{part}");
    }
    // A tag's key is one word, and its value none.
    for part in [
        "tag:en",
        "tag:prod",
        "tag:env=pro",
        "tag:=env=pro",
        "tag:team=data2",
    ] {
        assert!(found(part).is_empty(), "{part}");
    }
    assert_eq!(found("tag:=env=prod"), ["analytics", "events"]);
    assert_eq!(found("-state:run").len(), 4);
}

#[test]
fn a_tag_is_its_key_or_key_and_value() {
    assert_eq!(found("tag:env=prod"), ["analytics", "events"]);
    assert_eq!(found("tag:team"), ["events"]);
    assert_eq!(found("tag:env=production"), ["telemetry"]);
    assert_eq!(found("-tag:env"), ["playground"]);
}

#[test]
fn numbers_and_times_compare() {
    assert_eq!(found("memory:>=16"), ["events", "telemetry"]);
    assert_eq!(found("memory:>=16GiB"), ["events", "telemetry"]);
    assert_eq!(found("memory:8"), ["analytics"]);
    assert_eq!(found("memory:<12 -memory:8"), Vec::<String>::new());
    assert_eq!(found("created:<7d"), ["events"]);
    assert_eq!(found("created:>1y"), ["telemetry"]);
    assert_eq!(found("created:>=2026-01-01"), ["analytics", "events"]);
    assert_eq!(found("created:2026-05"), ["analytics"]);
}

#[test]
fn a_wrong_token_is_told_and_hides_nothing() {
    let (rows, problems) = matching("memory:>=much", false);
    assert_eq!(rows.len(), 4);
    assert!(
        problems[0].contains("memory wants a number"),
        "{problems:?}"
    );
    let (rows, problems) = matching("colour:red", false);
    assert!(rows.is_empty());
    assert!(problems[0].contains("No column is called colour"));
    assert_eq!(matching("colour:red", true).1.len(), 1);
    assert!(matching("colour:", true).1.is_empty());
    assert_eq!(matching("memory:>=", true).0.len(), 4);
    assert_eq!(matching("name:>5", false).1.len(), 1);
}

#[test]
fn a_longer_word_narrows_and_a_shorter_one_does_not() {
    let columns = infos();
    let of = |text: &str, partial| Matcher::new(&Filter::parse(text), &columns, partial, NOW);
    assert!(of("events", true).narrows(&of("ev", true)));
    assert!(of("ev prod", true).narrows(&of("ev", true)));
    assert!(of("state:idle ev", true).narrows(&of("state:idle", true)));
    assert!(!of("e", true).narrows(&of("ev", true)));
    assert!(!of("state:idle", true).narrows(&of("state:id", true)));
    assert!(!of("state:run", false).narrows(&of("state:run", true)));
    assert!(!of("-ev", true).narrows(&of("-events", true)));
}
