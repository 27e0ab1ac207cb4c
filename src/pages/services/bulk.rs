//! What can be done to many services at once.

use std::sync::Arc;

use cloud_api::{
    permissions::{TO_START_OR_STOP, TO_UPDATE_SERVICE},
    services::{
        self, Command, Service, State, Tag, TagsChange, UpdateService, rules,
        state::{Reason, may},
    },
};
use leptos::prelude::*;

use super::{actions::many_services, asked::lasting_facts};
use crate::{
    client::Priority,
    equivalent::Write,
    operations::Operations,
    pages::many::{ForEach, ListOfMany, Many, unsent},
    rights::Rights,
    store,
    ui::{
        RowActions, Selection,
        bulk::{Ask, BulkAction},
    },
};

#[derive(Clone)]
pub struct BulkProps {
    pub selection: Selection,
    pub organization: StoredValue<cloud_api::OrganizationId>,
    pub all: Signal<Option<Arc<Vec<Service>>>>,
    pub row_actions: RowActions<Service>,
}

/// Start, stop and tags for the selected services.
#[component]
pub fn ServicesBulk(props: BulkProps) -> impl IntoView {
    let BulkProps {
        selection,
        organization,
        all,
        row_actions,
    } = props;
    let many = Many::new(ListOfMany {
        organization,
        one: "service",
        all,
        key: |service| service.id.to_string(),
        request: services::list,
        row_actions,
    });
    many.bar(many_services).run((selection,))
}

pub fn command(on: &Many<Service>, command: Command) -> BulkAction {
    let operations = expect_context::<Operations>();
    let rights = expect_context::<Rights>();
    let Many {
        organization, all, ..
    } = *on;
    // As in the row's menu, which makes too much for thousands of them.
    let refused = move |service: &Service, _: &str| {
        let locked = rights.refusal_or_read_only(TO_START_OR_STOP, Some(&service.id));
        let busy = || {
            let operation = operations.on(&service.id)?;
            Some(format!("{} is under way.", operation.kind.doing()))
        };
        let by_rule = || {
            let stops_primary = command == Command::Stop && has_secondaries(service, all);
            let rule = if stops_primary {
                Err(Reason::HasSecondaries)
            } else {
                may(command, &state(service))
            };
            rule.err().map(|reason| reason.to_string())
        };
        locked.or_else(busy).or_else(by_rule)
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
    on.action(ForEach {
        label,
        icon,
        danger: false,
        consequences,
        asks: None,
        refused: Arc::new(refused),
        facts: command_facts,
        writes: Arc::new(move |service, _| {
            let request = services::set_state(&organization.get_value(), &service.id, command);
            vec![Write::from(&request).on(Arc::new(service.clone()))]
        }),
        requests: 1,
        send: Arc::new(move |service, _| {
            Box::pin(async move {
                operations
                    .command_with(organization.get_value(), &service, command, Priority::Poll)
                    .await
                    .map_err(unsent)
            })
        }),
    })
}

fn command_facts(service: &Service) -> String {
    let facts = lasting_facts(service).into_iter().map(|(_, told)| told);
    facts.collect::<Vec<_>>().join(", ")
}

fn has_secondaries(service: &Service, all: Signal<Option<Arc<Vec<Service>>>>) -> bool {
    service.is_primary == Some(true)
        && all
            .read()
            .as_ref()
            .is_some_and(|all| service.secondaries(all).next().is_some())
}

/// Adds a tag, or removes one by its key: `instanceUpdate` takes both as differences, so nothing else changes.
pub fn tags(on: &Many<Service>, add: bool) -> BulkAction {
    let rights = expect_context::<Rights>();
    let Many {
        organization,
        client,
        cache,
        ..
    } = *on;
    let refused = move |service: &Service, told: &str| {
        let by_rule = || {
            if state(service).is_leaving() {
                return Some(Reason::Leaving.to_string());
            }
            nothing_to_remove(service, told).filter(|_| !add)
        };
        rights
            .refusal_or_read_only(TO_UPDATE_SERVICE, Some(&service.id))
            .or_else(by_rule)
    };
    let request = move |service: &Service, told: &str| {
        services::update(
            &organization.get_value(),
            &service.id,
            &tag_change(told, add),
        )
    };
    let (label, ask) = if add {
        (
            "Add tag",
            Ask {
                label: "Tag",
                hint: "A key, or key=value. A key that is there already takes the new value.",
                choices: None,
                problem: |told| tag_problem(told, true),
            },
        )
    } else {
        (
            "Remove tag",
            Ask {
                label: "Key of the tag",
                hint: "Services without a tag of this key stay as they are.",
                choices: None,
                problem: |told| tag_problem(told, false),
            },
        )
    };
    on.action(ForEach {
        label,
        icon: if add { "plus" } else { "close" },
        danger: false,
        consequences: &[],
        asks: Some(ask),
        refused: Arc::new(refused),
        facts: |service| service.label().to_owned(),
        writes: Arc::new(move |service, told| {
            let write = Write::from(&request(service, told));
            vec![write.on(Arc::new(service.clone()))]
        }),
        requests: 1,
        send: Arc::new(move |service, told| {
            Box::pin(async move {
                let answer = client
                    .send_with(request(&service, &told), Priority::Poll)
                    .await;
                store::observe(cache, &organization.get_value(), answer.map_err(unsent)?);
                Ok(())
            })
        }),
    })
}

/// Why no tag is removed from the service: it has none, or none of the key that was told.
fn nothing_to_remove(service: &Service, told: &str) -> Option<String> {
    let tags = service.tags.as_ref()?;
    let key = read_tag(told).key;
    if tags.is_empty() {
        Some("The service has no tags.".into())
    } else {
        let is_there = key.is_empty() || tags.iter().any(|tag| tag.key == key);
        (!is_there).then(|| format!("The service has no tag “{key}”."))
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
    fn nothing_is_sent_for_a_tag_that_is_not_there() {
        let service = |tags: &str| {
            let json = format!(r#"{{"id":"x"{tags}}}"#);
            serde_json::from_str::<Service>(&json).expect("a service")
        };
        let tagged = service(r#","tags":[{"key":"env","value":"prod"}]"#);
        assert_eq!(nothing_to_remove(&tagged, ""), None);
        assert_eq!(nothing_to_remove(&tagged, " env "), None);
        assert!(nothing_to_remove(&tagged, "team").is_some_and(|why| why.contains("“team”")));
        assert!(nothing_to_remove(&service(r#","tags":[]"#), "").is_some());
        assert_eq!(
            nothing_to_remove(&service(""), "env"),
            None,
            "not told, so not known"
        );
    }

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
