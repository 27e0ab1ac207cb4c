//! Sends the request, and what follows from the answer.

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, CreateService, CreatedService},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::form::Form;
use crate::{
    client::{ApiError, Client, ErrorKind},
    operations::Operations,
    paths,
    query::Cache,
    session, store,
    ui::{Problem, ToastKind, use_toasts},
};

/// What happens to the new service.
pub fn doing(form: Form) -> &'static str {
    if form.origin().is_some() {
        "restored"
    } else {
        "created"
    }
}

/// Where the draft is kept for the tab.
pub fn kept(is_restore: bool) -> &'static str {
    if is_restore {
        "restore-backup"
    } else {
        "create-service"
    }
}

#[derive(Clone, Copy)]
pub struct Creation {
    /// Sends the form, if nothing stands against it.
    pub submit: Callback<()>,
    pub pending: Signal<bool>,
    pub problem: Signal<Option<Problem>>,
    /// Whether the service may have been created although no answer says so.
    pub is_outcome_unknown: Signal<bool>,
    /// The new service's password, until it was stored.
    pub password: RwSignal<Option<String>>,
    /// Id and name of the new service.
    pub created: RwSignal<Option<(ServiceId, String)>>,
    /// Goes to the new service's page.
    pub leave: Callback<()>,
}

/// Why nothing was created, as far as is known.
#[derive(Clone)]
struct Failure {
    problem: Problem,
    is_outcome_unknown: bool,
}

pub fn use_creation(organization: StoredValue<OrganizationId>, form: Form) -> Creation {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let operations = expect_context::<Operations>();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let (kept, doing) = (kept(form.origin().is_some()), doing(form));
    let source = StoredValue::new(form.origin().map(|origin| origin.service.id.clone()));
    let password = RwSignal::new(None);
    let created = RwSignal::new(None::<(ServiceId, String)>);
    let leave = Callback::new(move |()| {
        if let Some((service, _)) = created.get_untracked() {
            let organization = organization.get_value();
            // A restore ends with what the new service still lacks.
            let page = match source.get_value() {
                Some(source) => paths::restored(&organization, &service, &source),
                None => paths::service(&organization, &service),
            };
            // Back must not lead to the form of a service that exists.
            navigate(
                &page,
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    let create = Action::new_local(move |request: &CreateService| {
        let organization = organization.get_value();
        let is_secondary = request.data_warehouse_id.is_some();
        let request = services::create(&organization, request);
        async move {
            let answer = client.send(request).await;
            let CreatedService {
                service,
                password: told,
            } = answer.map_err(|error| failure(&error, cache, &organization, form))?;
            session::forget(kept);
            operations.created(organization.clone(), &service);
            let label = service.label().to_owned();
            let is_here = created
                .try_set(Some((service.id.clone(), label.clone())))
                .is_none();
            store::observe(cache, &organization, service);
            let inform = |text| {
                toasts.push(
                    ToastKind::Information,
                    format!("{label} is being {doing}. {text}"),
                    None,
                );
            };
            if let Some(told) = told {
                if password.try_set(Some(told)).is_some() {
                    inform("Its password came when you had left the page: reset it on its own");
                }
            } else {
                inform(if is_secondary {
                    "Its password is the one of its warehouse's primary service"
                } else {
                    "The API told no password: reset it on the service's page"
                });
                if is_here {
                    leave.run(());
                }
            }
            Ok::<(), Failure>(())
        }
    });
    let pending = create.pending();
    let failed = Signal::derive(move || create.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        // The dialog with the password lies over the form then.
        let is_done = created.read_untracked().is_some();
        if !pending.get_untracked()
            && !is_done
            && let Some(request) = form.request()
        {
            create.dispatch_local(request);
        }
    });
    Creation {
        submit,
        pending: pending.into(),
        problem: Signal::derive(move || {
            failed
                .get()
                .map(|failure| failure.problem)
                .filter(|_| !pending.get())
        }),
        is_outcome_unknown: Signal::derive(move || {
            !pending.get()
                && failed
                    .get()
                    .is_some_and(|failure| failure.is_outcome_unknown)
        }),
        password,
        created,
        leave,
    }
}

fn failure(error: &ApiError, cache: Cache, organization: &OrganizationId, form: Form) -> Failure {
    if let ErrorKind::Refused { message, .. } = &error.kind {
        form.refuse(message);
    }
    let is_outcome_unknown = error.is_outcome_unknown();
    if is_outcome_unknown {
        // The list is where it shows whether the service is there.
        let list = services::list(organization).address();
        cache.invalidate(|address| address == list);
    }
    Failure {
        problem: error.problem(),
        is_outcome_unknown,
    }
}
