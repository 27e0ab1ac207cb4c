use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{paths, session::Session, ui::Icon};

/// The areas of the organization. One that is not built yet is absent, not dead.
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
    move || {
        organization.get().map(|organization| {
            let areas = [
                (paths::overview(&organization), "overview", "Overview", true),
                (
                    paths::services(&organization),
                    "services",
                    "Services",
                    false,
                ),
            ];
            areas
                .into_iter()
                .map(|(href, icon, text, is_exact)| {
                    let page = href.clone();
                    let is_current = move || {
                        let at = location.pathname.read();
                        let at = at.trim_end_matches('/');
                        let is_in =
                            at == page || (!is_exact && at.starts_with(&format!("{page}/")));
                        is_in.then_some("page")
                    };
                    view! {
                        <a href=href aria-current=is_current>
                            <Icon name=icon />
                            {text}
                        </a>
                    }
                })
                .collect_view()
        })
    }
}
