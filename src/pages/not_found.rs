use leptos::prelude::*;

use crate::ui::{ButtonLink, Empty, Page};

/// Also what an address with an unreadable id shows.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Page title="Page not found">
            <Empty title="There is no page at this address">
                <p>"The address may be mistyped, or what it showed has moved."</p>
                <ButtonLink href="/">"Go to the overview"</ButtonLink>
            </Empty>
        </Page>
    }
}
