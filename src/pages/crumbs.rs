use cloud_api::OrganizationId;
use leptos::prelude::*;

use crate::{paths, session::Session};

/// The organization, then what a page is part of within it.
pub fn use_crumbs(
    organization: StoredValue<OrganizationId>,
    within: Vec<(String, String)>,
) -> Signal<Vec<(String, String)>> {
    let session = expect_context::<Session>();
    Signal::derive(move || {
        let name = session.organization_name();
        let first = (
            name.unwrap_or_default(),
            paths::overview(&organization.get_value()),
        );
        std::iter::once(first).chain(within.clone()).collect()
    })
}
