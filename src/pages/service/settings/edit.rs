use std::sync::Arc;

use cloud_api::services::Service;
use leptos::prelude::*;

use super::use_refusal;
use crate::pages::{
    editors::edit::{EditDialog, Edited, Kept, Target},
    service::OnService,
};

/// The dialog of one setting of the service on view.
#[component]
pub fn EditSetting<V: Kept, D: Kept>(edited: &'static Edited<Service, V, D>) -> impl IntoView {
    let OnService {
        service,
        dialogs,
        organization,
        ..
    } = expect_context();
    let locked = use_refusal();
    let target = Callback::new(move |(service,): (Arc<Service>,)| {
        Target::service(organization.get_value(), service.id.clone())
    });
    view! {
        <EditDialog
            edited
            dialogs
            object=Signal::derive(move || Some(service.get()))
            target
            locked
        />
    }
}
