//! What somebody else did while it was edited here, and who that was.

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    activities::{self, Activity},
};
use leptos::{html, prelude::*, task::spawn_local};

use super::Editable;
use crate::{
    client::{ApiError, Client},
    ui::{Button, ChangeLine, ChangeLines, Icon, Time, dynamic},
};

/// How long before the editing began a change may be dated: clocks differ.
const LEEWAY_MS: f64 = 60_000.0;

/// Said of an edit.
const EDITED: &str = "Somebody else changed this while it was edited here. Nothing was sent. Your input is kept: \
                      check below what it would do now, then apply it again.";
/// Said of a question that was answered with yes.
pub const ASKED: &str = "This is not what it was when it was shown here. Nothing was sent. Look whether it is still to be \
                         done, then confirm again.";

/// Whether a record is about what was changed.
pub type IsAbout = Arc<dyn Fn(&Activity) -> bool + Send + Sync>;

/// Records about this very object.
pub fn about<O: Editable>(id: &O::Id) -> IsAbout {
    let id = id.clone();
    Arc::new(move |record| O::is_touched_by(&id, record))
}

/// Records about anything of the organization.
pub fn about_anything() -> IsAbout {
    Arc::new(|_| true)
}

/// Where the audit log would tell of the change.
#[derive(Clone)]
pub struct Question {
    pub organization: OrganizationId,
    pub is_about: IsAbout,
    pub kinds: &'static [&'static str],
    /// Milliseconds since the epoch.
    pub since: f64,
}

impl Question {
    async fn ask(self, client: Client) -> Result<Vec<Activity>, ApiError> {
        let start = js_sys::Date::new(&(self.since - LEEWAY_MS).into());
        let from: String = start.to_iso_string().into();
        let request = activities::list(&self.organization, Some(&from), None);
        let all = client.send(request).await?;
        Ok(self.answers(all))
    }

    /// The records of such a change, newest first.
    fn answers(&self, mut all: Vec<Activity>) -> Vec<Activity> {
        all.retain(|activity| {
            let kind = activity.r#type.as_deref().unwrap_or_default();
            (self.is_about)(activity) && self.kinds.contains(&kind)
        });
        all.sort_by(|one, other| other.created_at.cmp(&one.created_at));
        all
    }
}

#[derive(Clone)]
enum Who {
    /// The log has no record of such changes.
    NotKept,
    Asking,
    Told(Vec<Activity>),
    Failed(String),
}

/// Says that nothing was sent, what is different now, and by whom.
#[component]
pub fn ChangedMeanwhile(
    /// What somebody else did; empty while nobody did.
    #[prop(into)]
    lines: Signal<Vec<ChangeLine>>,
    question: Question,
    /// What happened, and what is to be done now.
    #[prop(default = EDITED)]
    said: &'static str,
    /// What the differences are called.
    #[prop(default = "Changed by somebody else")]
    label: &'static str,
    /// Gives up what was typed for what there is now.
    #[prop(optional, into)]
    on_take: Option<Callback<()>>,
) -> impl IntoView {
    let lines = Memo::new(move |_| lines.get());
    let question = StoredValue::new(question);
    let notice = NodeRef::<html::Div>::new();
    // The button that was pressed may be far below.
    Effect::new(move |_| {
        if let Some(notice) = notice.get() {
            notice.scroll_into_view();
        }
    });
    view! {
        <Show when=move || !lines.read().is_empty()>
            <div class="notice" role="alert" node_ref=notice>
                <Icon name="warning" />
                <div class="meanwhile">
                    <p>{said}</p>
                    <ChangeLines label lines />
                    <ChangedBy question=question.get_value() lines />
                    {on_take
                        .map(|on_take| {
                            view! {
                                <p>
                                    <Button on_click=on_take>"Take what there is now"</Button>
                                </p>
                            }
                        })}
                </div>
            </div>
        </Show>
    }
}

