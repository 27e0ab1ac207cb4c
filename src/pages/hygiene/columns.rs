//! What a filter, an order and an export know of a finding.

use super::finding::Finding;
use crate::ui::{Column, Kind, ListOf};

/// Columns that the report is narrowed by.
pub const SEVERITY: &str = "severity";
pub const RULE: &str = "rule";

pub static FINDINGS: ListOf<Finding> = ListOf {
    caption: "Findings",
    one: "finding",
    columns: COLUMNS,
    sort: SEVERITY,
    key: |finding| format!("{} {}", finding.rule.about().word, finding.id),
    label: |finding| finding.name.clone(),
    link: |finding| Some(finding.href.clone()),
};

static COLUMNS: &[Column<Finding>] = &[
    Column::text("name", "Name", |finding: &Finding| finding.name.clone()),
    Column::choice(SEVERITY, "Severity", |finding: &Finding| {
        finding.rule.about().severity.word().to_owned()
    })
    // Rules stand in the order of their severity.
    .ordered_by(|one, other| one.rule.cmp(&other.rule)),
    Column::choice(RULE, "Rule", |finding: &Finding| {
        finding.rule.about().word.to_owned()
    }),
    Column::text("finding", "Finding", |finding: &Finding| {
        finding.rule.about().title.to_owned()
    }),
    Column::text("detail", "Detail", |finding: &Finding| {
        finding.detail.clone()
    }),
    Column::text("why", "Why it matters", |finding: &Finding| {
        finding.rule.about().why.to_owned()
    })
    .hidden(),
    Column::new("id", "ID", Kind::Id(|finding: &Finding| finding.id.clone())),
];
