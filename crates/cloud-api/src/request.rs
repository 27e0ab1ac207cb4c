//! A call to the API as a value: what to send and, by its type, what comes back.

use std::marker::PhantomData;

use serde::Serialize;

use crate::envelope::Nothing;

/// The HTTP methods the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether the call only reads. Everything else is refused in a read-only session.
    pub fn is_read(self) -> bool {
        self == Self::Get
    }
}

/// The parameter that asks for the page after a `nextCursor`.
pub const PAGE_AFTER: &str = "cursor";

/// One call: operation, method, path, query and body. The answer's `result` decodes to `T`.
#[derive(Debug, PartialEq)]
pub struct Request<T> {
    /// The `operationId` of the official document.
    pub operation: &'static str,
    pub method: Method,
    /// The path with its parameters as names: safe to log and to count by.
    pub template: &'static str,
    /// The path with its parameters filled in.
    pub path: String,
    pub query: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Option<String>,
    /// Whether the answer is the first page of a list that is wanted to its end: whoever sends it follows
    /// `nextCursor` with [`PAGE_AFTER`].
    pub is_paged: bool,
    answer: PhantomData<fn() -> T>,
}

// Derived, this would ask the answer to be `Clone`.
impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self {
            operation: self.operation,
            method: self.method,
            template: self.template,
            path: self.path.clone(),
            query: self.query.clone(),
            body: self.body.clone(),
            is_paged: self.is_paged,
            answer: PhantomData,
        }
    }
}

impl<T> Request<T> {
    pub(crate) fn new(
        operation: &'static str,
        method: Method,
        template: &'static str,
        parameters: &[&str],
    ) -> Self {
        Self {
            operation,
            method,
            template,
            path: fill(template, parameters),
            query: Vec::new(),
            body: None,
            is_paged: false,
            answer: PhantomData,
        }
    }

    pub(crate) fn get(
        operation: &'static str,
        template: &'static str,
        parameters: &[&str],
    ) -> Self {
        Self::new(operation, Method::Get, template, parameters)
    }

    pub(crate) fn with_body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(
            serde_json::to_string(body).expect("request bodies are structs of strings and numbers"),
        );
        self
    }

    /// The same call, whatever it answers.
    pub fn untyped(&self) -> Request<Nothing> {
        Request {
            is_paged: self.is_paged,
            operation: self.operation,
            method: self.method,
            template: self.template,
            path: self.path.clone(),
            query: self.query.clone(),
            body: self.body.clone(),
            answer: PhantomData,
        }
    }

    /// Path and query as they stand in the address.
    pub fn address(&self) -> String {
        let mut address = self.path.clone();
        for (index, (name, value)) in self.query.iter().enumerate() {
            address.push(if index == 0 { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            encode(value, &mut address);
        }
        address
    }
}

/// Puts the parameters into the template's braces, in order.
fn fill(template: &'static str, parameters: &[&str]) -> String {
    let mut path = String::with_capacity(template.len() + 32 * parameters.len());
    let mut parameters = parameters.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let parameter = parameters
            .next()
            .expect("a parameter for each brace of the template");
        encode(parameter, &mut path);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    path.push_str(rest);
    path
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
fn encode(text: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(byte as char);
        } else {
            into.push('%');
            into.push(HEX[usize::from(byte >> 4)] as char);
            into.push(HEX[usize::from(byte & 15)] as char);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_filled_in_and_encoded() {
        let request: Request<()> = Request::get("x", "/v1/a/{a}/b/{b}/c", &["1", "../?#/ü"]);
        assert_eq!(request.path, "/v1/a/1/b/..%2F%3F%23%2F%C3%BC/c");
        assert_eq!(request.address(), request.path);
    }

    #[test]
    fn query_values_are_encoded() {
        let mut request: Request<()> = Request::get("x", "/v1/a", &[]);
        request.query = vec![("filter", "tag:env=a b".into()), ("limit", "2".into())];
        assert_eq!(request.address(), "/v1/a?filter=tag%3Aenv%3Da%20b&limit=2");
    }
}
