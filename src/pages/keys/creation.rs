//! Creates a key, with a pair made here or by the API.

use cloud_api::{
    OrganizationId,
    keys::{self, ApiKey, CreateKey, HashData},
};
use leptos::prelude::*;

use super::{
    pair::{NoRandomness, Pair},
    store,
};
use crate::{
    client::{ApiError, Client, ErrorKind},
    pages::roles::holders_changed,
    query::Cache,
    ui::{Choice, Problem},
};

/// Who makes the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Here,
    Api,
}

impl Way {
    pub const HERE: &str = "here";

    pub fn of(word: &str) -> Self {
        if word == "api" { Self::Api } else { Self::Here }
    }

    pub fn choices() -> Vec<Choice> {
        vec![
            Choice::new(Self::HERE, "In this browser").hint(
                "Only hashes of the key ID and the secret are sent: the secret never travels.",
            ),
            Choice::new("api", "By the API").hint("The API makes both and sends them once."),
        ]
    }
}

/// A key that was created, and its pair if it was told.
pub struct Made {
    pub key: ApiKey,
    pub pair: Option<Pair>,
}

/// The request before its pair is made: the hashes stand as variables wherever it is written out.
pub fn before_pair(request: CreateKey, way: Way) -> CreateKey {
    let to_come = HashData {
        key_id_hash: String::new(),
        key_id_suffix: String::new(),
        key_secret_hash: String::new(),
    };
    CreateKey {
        hash_data: (way == Way::Here).then_some(to_come),
        ..request
    }
}

/// Why nothing was created, as far as is known.
#[derive(Clone)]
pub struct Failure {
    pub problem: Problem,
    pub is_outcome_unknown: bool,
    /// The API's own words.
    pub message: Option<String>,
}

/// Holds no signal of a page, so it may be used after an `.await`, when the page may be gone.
#[derive(Clone, Copy)]
pub struct Creator {
    client: Client,
    cache: Cache,
    organization: StoredValue<OrganizationId>,
    /// A pair that may have been taken although no answer said so: sent again, it cannot make a
    /// second key.
    held: StoredValue<Option<Pair>>,
}

pub fn use_creator(organization: StoredValue<OrganizationId>) -> Creator {
    Creator {
        client: expect_context(),
        cache: expect_context(),
        organization,
        held: StoredValue::new(None),
    }
}

impl Creator {
    /// `openapiKeyCreate`, and after an outcome that is not known `openapiKeyGetList`.
    pub async fn create(self, mut request: CreateKey, way: Way) -> Result<Made, Failure> {
        let organization = self.organization.get_value();
        let held = self.held.get_value();
        let was_sent = held.is_some();
        let pair = match way {
            Way::Api => None,
            Way::Here => Some(
                held.map_or_else(Pair::make, Ok)
                    .map_err(|NoRandomness| no_randomness())?,
            ),
        };
        request.hash_data = pair.as_ref().map(Pair::hash_data);
        let answer = self
            .client
            .send(keys::create(&organization, &request))
            .await;
        match answer {
            Ok(created) => {
                self.hold(None);
                store::observe(self.cache, &organization, created.key.clone());
                holders_changed(self.cache, &organization);
                let pair = pair.or_else(|| Pair::of(&created));
                Ok(Made {
                    key: created.key,
                    pair,
                })
            }
            Err(error) => {
                // That the key ID is taken already is what a second sending of the same pair meets.
                let is_unknown = error.is_outcome_unknown();
                let is_doubtful = is_unknown || (was_sent && error.status() == Some(409));
                if is_doubtful {
                    store::doubt(self.cache, &organization, None);
                    self.hold(pair.clone());
                    if let Some(pair) = pair
                        && let Some(key) = self.find(&organization, &request, &pair).await
                    {
                        self.hold(None);
                        store::observe(self.cache, &organization, key.clone());
                        return Ok(Made {
                            key,
                            pair: Some(pair),
                        });
                    }
                }
                Err(failure(&error))
            }
        }
    }

    /// The key that came of a request whose answer was lost.
    async fn find(
        self,
        organization: &OrganizationId,
        request: &CreateKey,
        pair: &Pair,
    ) -> Option<ApiKey> {
        let list = keys::list(organization, None);
        let all = self.client.send(list).await.ok()?;
        all.into_iter().find(|key| {
            key.key_suffix.as_deref() == Some(pair.suffix())
                && key.name.as_deref() == Some(&request.name)
        })
    }

    fn hold(self, pair: Option<Pair>) {
        // The page may be gone.
        self.held.try_set_value(pair);
    }
}

fn failure(error: &ApiError) -> Failure {
    let message = match &error.kind {
        ErrorKind::Refused { message, .. } => Some(message.clone()),
        _ => None,
    };
    Failure {
        problem: error.problem(),
        is_outcome_unknown: error.is_outcome_unknown(),
        message,
    }
}

fn no_randomness() -> Failure {
    Failure {
        problem: Problem {
            title: "No key was made".into(),
            detail: "This browser gave no random numbers. Nothing was sent.".into(),
            advice: Some("Let the API make the pair.".into()),
            ..Problem::default()
        },
        is_outcome_unknown: false,
        message: None,
    }
}

/// Nobody can see the pair any more: the page was left before the answer came.
pub fn left_early() -> Problem {
    Problem {
        title: "Nobody has seen the new key pair".into(),
        detail: "The answer came after the page was left, and the secret is shown nowhere else."
            .into(),
        advice: Some("Delete the key and create another one.".into()),
        ..Problem::default()
    }
}

/// The API made the pair and did not tell it.
pub fn not_told() -> Problem {
    Problem {
        title: "The key pair was not told".into(),
        detail: "The API created the key but left its pair out of the answer.".into(),
        advice: Some("Delete the key and create another one.".into()),
        operation: Some("openapiKeyCreate".into()),
        ..Problem::default()
    }
}
