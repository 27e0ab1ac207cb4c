//! Which services use a private endpoint.

use std::sync::Arc;

use cloud_api::{ServiceId, services::Service};
use leptos::prelude::*;

pub(super) type Services = Signal<Option<Arc<Vec<Service>>>>;

/// Who uses an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Usage {
    /// The services are not known.
    Unknown,
    By(Vec<(ServiceId, String)>),
}

pub(super) fn usage(endpoint: &str, services: Option<&Vec<Service>>) -> Usage {
    let Some(services) = services else {
        return Usage::Unknown;
    };
    let uses = |service: &&Service| {
        let ids = service.private_endpoint_ids.as_deref();
        ids.is_some_and(|ids| ids.iter().any(|id| id == endpoint))
    };
    Usage::By(
        services
            .iter()
            .filter(uses)
            .map(|service| (service.id.clone(), service.label().to_owned()))
            .collect(),
    )
}

impl Usage {
    /// The services by name.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Unknown => "not known".into(),
            Self::By(services) if services.is_empty() => "no service".into(),
            Self::By(services) => {
                let labels: Vec<&str> = services.iter().map(|(_, label)| label.as_str()).collect();
                labels.join(", ")
            }
        }
    }

    /// What removing the endpoint leads to.
    pub(super) fn consequence(&self) -> String {
        match self {
            Self::Unknown => {
                "Which services use it is not known: those are cut off from its network.".into()
            }
            Self::By(services) if services.is_empty() => "No service uses it.".into(),
            Self::By(_) => {
                format!(
                    "Clients in its network lose the connection to {}.",
                    self.words()
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_services_that_use_it_are_named() {
        let services: Vec<Service> = serde_json::from_str(
            r#"[{"id":"a","name":"prod","privateEndpointIds":["vpce-1"]},
                {"id":"b","name":"dev","privateEndpointIds":[]},{"id":"c"}]"#,
        )
        .expect("services");
        let used = usage("vpce-1", Some(&services));
        assert!(used.consequence().ends_with("connection to prod."));
        let unused = usage("vpce-2", Some(&services));
        assert_eq!(unused, Usage::By(Vec::new()));
        assert_eq!(unused.consequence(), "No service uses it.");
        assert!(usage("vpce-1", None).consequence().contains("not known"));
    }
}
