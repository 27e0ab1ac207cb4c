//! The form's state: what it was made from, what is typed, and what comes of it.

use cloud_api::services::{self, ReplicaScaling, Service, scaling::Field};
use leptos::prelude::*;

use super::{
    draft::{Draft, Fields, Problems},
    effects,
    stored::Stored,
};
use crate::{
    client::{ApiError, ErrorKind},
    pages::service::{
        OnService,
        settings::{use_writes, writes::Writes},
    },
    store,
    ui::{ChangeLine, Problem},
};

/// A field that the API refused in this draft; another draft may be right.
#[derive(Clone, PartialEq)]
struct Refused {
    field: Field,
    text: String,
    draft: Draft,
}

/// Why nothing was changed.
enum NotSent {
    /// Somebody else changed the scaling; it is this now.
    Changed(Stored),
    Failed(ApiError),
}

#[derive(Clone, Copy)]
pub(super) struct Change {
    pub(super) fields: Fields,
    pub(super) draft: Memo<Draft>,
    pub(super) checked: Memo<Result<ReplicaScaling, Problems>>,
    /// What the scaling was when the dialog opened or was last read again, and what it would be.
    pub(super) step: Memo<Option<(Stored, Stored)>>,
    /// What somebody else did meanwhile.
    pub(super) elsewhere: RwSignal<Vec<ChangeLine>>,
    pub(super) pending: Signal<bool>,
    pub(super) problem: Signal<Option<Problem>>,
    pub(super) send: Callback<()>,
    pub(super) clear: Callback<()>,
    refused: RwSignal<Option<Refused>>,
}

pub(super) fn use_change(open: Memo<bool>, close: Callback<()>) -> Change {
    let OnService { service, .. } = expect_context();
    let writes = use_writes();
    let fields = Fields::new();
    let base = RwSignal::new(None::<Stored>);
    let elsewhere = RwSignal::new(Vec::<ChangeLine>::new());
    let refused = RwSignal::new(None::<Refused>);
    // The scaling as it was when the dialog opened: a poll must not overwrite what is being typed.
    Effect::new(move |_| {
        if open.get() {
            let now = Stored::of(&service.read_untracked());
            if let Some(now) = &now {
                fields.set(Draft::of(now));
            }
            base.set(now);
            elsewhere.set(Vec::new());
            refused.set(None);
        }
    });
    let draft = Memo::new(move |_| fields.draft());
    let checked = Memo::new(move |_| match &*base.read() {
        Some(base) => draft.read().check(base),
        None => Ok(ReplicaScaling::default()),
    });
    let step = Memo::new(move |_| {
        let base = base.get()?;
        let checked = checked.read();
        let after = base.after(checked.as_ref().ok()?).ok()?;
        Some((base, after))
    });
    let act = Action::new_local(move |(before, change): &(Stored, ReplicaScaling)| {
        let (before, change) = (before.clone(), change.clone());
        let draft = draft.get_untracked();
        let writes = writes.get_value();
        async move {
            match send(&writes, &before, &change).await {
                Ok(()) => {
                    close.try_run(());
                    Ok(())
                }
                Err(NotSent::Changed(now)) => {
                    elsewhere.try_set(effects::lines(&before, &now));
                    base.try_set(Some(now));
                    Ok(())
                }
                Err(NotSent::Failed(error)) => {
                    refused.try_set(in_field(&error, draft));
                    Err::<(), Problem>(error.problem())
                }
            }
        }
    });
    let pending = act.pending();
    let send = move |()| {
        let before = base.get_untracked();
        let change = checked.get_untracked();
        if let (Some(before), Ok(change), false) = (before, change, pending.get_untracked()) {
            elsewhere.set(Vec::new());
            act.dispatch_local((before, change));
        }
    };
    Change {
        fields,
        draft,
        checked,
        step,
        elsewhere,
        pending: pending.into(),
        problem: Signal::derive(move || act.value().get().and_then(Result::err)),
        send: Callback::new(send),
        clear: Callback::new(move |()| act.clear()),
        refused,
    }
}

impl Change {
    /// What is said beside a field: the rule it breaks, or the API's own words.
    pub(super) fn problem_of(self, field: Field) -> Option<String> {
        let checked = self.checked.read();
        let own = checked.as_ref().err().and_then(|problems| {
            let found = problems.iter().find(|(wrong, _)| *wrong == field);
            found.map(|(_, text)| text.clone())
        });
        own.or_else(|| {
            let refused = self.refused.read();
            let of_this = refused.as_ref().filter(|refused| refused.field == field)?;
            (of_this.draft == *self.draft.read()).then(|| of_this.text.clone())
        })
    }

    pub(super) fn is_empty(self) -> bool {
        matches!(&*self.checked.read(), Ok(change) if *change == ReplicaScaling::default())
    }
}

/// Reads the service again, and sends the change only if it still scales as it did when the change
/// was made: there is no other way to notice somebody else.
async fn send(writes: &Writes, before: &Stored, change: &ReplicaScaling) -> Result<(), NotSent> {
    let Writes {
        client,
        cache,
        toasts,
        organization,
        id,
    } = writes;
    let now: Service = client
        .send(services::get(organization, id))
        .await
        .map_err(NotSent::Failed)?;
    let stored = Stored::of(&now);
    store::observe(*cache, organization, now);
    if let Some(stored) = stored.filter(|stored| stored != before) {
        return Err(NotSent::Changed(stored));
    }
    let request = services::replica_scaling(organization, id, change);
    let answer = client.send(request).await.map_err(NotSent::Failed)?;
    store::observe(*cache, organization, answer);
    toasts.success("Scaling changed");
    Ok(())
}

/// The field that the API's words name: `… request body.numReplicas: …`.
fn in_field(error: &ApiError, draft: Draft) -> Option<Refused> {
    let ErrorKind::Refused { message, .. } = &error.kind else {
        return None;
    };
    let (_, named) = message.split_once("request body.")?;
    let (name, text) = named.split_once(": ")?;
    let field = Field::ALL
        .into_iter()
        .find(|field| field.as_str() == name)?;
    Some(Refused {
        field,
        text: text.to_owned(),
        draft,
    })
}

#[cfg(test)]
mod tests {
    use cloud_api::Method;

    use super::*;

    fn refused(message: &str) -> Option<(Field, String)> {
        let error = ApiError {
            operation: "instanceReplicaScalingUpdate",
            method: Method::Patch,
            kind: ErrorKind::Refused {
                status: 400,
                message: message.into(),
                request_id: None,
            },
        };
        in_field(&error, Draft::default()).map(|refused| (refused.field, refused.text))
    }

    #[test]
    fn the_api_names_the_field_it_refuses() {
        assert_eq!(
            refused("BAD_REQUEST: request body.numReplicas: Too many <number:9>"),
            Some((Field::NumReplicas, "Too many <number:9>".into()))
        );
        assert_eq!(refused("BAD_REQUEST: request body.name: Too long"), None);
        assert_eq!(refused("FORBIDDEN: no"), None);
    }
}
