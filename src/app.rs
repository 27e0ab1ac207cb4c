//! Everything that lives as long as the tab.

use leptos::{mount::mount_to_body, prelude::*};
use leptos_router::components::Router;

use crate::{
    client::Client,
    config::Config,
    first_view::FirstView,
    list_view,
    operations::Operations,
    query::Cache,
    rights::Rights,
    routes::Pages,
    session::Session,
    theme::Theme,
    ui::{guard, provide_toasts},
};

/// Takes the place of the boot skeleton.
pub fn mount(config: Config) {
    if let Some(skeleton) = document().get_element_by_id("boot") {
        skeleton.remove();
    }
    mount_to_body(move || view! { <App config /> });
}

#[component]
pub fn App(config: Config) -> impl IntoView {
    let session = Session::restore();
    let client = Client::new(&config, session);
    let cache = Cache::new(client);
    let operations = Operations::new(client, cache);
    provide_context(FirstView::begin());
    provide_context(config);
    provide_context(session);
    provide_context(client);
    provide_context(cache);
    provide_context(operations);
    let rights = Rights::new(session, client, cache);
    provide_context(rights);
    provide_context(Theme::restore());
    let toasts = provide_toasts();
    if let Some(credentials) = session.credentials() {
        client.budget.belong_to(&credentials.key_id);
        operations.resume();
    }
    operations.watch_when_present();
    // Nothing of a session outlives it, however it ended.
    Effect::new(move |was_open: Option<bool>| {
        let is_open = session.is_open();
        if was_open == Some(true) && !is_open {
            client.budget.end_session();
            cache.clear();
            for what in operations.clear() {
                session.note_unsent(None, what);
            }
            rights.forget();
            client.calls.clear();
            toasts.clear();
            // Who signs in after a session that ended by itself finds the list as it was.
            if session.ended().read_untracked().is_none() {
                list_view::forget_places();
            }
        }
        // A session that ended by itself left what it followed.
        if was_open == Some(false) && is_open {
            operations.resume();
        }
        is_open
    });
    guard::watch_steps();
    view! {
        <Router>
            <Pages />
        </Router>
    }
}
