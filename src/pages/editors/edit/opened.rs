use std::sync::Arc;

use cloud_api::blame;
use leptos::prelude::*;

use super::{
    Editable, Edited, Kept, Target,
    meanwhile::{ChangedMeanwhile, Question, about},
    send::{NotSent, Sent},
    state::{Refused, State},
};
use crate::{
    client::{ApiError, ErrorKind},
    dialogs::Dialogs,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::editors::risk::Reconfirmation,
    ui::{ChangeLines, DraftRestored, FormDialog, Icon, Problem, dynamic, focus_first_problem},
};

/// The dialog while it is open: its state begins and ends with it.
#[component]
pub fn OpenedEdit<O, V, D>(
    edited: &'static Edited<O, V, D>,
    target: Target<O>,
    object: Arc<O>,
    /// What the API has now.
    value: V,
    locked: Signal<Option<String>>,
    dialogs: Dialogs,
) -> impl IntoView
where
    O: Editable,
    V: Kept,
    D: Kept,
{
    let state = State::begin(edited, &target, &value);
    let State {
        base,
        draft,
        elsewhere,
        restored,
        after,
        lines,
        ..
    } = state;
    let question = Question {
        organization: target.organization.clone(),
        is_about: about::<O>(&target.id),
        kinds: edited.activities,
        since: state.since,
    };
    let risks = Memo::new(move |_| match &*after.read() {
        Ok(after) => (edited.risks)(&base.read(), after),
        Err(_) => Vec::new(),
    });
    let sent = StoredValue::new(Sent::new(target));
    let object = StoredValue::new(object);
    let title = Memo::new(move |_| (edited.title)(&object.read_value(), &value));
    let write = Signal::derive(move || {
        let after = after.get().ok().filter(|_| !lines.read().is_empty())?;
        let request = (edited.request)(&sent.read_value().target, &base.read(), &after);
        Some(object.get_value().describe(Write::from(&request)))
    });
    let close = Callback::new(move |()| {
        state.is_sent.set(true);
        dialogs.close();
    });
    let held = state.held(locked);
    let Sending {
        submit,
        pending,
        problem,
    } = use_sending(edited, state, sent, title, held, close);
    let take_now = move || {
        elsewhere.set(Vec::new());
        restored.set(false);
        draft.set((edited.draft)(&base.read_untracked()));
    };
    view! {
        <FormDialog
            title
            open=Signal::stored(true)
            submit=Signal::derive(move || (edited.submit)(&base.read()).to_owned())
            pending
            problem
            dirty=state.dirty()
            submit_refused=held
            on_submit=submit
            on_close=close
        >
            <DraftRestored restored on_start_over=take_now />
            <ChangedMeanwhile lines=elsewhere question=question.clone() on_take=take_now />
            {(edited.editor)(state.editing())}
            <ChangeLines label="What will change" lines />
            <Risks risks />
            {dynamic(move || {
                state.reconfirm.get().map(|reconfirm| view! { <Reconfirmation reconfirm /> })
            })}
            <EquivalentCommand write />
        </FormDialog>
    }
}

struct Sending {
    submit: Callback<()>,
    pending: Signal<bool>,
    problem: Signal<Option<Problem>>,
}

