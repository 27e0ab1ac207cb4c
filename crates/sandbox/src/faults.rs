//! Failures on demand: what a network, a gateway or a newer API may do to an answer.

mod alter;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use alter::WORD_FIELDS;
pub(crate) use alter::with_only_ids;

use crate::{Sandbox, refusal::Refusal, request::ApiResponse};

/// What goes wrong, as data. Shares lie between 0 (never) and 1 (always).
///
/// As text: `latency=300,error=0.1`; as JSON: the same names as fields, absent ones are off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Faults {
    /// Milliseconds before each answer.
    #[serde(rename = "latency")]
    pub latency_millis: u64,
    /// At most so many milliseconds more, at random.
    #[serde(rename = "jitter")]
    pub jitter_millis: u64,
    /// Milliseconds over which each body trickles in.
    #[serde(rename = "slow")]
    pub slow_millis: u64,
    /// The next so many requests answer 429.
    pub burst: u32,
    /// Share of requests that answer 500, 502, 503 or 504 and do nothing.
    pub error: f64,
    /// Share of answers that break off together with their connection; the request was carried out.
    pub cut: f64,
    /// Share of answers that end in the middle of the JSON, on a sound connection.
    pub truncate: f64,
    /// Share of answers that are an HTML page.
    pub garbage: f64,
    /// Share of answers in which services are in a state that the API does not list.
    pub unknown_state: f64,
    /// Share of answers in which whatever has a list of words is a word that is not in it.
    pub unknown_words: f64,
    /// Share of answers whose objects have fields that the API does not list.
    pub unknown_fields: f64,
    /// Share of answers that lost about half of their fields, but no id.
    pub drop_fields: f64,
    /// Share of answers in which about half of the fields are of another type, and of whose lists one item is odd.
    pub wrong_types: f64,
    /// For so many milliseconds after a change, reads answer what was before it.
    #[serde(rename = "stale")]
    pub stale_millis: u64,
}

/// Why a text or JSON is no set of faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedFaults(String);

impl fmt::Display for MalformedFaults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for MalformedFaults {}

impl Faults {
    /// The longest latency, jitter, trickle and staleness: ten minutes.
    const MILLIS_MAX: u64 = 600_000;

    /// Reads JSON and checks that shares are shares.
    pub fn from_json(value: Value) -> Result<Self, MalformedFaults> {
        let faults: Self =
            serde_json::from_value(value).map_err(|error| MalformedFaults(error.to_string()))?;
        let shares = [
            faults.error,
            faults.cut,
            faults.truncate,
            faults.garbage,
            faults.unknown_state,
            faults.unknown_words,
            faults.unknown_fields,
            faults.drop_fields,
            faults.wrong_types,
        ];
        if !shares.iter().all(|share| (0.0..=1.0).contains(share)) {
            return Err(MalformedFaults("a share lies between 0 and 1".to_owned()));
        }
        let millis = [
            faults.latency_millis,
            faults.jitter_millis,
            faults.slow_millis,
            faults.stale_millis,
        ];
        if millis.iter().any(|millis| *millis > Self::MILLIS_MAX) {
            return Err(MalformedFaults("at most 600000 milliseconds".to_owned()));
        }
        Ok(faults)
    }
}

impl FromStr for Faults {
    type Err = MalformedFaults;

    fn from_str(text: &str) -> Result<Self, MalformedFaults> {
        let mut fields = Map::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let read = part.split_once('=').and_then(|(name, value)| {
                Some((name.trim().to_owned(), value.trim().parse::<Value>().ok()?))
            });
            let Some((name, value)) = read else {
                let text = format!("`{part}` is not of the form name=number");
                return Err(MalformedFaults(text));
            };
            fields.insert(name, value);
        }
        Self::from_json(Value::Object(fields))
    }
}

impl Sandbox {
    /// Faults that keep a request from being carried out.
    pub(crate) fn refuse_by_fault(&mut self) -> Result<(), Refusal> {
        if self.faults.burst > 0 {
            self.faults.burst -= 1;
            return Err(Refusal::rate_limited(1_500));
        }
        if self.chance.chance(self.faults.error) {
            return Err(match self.chance.pick(&[500, 502, 503, 504]) {
                500 => Refusal::internal(),
                status => Refusal::unavailable(status),
            });
        }
        Ok(())
    }

    /// Faults that happen to an answer on its way.
    pub(crate) fn spoil(&mut self, mut response: ApiResponse) -> ApiResponse {
        let (faults, chance) = (&self.faults, &mut self.chance);
        if chance.chance(faults.unknown_state) {
            alter::unknown_state(&mut response);
        }
        if chance.chance(faults.unknown_words) {
            alter::unknown_words(&mut response);
        }
        if chance.chance(faults.unknown_fields) {
            alter::unknown_fields(&mut response);
        }
        if chance.chance(faults.drop_fields) {
            alter::dropped_fields(&mut response, || chance.chance(0.5));
        }
        if chance.chance(faults.wrong_types) {
            alter::wrong_types(&mut response, || chance.chance(0.5));
        }
        if chance.chance(faults.garbage) {
            response = gateway_page();
        }
        if chance.chance(faults.truncate) {
            response.gather();
            response.body.truncate(response.body.len() / 2);
        }
        response.cut |= chance.chance(faults.cut);
        response.delay_millis = faults.latency_millis + chance.up_to(faults.jitter_millis);
        response.slow_millis = faults.slow_millis;
        response
    }
}

/// A page of something between the client and the API.
pub(crate) fn gateway_page() -> ApiResponse {
    let page =
        "<!doctype html><title>Sign in to the network</title><h1>Sign in to the network</h1>";
    ApiResponse::new(200, "text/html; charset=utf-8", page.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read_from_text() {
        let faults: Faults = "latency=300, error=0.1,unknown-state=1"
            .parse()
            .expect("faults");
        let expected = Faults {
            latency_millis: 300,
            error: 0.1,
            unknown_state: 1.0,
            ..Faults::default()
        };
        assert_eq!(faults, expected);
        assert_eq!("".parse(), Ok(Faults::default()));
    }

    #[test]
    fn what_is_no_fault_is_refused() {
        for text in [
            "latency",
            "latency=x",
            "speed=1",
            "error=1.1",
            "error=-1",
            "latency=-1",
        ] {
            assert!(text.parse::<Faults>().is_err(), "{text}");
        }
    }

    fn names() -> Vec<String> {
        let Ok(Value::Object(fields)) = serde_json::to_value(Faults::default()) else {
            panic!("faults are an object")
        };
        fields.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn every_fault_is_in_the_readme() {
        let readme = include_str!("../README.md");
        for name in names() {
            assert!(readme.contains(&format!("| `{name}` |")), "{name}");
        }
    }

    #[test]
    fn every_fault_can_be_switched_by_its_name() {
        for name in names() {
            let faults: Faults = format!("{name}=1").parse().expect("a fault");
            assert_ne!(faults, Faults::default(), "{name}");
        }
    }
}
