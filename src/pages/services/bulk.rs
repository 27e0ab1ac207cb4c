//! What can be done to many services at once.

use std::{collections::HashMap, sync::Arc};

use cloud_api::{
    OrganizationId,
    services::{
        self, Command, Service, State, Tag, TagsChange, UpdateService, rules,
        state::{Reason, may},
    },
};
use leptos::prelude::*;

use super::asked::lasting_facts;
use crate::{
    client::{ApiError, Client, Priority},
    equivalent::Write,
    equivalent_view::EquivalentScript,
    operations::Operations,
    query::Cache,
    session::Session,
    store,
    ui::{
        Selection,
        bulk::{Ask, Below, BulkAction, BulkBar, Looking, Over, Unsent, Wanted},
    },
};

#[derive(Clone)]
pub struct BulkProps {
    pub selection: Selection,
    pub organization: StoredValue<OrganizationId>,
    pub all: Signal<Arc<Vec<Service>>>,
}

type ById = Memo<HashMap<String, Service>>;

/// Start, stop and tags for the selected services.
#[component]
pub fn ServicesBulk(props: BulkProps) -> impl IntoView {
    let BulkProps {
        selection,
        organization,
        all,
    } = props;
    let client = expect_context::<Client>();
    let by_id: ById = Memo::new(move |_| {
        let all = all.read();
        let pair = |service: &Service| (service.id.to_string(), service.clone());
        all.iter().map(pair).collect()
    });
    let actions = StoredValue::new(vec![
        command(organization, by_id, Command::Start),
        command(organization, by_id, Command::Stop),
        tags(organization, by_id, true),
        tags(organization, by_id, false),
    ]);
    let pace = format!(
        "One request for each service, behind what you do meanwhile: the key may send {} in 10 seconds.",
        client.budget.limit()
    );
    view! { <BulkBar selection actions pace /> }
}

const GONE: &str = "The service is not in the list any more.";

/// Why it is not done to a service: because nothing is, or for a reason of the service's own.
fn refused_in(
    by_id: ById,
    own: impl Fn(&Service, &HashMap<String, Service>) -> Option<String> + Send + Sync + 'static,
) -> impl Fn((String,)) -> Option<String> + Send + Sync + 'static {
    let session = expect_context::<Session>();
    move |(id,)| {
        if session.read_only().get() {
            return Some("This session is read-only.".into());
        }
        let services = by_id.read();
        match services.get(&id) {
            Some(service) => own(service, &services),
            None => Some(GONE.into()),
        }
    }
}

fn command(organization: StoredValue<OrganizationId>, by_id: ById, command: Command) -> BulkAction {
    let operations = expect_context::<Operations>();
    let refused = refused_in(by_id, move |service, services| {
        if let Some(operation) = operations.on(&service.id) {
            return Some(format!("{} is under way.", operation.kind.doing()));
        }
        let rule = if command == Command::Stop && has_secondaries(service, services) {
            Err(Reason::HasSecondaries)
        } else {
            may(command, &state(service))
        };
        rule.err().map(|reason| reason.to_string())
    });
    let run = move |(id, _): (String, String)| -> crate::ui::bulk::Sending {
        let service = by_id.with_untracked(|services| services.get(&id).cloned());
        Box::pin(async move {
            // What left the list meanwhile needs nothing.
            let Some(service) = service else {
                return Ok(());
            };
            operations
                .command_with(organization.get_value(), &service, command, Priority::Poll)
                .await
                .map_err(unsent)
        })
    };
    let (label, icon, consequences): (_, _, &'static [&'static str]) = match command {
        Command::Stop => (
            "Stop",
            "stop",
            &[
                "Connections are closed and new ones are refused until someone starts each service.",
                "Data, settings and backups stay. Storage is billed, compute is not.",
            ],
        ),
        _ => (
            "Start",
            "play",
            &["Compute is billed from then on, until each service idles or is stopped."],
        ),
    };
    BulkAction {
        label,
        icon,
        consequences,
        asks: None,
        refused: Callback::new(refused),
        facts: told(by_id, command_facts),
        look: look(organization),
        over: over(label),
        below: Some(script(by_id, move |service, _| {
            let request = services::set_state(&organization.get_value(), &service.id, command);
            Write::from(&request)
        })),
        run: Callback::new(run),
    }
}

/// What a service is, as far as a question about many of them depends on it.
fn told(by_id: ById, facts: fn(&Service) -> String) -> Callback<(String,), Option<String>> {
    Callback::new(move |(id,): (String,)| by_id.read().get(&id).map(facts))
}

fn command_facts(service: &Service) -> String {
    let facts = lasting_facts(service).into_iter().map(|(_, told)| told);
    facts.collect::<Vec<_>>().join(", ")
}

/// Reads all of them in one request, `instanceGetList`: one for each would halve how many can be acted on.
fn look(organization: StoredValue<OrganizationId>) -> Callback<(), Looking> {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    Callback::new(move |()| -> Looking {
        let list = services::list(&organization.get_value());
        Box::pin(async move {
            let all = client.send(list.clone()).await;
            cache.put(&list, all.map_err(|error| error.problem())?);
            Ok(())
        })
    })
}

