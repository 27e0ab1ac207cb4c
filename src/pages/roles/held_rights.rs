use cloud_api::{OrganizationId, roles};
use leptos::prelude::*;

use super::{
    abilities::Abilities,
    held::{Held, grants_of_held},
    legacy::LegacyMeanings,
    view::RolesView,
};
use crate::{
    query::use_query,
    ui::{Panel, dynamic},
};

/// "What can X do?": everything that the assigned roles allow together.
#[component]
pub fn HeldRights(
    organization: StoredValue<OrganizationId>,
    /// Such as "What Mei can do".
    #[prop(into)]
    title: Signal<String>,
    #[prop(into)] held: Signal<Held>,
) -> impl IntoView {
    let query = use_query(move || Some(roles::list(&organization.get_value())));
    let title = Memo::new(move |_| title.get());
    let held = Memo::new(move |_| held.get());
    let assigned = Memo::new(move |_| held.read().assigned.clone());
    let words = Memo::new(move |_| held.read().words.clone());
    let is_told = Memo::new(move |_| assigned.read().is_some());
    let rights = move || {
        let words = words.get();
        if !words.is_empty() {
            view! { <LegacyMeanings roles=words /> }.into_any()
        } else if is_told.get() {
            view! {
                <RolesView query let:all>
                    <Abilities
                        organization
                        grants=Signal::derive(move || {
                            grants_of_held(&all.read(), assigned.read().as_deref())
                        })
                    />
                </RolesView>
            }
            .into_any()
        } else {
            view! { <p class="panel__text quiet">"The API did not tell the roles."</p> }.into_any()
        }
    };
    // The name in the title may change while the page is open.
    dynamic(move || view! { <Panel title=title.get()>{dynamic(rights)}</Panel> })
}
