//! Failures on demand: what a network, a gateway or a newer API may do to an answer.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
    /// Share of answers that lost about half of their fields, but no id.
    pub drop_fields: f64,
    /// For so many milliseconds after a write, reads answer what was before it.
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
    /// The longest latency, jitter and staleness: ten minutes.
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
            faults.drop_fields,
        ];
        if !shares.iter().all(|share| (0.0..=1.0).contains(share)) {
            return Err(MalformedFaults("a share lies between 0 and 1".to_owned()));
        }
        let millis = [
            faults.latency_millis,
            faults.jitter_millis,
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
        if self.random.chance(self.faults.error) {
            return Err(match self.random.pick(&[500, 502, 503, 504]) {
                500 => Refusal::internal(),
                status => Refusal::unavailable(status),
            });
        }
        Ok(())
    }

    /// Faults that happen to an answer on its way.
    pub(crate) fn spoil(&mut self, mut response: ApiResponse) -> ApiResponse {
        let faults = self.faults.clone();
        if self.random.chance(faults.unknown_state) {
            response.body = with_unknown_state(&response.body);
        }
        if self.random.chance(faults.drop_fields) {
            response.body = self.with_fields_dropped(&response.body);
        }
        if self.random.chance(faults.garbage) {
            response = gateway_page();
        }
        if self.random.chance(faults.truncate) {
            response.body.truncate(response.body.len() / 2);
        }
        response.cut |= self.random.chance(faults.cut);
        response.delay_millis = faults.latency_millis + self.random.up_to(faults.jitter_millis);
        response
    }

    fn with_fields_dropped(&mut self, body: &[u8]) -> Vec<u8> {
        in_results(body, |fields| {
            fields.retain(|name, _| name == "id" || name == "service" || self.random.chance(0.5));
        })
    }
}

/// A page of something between the client and the API.
pub(crate) fn gateway_page() -> ApiResponse {
    let page =
        "<!doctype html><title>Sign in to the network</title><h1>Sign in to the network</h1>";
    ApiResponse::new(200, "text/html; charset=utf-8", page.as_bytes().to_vec())
}

pub(crate) fn with_only_ids(body: &[u8]) -> Vec<u8> {
    in_results(body, |fields| fields.retain(|name, _| name == "id"))
}

fn with_unknown_state(body: &[u8]) -> Vec<u8> {
    in_results(body, |fields| {
        if let Some(state) = fields.get_mut("state") {
            *state = "hibernating".into();
        }
    })
}

/// Changes each object of the result; a body without a result stays as it is.
fn in_results(body: &[u8], mut change: impl FnMut(&mut Map<String, Value>)) -> Vec<u8> {
    let Ok(mut answer) = serde_json::from_slice::<Value>(body) else {
        return body.to_vec();
    };
    match answer.get_mut("result") {
        Some(Value::Array(items)) => {
            items
                .iter_mut()
                .filter_map(Value::as_object_mut)
                .for_each(&mut change);
        }
        Some(Value::Object(fields)) => {
            change(fields);
            if let Some(Value::Object(service)) = fields.get_mut("service") {
                change(service);
            }
        }
        _ => {}
    }
    serde_json::to_vec(&answer).unwrap_or_else(|_| body.to_vec())
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

    #[test]
    fn every_fault_is_in_the_readme() {
        let readme = include_str!("../README.md");
        let Ok(Value::Object(fields)) = serde_json::to_value(Faults::default()) else {
            panic!("faults are an object")
        };
        for name in fields.keys() {
            assert!(readme.contains(&format!("| `{name}` |")), "{name}");
        }
    }
}
