//! A sandbox, a clock and a key to ask with.

use std::net::IpAddr;

use base64ct::{Base64, Encoding};
use sandbox::{
    ApiRequest, ApiResponse, DEMO_ADMIN, DEMO_READ_ONLY, DemoKey, Method, Moment, Options, Sandbox,
    Seed,
};
use serde_json::{Value, json};

use crate::schema;

pub struct Stage {
    pub sandbox: Sandbox,
    pub now: Moment,
    pub organization: String,
    /// The address that requests come from.
    pub peer: Option<IpAddr>,
    authorization: String,
}

pub struct Reply {
    pub status: u16,
    pub body: Value,
    headers: Vec<(&'static str, String)>,
}

pub fn authorization(key: DemoKey) -> String {
    basic(key.key_id, key.key_secret)
}

fn basic(id: &str, secret: &str) -> String {
    let pair = format!("{id}:{secret}");
    format!("Basic {}", Base64::encode_string(pair.as_bytes()))
}

pub fn quiet() -> Options {
    Options {
        rate_limit: None,
        ..Options::default()
    }
}

impl Stage {
    /// The small seed, without a rate limit.
    pub fn new() -> Self {
        Self::with(quiet())
    }

    pub fn empty() -> Self {
        Self::with(Options {
            seed: Seed::Empty,
            ..quiet()
        })
    }

    pub fn with(options: Options) -> Self {
        let now = Moment::parse("2026-11-23T10:00:00Z").expect("a moment");
        let mut sandbox = Sandbox::new(options, now);
        let mut request = ApiRequest::new(Method::Get, "/v1/whoami");
        request.authorization = Some(authorization(DEMO_READ_ONLY));
        let faults = sandbox.faults().clone();
        sandbox.set_faults(sandbox::Faults::default());
        let response = sandbox.handle(&request, now);
        sandbox.set_faults(faults);
        let body: Value = serde_json::from_slice(&response.body).expect("JSON");
        let organization = body["result"]["organizationId"]
            .as_str()
            .expect("an id")
            .to_owned();
        Self {
            sandbox,
            now,
            organization,
            peer: Some([203, 0, 113, 9].into()),
            authorization: authorization(DEMO_ADMIN),
        }
    }

    pub fn sign_in(&mut self, key: DemoKey) {
        self.authorization = authorization(key);
    }

    /// Asks with a pair that is no demo key from now on.
    pub fn sign_in_with(&mut self, id: &str, secret: &str) {
        self.authorization = basic(id, secret);
    }

    pub fn advance(&mut self, seconds: u64) {
        self.now = self.now + seconds * 1_000;
    }

    /// The answer as it is, unchecked. `~` in the address stands for the organization.
    pub fn raw(&mut self, method: Method, address: &str, body: &[u8]) -> ApiResponse {
        let address = self.address(address);
        let mut request = ApiRequest::new(method, &address);
        request.authorization = Some(self.authorization.clone());
        request.user_agent = Some("story/1".to_owned());
        request.peer = self.peer;
        request.body = body.to_vec();
        let mut response = self.sandbox.handle(&request, self.now);
        response.gather();
        response
    }

    /// The answer, checked against the official document.
    pub fn send(&mut self, method: Method, address: &str, body: &[u8]) -> Reply {
        let response = self.raw(method, address, body);
        let body: Value = serde_json::from_slice(&response.body).expect("JSON");
        self.check(method, address, response.status, &body);
        Reply {
            status: response.status,
            body,
            headers: response.headers,
        }
    }

    /// Panics unless the envelope is whole and the body fits the official document.
    pub fn check(&self, method: Method, address: &str, status: u16, body: &Value) {
        assert_eq!(body["status"], json!(status), "{body}");
        if status != 429 {
            let id = body["requestId"].as_str().expect("a requestId");
            assert_eq!((id.len(), &id[14..15]), (36, "4"), "{id}");
        }
        assert_eq!(body.get("error").is_some(), status >= 400, "{body}");
        let path = self.address(address);
        let path = path.split('?').next().unwrap_or_default();
        schema::check(method, path, status, body);
    }

