//! Which headers pass the relay, and those it adds.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// All that goes up. A list of what may pass, because a list of what must not is never complete:
/// cookies, `Origin`, `Referer`, `Forwarded`, `X-Forwarded-*`, the identity headers of a front proxy
/// and the hop-by-hop headers stay behind by not being here.
const UP: [HeaderName; 4] = [
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::ACCEPT,
    header::USER_AGENT,
];

/// What comes down beside the rate limit. Not here, among others: `Set-Cookie`,
/// `Access-Control-*`, `Server`, and `WWW-Authenticate`, which would make the browser ask for a
/// password in a dialog of its own.
const DOWN: [&str; 9] = [
    "content-type",
    "content-disposition",
    // The relay asks for no encoding, but an upstream may choose one by itself.
    "content-encoding",
    "retry-after",
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-clickhouse-request-id",
];

/// Headers of the rate limit begin so.
const RATE_LIMIT: [&str; 2] = ["x-ratelimit-", "ratelimit"];

/// Nothing of an answer that is not ours may run in the console's origin, not even when somebody
/// opens its address in a tab.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), \
     geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     serial=(), usb=()",
);

pub(crate) fn up(from: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for name in UP {
        if let Some(value) = from
            .get(&name)
            .filter(|_| !is_connection_option(from, &name))
        {
            headers.insert(name, value.clone());
        }
    }
    if !headers.contains_key(header::USER_AGENT) {
        let ours = concat!("wheelhouse/", env!("CARGO_PKG_VERSION"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(ours));
    }
    headers
}

pub(crate) fn down(from: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in from {
        let passes = DOWN.contains(&name.as_str())
            || RATE_LIMIT
                .iter()
                .any(|prefix| name.as_str().starts_with(prefix));
        if passes && !is_connection_option(from, name) {
            headers.append(name, value.clone());
        }
    }
    protect_answer(&mut headers);
    headers
}

/// Whether `Connection` names this header, which makes it one for the next hop only (RFC 9110 7.6.1).
fn is_connection_option(headers: &HeaderMap, name: &HeaderName) -> bool {
    headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|option| option.trim().eq_ignore_ascii_case(name.as_str()))
}

/// For every answer under the API's paths: kept by nobody, understood as what it says it is.
pub(crate) fn protect_answer(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, NOTHING);
    protect(headers);
}

/// For every document and file of the console.
pub(crate) fn protect_file(headers: &mut HeaderMap, policy: Option<HeaderValue>) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.unwrap_or(NOTHING));
    headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    protect(headers);
}

fn protect(headers: &mut HeaderMap) {
    let same_origin = HeaderValue::from_static("same-origin");
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        same_origin.clone(),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        same_origin,
    );
}

/// A sentence of the relay itself, outside the API's paths. Not kept: a file that is missing during
/// an upgrade would stay missing.
pub(crate) fn plain(status: StatusCode, sentence: &'static str) -> Response {
    let mut response = (status, Body::from(sentence)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    protect_file(headers, None);
    response
}
