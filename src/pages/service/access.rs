//! Who may connect to the service.

mod reach;
mod table;

use leptos::prelude::*;

pub use reach::Reach;

use super::OnService;
use crate::ui::{Empty, Icon, Panel};
use table::AccessTable;

#[component]
pub fn ServiceAccess() -> impl IntoView {
    view! {
        <Panel title="IP access list">
            <AccessList />
        </Panel>
    }
}

#[component]
fn AccessList() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let reach = Memo::new(move |_| Reach::of(&service.read()));
    let list = Memo::new(move |_| service.read().ip_access_list.clone().unwrap_or_default());
    let open = move || (reach.get() == Reach::Anywhere).then(|| view! { <OpenWarning /> });
    let kind = Memo::new(move |_| reach.with(std::mem::discriminant));
    let content = move || {
        kind.track();
        match reach.get_untracked() {
            Reach::Unknown => view! {
                <p class="panel__text quiet">"The API did not tell the IP access list."</p>
            }
            .into_any(),
            Reach::Nobody => view! {
                <Empty title="Nobody can connect">
                    <p>
                        "The list is empty, so every connection over the internet is refused. Add \
                         the addresses that need the service."
                    </p>
                </Empty>
            }
            .into_any(),
            Reach::Anywhere | Reach::Entries(_) => view! { <AccessTable list /> }.into_any(),
        }
    };
    view! {
        {open}
        {content}
    }
}

#[component]
fn OpenWarning() -> impl IntoView {
    view! {
        <p class="notice">
            <Icon name="warning" />
            <span>
                "Every address may connect: the password alone protects the service. Replace the \
                 open entry by the ranges that need it."
            </span>
        </p>
    }
}