    pub fn get(&mut self, address: &str) -> Reply {
        self.send(Method::Get, address, b"")
    }

    pub fn post(&mut self, address: &str, body: &Value) -> Reply {
        self.send(Method::Post, address, body.to_string().as_bytes())
    }

    pub fn patch(&mut self, address: &str, body: &Value) -> Reply {
        self.send(Method::Patch, address, body.to_string().as_bytes())
    }

    pub fn delete(&mut self, address: &str) -> Reply {
        self.send(Method::Delete, address, b"")
    }

    /// Creates a service and waits until it has come up; its id.
    pub fn create(&mut self, name: &str) -> String {
        self.create_with(name, json!({}))
    }

    pub fn create_with(&mut self, name: &str, more: Value) -> String {
        let created = self.post("~/services", &draft(name, more)).ok();
        self.advance(60);
        created["service"]["id"].as_str().expect("an id").to_owned()
    }

    /// Gives a command and waits until what it starts has come to its end.
    pub fn command(&mut self, id: &str, command: &str) -> Reply {
        let body = json!({ "command": command });
        let reply = self.patch(&format!("~/services/{id}/state"), &body);
        self.advance(30);
        reply
    }

    pub fn state(&mut self, id: &str) -> String {
        let service = self.get(&format!("~/services/{id}")).ok();
        service["state"].as_str().expect("a state").to_owned()
    }

    /// What was recorded about a service by now, newest first.
    pub fn recorded(&mut self, service: &str) -> Vec<String> {
        self.advance(2);
        let activities = self.get("~/activities").ok();
        let activities = activities.as_array().expect("a list").iter();
        activities
            .filter(|activity| activity["serviceId"] == service)
            .map(|activity| activity["type"].as_str().expect("a type").to_owned())
            .collect()
    }

    /// The id of a service of the seed.
    pub fn id_of(&mut self, name: &str) -> String {
        let services = self.get("~/services").ok();
        let mut services = services.as_array().expect("a list").iter();
        let service = services
            .find(|service| service["name"] == name)
            .expect("of this name");
        service["id"].as_str().expect("an id").to_owned()
    }

    /// The id of the one element of a list that has this name, address or other mark.
    pub fn id_in(&mut self, address: &str, mark: &str) -> String {
        let list = self.get(address).ok();
        let mut elements = list.as_array().expect("a list").iter();
        let element = elements
            .find(|element| element["name"] == mark || element["email"] == mark)
            .unwrap_or_else(|| panic!("{address} has {mark}"));
        let id = element.get("id").unwrap_or(&element["userId"]);
        id.as_str().expect("an id").to_owned()
    }

    /// The activities that came in since the stage was set, newest first.
    pub fn news(&mut self) -> Vec<Value> {
        self.advance(2);
        let activities = self.get("~/activities?from_date=2026-11-23T10:00:00Z").ok();
        activities.as_array().expect("a list").clone()
    }

    fn address(&self, address: &str) -> String {
        address.replacen('~', &format!("/v1/organizations/{}", self.organization), 1)
    }
}

/// The body that creates a service, with more fields or others instead.
pub fn draft(name: &str, more: Value) -> Value {
    let mut body = json!({
        "name": name,
        "provider": "aws",
        "region": "us-east-1",
        "ipAccessList": [{ "source": "203.0.113.0/24" }],
    });
    if let Value::Object(more) = more {
        body.as_object_mut().expect("an object").extend(more);
    }
    body
}

impl Reply {
    /// The result of a good answer.
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body["result"].clone()
    }

    /// Status and text of a refusal.
    pub fn refused(&self) -> (u16, &str) {
        (self.status, self.body["error"].as_str().unwrap_or_default())
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(header, _)| *header == name)
            .map(|(_, value)| value.as_str())
    }
}
