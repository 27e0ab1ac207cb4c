//! The service at a glance, and everything the API tells of it.

mod details;
mod fact;
mod figures;
mod groups;
mod members;
mod reach;
mod related;
mod scaling;
mod warehouse;

use leptos::prelude::*;

pub(super) use warehouse::siblings;

use super::{
    OnService,
    connect::{ConnectAdvice, SnippetChoice},
};
use crate::{pages::other::OtherFields, paths::Tab, ui::Panel};
use details::Details;
use figures::Figures;
use groups::{Encryption, Network, Scaling};
use members::Warehouse;
use related::Related;

#[component]
pub fn ServiceOverview() -> impl IntoView {
    let on = expect_context::<OnService>();
    let OnService { service, .. } = on;
    let href = StoredValue::new(on.tab(Tab::Connect));
    // The schedule has its place beside the scaling.
    let other = Signal::derive(move || {
        let mut other = service.read().other.clone();
        other.remove("scalingSchedule");
        other
    });
    let all_of_it = move || view! { <a href=href.get_value()>"All endpoints"</a> };
    view! {
        <Figures />
        <ConnectAdvice />
        <Panel title="Connect" actions=all_of_it>
            <SnippetChoice service />
        </Panel>
        <Details />
        <Warehouse />
        <Related />
        <Scaling />
        <Network />
        <Encryption />
        <OtherFields fields=other />
    }
}
