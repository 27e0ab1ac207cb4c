//! Where a region is.

use cloud_api::services::Region;

/// The region's word with its place, as in "eu-central-1 (Frankfurt)".
pub fn place(region: &Region) -> String {
    let place = match region {
        Region::ApNortheast1 | Region::GcpAsiaNortheast1 => "Tokyo",
        Region::ApNortheast2 => "Seoul",
        Region::ApSouth1 => "Mumbai",
        Region::ApSoutheast1 | Region::GcpAsiaSoutheast1 => "Singapore",
        Region::ApSoutheast2 => "Sydney",
        Region::CaCentral1 => "Canada",
        Region::EuCentral1 | Region::AzureGermanywestcentral => "Frankfurt",
        Region::EuWest1 => "Ireland",
        Region::EuWest2 | Region::GcpEuropeWest2 => "London",
        Region::IlCentral1 => "Tel Aviv",
        Region::UsEast1 | Region::AzureEastus | Region::AzureEastus2 => "Virginia",
        Region::UsEast2 => "Ohio",
        Region::UsWest2 => "Oregon",
        Region::GcpUsEast1 => "South Carolina",
        Region::GcpUsCentral1 | Region::AzureCentralus => "Iowa",
        Region::GcpEuropeWest4 => "Netherlands",
        Region::AzureWestus3 => "Arizona",
        Region::Other(_) => return region.to_string(),
    };
    format!("{region} ({place})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_named_with_its_place_and_an_unknown_one_as_it_is() {
        assert_eq!(place(&Region::EuCentral1), "eu-central-1 (Frankfurt)");
        assert_eq!(place(&Region::from("mars-north-1")), "mars-north-1");
    }
}
