use leptos::prelude::*;

use super::{Button, CopyButton, Icon, dynamic};

/// What went wrong, in words a person can act on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    pub title: String,
    /// The API's own sentence, or our explanation where it gave none.
    pub detail: String,
    /// What the user can do, where we know it.
    pub advice: Option<String>,
    pub request_id: Option<String>,
    pub operation: Option<String>,
    pub status: Option<u16>,
}

/// Shows a problem where it happened; nothing while there is none.
#[component]
pub fn ProblemNotice(
    #[prop(into)] problem: Signal<Option<Problem>>,
    #[prop(optional, into)] on_retry: Option<Callback<()>>,
    /// "Try again" unless given.
    #[prop(optional, into)]
    retry_label: String,
) -> impl IntoView {
    // A memo, because a signal that is set to what it already holds still notifies, and a rebuilt
    // alert is read out again.
    let problem = Memo::new(move |_| problem.get());
    let retry_label = if retry_label.is_empty() {
        "Try again".to_owned()
    } else {
        retry_label
    };
    let retry_label = StoredValue::new(retry_label);
    dynamic(move || {
        problem.get().map(|problem| {
            let retry = on_retry.map(|on_retry| {
                view! {
                    <div class="problem__actions">
                        <Button on_click=on_retry>{retry_label.get_value()}</Button>
                    </div>
                }
            });
            view! {
                <div class="problem" role="alert">
                    <Icon name=if problem.status == Some(403) { "lock" } else { "warning" } />
                    <div class="problem__body">
                        <strong class="problem__title">{problem.title}</strong>
                        <p class="problem__detail">{problem.detail}</p>
                        {problem.advice.map(|advice| view! { <p>{advice}</p> })}
                        <Facts
                            operation=problem.operation
                            status=problem.status
                            request_id=problem.request_id
                        />
                    </div>
                    {retry}
                </div>
            }
        })
    })
}

/// What support asks for: the operation, the status and the request's id.
#[component]
fn Facts(
    operation: Option<String>,
    status: Option<u16>,
    request_id: Option<String>,
) -> impl IntoView {
    let any = operation.is_some() || status.is_some() || request_id.is_some();
    any.then(|| {
        view! {
            <p class="problem__facts">
                {operation.map(|operation| view! { <span class="mono">{operation}</span> })}
                {status.map(|status| view! { <span>{format!("status {status}")}</span> })}
                {request_id
                    .map(|id| {
                        view! {
                            <span>"request " <code class="mono">{id.clone()}</code></span>
                            <CopyButton text=id label="Copy request ID" />
                        }
                    })}
            </p>
        }
    })
}