/// Asks the audit log each time something else was found.
#[component]
fn ChangedBy(question: Question, lines: Memo<Vec<ChangeLine>>) -> impl IntoView {
    let client = expect_context::<Client>();
    let who = RwSignal::new(Who::NotKept);
    let is_kept = !question.kinds.is_empty();
    let question = StoredValue::new(question);
    let ask = move || {
        who.set(Who::Asking);
        // Not tied to an owner: the button that asks again leaves with what it stands in.
        spawn_local(async move {
            let Some(question) = question.try_get_value() else {
                return;
            };
            let told = question.ask(client).await;
            // The dialog may be gone by then.
            _ = who.try_set(match told {
                Ok(found) => Who::Told(found),
                Err(error) => Who::Failed(error.to_string()),
            });
        });
    };
    Effect::new(move |_| {
        lines.track();
        if is_kept {
            ask();
        }
    });
    let again = move || {
        view! { <Button on_click=ask>"Ask the audit log again"</Button> }
    };
    let content = move || {
        match who.get() {
        Who::NotKept => view! { <p>"Who it was cannot be told: the audit log keeps no record of such a change."</p> }
        .into_any(),
        Who::Asking => view! { <p class="quiet">"Asking the audit log who it was…"</p> }.into_any(),
        Who::Told(found) if found.is_empty() => view! {
            <p>"The audit log does not say yet who it was; records come within half a minute."</p>
            <p>{again()}</p>
        }
        .into_any(),
        Who::Told(found) => view! {
            <ul class="plain">
                {found.into_iter().take(3).map(|one| view! { <By activity=one /> }).collect_view()}
            </ul>
        }
        .into_any(),
        Who::Failed(why) => view! {
            <p>"Who it was could not be found out: " {why}</p>
            <p>{again()}</p>
        }
        .into_any(),
    }
    };
    view! { <div role="status">{dynamic(content)}</div> }
}

#[component]
fn By(activity: Activity) -> impl IntoView {
    let at = Signal::stored(activity.created_at.clone());
    view! {
        <li>
            <strong>{actor(&activity)}</strong>
            " "
            <Time at />
            {activity
                .actor_ip_address
                .map(|ip| {
                    view! {
                        " from "
                        <span class="mono">{ip}</span>
                    }
                })}
            {activity
                .r#type
                .map(|kind| {
                    view! {
                        " · "
                        <span class="mono">{kind}</span>
                    }
                })}
        </li>
    }
}

/// The e-mail address or the key's name, or what else is told.
fn actor(activity: &Activity) -> String {
    let kind = activity.actor_type.as_ref().map(ToString::to_string);
    let name = activity.actor_details.clone().or(activity.actor_id.clone());
    match (name, kind) {
        (Some(name), Some(kind)) => format!("{name} ({kind})"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "somebody the log does not name".into(),
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::{organizations::Organization, services::Service};

    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
    const OTHER: &str = "7f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn activity(service: Option<&str>, kind: &str, at: &str) -> Activity {
        let service = service.map_or("null".into(), |id| format!("\"{id}\""));
        let json = format!(
            r#"{{"id":"act_01j8zq4m6v9t2x5k7n3b","serviceId":{service},"type":"{kind}","createdAt":"{at}",
                "actorType":"api","actorDetails":"ci"}}"#
        );
        serde_json::from_str(&json).expect("an activity")
    }

    #[test]
    fn only_such_changes_of_this_object_count_newest_first() {
        let question = Question {
            organization: ID.parse().expect("a UUID"),
            is_about: about::<Service>(&ID.parse().expect("a UUID")),
            kinds: &["service_update_name"],
            since: 0.0,
        };
        let found = question.answers(vec![
            activity(Some(ID), "service_update_name", "2026-01-01T00:00:00Z"),
            activity(Some(ID), "service_start", "2026-01-02T00:00:00Z"),
            activity(Some(OTHER), "service_update_name", "2026-01-03T00:00:00Z"),
            activity(None, "service_update_name", "2026-01-04T00:00:00Z"),
            activity(Some(ID), "service_update_name", "2026-01-05T00:00:00Z"),
        ]);
        let dates: Vec<_> = found
            .iter()
            .filter_map(|one| one.created_at.as_deref())
            .collect();
        assert_eq!(dates, ["2026-01-05T00:00:00Z", "2026-01-01T00:00:00Z"]);
        assert_eq!(actor(&found[0]), "ci (api)");
    }

    #[test]
    fn a_question_of_anything_asks_for_the_organization_and_for_services() {
        let question = |is_about| Question {
            organization: ID.parse().expect("a UUID"),
            is_about,
            kinds: &[
                "service_update_private_endpoints",
                "organization_update_private_endpoints",
            ],
            since: 0.0,
        };
        let all = || {
            vec![
                activity(
                    None,
                    "organization_update_private_endpoints",
                    "2026-01-01T00:00:00Z",
                ),
                activity(
                    Some(ID),
                    "service_update_private_endpoints",
                    "2026-01-02T00:00:00Z",
                ),
                activity(Some(OTHER), "service_start", "2026-01-03T00:00:00Z"),
            ]
        };
        assert_eq!(question(about_anything()).answers(all()).len(), 2);
        assert_eq!(question(about::<Organization>(&())).answers(all()).len(), 1);
    }
}
