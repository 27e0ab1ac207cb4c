//! Doing the same to many things of a list: an entry says it of one of them, the rest follows here.

use std::{collections::HashMap, future::ready, sync::Arc};

use cloud_api::{OrganizationId, Request, envelope::Nothing};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::removal::Removal;
use crate::{
    client::{ApiError, Client, Priority},
    equivalent::Write,
    equivalent_view::EquivalentScript,
    query::Cache,
    session::Session,
    ui::{
        RowActions, Selection,
        bulk::{Ask, Below, BulkAction, BulkBar, Looking, Over, Sending, Unsent, Wanted},
    },
};

/// What can be done to all of many things, said of one.
pub struct ForEach<T: 'static> {
    pub label: &'static str,
    pub icon: &'static str,
    /// It cannot be taken back.
    pub danger: bool,
    /// What follows, whatever it is done to.
    pub consequences: &'static [&'static str],
    pub asks: Option<Ask>,
    /// Why it may not be done to it, with what was told.
    pub refused: Refuses<T>,
    /// What it is, as far as the question depends on it.
    pub facts: fn(&T) -> String,
    /// What is sent: one at least.
    pub writes: Writes<T>,
    /// How many those are.
    pub requests: usize,
    pub send: Arc<dyn Fn(T, String) -> Sending + Send + Sync>,
}

pub type Writes<T> = Arc<dyn Fn(&T, &str) -> Vec<Write> + Send + Sync>;

pub type Refuses<T> = Arc<dyn Fn(&T, &str) -> Option<String> + Send + Sync>;

/// The things of a list, for what is done to many of them.
pub struct Many<T: Send + Sync + 'static> {
    pub organization: StoredValue<OrganizationId>,
    pub client: Client,
    pub cache: Cache,
    pub all: Signal<Option<Arc<Vec<T>>>>,
    one: &'static str,
    by_key: Memo<HashMap<String, T>>,
    /// What a run has begun with and the list may have lost meanwhile.
    begun: StoredValue<HashMap<String, T>>,
    /// The actions of a row's menu, which know why each is refused.
    row_actions: StoredValue<RowActions<T>>,
    look: Callback<(), Looking>,
    session: Session,
}

impl<T: Send + Sync + 'static> Clone for Many<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Many<T> {}

/// What a list is made of, for what is done to many of its things.
pub struct ListOfMany<T: Send + Sync + 'static> {
    pub organization: StoredValue<OrganizationId>,
    /// One of them, such as "service".
    pub one: &'static str,
    pub all: Signal<Option<Arc<Vec<T>>>>,
    pub key: fn(&T) -> String,
    /// Reads all of them in one request: one for each would halve how many can be acted on.
    pub request: fn(&OrganizationId) -> Request<Vec<T>>,
    pub row_actions: RowActions<T>,
}

