//! Questions about a service: what they were asked about, read again before the answer is acted upon.

use cloud_api::{
    OrganizationId,
    permissions::Need,
    services::{self, Service, State},
};
use leptos::prelude::*;

use crate::{
    client::{ApiError, Client},
    pages::editors::edit::{Asked, Facts, Question, Target, about, read_again},
    query::Cache,
    rights::Rights,
    store,
};

const GONE: &str = "gone";

/// The words of the audit log for what such a question tells.
const ACTIVITIES: &[&str] = &[
    "service_start",
    "service_stop",
    "service_awaken",
    "service_delete",
    "service_update_name",
];

/// What is said of a service in a question for which every state counts.
pub fn facts(service: &Service) -> Facts {
    let state = service.state.as_ref().map_or("not told", State::as_str);
    told(service, state)
}

/// The same where it does not matter whether a service that is up idles: that comes and goes by itself.
pub fn lasting_facts(service: &Service) -> Facts {
    let state = match service.state.as_ref() {
        Some(State::Running | State::Idle | State::Awaking) => "running or idle",
        Some(state) => state.as_str(),
        None => "not told",
    };
    told(service, state)
}

fn told(service: &Service, state: &str) -> Facts {
    vec![
        ("Name", service.label().to_owned()),
        ("State", state.to_owned()),
    ]
}

#[derive(Clone, Copy)]
pub struct AskedOfService {
    asked: Asked,
    organization: StoredValue<OrganizationId>,
    service: Signal<Option<Service>>,
    facts: fn(&Service) -> Facts,
    gone: RwSignal<bool>,
    client: Client,
    cache: Cache,
}

impl AskedOfService {
    pub fn new(
        open: Signal<bool>,
        organization: StoredValue<OrganizationId>,
        service: Signal<Option<Service>>,
        facts: fn(&Service) -> Facts,
    ) -> Self {
        let client = expect_context::<Client>();
        let cache = expect_context::<Cache>();
        let gone = RwSignal::new(false);
        let told = move || {
            gone.set(false);
            let Some(service) = service.get() else {
                return (Facts::new(), None);
            };
            let organization = organization.get_value();
            let listed = cache.answered_at(&services::list(&organization));
            let shown = cache.answered_at(&services::get(&organization, &service.id));
            let read = listed.into_iter().chain(shown).reduce(f64::max);
            (facts(&service), read)
        };
        Self {
            asked: Asked::new(open, told),
            organization,
            service,
            facts,
            gone,
            client,
            cache,
        }
    }

    /// Reads the service again (`instanceGet`): whether it is what the question told. `doing` begins what the answer
    /// would do, once it was given: it is named where the session ends with that look.
    pub async fn still_holds(self, doing: Option<&'static str>) -> Result<bool, ApiError> {
        let Some(Some(service)) = self.service.try_get_untracked() else {
            return Ok(false);
        };
        let organization = self.organization.get_value();
        let target = Target::service(organization.clone(), service.id.clone());
        let undone = doing.map(|doing| format!("{doing} {}: not sent.", service.label()));
        match read_again(self.client, self.cache, &target, undone).await {
            Ok(now) => Ok(self.asked.holds((self.facts)(&now))),
            Err(error) if error.is_not_found() => {
                self.gone.try_set(true);
                self.asked.holds(vec![("State", GONE.to_owned())]);
                store::remove(self.cache, &organization, &service.id);
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Why this session may not do it: the address opens a question although the action is refused.
    pub fn locked(self, rights: Rights, need: Need) -> Option<String> {
        let service = self.service.read();
        rights.refusal_or_read_only(need, service.as_ref().map(|service| &service.id))
    }

    /// Why nothing can be done to it any more.
    pub fn refusal(self) -> Option<String> {
        self.gone.get().then(|| "The service is gone.".to_owned())
    }

    /// What is otherwise than it was told, and who did it.
    pub fn view(self) -> AnyView {
        self.asked.view(move |since| {
            Some(Question {
                organization: self.organization.get_value(),
                is_about: about::<Service>(&self.service.read().as_ref()?.id),
                kinds: ACTIVITIES,
                since,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(state: &str) -> Service {
        let json = format!(
            r#"{{"id":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11","name":"prod","state":"{state}"}}"#
        );
        serde_json::from_str(&json).expect("a service")
    }

    #[test]
    fn to_fall_idle_is_a_change_only_where_it_decides_something() {
        assert_ne!(facts(&service("running")), facts(&service("idle")));
        assert_eq!(
            lasting_facts(&service("running")),
            lasting_facts(&service("idle"))
        );
        assert_ne!(
            lasting_facts(&service("running")),
            lasting_facts(&service("stopped"))
        );
    }
}
