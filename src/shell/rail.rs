use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::places::{Place, places};
use crate::{
    session::Session,
    ui::{Icon, dynamic},
};

/// The areas of the organization.
#[component]
pub fn Rail() -> impl IntoView {
    view! {
        <nav class="rail" aria-label="Main">
            <Areas />
        </nav>
    }
}

#[component]
pub fn Areas() -> impl IntoView {
    let session = expect_context::<Session>();
    let location = use_location();
    let organization = Memo::new(move |_| {
        session
            .current()
            .read()
            .as_ref()
            .map(|signed_in| signed_in.organization.clone())
    });
    let link = move |place: Place| {
        let Place {
            label,
            icon,
            href,
            is_exact,
            ..
        } = place;
        let page = href.clone();
        let is_current = move || {
            let at = location.pathname.read();
            let at = at.trim_end_matches('/');
            let is_in = at == page || (!is_exact && at.starts_with(&format!("{page}/")));
            is_in.then_some("page")
        };
        view! {
            <a href=href aria-current=is_current>
                <Icon name=icon />
                {label}
            </a>
        }
    };
    dynamic(move || {
        organization.get().map(|organization| {
            let areas = places(&organization).into_iter();
            areas.filter(|place| place.in_rail).map(link).collect_view()
        })
    })
}
