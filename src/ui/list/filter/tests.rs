use super::*;

fn text(text: &str) -> Item {
    Item {
        negated: false,
        term: Term::Text(text.into()),
    }
}

fn token(key: &str, operator: Operator, values: &[&str]) -> Item {
    Item {
        negated: false,
        term: Term::Token {
            key: key.into(),
            operator,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        },
    }
}

fn not(item: Item) -> Item {
    Item {
        negated: true,
        ..item
    }
}

#[test]
fn tokens_have_key_operator_and_values() {
    let filter = Filter::parse(
        r#"state:idle,running -State:stopped tag:env=prod created:<7d memory:>=16 name:="a \"b\" c""#,
    );
    assert_eq!(
        filter.items,
        [
            token("state", Operator::Is, &["idle", "running"]),
            not(token("state", Operator::Is, &["stopped"])),
            token("tag", Operator::Is, &["env=prod"]),
            token("created", Operator::Less, &["7d"]),
            token("memory", Operator::AtLeast, &["16"]),
            token("name", Operator::Exactly, &["a \"b\" c"]),
        ]
    );
}

#[test]
fn everything_else_is_text() {
    let filter = Filter::parse(r#" azure  "two words" -gone - "state:idle" 10:30 :x "" "#);
    assert_eq!(
        filter.items,
        [
            text("azure"),
            text("two words"),
            not(text("gone")),
            text("-"),
            text("state:idle"),
            text("10:30"),
            text(":x"),
        ]
    );
}

#[test]
fn an_unfinished_quote_ends_with_the_text() {
    assert_eq!(
        Filter::parse("name:\"a b").items,
        [token("name", Operator::Is, &["a b"])]
    );
    assert!(is_open("name:\"a b"));
    assert!(!is_open("name:\"a b\""));
    assert!(!is_open("name:a b"));
}

/// Any text parses, never panics, and what is printed says the same.
#[test]
fn what_is_printed_parses_to_the_same() {
    const PIECES: [&str; 26] = [
        "a", "Z", "state", "tag", ":", "=", "<", ">", ">=", "-", "\"", "\\", ",", " ", "\t", "\n",
        "ä", "日本", "🦀", "0", ".", "_", "\u{a0}", "\u{1f}", "'", "=1+1",
    ];
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap_or_default()
    };
    for _ in 0..50_000 {
        let length = next(12);
        let text: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        let filter = Filter::parse(&text);
        let printed = filter.to_string();
        assert_eq!(Filter::parse(&printed), filter, "{text:?} as {printed:?}");
        assert_eq!(Filter::parse(&printed).to_string(), printed);
    }
}

#[test]
fn what_is_wanted_of_a_column_is_one_token() {
    let filter = Filter::parse("stop -actor:x service:a age:>3");
    let more = filter.toggled("service", "b c");
    assert_eq!(more.to_string(), r#"stop -actor:x age:>3 service:a,"b c""#);
    assert_eq!(more.wanted("service"), ["a", "b c"]);
    let less = more.toggled("service", "A");
    assert_eq!(
        less.toggled("service", "b c").to_string(),
        "stop -actor:x age:>3"
    );
    // What is not wanted, and what is compared, is no choice of values.
    assert!(filter.wanted("actor").is_empty() && filter.wanted("age").is_empty());
    assert_eq!(
        less.with("service", vec!["d".into()]).to_string(),
        "stop -actor:x age:>3 service:d"
    );
    assert_eq!(
        Filter::of("state", vec!["idle".into()]).to_string(),
        "state:idle"
    );
}
