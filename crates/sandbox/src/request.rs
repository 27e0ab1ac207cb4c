//! A request and its answer as plain values, free of any HTTP library.

use std::{borrow::Cow, net::IpAddr};

pub use cloud_api::Method;
use serde::Serialize;
use uuid::Uuid;

use crate::pieces::Rest;

/// The method of this name, if the API uses it.
pub(crate) fn method(name: &str) -> Option<Method> {
    let all = [
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ];
    all.into_iter().find(|method| method.as_str() == name)
}

/// What the sandbox reads of an HTTP request.
#[derive(Clone, Debug, Default)]
pub struct ApiRequest {
    /// `None` for a method the API never uses.
    pub method: Option<Method>,
    /// As it stands in the address, still percent-encoded.
    pub path: String,
    /// Without the question mark; empty if there is none.
    pub query: String,
    /// The `Authorization` header.
    pub authorization: Option<String>,
    pub user_agent: Option<String>,
    /// The address of the other end, where known.
    pub peer: Option<IpAddr>,
    pub body: Vec<u8>,
}

impl ApiRequest {
    /// A request without body and credentials.
    pub fn new(method: Method, address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Self {
            method: Some(method),
            path: path.to_owned(),
            query: query.to_owned(),
            ..Self::default()
        }
    }

    /// The first value of a query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<Cow<'_, str>> {
        self.query_all(name).next()
    }

    pub(crate) fn query_all<'a>(&'a self, name: &str) -> impl Iterator<Item = Cow<'a, str>> {
        form_urlencoded::parse(self.query.as_bytes())
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value)
    }
}

/// An HTTP answer and how it is to be delivered.
#[derive(Debug)]
pub struct ApiResponse {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    /// The body, or the beginning of a very long one.
    pub body: Vec<u8>,
    /// What follows it.
    pub rest: Option<Rest>,
    /// Wait this long before the first byte.
    pub delay_millis: u64,
    /// Let the body take this long.
    pub slow_millis: u64,
    /// Break the connection after half of the body.
    pub cut: bool,
}

pub(crate) const JSON: &str = "application/json; charset=utf-8";

impl ApiResponse {
    pub(crate) fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        let headers = vec![("content-type", content_type.to_owned())];
        Self {
            status,
            headers,
            body,
            rest: None,
            delay_millis: 0,
            slow_millis: 0,
            cut: false,
        }
    }

    pub(crate) fn json(status: u16, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::new(status, JSON, body),
            Err(error) => Self::new(500, "text/plain", error.to_string().into_bytes()),
        }
    }

    /// Makes the whole body at once.
    pub fn gather(&mut self) {
        if let Some(rest) = self.rest.take() {
            self.body.extend(rest.flatten());
        }
    }
}

/// The wrapping of a good answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Envelope<T> {
    pub(crate) status: u16,
    pub(crate) request_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) result: Option<T>,
}
