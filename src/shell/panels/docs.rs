//! What is written elsewhere of what is done here. Nothing is fetched: a link is followed when it is chosen.

use super::results::{Does, Entry, Group};

/// Words, address, and the last parts of the addresses of the pages that it is about.
const DOCS: [(&str, &str, &[&str]); 15] = [
    (
        "Cloud API and its limits",
        "https://clickhouse.com/docs/products/cloud/features/admin-features/api/api-overview",
        &["clock"],
    ),
    (
        "API keys",
        "https://clickhouse.com/docs/products/cloud/features/admin-features/api/openapi",
        &["keys"],
    ),
    (
        "Roles and their permissions",
        "https://clickhouse.com/docs/products/cloud/reference/security/console-roles",
        &["roles", "members", "invitations"],
    ),
    (
        "Members and invitations",
        "https://clickhouse.com/docs/products/cloud/guides/security/cloud-access-management/manage-cloud-users",
        &["members", "invitations"],
    ),
    (
        "Audit log",
        "https://clickhouse.com/docs/products/cloud/guides/security/audit-logging/console-audit-log",
        &["activities", "activity"],
    ),
    (
        "Billing and prices",
        "https://clickhouse.com/docs/cloud/manage/billing/overview",
        &["usage"],
    ),
    (
        "Scaling and idling",
        "https://clickhouse.com/docs/products/cloud/features/autoscaling/overview",
        &["scaling"],
    ),
    (
        "Horizontal autoscaling",
        "https://clickhouse.com/docs/products/cloud/features/autoscaling/horizontal-autoscaling",
        &["scaling"],
    ),
    (
        "Warehouses",
        "https://clickhouse.com/docs/products/cloud/features/infrastructure/warehouses",
        &["overview", "new"],
    ),
    (
        "Addresses of ClickHouse Cloud",
        "https://clickhouse.com/docs/products/cloud/guides/data-sources/cloud-endpoints-api",
        &["access", "connect"],
    ),
    (
        "AWS PrivateLink",
        "https://clickhouse.com/docs/manage/security/aws-privatelink",
        &["access", "settings"],
    ),
    (
        "Backups in a bucket of your own",
        "https://clickhouse.com/docs/cloud/manage/backups/export-backups-to-own-cloud-account",
        &["backups"],
    ),
    (
        "Production readiness",
        "https://clickhouse.com/docs/products/cloud/guides/production-readiness",
        &["hygiene"],
    ),
    (
        "Terraform provider",
        "https://registry.terraform.io/providers/ClickHouse/clickhouse/latest/docs",
        &[],
    ),
    (
        "clickhousectl",
        "https://github.com/ClickHouse/clickhousectl",
        &[],
    ),
];

/// Those about the page of this path first.
pub fn docs(path: &str) -> Vec<Entry> {
    let entry = |(label, address, pages): (&str, &'static str, &[&str])| {
        let (group, about) = if pages.iter().any(|page| is_of(path, page)) {
            (Group::DocsOfPage, "about this page, in a new tab")
        } else {
            (Group::Docs, "documentation, in a new tab")
        };
        Entry {
            group,
            icon: "info",
            label: label.to_owned(),
            about: about.into(),
            keys: None,
            refused: None,
            does: Does::Open(address),
        }
    };
    DOCS.map(entry).into()
}

/// Whether it is the page or one below it.
fn is_of(path: &str, page: &str) -> bool {
    path.split('/').any(|part| part == page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_page(path: &str) -> Vec<String> {
        let all = docs(path).into_iter();
        let own = all.filter(|entry| entry.group == Group::DocsOfPage);
        own.map(|entry| entry.label).collect()
    }

    #[test]
    fn a_page_has_what_is_written_of_it() {
        assert_eq!(of_page("/organizations/x/keys"), ["API keys"]);
        assert_eq!(of_page("/organizations/x/keys/y"), ["API keys"]);
        assert_eq!(
            of_page("/organizations/x/services/y/scaling"),
            ["Scaling and idling", "Horizontal autoscaling"]
        );
        assert!(of_page("/organizations/x/services").is_empty());
    }

    #[test]
    fn every_address_is_safe_and_there_once() {
        let addresses = DOCS.map(|(_, address, _)| address);
        assert!(addresses.iter().all(|one| one.starts_with("https://")));
        let once = std::collections::HashSet::from(addresses);
        assert_eq!(once.len(), addresses.len());
    }
}
