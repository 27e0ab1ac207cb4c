//! What a restored service still lacks of the one its backup was made of.

mod checklist;

use cloud_api::{
    backups::{self, Schedule},
    services,
};
use leptos::prelude::*;

use crate::{
    client::ApiError,
    pages::service::OnService,
    params::use_restored_from,
    paths::{self, Tab},
    query::{Cache, use_query},
    ui::{ButtonLink, Icon, Panel, ProblemNotice, Skeleton, dynamic},
};
use checklist::{Item, Lead, Mark, checklist};

#[component]
pub fn ServiceRestored() -> impl IntoView {
    let OnService {
        organization,
        service,
        ..
    } = expect_context();
    let cache = expect_context::<Cache>();
    let from = use_restored_from();
    let id = StoredValue::new(service.read_untracked().id.clone());
    let source = use_query(move || {
        let (organization, from) = (organization.get_value(), from.get()?);
        let get = services::get(&organization, &from);
        let list = services::list(&organization);
        cache.seed(&get, &list, |all| {
            all.iter().find(|known| known.id == from).cloned()
        });
        Some(get)
    });
    let own = use_query(move || {
        Some(backups::configuration(
            &organization.get_value(),
            &id.get_value(),
        ))
    });
    let other = use_query(move || {
        Some(backups::configuration(
            &organization.get_value(),
            &from.get()?,
        ))
    });
    let schedules = Memo::new(move |_| {
        let read = |query: crate::query::Query<backups::BackupConfiguration>| {
            let latest = query.latest().get()?;
            Schedule::of(&latest)
        };
        (read(own), read(other))
    });
    let items = Memo::new(move |_| {
        let source = source.latest().get()?;
        let (own, other) = schedules.get();
        Some(checklist(&service.read(), &source, own, other))
    });
    let problem = Memo::new(move |_| {
        let error = source.error();
        error.read().as_ref().map(ApiError::problem)
    });
    let lines = move || match items.get() {
        None if problem.read().is_some() => ().into_any(),
        None => view! { <Skeleton rows=6 columns=2 /> }.into_any(),
        Some(items) => {
            let organization = organization.get_value();
            let href = move |lead: Lead| {
                let tab = |tab| paths::service_tab(&organization, &id.get_value(), tab);
                match lead {
                    Lead::Connect => tab(Tab::Connect),
                    Lead::Access => tab(Tab::Access),
                    Lead::Backups => paths::with_dialog(&tab(Tab::Backups), "configure"),
                    Lead::Settings => tab(Tab::Settings),
                }
            };
            let lines = items.into_iter().map(|item| {
                let href = item.lead.map(&href);
                line(item, href)
            });
            view! { <ul class="checklist">{lines.collect_view()}</ul> }.into_any()
        }
    };
    let to_service = move || paths::service(&organization.get_value(), &id.get_value());
    let actions = move || view! { <ButtonLink href=to_service()>"Go to the service"</ButtonLink> };
    view! {
        <Panel title="What still differs from the original" actions>
            <p class="panel__text">
                "The data is that of the backup. Everything else belongs to the new service: go through this before \
                 clients are led here."
            </p>
            <ProblemNotice problem on_retry=Callback::new(move |()| source.reload()) />
            {dynamic(lines)}
        </Panel>
    }
}

fn line(item: Item, href: Option<String>) -> impl IntoView {
    let (icon, said) = match item.mark {
        Mark::Differs => ("warning", "Differs: "),
        Mark::Same => ("check", "As before: "),
        Mark::Look => ("info", "To look at: "),
    };
    let class = match item.mark {
        Mark::Differs => "checklist__item checklist__item--differs",
        Mark::Same => "checklist__item checklist__item--same",
        Mark::Look => "checklist__item",
    };
    let link = item
        .lead
        .zip(href)
        .map(|(lead, href)| view! { <a href=href>{lead.words()}</a> });
    view! {
        <li class=class>
            <Icon name=icon />
            <div>
                <h3>
                    <span class="visually-hidden">{said}</span>
                    {item.label}
                </h3>
                <p>{item.text} " " {link}</p>
            </div>
        </li>
    }
}