impl<T: Clone + PartialEq + DeserializeOwned + Send + Sync + 'static> Many<T> {
    /// To be called at the top of a component.
    pub fn new(list: ListOfMany<T>) -> Self {
        let ListOfMany {
            organization,
            one,
            all,
            key,
            request,
            row_actions,
        } = list;
        let client = expect_context::<Client>();
        let cache = expect_context::<Cache>();
        let look = Callback::new(move |()| -> Looking {
            let list = request(&organization.get_value());
            Box::pin(async move {
                let all = client.send(list.clone()).await;
                cache.put(&list, all.map_err(|error| error.problem())?);
                Ok(())
            })
        });
        Self {
            organization,
            client,
            cache,
            all,
            one,
            by_key: Memo::new(move |_| {
                let all = all.read();
                let all = all.iter().flat_map(|all| all.iter());
                all.map(|thing| (key(thing), thing.clone())).collect()
            }),
            begun: StoredValue::new(HashMap::new()),
            row_actions: StoredValue::new(row_actions),
            look,
            session: expect_context::<Session>(),
        }
    }

    /// The bar of what can be done to the selected rows.
    pub fn bar(
        self,
        actions: impl Fn(&Self) -> Vec<BulkAction> + Send + Sync + 'static,
    ) -> Callback<(Selection,), AnyView> {
        Callback::new(move |(selection,)| {
            let actions = StoredValue::new(actions(&self));
            let limit = self.client.budget.limit();
            view! { <BulkBar selection actions limit /> }.into_any()
        })
    }

    fn find(self, key: &str) -> Option<T> {
        let listed = self.by_key.read().get(key).cloned();
        listed.or_else(|| self.begun.with_value(|begun| begun.get(key).cloned()))
    }

    /// Keeps a thing for the rest of the run, whatever becomes of its row.
    pub fn begin(self, key: String, thing: T) {
        self.begun
            .try_update_value(|begun| begun.insert(key, thing));
    }

    /// Why the action of this name in the row's menu is refused; `otherwise` where the menu has another in its place.
    pub fn as_in_menu(self, label: &'static str, otherwise: &'static str) -> Refuses<T> {
        let actions = self.row_actions.get_value();
        Arc::new(move |thing, _| {
            // What the actions would run is made with them, and goes with them.
            let owner = Owner::new();
            let refused = owner.with(|| {
                let found = actions(thing).into_iter().find(|one| one.label == label);
                found.map_or_else(|| Some(otherwise.to_owned()), |action| action.refused)
            });
            owner.cleanup();
            refused
        })
    }

    pub fn action(self, each: ForEach<T>) -> BulkAction {
        let ForEach {
            label,
            icon,
            danger,
            consequences,
            asks,
            refused,
            facts,
            writes,
            requests,
            send,
        } = each;
        let one = self.one;
        BulkAction {
            label,
            icon,
            danger,
            requests,
            consequences,
            asks,
            refused: Callback::new(move |(key, told): (String, String)| match self.find(&key) {
                Some(thing) => refused(&thing, &told),
                None => Some(format!("The {one} is not in the list any more.")),
            }),
            facts: Callback::new(move |(key,): (String,)| self.by_key.read().get(&key).map(facts)),
            look: self.look,
            over: self.over(label),
            below: Some(self.script(writes)),
            run: Callback::new(move |(key, told): (String, String)| -> Sending {
                match untrack(|| self.find(&key)) {
                    Some(thing) => send(thing, told),
                    // What left the list meanwhile needs nothing.
                    None => Box::pin(ready(Ok(()))),
                }
            }),
        }
    }

    /// Names what a session that ended leaves undone.
    fn over(self, label: &'static str) -> Over {
        Arc::new(move |names| {
            let is_over = self.session.credentials().is_none();
            for name in names {
                self.session.note_unsent(None, format!("{label}: {name}"));
            }
            is_over
        })
    }

    /// All requests of a run as one script, live as the question is answered.
    fn script(self, writes: Writes<T>) -> Below {
        Callback::new(move |(wanted,): (Wanted,)| {
            let writes = Arc::clone(&writes);
            let writes = Signal::derive(move || {
                let (keys, told) = wanted.get();
                let known = keys.iter().filter_map(|key| self.find(key));
                known
                    .flat_map(|thing| writes(&thing, &told))
                    .collect::<Vec<_>>()
            });
            view! { <EquivalentScript writes /> }.into_any()
        })
    }

    /// Removes each of them, as the dialog of one does.
    pub fn removes(self, each: Removes<T>) -> BulkAction {
        let Removes {
            label,
            consequences,
            refused,
            facts,
            removal,
        } = each;
        let Self {
            organization,
            client,
            cache,
            ..
        } = self;
        self.action(ForEach {
            label,
            icon: "trash",
            danger: true,
            consequences,
            asks: None,
            refused,
            facts,
            writes: Arc::new(move |thing, _| {
                vec![Write::from(
                    &removal(&organization.get_value(), thing).request,
                )]
            }),
            requests: 1,
            send: Arc::new(move |thing, _| {
                let removal = removal(&organization.get_value(), &thing);
                Box::pin(async move {
                    let answer = client.send_with(removal.request, Priority::Poll).await;
                    gone(answer).map_err(unsent)?;
                    (removal.forget)(cache);
                    Ok(())
                })
            }),
        })
    }
}

/// How each of many is removed.
pub struct Removes<T: 'static> {
    pub label: &'static str,
    pub consequences: &'static [&'static str],
    pub refused: Refuses<T>,
    pub facts: fn(&T) -> String,
    pub removal: fn(&OrganizationId, &T) -> Removal,
}

/// What somebody else removed first is gone all the same.
pub fn gone(answer: Result<Nothing, ApiError>) -> Result<(), ApiError> {
    match answer {
        Err(error) if !error.is_not_found() => Err(error),
        _ => Ok(()),
    }
}

pub fn unsent(error: ApiError) -> Unsent {
    Unsent {
        is_unknown: error.is_outcome_unknown(),
        problem: error.problem(),
    }
}