fn use_sending<O: Editable, V: Kept, D: Kept>(
    edited: &'static Edited<O, V, D>,
    state: State<V, D>,
    sent: StoredValue<Sent<O>>,
    title: Memo<String>,
    held: Signal<Option<String>>,
    close: Callback<()>,
) -> Sending {
    let State {
        base,
        draft,
        elsewhere,
        refused,
        after,
        ..
    } = state;
    let act = Action::new_local(move |(before, after): &(V, V)| {
        let (before, after) = (before.clone(), after.clone());
        let sent = sent.get_value();
        let typed = draft.get_untracked();
        let undone = undone(&title.read_untracked(), state.dirty().get_untracked());
        async move {
            let request = (edited.request)(&sent.target, &before, &after);
            let same = |now: &V| (edited.lines)(&before, now).is_empty();
            match sent.send(request, undone, edited.read, same).await {
                Ok(()) => {
                    sent.toasts.success((edited.done)(&after));
                    (edited.afterwards)(&sent, &before, &after);
                    close.try_run(());
                    Ok(())
                }
                Err(NotSent::Changed(now)) => {
                    elsewhere.try_set((edited.lines)(&before, &now));
                    base.try_set(now);
                    Ok(())
                }
                Err(NotSent::Untold) => Err(untold()),
                Err(NotSent::Failed(error)) => {
                    if let Some((field, said)) = said_of(&error, edited.fields) {
                        refused.try_set(Some(Refused { typed, field, said }));
                        focus_first_problem();
                    }
                    Err(told(&error, O::WORD))
                }
            }
        }
    });
    let pending = act.pending();
    let submit = Callback::new(move |()| {
        let is_held = held.read_untracked().is_some() || pending.get_untracked();
        if let (Ok(after), false) = (after.get_untracked(), is_held) {
            elsewhere.set(Vec::new());
            refused.set(None);
            act.dispatch_local((base.get_untracked(), after));
        }
    });
    Sending {
        submit,
        pending: pending.into(),
        problem: Signal::derive(move || act.value().get().and_then(Result::err)),
    }
}

/// What is told of a change that the session's end keeps from being sent.
fn undone(title: &str, is_kept: bool) -> String {
    let title = title.trim_end_matches('?');
    if is_kept {
        format!("{title}: not sent. What you typed is kept in that dialog.")
    } else {
        format!("{title}: not sent.")
    }
}

/// What would be replaced is not known.
fn untold() -> Problem {
    Problem {
        title: "The API did not tell what this replaces".into(),
        detail: "It was read again just before, and what is edited here was missing.".into(),
        advice: Some("Nothing was sent; your input is kept. Try again.".into()),
        ..Problem::default()
    }
}

/// The failure; where the object is gone, in words that say so.
fn told(error: &ApiError, word: &str) -> Problem {
    let problem = error.problem();
    if !error.is_not_found() {
        return problem;
    }
    Problem {
        title: format!("{word} is gone"),
        advice: Some(
            "Somebody else deleted it while this dialog was open. Nothing was changed; your input \
             stays here for as long as the dialog does."
                .into(),
        ),
        ..problem
    }
}

/// What the API says of one of these fields.
fn said_of(error: &ApiError, fields: &'static [&'static str]) -> Option<(&'static str, String)> {
    let ErrorKind::Refused { message, .. } = &error.kind else {
        return None;
    };
    let blame = blame(message)?;
    let field = fields.iter().find(|field| **field == blame.field)?;
    let said = if blame.place.is_empty() {
        blame.said.to_owned()
    } else {
        format!("{}: {}", blame.place.trim_start_matches('.'), blame.said)
    };
    Some((field, said))
}

/// Whom the change locks out or lets in.
#[component]
fn Risks(#[prop(into)] risks: Signal<Vec<String>>) -> impl IntoView {
    let item = |sentence: String| {
        view! {
            <p class="notice">
                <Icon name="warning" />
                <span>{sentence}</span>
            </p>
        }
    };
    view! {
        <div role="status">{dynamic(move || risks.get().into_iter().map(item).collect_view())}</div>
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::Method;

    use super::*;

    fn refused(message: &str) -> ApiError {
        ApiError {
            operation: "instanceUpdate",
            method: Method::Patch,
            kind: ErrorKind::Refused {
                status: 400,
                message: message.into(),
                request_id: None,
            },
        }
    }

    #[test]
    fn what_was_not_sent_is_named_by_its_question_and_where_the_draft_is() {
        assert_eq!(
            undone("MySQL on of prod?", false),
            "MySQL on of prod: not sent."
        );
        let renaming = undone("Rename prod", true);
        assert!(
            renaming.starts_with("Rename prod: not sent.")
                && renaming.contains("kept in that dialog")
        );
    }

    #[test]
    fn a_refusal_lands_on_the_editor_of_its_field_only() {
        let said = |message| said_of(&refused(message), &["tags"]);
        assert_eq!(
            said("BAD_REQUEST: request body.tags.add[0].key: no <string:x>"),
            Some(("tags", "add[0].key: no <string:x>".into()))
        );
        assert_eq!(said("BAD_REQUEST: request body.name: no"), None);
        assert_eq!(said("CONFLICT: no"), None);
    }
}
