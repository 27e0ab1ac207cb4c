//! The route table: one line a page.

use leptos::prelude::*;
use leptos_router::{
    components::{ParentRoute, Redirect, Route, Routes},
    hooks::use_location,
    path,
};

use crate::{
    chunk::{Chunk, Later},
    pages::{self, NotFoundPage, ServicesPage, SignInPage},
    params::use_service_ids,
    paths,
    session::Session,
    shell::Shell,
    ui::dynamic,
};

#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundPage>
            <Route path=path!("/") view=Home />
            <Route path=path!("/sign-in") view=SignInPage />
            <ParentRoute path=path!("/organizations/:organization") view=SignedIn>
                <Route path=path!("") view=|| later(pages::overview()) />
                <Route path=path!("settings") view=|| later(pages::organization_settings()) />
                <Route path=path!("services") view=ServicesPage />
                <Route path=path!("services/new") view=|| later(pages::new_service()) />
                <Route path=path!("backups") view=|| later(pages::backups()) />
                <Route
                    path=path!("services/:service/backups/:backup/restore")
                    view=|| later(pages::restore())
                />
                <ParentRoute path=path!("services/:service") view=|| later(pages::service())>
                    <Route path=path!("") view=FirstTab />
                    <Route path=path!("overview") view=|| later(pages::service_overview()) />
                    <Route path=path!("connect") view=|| later(pages::service_connect()) />
                    <Route path=path!("scaling") view=|| later(pages::service_scaling()) />
                    <Route path=path!("access") view=|| later(pages::service_access()) />
                    <Route path=path!("activity") view=|| later(pages::service_activity()) />
                    <Route path=path!("backups") view=|| later(pages::service_backups()) />
                    <Route path=path!("restored/:from") view=|| later(pages::service_restored()) />
                    <Route path=path!("settings") view=|| later(pages::service_settings()) />
                </ParentRoute>
                <Route path=path!("keys") view=|| later(pages::keys()) />
                <Route path=path!("keys/new") view=|| later(pages::new_key()) />
                <Route path=path!("keys/:key") view=|| later(pages::key()) />
                <Route path=path!("keys/:key/rotate") view=|| later(pages::rotate_key()) />
                <Route path=path!("activities") view=|| later(pages::activities()) />
                <Route path=path!("activities/:activity") view=|| later(pages::activity()) />
                <Route path=path!("members") view=|| later(pages::members()) />
                <Route path=path!("members/:member") view=|| later(pages::member()) />
                <Route path=path!("invitations") view=|| later(pages::invitations()) />
                <Route path=path!("invitations/new") view=|| later(pages::new_invitations()) />
                <Route path=path!("invitations/:invitation") view=|| later(pages::invitation()) />
                <Route path=path!("roles") view=|| later(pages::roles()) />
                <Route path=path!("roles/:role") view=|| later(pages::role()) />
                <Route path=path!("*any") view=NotFoundPage />
            </ParentRoute>
            <ParentRoute path=path!("/go") view=SignedIn>
                <Route path=path!(":id") view=|| later(pages::go()) />
            </ParentRoute>
        </Routes>
    }
}

/// A page in a file of its own.
fn later(chunk: Chunk) -> impl IntoView {
    view! { <Later chunk props=() /> }
}

/// The organization of the session, or sign-in.
#[component]
fn Home() -> impl IntoView {
    let session = expect_context::<Session>();
    dynamic(move || {
        let path = session
            .current()
            .get()
            .map_or_else(paths::sign_in, |signed_in| {
                paths::overview(&signed_in.organization)
            });
        view! { <Redirect path /> }
    })
}

/// Guards every page behind sign-in, and leads back there afterwards.
#[component]
fn SignedIn() -> impl IntoView {
    let session = expect_context::<Session>();
    let location = use_location();
    let is_open = Memo::new(move |_| session.is_open());
    dynamic(move || {
        if is_open.get() {
            view! { <Shell /> }.into_any()
        } else {
            let path = paths::sign_in_then(
                &location.pathname.get_untracked(),
                &location.search.get_untracked(),
            );
            view! { <Redirect path /> }.into_any()
        }
    })
}

#[component]
fn FirstTab() -> impl IntoView {
    let ids = use_service_ids();
    dynamic(move || {
        ids.get().map(|(organization, service)| {
            view! { <Redirect path=paths::service(&organization, &service) /> }
        })
    })
}
