use std::sync::Arc;

use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{
    finding::Finding,
    row::Row,
    rule::{About, Source},
};
use crate::{
    paths,
    ui::{Button, dynamic},
};

/// Shown of a rule before somebody asks for all.
const FIRST: usize = 20;

/// What one rule found; nothing if it found nothing.
#[component]
pub fn Group(
    about: &'static About,
    shown: Memo<Arc<Vec<Finding>>>,
    organization: StoredValue<OrganizationId>,
) -> impl IntoView {
    let found = Memo::new(move |_| {
        let shown = shown.read();
        let found = shown.iter().filter(|finding| finding.rule == about.rule);
        found.cloned().collect::<Vec<_>>()
    });
    let count = Memo::new(move |_| found.read().len());
    let whole = RwSignal::new(false);
    let rows = move || {
        let limit = if whole.get() { usize::MAX } else { FIRST };
        let rows = found.get().into_iter().take(limit);
        rows.map(|finding| view! { <Row finding /> }).collect_view()
    };
    let list = about.filter.zip(list_of(about, &organization.get_value()));
    let link = move || {
        list.clone().map(|(filter, (title, list))| {
            let href = paths::with_filter(&list, filter);
            view! { <a href=href>{format!("Show in {title}")}</a> }
        })
    };
    let heading = format!("rule-{}", about.word);
    let is_cut = Memo::new(move |_| !whole.get() && count.get() > FIRST);
    let content = move || {
        view! {
            <section class="panel" aria-labelledby=heading.clone()>
                <div class="panel__head">
                    <h3 id=heading.clone()>{about.title} " " <span class="quiet">{count}</span></h3>
                    {link()}
                </div>
                <p class="panel__text findings__why">{about.why}</p>
                <ul class="plain">{dynamic(rows)}</ul>
                <Show when=move || is_cut.get()>
                    <p class="panel__text">
                        <Button on_click=move || {
                            whole.set(true);
                        }>{dynamic(move || format!("Show all {}", count.get()))}</Button>
                    </p>
                </Show>
            </section>
        }
    };
    let any = Memo::new(move |_| count.get() > 0);
    dynamic(move || any.get().then(&content))
}

/// The page whose filter shows the same things.
fn list_of(about: &About, organization: &OrganizationId) -> Option<(&'static str, String)> {
    let source = *about.sources.first()?;
    let list = match source {
        Source::Services => paths::services(organization),
        Source::Keys => paths::keys(organization),
        Source::Invitations => paths::invitations(organization),
        Source::Members => paths::members(organization),
        Source::Backups => return None,
    };
    Some((source.title(), list))
}
