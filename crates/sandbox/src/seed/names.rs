//! Names of services, plain and hostile.

use crate::random::Random;

/// Names that the create form refuses but an older client, or the API itself, may have let in. All fit
/// the API's 50 characters.
pub(super) const HOSTILE: [&str; 30] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(document.domain)>",
    "\"><b>bold</b>",
    "'; DROP TABLE services;--",
    "=HYPERLINK(\"https://example.com\",\"open\")",
    "=1+1",
    "+1+1",
    "@SUM(A1:A9)",
    "-2+3",
    "{{7*7}} ${7*7} %s %n",
    "../../../etc/passwd",
    "%2e%2e%2f%00",
    "line\nbreak and\ttab",
    "   padded   ",
    "null",
    "undefined",
    "NaN",
    "0",
    "خدمة التحليلات",
    "שירות ניתוח 42",
    "\u{202e}desrever\u{202c} order",
    "日本語のサービス",
    "Ünïcödé straße İstanbul ﬁ",
    "👩‍👩‍👧‍👦 family 🚀🚀🚀",
    "Z\u{351}\u{36b}\u{343}a\u{323}\u{309}\u{308}l\u{326}\u{31a}go\u{321}\u{30a}",
    "\u{200b}\u{200d}\u{feff}",
    "\t=1+1",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
    "ﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺﷺ",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
];

/// A name as people give them; the number keeps it apart from the others.
pub(super) fn plain(random: &mut Random, number: usize) -> String {
    let subject = random.pick(&[
        "orders",
        "sessions",
        "invoices",
        "clicks",
        "logs",
        "metrics",
        "traces",
        "payments",
        "inventory",
        "search",
        "recommendations",
        "experiments",
        "support tickets",
        "crash reports",
    ]);
    let part = random.pick(&["prod", "staging", "dev", "analytics", "archive", "eu", "us"]);
    format!("{subject} {part} {number:03}")
}

#[cfg(test)]
mod tests {
    use cloud_api::services::rules;

    use super::*;

    #[test]
    fn hostile_names_fit_the_length_and_are_not_sentinels() {
        for name in HOSTILE {
            assert!(
                (1..=rules::NAME_MAX).contains(&name.chars().count()),
                "{name}"
            );
            for (phrase, _) in crate::SENTINELS {
                assert!(!name.to_lowercase().contains(phrase), "{name}");
            }
        }
        assert!(
            HOSTILE
                .iter()
                .filter(|name| rules::check_name(name).is_err())
                .count()
                > 15
        );
    }
}
