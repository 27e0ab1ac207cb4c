//! From a key to its successor: create, try, switch, watch, disable, delete.
//!
//! How far it is stands in the address and in what the API tells, so that a reload, or signing in with
//! the new key, goes on where it was. Only the new secret is in memory alone.

mod create;
mod finish;
mod progress;
mod resume;
mod steps;
mod try_it;

use std::{sync::Arc, time::Duration};

use cloud_api::{
    KeyId, OrganizationId,
    keys::{self, ApiKey},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{
    own::{Own, use_me},
    page::{Gone, use_crumbs, use_is_gone, use_key},
    pair::Pair,
};
use crate::{
    dialogs::{Dialogs, use_dialogs},
    params::use_key_ids,
    query::{Query, use_query},
    query_view::QueryView,
    ui::{Page, ProblemNotice, dynamic},
};
use progress::{Kept, Old, Progress, SWITCHED, Step, TWIN};
pub use resume::Resume;
use steps::Steps;

/// How often the last use of both keys is looked at.
const WATCH: Duration = Duration::from_secs(20);

#[component]
pub fn RotateKeyPage() -> impl IntoView {
    let ids = use_key_ids();
    dynamic(move || match ids.get() {
        Some((organization, key)) => view! { <Rotate organization key /> }.into_any(),
        None => view! { <crate::pages::NotFoundPage /> }.into_any(),
    })
}

/// What the steps share.
#[derive(Clone, Copy)]
struct Rotation {
    organization: StoredValue<OrganizationId>,
    id: StoredValue<KeyId>,
    old: Signal<Option<Arc<ApiKey>>>,
    old_key: Query<ApiKey>,
    own: Memo<Own>,
    twin: Memo<Option<KeyId>>,
    /// The API's word on the new key.
    twin_key: Query<ApiKey>,
    switched: Memo<Option<String>>,
    pair: RwSignal<Option<Pair>>,
    step: Memo<Step>,
    dialogs: Dialogs,
    /// Puts the progress into the address and keeps it for the tab; `None` starts over.
    go: Callback<(Option<Kept>,)>,
}

impl Rotation {
    fn old_label(self) -> String {
        self.old
            .read()
            .as_ref()
            .map_or_else(|| "the old key".into(), |key| key.label())
    }

    fn twin_label(self) -> String {
        let latest = self.twin_key.latest();
        let latest = latest.read();
        latest
            .as_ref()
            .map_or_else(|| "the new key".into(), |key| key.label())
    }
}

#[component]
fn Rotate(organization: OrganizationId, key: KeyId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let query = use_key(organization, &key);
    let id = StoredValue::new(key);
    let rotation = use_rotation(organization, id, query);
    let is_gone = use_is_gone(query);
    let latest = query.latest();
    let is_known = Memo::new(move |_| latest.read().is_some());
    let title = move || format!("Rotate {}", rotation.old_label());
    let problem = Memo::new(move |_| {
        let error = query.error().get();
        error
            .filter(|error| !error.is_not_found())
            .map(|error| error.problem())
    });
    dynamic(move || {
        // Without a successor there is nothing to go on with.
        if is_gone.get() && rotation.twin.read().is_none() {
            view! { <Gone organization /> }.into_any()
        } else if is_known.get() || is_gone.get() {
            view! {
                <Page title=Signal::derive(title) crumbs=use_crumbs(organization)>
                    <ProblemNotice problem on_retry=Callback::new(move |()| query.reload()) />
                    <Steps rotation />
                </Page>
            }
            .into_any()
        } else {
            view! {
                <Page title="Rotate API key">
                    <QueryView query outline=(5, 2) let:_key>
                        ""
                    </QueryView>
                </Page>
            }
            .into_any()
        }
    })
}

fn use_rotation(
    organization: StoredValue<OrganizationId>,
    id: StoredValue<KeyId>,
    query: Query<ApiKey>,
) -> Rotation {
    let map = use_query_map();
    let navigate = use_navigate();
    let me = use_me();
    let twin = Memo::new(move |_| map.read().get(TWIN)?.parse::<KeyId>().ok());
    let switched = Memo::new(move |_| map.read().get(SWITCHED));
    let twin_key = use_query(move || Some(keys::get(&organization.get_value(), &twin.get()?)));
    let go = Callback::new(move |(to,): (Option<Kept>,)| {
        let (organization, id) = (organization.get_value(), id.get_value());
        let page = if let Some(kept) = &to {
            kept.keep(&id);
            kept.page(&organization, &id)
        } else {
            Kept::forget(&id);
            crate::paths::rotate_key(&organization, &id)
        };
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&page, options);
    });
    // Somebody comes back without the progress in the address.
    if twin.get_untracked().is_none()
        && let Some(kept) = id.with_value(Kept::of)
    {
        go.run((Some(kept),));
    }
    let old = query.latest();
    let is_gone = use_is_gone(query);
    let pair = RwSignal::new(None);
    let step = Memo::new(move |_| {
        let old = old.read();
        Progress {
            has_twin: twin.read().is_some(),
            holds_pair: pair.read().is_some(),
            is_switched: switched.read().is_some(),
            old: match old.as_ref() {
                Some(key) if !is_gone.get() => Old::of(key),
                _ => Old::Gone,
            },
        }
        .step()
    });
    let pace = move || matches!(step.get(), Step::Switch | Step::Watch).then_some(WATCH);
    query.poll_while(move |_| pace());
    twin_key.poll_while(move |_| pace());
    Rotation {
        organization,
        id,
        old,
        old_key: query,
        own: Memo::new(move |_| {
            let old = old.read();
            old.as_ref()
                .map_or(Own::No, |key| Own::of(key, me.read().as_ref()))
        }),
        twin,
        twin_key,
        switched,
        pair,
        step,
        dialogs: use_dialogs(),
        go,
    }
}
