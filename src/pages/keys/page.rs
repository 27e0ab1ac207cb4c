use std::sync::Arc;

use cloud_api::{
    KeyId, OrganizationId,
    keys::{self, ApiKey},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    actions::{KeyDialogs, use_key_actions},
    activity::KeyActivity,
    columns::state_tone,
    details::{AccessPanel, DetailsPanel, MarksPanel},
    own::{Own, use_me},
    rotate::Resume,
};
use crate::{
    client::ApiError,
    dialogs::use_dialogs,
    offers::offer,
    pages::{
        crumbs,
        other::OtherFields,
        roles::{Held, HeldRights},
    },
    params::use_key_ids,
    paths,
    query::{Cache, Query, use_query},
    query_view::QueryView,
    ui::{ActionButtons, ButtonLink, Empty, Page, ProblemNotice, StateBadge, dynamic},
};

/// Another key in the address is another page: nothing of the old one survives.
#[component]
pub fn KeyPage() -> impl IntoView {
    let ids = use_key_ids();
    dynamic(move || match ids.get() {
        Some((organization, key)) => view! { <KeyById organization key /> }.into_any(),
        None => view! { <crate::pages::NotFoundPage /> }.into_any(),
    })
}

#[component]
fn KeyById(organization: OrganizationId, key: KeyId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let query = use_key(organization, &key);
    let is_gone = use_is_gone(query);
    let latest = query.latest();
    let is_known = Memo::new(move |_| latest.read().is_some());
    dynamic(move || {
        if is_gone.get() {
            view! { <Gone organization /> }.into_any()
        } else if is_known.get() {
            view! { <Frame organization query /> }.into_any()
        } else {
            view! {
                <Page title="API key">
                    <QueryView query outline=(6, 2) let:_key>
                        ""
                    </QueryView>
                </Page>
            }
            .into_any()
        }
    })
}

/// One key; at once where the list has it already.
pub fn use_key(organization: StoredValue<OrganizationId>, key: &KeyId) -> Query<ApiKey> {
    let cache = expect_context::<Cache>();
    let organization = organization.get_value();
    let get = keys::get(&organization, key);
    cache.seed(&get, &keys::list(&organization, None), |all| {
        all.iter().find(|known| known.id == *key).cloned()
    });
    use_query(move || Some(get.clone()))
}

/// Whether the API knows the key no longer.
pub fn use_is_gone(query: Query<ApiKey>) -> Memo<bool> {
    Memo::new(move |_| {
        let error = query.error().get();
        error.as_ref().is_some_and(ApiError::is_not_found)
    })
}

/// What a key's page is part of.
pub fn use_crumbs(organization: StoredValue<OrganizationId>) -> Signal<Vec<(String, String)>> {
    let keys = paths::keys(&organization.get_value());
    crumbs::use_crumbs(organization, vec![("API keys".into(), keys)])
}

#[component]
fn Frame(organization: StoredValue<OrganizationId>, query: Query<ApiKey>) -> impl IntoView {
    let navigate = use_navigate();
    let dialogs = use_dialogs();
    let me = use_me();
    let latest = query.latest();
    let held = StoredValue::new(None::<Arc<ApiKey>>);
    // While the session closes, the answer is gone a moment before this view is.
    let key = Signal::derive(move || {
        let now = latest.get().or_else(|| held.get_value());
        held.set_value(now.clone());
        now.expect("shown only once answered")
    });
    let id = StoredValue::new(key.read_untracked().id.clone());
    let actions = use_key_actions(organization, dialogs);
    let actions_of = Signal::derive(move || actions(&key.read()));
    let name = Memo::new(move |_| key.read().label());
    offer(name, actions_of);
    let own = Memo::new(move |_| Own::of(&key.read(), me.read().as_ref()));
    let title_extra = move || {
        let state = key.read().state.clone();
        let state = state.map(|state| {
            view! { <StateBadge word=state.to_string() tone=state_tone(&state) chip=true /> }
        });
        let own = own
            .get()
            .words()
            .map(|words| view! { <span class="token">{words}</span> });
        view! {
            {state}
            {own}
        }
    };
    let buttons = move || {
        let label = Signal::derive(move || format!("More actions for {}", name.get()));
        view! { <ActionButtons actions=actions_of shown=3 label /> }
    };
    let find = Callback::new(move |(wanted,): (KeyId,)| {
        let key = key.get();
        (key.id == wanted).then(|| ApiKey::clone(&key))
    });
    let to_list = Callback::new(move |()| {
        navigate(
            &paths::keys(&organization.get_value()),
            NavigateOptions::default(),
        );
    });
    let problem = Memo::new(move |_| query.error().read().as_ref().map(ApiError::problem));
    view! {
        <Page
            title=name
            crumbs=use_crumbs(organization)
            title_extra=move || dynamic(title_extra)
            actions=buttons
        >
            <ProblemNotice problem on_retry=Callback::new(move |()| query.reload()) />
            <Resume organization key />
            <MarksPanel key />
            <DetailsPanel organization key />
            <AccessPanel key />
            <OtherFields fields=Signal::derive(move || key.read().other.clone()) />
            <HeldRights
                organization
                title=Signal::derive(move || format!("What {} can do", name.get()))
                held=Signal::derive(move || Held::of(&**key.read()))
            />
            <KeyActivity organization id />
            <KeyDialogs organization dialogs find on_delete=to_list />
        </Page>
    }
}

#[component]
pub fn Gone(organization: StoredValue<OrganizationId>) -> impl IntoView {
    view! {
        <Page title="API key not found">
            <Empty title="The API knows no such key">
                <p>
                    "It may have been deleted. The address wants the resource id of a key, which is a UUID, \
                     not its key ID."
                </p>
                <ButtonLink href=paths::keys(
                    &organization.get_value(),
                )>"Go to the API keys"</ButtonLink>
            </Empty>
        </Page>
    }
}
