//! The metrics of a cost (schema `UsageCostMetrics`), by the API's names.

use super::report::NO_METRIC;

/// Every metric of the official document, and what it is called here.
pub const METRICS: [(&str, &str); 10] = [
    ("computeCHC", "Compute"),
    ("storageCHC", "Storage"),
    ("backupCHC", "Backups"),
    ("dataTransferCHC", "ClickPipes data transfer"),
    ("initialLoadCHC", "ClickPipes initial load"),
    ("publicDataTransferCHC", "Public data transfer"),
    (
        "interRegionTier1DataTransferCHC",
        "Inter-region transfer, tier 1",
    ),
    (
        "interRegionTier2DataTransferCHC",
        "Inter-region transfer, tier 2",
    ),
    (
        "interRegionTier3DataTransferCHC",
        "Inter-region transfer, tier 3",
    ),
    (
        "interRegionTier4DataTransferCHC",
        "Inter-region transfer, tier 4",
    ),
];

pub fn place(name: &str) -> Option<usize> {
    METRICS.iter().position(|(known, _)| *known == name)
}

/// A metric that this version does not know is shown as the API names it.
pub fn label(name: &str) -> String {
    match place(name) {
        Some(place) => METRICS[place].1.to_owned(),
        None if name == NO_METRIC => "In totals only".to_owned(),
        None => name.to_owned(),
    }
}
