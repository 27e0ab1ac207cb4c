use cloud_api::{OrganizationId, ServiceId, permissions::ALL, services};
use leptos::prelude::*;

use crate::{
    format::plural,
    paths,
    query::use_query,
    rights::{
        Grant, Resource,
        meanings::{AREAS, NEWER, of},
        policies::{Ability, Reach, abilities},
    },
    ui::{Icon, dynamic},
};

/// What somebody can do: right by right, where, and through which role.
#[component]
pub fn Abilities(
    organization: StoredValue<OrganizationId>,
    #[prop(into)] grants: Signal<Vec<Grant>>,
) -> impl IntoView {
    // Names are worth a read only where single services are named.
    let names_services = Memo::new(move |_| {
        let grants = grants.read();
        let mut all = grants.iter();
        all.any(|grant| matches!(grant.resource, Resource::Service(_)))
    });
    let services = use_query(move || {
        names_services
            .get()
            .then(|| services::list(&organization.get_value()))
    });
    let found = Memo::new(move |_| abilities(&grants.read()));
    let name = move |id: &ServiceId| {
        let latest = services.latest();
        let latest = latest.read();
        let mut known = latest.iter().flat_map(|all| all.iter());
        known
            .find(|service| service.id == *id)
            .map_or_else(|| id.to_string(), |service| service.label().to_owned())
    };
    let place = move |reach: Reach| {
        let links = |ids: Vec<ServiceId>| {
            let links = ids.into_iter().enumerate().map(|(place, id)| {
                let href = paths::service(&organization.get_value(), &id);
                let comma = (place > 0).then_some(", ");
                view! {
                    {comma}
                    <a href=href>{name(&id)}</a>
                }
            });
            links.collect_view()
        };
        match reach {
            Reach::Organization => ().into_any(),
            Reach::EveryService { except } if except.is_empty() => {
                view! { " on every service" }.into_any()
            }
            Reach::EveryService { except } => view! {
                " on every service but "
                {links(except)}
            }
            .into_any(),
            Reach::Services(ids) => view! {
                " on "
                {links(ids)}
            }
            .into_any(),
            Reach::Elsewhere(words) => format!(" on {}", words.join(", ")).into_any(),
        }
    };
    // With one role only, which one gives a right goes without saying.
    let has_several = Memo::new(move |_| {
        let found = found.read();
        let mut roles = found.iter().map(|ability| &ability.roles);
        let first = roles.next();
        first.is_some_and(|first| first.len() > 1 || roles.any(|other| other != first))
    });
    let line = move |ability: Ability| {
        let meaning = of(&ability.permission);
        let label = meaning.map_or(ability.permission.clone(), |meaning| meaning.label.into());
        let means = meaning.map(|meaning| meaning.means);
        let through = has_several
            .get()
            .then(|| format!(" Through {}.", ability.roles.join(", ")));
        view! {
            <li>
                <Icon name="check" />
                <div>
                    <strong title=ability.permission>{label}</strong>
                    {place(ability.reach)}
                    <small>{means}{through}</small>
                </div>
            </li>
        }
    };
    let areas = move || {
        let found = found.get();
        let areas = AREAS.into_iter().chain([NEWER]).filter_map(move |area| {
            let of_area = |ability: &&Ability| {
                of(&ability.permission).map_or(NEWER, |meaning| meaning.area) == area
            };
            let lines: Vec<_> = found.iter().filter(of_area).cloned().map(line).collect();
            (!lines.is_empty()).then(|| {
                view! {
                    <section class="rights__area">
                        <h3>{area}</h3>
                        <ul class="rights__list">{lines}</ul>
                    </section>
                }
            })
        });
        areas.collect_view()
    };
    view! {
        <div class="rights">
            {dynamic(areas)} <Show when=move || found.read().is_empty()>
                <p class="quiet">"Nothing: no role allows anything."</p>
            </Show> <Missing found />
        </div>
    }
}

/// What is not allowed, folded away.
#[component]
fn Missing(found: Memo<Vec<Ability>>) -> impl IntoView {
    let missing = Memo::new(move |_| {
        let found = found.read();
        let has = |permission: &&str| found.iter().any(|own| own.permission == **permission);
        ALL.iter()
            .copied()
            .filter(|permission| !has(permission))
            .filter_map(of)
            .copied()
            .collect::<Vec<_>>()
    });
    let lines = move || {
        let lines = missing.get().into_iter().map(|meaning| {
            view! {
                <li>
                    <Icon name="close" />
                    <div>
                        <span title=meaning.permission>{meaning.label}</span>
                        <small>{meaning.means}</small>
                    </div>
                </li>
            }
        });
        lines.collect_view()
    };
    let count = move || plural(missing.read().len(), "right is", "rights are");
    view! {
        <Show when=move || !missing.read().is_empty()>
            <details class="rights__missing">
                <summary>{dynamic(count)} " not granted"</summary>
                <ul class="rights__list">{dynamic(lines)}</ul>
            </details>
        </Show>
    }
}
