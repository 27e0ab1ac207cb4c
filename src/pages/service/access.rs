//! Who may connect to the service.

mod edit;
mod reach;
mod table;

use leptos::prelude::*;

pub use reach::Reach;

use super::{
    OnService,
    settings::{EditSetting, use_refusal},
};
use crate::ui::{Button, Empty, Icon, Panel, dynamic};
use edit::ACCESS_LIST;
use table::AccessTable;

#[component]
pub fn ServiceAccess() -> impl IntoView {
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let locked = use_refusal();
    let is_told = Memo::new(move |_| service.read().ip_access_list.is_some());
    let refused = Signal::derive(move || {
        let unknown = || Some("The API did not tell the list.".to_owned());
        locked
            .get()
            .or_else(|| if is_told.get() { None } else { unknown() })
    });
    let edit = move || {
        view! {
            <Button refused on_click=Callback::new(move |()| dialogs.open("access"))>
                "Edit IP access list"
            </Button>
        }
    };
    view! {
        <Panel title="IP access list" actions=edit>
            <AccessList />
        </Panel>
        <EditSetting edited=&ACCESS_LIST />
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
            Reach::Unknown => view! { <p class="panel__text quiet">"The API did not tell the IP access list."</p> }
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
        {dynamic(open)}
        {dynamic(content)}
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
