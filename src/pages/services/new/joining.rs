//! A form that starts with the warehouse which the address names.

use cloud_api::OrganizationId;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{check::primary_of, draft::Draft, form::Form};
use crate::paths;

/// Puts the warehouse of the address into the draft, and takes it out of the address: a reload keeps
/// what was chosen since.
pub(super) fn join_from_address(organization: StoredValue<OrganizationId>, draft: &mut Draft) {
    let query = use_query_map();
    let Some(warehouse) = query.read_untracked().get(paths::WAREHOUSE) else {
        return;
    };
    draft.advanced.warehouse = warehouse;
    let navigate = use_navigate();
    Effect::new(move |_| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&paths::new_service(&organization.get_value()), options);
    });
}

/// A warehouse is in one place: once it is known, a form without a region stands there too.
pub(super) fn follow_warehouse(form: Form) {
    let fields = form.fields();
    Effect::new(move |_| {
        let Some(all) = form.services.get() else {
            return;
        };
        let warehouse = fields.advanced.warehouse.read_untracked();
        if let Some(primary) = primary_of(&all, &warehouse)
            && let (Some(provider), Some(region)) = (&primary.provider, &primary.region)
            && fields.basics.region.read_untracked().is_empty()
        {
            fields.basics.provider.set(provider.to_string());
            fields.basics.region.set(region.to_string());
        }
    });
}
