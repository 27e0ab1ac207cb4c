//! The report as a file: Markdown for people, JSON for programs. Pure; what names hold is never markup.

use serde::Serialize;

use super::{
    finding::Finding,
    rule::{About, RULES, Severity},
};
use crate::{
    equivalent::{Write, equivalents},
    format::plural,
    ui::list::markdown_text,
};

/// What is exported.
pub struct Report<'a> {
    pub organization: &'a str,
    /// RFC 3339.
    pub at: &'a str,
    /// Scheme and host of the console, before the addresses of its pages.
    pub origin: &'a str,
    /// Scheme and host of the API.
    pub api: &'a str,
    pub findings: &'a [Finding],
    /// Rules that could not be judged.
    pub unjudged: &'a [&'static About],
    /// How far backups were looked at.
    pub backups: &'a str,
}

impl Report<'_> {
    fn of(&self, about: &About) -> impl Iterator<Item = &Finding> {
        let rule = about.rule;
        self.findings
            .iter()
            .filter(move |finding| finding.rule == rule)
    }

    pub fn markdown(&self) -> String {
        let mut parts = vec![format!(
            "# Hygiene of {}\n\n{} at {}. {}\n",
            markdown_text(self.organization),
            plural(self.findings.len(), "finding", "findings"),
            self.at,
            markdown_text(self.backups),
        )];
        for severity in Severity::ALL {
            let rules = RULES.iter().filter(|about| about.severity == severity);
            let rules: Vec<&About> = rules
                .filter(|about| self.of(about).next().is_some())
                .collect();
            if !rules.is_empty() {
                parts.push(format!("\n## {}\n", severity.title()));
            }
            for about in rules {
                let why = markdown_text(about.why);
                parts.push(format!("\n### {}\n\n{why}\n\n", about.title));
                parts.extend(self.of(about).map(|finding| self.entry(finding)));
            }
        }
        if !self.unjudged.is_empty() {
            let intro = "\n## Not judged\n\nThe lists for these rules could not be read:\n\n";
            parts.push(intro.to_owned());
            let titles = self.unjudged.iter().map(|about| about.title);
            parts.extend(titles.map(|title| format!("- {title}\n")));
        }
        parts.concat()
    }

    fn entry(&self, finding: &Finding) -> String {
        let name = markdown_text(&finding.name);
        let detail = markdown_text(&finding.detail);
        let head = format!("- [{name}]({}{}): {detail}\n", self.origin, finding.href);
        let fixes = finding.fixes.iter();
        let fixes = fixes.map(|fix| format!("  - [{}]({}{})\n", fix.label, self.origin, fix.href));
        let command = match &finding.write {
            Ok(write) => format!("\n{}\n", fenced(&curl(write, self.api))),
            Err(why) => format!("  - No command: {}\n", markdown_text(why)),
        };
        let parts = std::iter::once(head).chain(fixes).chain([command]);
        parts.collect()
    }

    pub fn json(&self) -> String {
        let findings = self.findings.iter().map(|finding| self.told(finding));
        let told = ToldReport {
            organization: self.organization,
            at: self.at,
            backups: self.backups,
            findings: findings.collect(),
            not_judged: self.unjudged.iter().map(|about| about.word).collect(),
        };
        serde_json::to_string_pretty(&told).unwrap_or_default() + "\n"
    }

    fn told<'a>(&self, finding: &'a Finding) -> ToldFinding<'a> {
        let about = finding.rule.about();
        let fixes = finding.fixes.iter().map(|fix| ToldFix {
            label: fix.label,
            address: format!("{}{}", self.origin, fix.href),
        });
        let commands = finding.write.as_ref().ok().map(|write| {
            let all = equivalents(write, self.api).into_iter();
            let told = all.filter_map(|one| {
                Some(ToldCommand {
                    tool: one.tool,
                    text: one.text.ok()?,
                })
            });
            told.collect::<Vec<_>>()
        });
        ToldFinding {
            severity: about.severity.word(),
            rule: about.word,
            title: about.title,
            why: about.why,
            id: &finding.id,
            name: &finding.name,
            address: format!("{}{}", self.origin, finding.href),
            detail: &finding.detail,
            fixes: fixes.collect(),
            no_command: finding.write.as_ref().err().copied(),
            commands: commands.unwrap_or_default(),
        }
    }
}

