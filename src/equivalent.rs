//! The same write outside the console: as a curl line, with `clickhousectl`, as Terraform, as JSON.
//!
//! Pure: a request in, texts out. What a tool cannot do is said in a sentence and never invented. Secrets
//! stand as variables only, even where the body holds them.

mod clickhousectl;
mod curl;
mod hcl;
mod json;
mod script;
mod terraform;

use std::sync::Arc;

use cloud_api::{Method, Request, services::Service};

pub use script::script;

/// Where the official tools go unless told otherwise.
const OFFICIAL: &str = "https://api.clickhouse.cloud";

/// A call that changes something, whatever it answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    operation: &'static str,
    method: Method,
    template: &'static str,
    address: String,
    /// JSON.
    body: Option<String>,
    /// What the call changes, as it is now: Terraform describes the whole of a service.
    service: Option<Arc<Service>>,
}

impl<T> From<&Request<T>> for Write {
    fn from(request: &Request<T>) -> Self {
        Self {
            operation: request.operation,
            method: request.method,
            template: request.template,
            address: request.address(),
            body: request.body.clone(),
            service: None,
        }
    }
}

impl Write {
    /// A change of this service.
    #[must_use]
    pub fn on(self, service: Arc<Service>) -> Self {
        Self {
            service: Some(service),
            ..self
        }
    }

    /// What stands in the address for a parameter of the template, such as `serviceId`.
    fn parameter(&self, name: &str) -> Option<&str> {
        let path = self.address.split('?').next().unwrap_or_default();
        let mut both = self.template.split('/').zip(path.split('/'));
        both.find(|(template, _)| {
            let inner = template
                .strip_prefix('{')
                .and_then(|it| it.strip_suffix('}'));
            inner == Some(name)
        })
        .map(|(_, value)| value)
    }

    /// The body's fields in order; none without a body.
    fn fields(&self) -> Vec<(String, json::Node)> {
        match self.body.as_deref().and_then(json::read) {
            Some(json::Node::Object(fields)) => fields,
            _ => Vec::new(),
        }
    }
}

/// The same write in one tool's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalent {
    pub tool: &'static str,
    /// What to run or keep, or the sentence that says why there is nothing.
    pub text: Result<String, String>,
    /// What to know before it is used.
    pub note: Option<String>,
}

/// In the order in which they are offered. `api` is scheme and host, without a path.
pub fn equivalents(write: &Write, api: &str) -> [Equivalent; 4] {
    [
        curl::write(write, api),
        clickhousectl::write(write, api),
        terraform::write(write, api),
        json::write(write),
    ]
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
