//! What the pages of the organization's lists have in common.

use std::sync::Arc;

use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{crumbs::use_crumbs, refresh::Refresh};
use crate::{
    params::use_organization,
    query::Query,
    query_view::QueryView,
    ui::{ButtonLink, Icon, Page, Tone, dynamic},
};

/// A list with its head: where it belongs, reading it again, and the way to one more.
#[component]
pub fn ListPage<T, F, V>(
    title: &'static str,
    organization: StoredValue<OrganizationId>,
    query: Query<T>,
    /// Rows and columns of the outline shown while waiting.
    outline: (usize, usize),
    /// The words and the address of the form that makes one more.
    #[prop(optional, into)]
    create: Option<(&'static str, String)>,
    /// What else is read again with the list.
    #[prop(optional)]
    and: Option<Callback<()>>,
    children: F,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    F: Fn(Signal<Arc<T>>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    query.keep_fresh();
    let actions = move || {
        let create = create.clone().map(|(words, href)| {
            view! {
                <ButtonLink href tone=Tone::Primary>
                    <Icon name="plus" />
                    {words}
                </ButtonLink>
            }
        });
        view! {
            <Refresh on_refresh=move || {
                if let Some(and) = and {
                    and.run(());
                }
                query.reload();
            } />
            {create}
        }
    };
    view! {
        <Page title crumbs=use_crumbs(organization, Vec::new()) actions>
            <QueryView query outline children />
        </Page>
    }
}

/// The view of the organization in the address; another one is another page, and nothing of the old one survives.
pub fn of_organization<V: IntoView + 'static>(
    view: impl Fn(OrganizationId) -> V + Send + Sync + 'static,
) -> impl IntoView {
    let organization = use_organization();
    dynamic(move || organization.get().map(&view))
}
