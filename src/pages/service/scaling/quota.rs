//! How many replicas the warehouse may have, as far as it is known.

use std::sync::Arc;

use cloud_api::{
    quotas::{self, Quota, QuotaCode},
    services::Service,
};
use leptos::prelude::*;

use crate::{format, pages::service::OnService, query::use_query};

/// What is known of `replicas-per-warehouse`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) quota: Option<u64>,
    /// Replicas at most of the other services of the warehouse; `None` where they are not known.
    pub(super) others: Option<u32>,
    /// Whether the API did not let the quotas be read.
    pub(super) is_refused: bool,
}

/// Asks for the quotas, once and only here.
pub(super) fn use_room() -> Signal<Room> {
    let OnService {
        organization,
        service,
        all,
        ..
    } = expect_context();
    let quotas = use_query(move || Some(quotas::list(&organization.get_value())));
    Memo::new(move |_| Room {
        quota: quotas.latest().read().as_ref().and_then(replicas_quota),
        others: all.read().as_ref().map(|all| others(&service.read(), all)),
        is_refused: quotas.error().read().is_some(),
    })
    .into()
}

fn replicas_quota(quotas: &Arc<Vec<Quota>>) -> Option<u64> {
    quotas
        .iter()
        .find(|quota| quota.quota_code == QuotaCode::Replicas)?
        .value
}

/// Replicas at most of the other services of the warehouse.
fn others(service: &Service, all: &[Service]) -> u32 {
    let Some(warehouse) = &service.data_warehouse_id else {
        return 0;
    };
    all.iter()
        .filter(|other| other.id != service.id)
        .filter(|other| other.data_warehouse_id.as_ref() == Some(warehouse))
        .filter_map(|other| other.max_replicas.or(other.num_replicas))
        .filter_map(|count| format::number(count).parse::<u32>().ok())
        .sum()
}

impl Room {
    /// `6 of 20`, at most, with the other services of the warehouse; `at least 3 of 20` where they are not known.
    pub(super) fn taken(self, own: u32) -> Option<String> {
        let quota = self.quota?;
        Some(match self.others {
            Some(others) => format!("{} of {quota}", own + others),
            None => format!("at least {own} of {quota}"),
        })
    }

    /// Beside the field.
    pub(super) fn hint(self) -> Option<String> {
        let Some(quota) = self.quota else {
            return self
                .is_refused
                .then(|| "From 1 to 50. The quota could not be read.".to_owned());
        };
        let others = match self.others {
            None => String::new(),
            Some(0) => ", all for this service".into(),
            Some(others) => format!(", of which its other services take {others}"),
        };
        Some(format!(
            "From 1 to 50. Quota: {quota} replicas per warehouse{others}."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(json: &str) -> Vec<Service> {
        serde_json::from_str(json).expect("services")
    }

    #[test]
    fn only_the_own_warehouse_counts() {
        let all = services(
            r#"[{"id":"a","dataWarehouseId":"w","numReplicas":3},
                {"id":"b","dataWarehouseId":"w","minReplicas":1,"maxReplicas":5},
                {"id":"c","dataWarehouseId":"w","numReplicas":1},
                {"id":"d","dataWarehouseId":"v","numReplicas":9}]"#,
        );
        assert_eq!(others(&all[0], &all), 6);
        assert_eq!(others(&all[3], &all), 0);
    }

    #[test]
    fn what_is_taken_counts_the_whole_warehouse() {
        let room = |quota, others| Room {
            quota,
            others,
            is_refused: false,
        };
        assert_eq!(room(Some(20), Some(4)).taken(3).as_deref(), Some("7 of 20"));
        assert_eq!(
            room(Some(20), None).taken(3).as_deref(),
            Some("at least 3 of 20")
        );
        assert_eq!(room(None, Some(4)).taken(3), None);
    }

    #[test]
    fn the_quota_is_told_with_what_is_left_of_it() {
        let room = |quota, others| Room {
            quota,
            others,
            is_refused: false,
        };
        assert_eq!(room(None, Some(1)).hint(), None);
        let refused = Room {
            is_refused: true,
            ..Room::default()
        };
        assert!(
            refused
                .hint()
                .is_some_and(|hint| hint.contains("could not be read"))
        );
        let hint = room(Some(20), Some(4)).hint().expect("a hint");
        assert!(hint.ends_with("other services take 4."), "{hint}");
        assert!(
            room(Some(20), None)
                .hint()
                .expect("a hint")
                .ends_with("per warehouse.")
        );
    }
}