/// Names what a session that ended leaves undone.
fn over(label: &'static str) -> Over {
    let session = expect_context::<Session>();
    Arc::new(move |names| {
        let is_over = session.credentials().is_none();
        for name in names {
            session.note_unsent(None, format!("{label}: {name}"));
        }
        is_over
    })
}

/// All requests of a run as one script, live as the question is answered.
fn script(
    by_id: ById,
    write: impl Fn(&Service, &str) -> Write + Copy + Send + Sync + 'static,
) -> Below {
    Callback::new(move |(wanted,): (Wanted,)| {
        let writes = Signal::derive(move || {
            let (keys, told) = wanted.get();
            let services = by_id.read();
            let known = keys.iter().filter_map(|key| services.get(key));
            known
                .map(|service| write(service, &told).on(Arc::new(service.clone())))
                .collect::<Vec<_>>()
        });
        view! { <EquivalentScript writes /> }.into_any()
    })
}

fn has_secondaries(service: &Service, services: &HashMap<String, Service>) -> bool {
    service.is_primary == Some(true)
        && service.data_warehouse_id.is_some()
        && services.values().any(|other| {
            other.id != service.id && other.data_warehouse_id == service.data_warehouse_id
        })
}

/// Adds a tag, or removes one by its key: `instanceUpdate` takes both as differences, so nothing else changes.
fn tags(organization: StoredValue<OrganizationId>, by_id: ById, add: bool) -> BulkAction {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let refused = refused_in(by_id, move |service, _| {
        let has_none = service.tags.as_ref().is_some_and(Vec::is_empty);
        if state(service).is_leaving() {
            Some(Reason::Leaving.to_string())
        } else {
            (!add && has_none).then(|| "The service has no tags.".into())
        }
    });
    let run = move |(id, told): (String, String)| -> crate::ui::bulk::Sending {
        let service = by_id.with_untracked(|services| services.get(&id).cloned());
        Box::pin(async move {
            let Some(service) = service else {
                return Ok(());
            };
            let organization = organization.get_value();
            let request = services::update(&organization, &service.id, &tag_change(&told, add));
            let answer = client.send_with(request, Priority::Poll).await;
            store::observe(cache, &organization, answer.map_err(unsent)?);
            Ok(())
        })
    };
    let (label, ask) = if add {
        (
            "Add tag",
            Ask {
                label: "Tag",
                hint: "A key, or key=value. A key that is there already takes the new value.",
                problem: |told| tag_problem(told, true),
            },
        )
    } else {
        (
            "Remove tag",
            Ask {
                label: "Key of the tag",
                hint: "Services without a tag of this key stay as they are.",
                problem: |told| tag_problem(told, false),
            },
        )
    };
    BulkAction {
        label,
        icon: if add { "plus" } else { "close" },
        consequences: &[],
        asks: Some(ask),
        refused: Callback::new(refused),
        facts: told(by_id, |service| service.label().to_owned()),
        look: look(organization),
        over: over(label),
        below: Some(script(by_id, move |service, told| {
            let change = tag_change(told, add);
            Write::from(&services::update(
                &organization.get_value(),
                &service.id,
                &change,
            ))
        })),
        run: Callback::new(run),
    }
}

fn tag_change(told: &str, add: bool) -> UpdateService {
    let tag = read_tag(told);
    let (add, remove) = if add {
        (vec![tag], vec![])
    } else {
        (vec![], vec![tag])
    };
    UpdateService {
        tags: Some(TagsChange { add, remove }),
        ..UpdateService::default()
    }
}

fn state(service: &Service) -> State {
    let unknown = || State::Other(String::new());
    service.state.clone().unwrap_or_else(unknown)
}

fn unsent(error: ApiError) -> Unsent {
    Unsent {
        is_unknown: error.is_outcome_unknown(),
        problem: error.problem(),
    }
}

fn read_tag(told: &str) -> Tag {
    let (key, value) = match told.trim().split_once('=') {
        Some((key, value)) => (key.trim(), Some(value.trim())),
        None => (told.trim(), None),
    };
    Tag {
        key: key.to_owned(),
        value: value.filter(|value| !value.is_empty()).map(Into::into),
    }
}

fn tag_problem(told: &str, with_value: bool) -> Option<String> {
    let tag = read_tag(told);
    if tag.key.is_empty() {
        return Some("Enter a key".into());
    }
    if !with_value && tag.value.is_some() {
        return Some("A key only: a tag is removed whatever its value".into());
    }
    let value_is_right = tag.value.as_deref().is_none_or(rules::is_tag_value);
    (!rules::is_tag_key(&tag.key) || !value_is_right).then(|| {
        format!(
            "Letters, digits, dots, dashes and underscores only; a key has {} characters at most, a value {}",
            rules::TAG_KEY_MAX,
            rules::TAG_VALUE_MAX
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_told_in_one_line() {
        assert_eq!(read_tag(" env = prod ").key, "env");
        assert_eq!(read_tag("env=prod").value.as_deref(), Some("prod"));
        assert_eq!(read_tag("old").value, None);
        assert_eq!(tag_problem("env=prod", true), None);
        assert!(tag_problem("", true).is_some());
        assert!(tag_problem("a b", true).is_some());
        assert!(tag_problem("env=prod", false).is_some());
        assert_eq!(tag_problem("env", false), None);
    }
}
