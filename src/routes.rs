//! The route table: one line a page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    PossibleRouteMatch,
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
            <Route path=at(path!("/")) view=Home />
            <Route path=at(path!("/sign-in")) view=SignInPage />
            <ParentRoute path=at(path!("/organizations/:organization")) view=SignedIn>
                <Route path=at(path!("")) view=later(pages::overview) />
                <Route path=at(path!("settings")) view=later(pages::organization_settings) />
                <Route path=at(path!("clock")) view=later(pages::clock) />
                <Route path=at(path!("hygiene")) view=later(pages::hygiene) />
                <Route path=at(path!("services")) view=ServicesPage />
                <Route path=at(path!("services/new")) view=later(pages::new_service) />
                <Route path=at(path!("backups")) view=later(pages::backups) />
                <Route
                    path=at(path!("services/:service/backups/:backup/restore"))
                    view=later(pages::restore)
                />
                <ParentRoute path=at(path!("services/:service")) view=later(pages::service)>
                    <Route path=at(path!("")) view=FirstTab />
                    <Route path=at(path!("overview")) view=later(pages::service_overview) />
                    <Route path=at(path!("connect")) view=later(pages::service_connect) />
                    <Route path=at(path!("scaling")) view=later(pages::service_scaling) />
                    <Route path=at(path!("access")) view=later(pages::service_access) />
                    <Route path=at(path!("activity")) view=later(pages::service_activity) />
                    <Route path=at(path!("backups")) view=later(pages::service_backups) />
                    <Route path=at(path!("restored/:from")) view=later(pages::service_restored) />
                    <Route path=at(path!("settings")) view=later(pages::service_settings) />
                </ParentRoute>
                <Route path=at(path!("keys")) view=later(pages::keys) />
                <Route path=at(path!("keys/new")) view=later(pages::new_key) />
                <Route path=at(path!("keys/:key")) view=later(pages::key) />
                <Route path=at(path!("keys/:key/rotate")) view=later(pages::rotate_key) />
                <Route path=at(path!("activities")) view=later(pages::activities) />
                <Route path=at(path!("activities/:activity")) view=later(pages::activity) />
                <Route path=at(path!("usage")) view=later(pages::usage) />
                <Route path=at(path!("members")) view=later(pages::members) />
                <Route path=at(path!("members/:member")) view=later(pages::member) />
                <Route path=at(path!("invitations")) view=later(pages::invitations) />
                <Route path=at(path!("invitations/new")) view=later(pages::new_invitations) />
                <Route path=at(path!("invitations/:invitation")) view=later(pages::invitation) />
                <Route path=at(path!("roles")) view=later(pages::roles) />
                <Route path=at(path!("roles/:role")) view=later(pages::role) />
                <Route path=at(path!("*any")) view=NotFoundPage />
            </ParentRoute>
            <ParentRoute path=at(path!("/go")) view=SignedIn>
                <Route path=at(path!(":id")) view=later(pages::go) />
            </ParentRoute>
        </Routes>
    }
}

/// One type for all paths: the router is compiled again for each type it is given.
fn at<P>(path: P) -> Arc<dyn PossibleRouteMatch + Send + Sync>
where
    P: PossibleRouteMatch + Send + Sync + 'static,
{
    Arc::new(path)
}

/// A page in a file of its own.
fn later(chunk: fn() -> Chunk) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || view! { <Later chunk=chunk() props=() /> }.into_any()
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