fn curl(write: &Write, api: &str) -> String {
    let [curl, ..] = equivalents(write, api);
    curl.text.unwrap_or_else(|why| why)
}

/// A block of code within a list; what it holds cannot end it.
fn fenced(code: &str) -> String {
    let longest = code.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    let lines = code.lines().map(|line| format!("  {line}\n"));
    format!("  {fence}sh\n{}  {fence}\n", lines.collect::<String>())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToldReport<'a> {
    organization: &'a str,
    at: &'a str,
    backups: &'a str,
    findings: Vec<ToldFinding<'a>>,
    not_judged: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToldFinding<'a> {
    severity: &'a str,
    rule: &'a str,
    title: &'a str,
    why: &'a str,
    id: &'a str,
    name: &'a str,
    address: String,
    detail: &'a str,
    fixes: Vec<ToldFix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_command: Option<&'a str>,
    commands: Vec<ToldCommand<'a>>,
}

#[derive(Serialize)]
struct ToldFix<'a> {
    label: &'a str,
    address: String,
}

#[derive(Serialize)]
struct ToldCommand<'a> {
    tool: &'a str,
    text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::hygiene::{finding::Fix, rule::Rule};

    fn findings() -> Vec<Finding> {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let (organization, key) = (id.parse().expect("a UUID"), id.parse().expect("a UUID"));
        let delete = cloud_api::keys::delete(&organization, &key);
        let finding = |rule, name: &str, write| Finding {
            rule,
            id: id.into(),
            name: name.into(),
            href: "/organizations/x".into(),
            detail: "A detail.".into(),
            fixes: vec![Fix::new("Delete", "/organizations/x?dialog=delete".into())],
            write,
        };
        vec![
            finding(
                Rule::ServiceOpen,
                "[x](javascript:1) <b>",
                Err("Only you know."),
            ),
            finding(Rule::KeyExpired, "ci", Ok(Write::from(&delete))),
        ]
    }

    /// As Markdown and as JSON.
    fn texts(findings: &[Finding]) -> (String, String) {
        let report = Report {
            organization: "Acme *Inc*",
            at: "2026-11-24T10:00:00Z",
            origin: "https://console.example",
            api: "https://api.clickhouse.cloud",
            findings,
            unjudged: &[Rule::InvitedMember.about()],
            backups: "No backups were looked at.",
        };
        (report.markdown(), report.json())
    }

    #[test]
    fn markdown_is_grouped_and_holds_no_markup_of_names() {
        let (text, _) = texts(&findings());
        assert!(text.starts_with("# Hygiene of Acme \\*Inc\\*\n\n2 findings at"));
        let high = text.find("\n## High\n").expect("a part");
        let low = text.find("\n## Low\n").expect("a part");
        assert!(high < low && !text.contains("## Medium"));
        assert!(text.contains("[\\[x\\](javascript:1) \\<b\\>](https://console.example/org"));
        assert!(text.contains("No command: Only you know."));
        assert!(text.contains("  ```sh\n  curl --request DELETE"));
        assert!(text.contains("$CLICKHOUSE_CLOUD_API_SECRET"));
        assert!(text.contains("## Not judged") && text.contains(Rule::InvitedMember.about().title));
    }

    #[test]
    fn json_holds_every_tool_that_can_do_it() {
        let (_, text) = texts(&findings());
        let told: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(told["findings"][0]["noCommand"], "Only you know.");
        assert_eq!(told["findings"][0]["commands"], serde_json::json!([]));
        let commands = told["findings"][1]["commands"].as_array().expect("a list");
        let tools: Vec<_> = commands.iter().map(|one| one["tool"].clone()).collect();
        assert_eq!(tools[0], "curl");
        assert_eq!(told["findings"][1]["rule"], "key-expired");
        assert_eq!(told["notJudged"], serde_json::json!(["invited-member"]));
    }

    #[test]
    fn code_cannot_end_its_block() {
        assert!(fenced("a ``` b").starts_with("  ````sh\n"));
        assert!(fenced("a").starts_with("  ```sh\n"));
    }

    #[test]
    fn nothing_found_is_a_report_too() {
        let (text, _) = texts(&[]);
        assert!(text.contains("0 findings") && !text.contains("## High"));
    }
}
