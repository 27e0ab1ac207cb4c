use cloud_api::{ServiceId, services::Service};
use leptos::prelude::*;

use super::fact::dash;
use crate::{
    pages::service::OnService,
    paths,
    ui::{CopyButton, Property, dynamic},
};

/// The warehouse and who shares it.
#[component]
pub(super) fn WarehouseFact() -> impl IntoView {
    let OnService {
        service,
        all,
        organization,
        ..
    } = expect_context();
    let role = Memo::new(move |_| role(&service.read()));
    let id = Memo::new(move |_| service.read().data_warehouse_id.clone());
    let siblings = Memo::new(move |_| {
        let all = all.read();
        all.as_ref()
            .map_or_else(Vec::new, |all| siblings(&service.read(), all))
    });
    let id = move || {
        id.get().map(|text| {
            view! {
                <span class="mono">{text.clone()}</span>
                <CopyButton text label="Copy warehouse ID" />
            }
        })
    };
    let role = move || match role.get() {
        Some(role) => role.into_any(),
        None => dash(),
    };
    let links = move || {
        let siblings = siblings.get();
        let link = |(place, (id, label)): (usize, (ServiceId, String))| {
            let href = paths::service(&organization.get_value(), &id);
            let before = if place == 0 { ", shared with " } else { ", " };
            view! {
                {before}
                <a href=href>{label}</a>
            }
        };
        siblings.into_iter().enumerate().map(link).collect_view()
    };
    view! {
        <Property label="Warehouse">
            <div>{dynamic(role)}{dynamic(links)}</div>
            {dynamic(id)}
        </Property>
    }
}

/// `primary`, `secondary, read-only`; nothing where the API told neither.
fn role(service: &Service) -> Option<String> {
    let role = service
        .is_primary
        .map(|primary| if primary { "primary" } else { "secondary" });
    let read_only = (service.is_readonly == Some(true)).then_some("read-only");
    let parts: Vec<_> = role.into_iter().chain(read_only).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The other services of the warehouse, as far as they are known.
pub(in crate::pages::service) fn siblings(
    service: &Service,
    all: &[Service],
) -> Vec<(ServiceId, String)> {
    let Some(warehouse) = &service.data_warehouse_id else {
        return Vec::new();
    };
    all.iter()
        .filter(|other| {
            other.id != service.id && other.data_warehouse_id.as_ref() == Some(warehouse)
        })
        .map(|other| (other.id.clone(), other.label().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(json: &str) -> Service {
        serde_json::from_str(json).expect("a service")
    }

    #[test]
    fn siblings_share_the_warehouse_and_are_others() {
        let own = service(r#"{"id":"a","dataWarehouseId":"w"}"#);
        let all = [
            own.clone(),
            service(r#"{"id":"b","name":"second","dataWarehouseId":"w"}"#),
            service(r#"{"id":"c","dataWarehouseId":"v"}"#),
            service(r#"{"id":"d"}"#),
        ];
        let labels: Vec<_> = siblings(&own, &all)
            .into_iter()
            .map(|(_, label)| label)
            .collect();
        assert_eq!(labels, ["second"]);
        assert!(siblings(&service(r#"{"id":"d"}"#), &all).is_empty());
    }

    #[test]
    fn the_role_says_what_is_known() {
        let primary = service(r#"{"id":"a","isPrimary":true,"isReadonly":false}"#);
        assert_eq!(role(&primary).as_deref(), Some("primary"));
        let secondary = service(r#"{"id":"a","isPrimary":false,"isReadonly":true}"#);
        assert_eq!(role(&secondary).as_deref(), Some("secondary, read-only"));
        assert_eq!(role(&service(r#"{"id":"a"}"#)), None);
    }
}
