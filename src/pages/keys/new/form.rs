//! The state of the form, and what sending it does.

use cloud_api::{
    KeyId, OrganizationId,
    keys::{self, CreateKey},
    legacy::has_not_migrated,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::draft::{Draft, Field, Fields, Offered, Problems};
use crate::{
    moment,
    pages::{
        editors::{FieldsOf, risk::Reconfirm},
        keys::{
            creation::{Failure, Made, Way, left_early, not_told, use_creator},
            pair::Pair,
            risks,
            roles::{KnownRoles, use_roles},
        },
    },
    paths,
    query::use_query,
    session,
    ui::{Problem, focus_first_problem, use_toasts},
};

/// Where the draft is kept for the tab.
pub const KEPT: &str = "create-key";

#[derive(Clone, Copy)]
pub struct Form {
    pub fields: Fields,
    pub draft: Memo<Draft>,
    pub known: KnownRoles,
    /// Whether the organization has not migrated to custom roles.
    pub is_legacy: Memo<bool>,
    /// What would be sent now.
    pub request: Memo<Option<CreateKey>>,
    pub submit: Callback<()>,
    pub pending: Signal<bool>,
    pub problem: Signal<Option<Problem>>,
    /// Whether the key may have been created although no answer says so.
    pub is_outcome_unknown: Signal<bool>,
    /// The new pair, until it was stored.
    pub pair: RwSignal<Option<Pair>>,
    /// Id and name of the new key.
    pub created: RwSignal<Option<(KeyId, String)>>,
    /// Goes to the new key's page.
    pub leave: Callback<()>,
    /// What has to be confirmed on its own, of a draft that could be sent.
    pub reconfirm: Reconfirm,
    problems: Memo<Problems>,
    /// From the first sending on, what is wrong is said.
    tried: RwSignal<bool>,
    refused: RwSignal<Option<(Field, String, Draft)>>,
}

/// To be called once, by the page.
pub fn use_form(organization: StoredValue<OrganizationId>, start: Draft) -> Form {
    let fields = Fields::new(start);
    let known = use_roles(organization);
    let creator = use_creator(organization);
    let toasts = use_toasts();
    let navigate = use_navigate();
    let draft = Memo::new(move |_| fields.draft());
    let keys = use_query(move || Some(keys::list(&organization.get_value(), None))).latest();
    let is_legacy = Memo::new(move |_| {
        let keys = keys.read();
        keys.as_ref().is_some_and(|keys| has_not_migrated(keys))
    });
    let check = move |draft: &Draft| {
        let all = known.all().get();
        let offered = if is_legacy.get() {
            Offered::Words
        } else {
            Offered::Roles(all.as_deref().map(Vec::as_slice))
        };
        draft.check(offered, moment::now())
    };
    let request = Memo::new(move |_| check(&draft.read()).ok());
    let problems = Memo::new(move |_| check(&draft.read()).err().unwrap_or_default());
    let reconfirm = Reconfirm::new(move || risks::of_new(request.read().as_ref(), known));
    let tried = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let pair = RwSignal::new(None);
    let created = RwSignal::new(None::<(KeyId, String)>);
    let leave = Callback::new(move |()| {
        if let Some((key, _)) = created.get_untracked() {
            let page = paths::key(&organization.get_value(), &key);
            // Back must not lead to the form of a key that exists.
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&page, options);
        }
    });
    let create = Action::new_local(move |(request, way): &(CreateKey, Way)| {
        let (request, way) = (request.clone(), *way);
        async move {
            let made = creator.create(request, way).await;
            let Made { key, pair: told } = made.inspect_err(|failure| {
                let said = failure.message.as_deref().and_then(Field::in_api_text);
                if let (Some((field, text)), Some(draft)) = (said, draft.try_get_untracked()) {
                    refused.try_set(Some((field, text.to_owned(), draft)));
                    if field == Field::Roles {
                        known.reload();
                    }
                }
            })?;
            session::forget(KEPT);
            let name = key.label();
            let is_here = created.try_set(Some((key.id, name.clone()))).is_none();
            if let Some(told) = told {
                if pair.try_set(Some(told)).is_some() {
                    toasts.failure(format!("{name} is created"), left_early());
                }
            } else {
                toasts.failure(format!("{name} is created"), not_told());
                if is_here {
                    leave.run(());
                }
            }
            Ok::<(), Failure>(())
        }
    });
    let pending = create.pending();
    let failed = Signal::derive(move || {
        let failed = create.value().get().and_then(Result::err);
        failed.filter(|_| !pending.get())
    });
    let submit = Callback::new(move |()| {
        tried.set(true);
        // The dialog with the pair lies over the form then.
        if pending.get_untracked() || created.read_untracked().is_some() {
            return;
        }
        match untrack(|| check(&draft.read())) {
            Ok(request) => {
                let way = Way::of(&fields.way.read_untracked());
                create.dispatch_local((request, way));
            }
            Err(_) => focus_first_problem(),
        }
    });
    Form {
        fields,
        draft,
        known,
        is_legacy,
        request,
        submit,
        pending: pending.into(),
        problem: Signal::derive(move || failed.get().map(|failure| failure.problem)),
        is_outcome_unknown: Signal::derive(move || {
            failed
                .get()
                .is_some_and(|failure| failure.is_outcome_unknown)
        }),
        pair,
        created,
        leave,
        reconfirm,
        problems,
        tried,
        refused,
    }
}

impl Form {
    /// What is said beside a field: what is wrong with it, or what the API refused of this draft.
    pub fn problem_of(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let problems = self.problems.read();
            let own = problems.iter().find(|(of, _)| *of == field);
            let own = own
                .filter(|_| self.tried.get())
                .map(|(_, text)| text.clone());
            own.or_else(|| {
                let refused = self.refused.read();
                let (of, text, draft) = refused.as_ref()?;
                (*of == field && *draft == *self.draft.read()).then(|| text.clone())
            })
        })
    }

    pub fn start_over(self) {
        self.tried.set(false);
        self.fields.show(Draft::default());
    }
}
