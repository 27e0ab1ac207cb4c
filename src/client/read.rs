//! From the bytes of an answer to a result or a refusal.

use cloud_api::{Answer, Refusal};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::error::ErrorKind;

/// Reads the `result` of a good answer.
///
/// An empty body stands for an answer without `result`: a DELETE has been seen to answer so.
pub fn result<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<T, ErrorKind> {
    let unreadable = |error| unreadable(status, body, &error);
    // Types that stand for "no result" read themselves from null; all others refuse it.
    let text = result_text(body).map_err(unreadable)?.unwrap_or("null");
    serde_json::from_str(text).or_else(|error| {
        let readable = readable_items(text, &|item| serde_json::from_str::<T>(item).is_ok());
        match readable.map(|rest| serde_json::from_str(&rest)) {
            Some(Ok(result)) => Ok(result),
            _ => Err(unreadable(error)),
        }
    })
}

/// A list without the items of another form than expected, so that one does not take the others with it.
///
/// Nothing where there is no such item, or where all are: an empty list would say that there is nothing.
fn readable_items(text: &str, is_readable: &dyn Fn(&str) -> bool) -> Option<String> {
    let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    let readable: Vec<&str> = items
        .iter()
        .map(|item| item.get())
        .filter(|item| is_readable(&format!("[{item}]")))
        .collect();
    if readable.is_empty() || readable.len() == items.len() {
        return None;
    }
    cloud_api::novelty::note_odd_item();
    Some(format!("[{}]", readable.join(",")))
}

/// The JSON of the result, if there is one: the same code whatever the result is.
fn result_text(body: &[u8]) -> serde_json::Result<Option<&str>> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let answer: Answer<'_> = serde_json::from_slice(body)?;
    Ok(answer.result.map(RawValue::get))
}

/// The `requestId` of an answer, where it has one.
pub fn request_id(body: &[u8]) -> Option<String> {
    match serde_json::from_slice::<Answer<'_>>(body) {
        Ok(answer) => answer.request_id,
        // What is odd about an answer does not hide which request it answers.
        Err(_) => serde_json::from_slice::<Refusal>(body).ok()?.request_id,
    }
}

/// Reads a bad answer: the API's envelope, or whatever a gateway said.
///
/// `by_relay` is what our own relay says for itself: it did not hear from the API.
pub fn refusal(status: u16, body: &[u8], reset: Option<f64>, by_relay: bool) -> ErrorKind {
    let envelope = serde_json::from_slice::<Refusal>(body);
    if status == 429 {
        let request_id = envelope.ok().and_then(|refusal| refusal.request_id);
        return ErrorKind::RateLimited {
            seconds: reset.unwrap_or(1.0),
            request_id,
        };
    }
    match envelope {
        Ok(Refusal { error, request_id }) if by_relay && matches!(status, 502 | 504) => {
            ErrorKind::ApiDown {
                status,
                message: error.unwrap_or_default(),
                request_id,
            }
        }
        Ok(Refusal { error, request_id }) => ErrorKind::Refused {
            status,
            message: error.unwrap_or_default(),
            request_id,
        },
        Err(_) if is_markup(body) => ErrorKind::Unreadable {
            status,
            found: format!("a web page with status {status}"),
            request_id: None,
        },
        Err(_) => ErrorKind::Refused {
            status,
            message: excerpt(body),
            request_id: None,
        },
    }
}

fn unreadable(status: u16, body: &[u8], error: &serde_json::Error) -> ErrorKind {
    let found = if is_markup(body) {
        "a web page".to_owned()
    } else if body.iter().all(u8::is_ascii_whitespace) {
        "an empty body".to_owned()
    } else if error.is_eof() {
        "a body that ends too early".to_owned()
    } else if error.is_data() {
        format!("a result of another form ({error})")
    } else {
        "a body that is not JSON".to_owned()
    };
    ErrorKind::Unreadable {
        status,
        found,
        request_id: request_id(body),
    }
}

fn is_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// The first line of a plain-text error.
fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.trim()
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}

#[cfg(test)]
mod tests {
    use cloud_api::{envelope::Nothing, organizations::Organization, services::Service};

    use super::*;

    #[test]
    fn a_result_is_read_from_its_envelope() {
        let body = br#"{"requestId":"r","status":200,"result":{"id":"x","name":"n","new":1}}"#;
        let organization: Organization = result(200, body).expect("readable");
        assert_eq!(organization.name.as_deref(), Some("n"));
        assert_eq!(request_id(body).as_deref(), Some("r"));
    }

    #[test]
    fn an_odd_envelope_still_tells_its_request() {
        let body = br#"{"requestId":"r","status":200,"result":[],"nextCursor":5}"#;
        assert!(result::<Vec<Service>>(200, body).is_err());
        assert_eq!(request_id(body).as_deref(), Some("r"));
    }

    #[test]
    fn a_delete_may_answer_with_an_envelope_or_with_nothing() {
        assert_eq!(
            result::<Nothing>(200, br#"{"status":200,"requestId":"r"}"#),
            Ok(Nothing)
        );
        assert_eq!(result::<Nothing>(200, b""), Ok(Nothing));
    }

    #[test]
    fn a_missing_result_is_no_empty_service() {
        assert!(matches!(
            result::<Service>(200, br#"{"status":200}"#),
            Err(ErrorKind::Unreadable { .. })
        ));
        assert!(matches!(
            result::<Vec<Service>>(200, br#"{"status":200}"#),
            Err(ErrorKind::Unreadable { .. })
        ));
    }

    #[test]
    fn one_item_that_cannot_be_read_does_not_take_the_list_with_it() {
        let read = |list: &str| {
            let body = format!(r#"{{"status":200,"result":{list}}}"#);
            result::<Vec<Service>>(200, body.as_bytes()).map(|services| {
                let ids = services.into_iter().map(|service| service.id.to_string());
                ids.collect::<Vec<_>>()
            })
        };
        let list = r#"[{"id":"a"},7,{"name":"no id"},{"id":["x"]},{"id":"b","state":3}]"#;
        assert_eq!(read(list), Ok(vec!["a".into(), "b".into()]));
        assert!(cloud_api::novelty::first().is_some());
        assert_eq!(read("[]"), Ok(vec![]));
        // Nothing that can be read is no empty list.
        for list in ["[7]", r#"[{"name":"no id"}]"#, r#"{"id":"a"}"#] {
            assert!(
                matches!(read(list), Err(ErrorKind::Unreadable { .. })),
                "{list}"
            );
        }
    }

    #[test]
    fn what_is_not_an_api_is_named() {
        let found = |body: &[u8]| match result::<Service>(200, body) {
            Err(ErrorKind::Unreadable { found, .. }) => found,
            other => panic!("{other:?}"),
        };
        assert_eq!(found(b"\n<!doctype html>"), "a web page");
        assert_eq!(found(b""), "an empty body");
        assert_eq!(
            found(br#"{"status":200,"result":{"id":"#),
            "a body that ends too early"
        );
        assert_eq!(found(b"hello"), "a body that is not JSON");
    }

    #[test]
    fn refusals_keep_the_apis_words_or_the_gateways() {
        let envelope =
            br#"{"status":401,"requestId":"r","error":"UNAUTHORIZED: Key is not active"}"#;
        assert_eq!(
            refusal(401, envelope, None, false),
            ErrorKind::Refused {
                status: 401,
                message: "UNAUTHORIZED: Key is not active".into(),
                request_id: Some("r".into()),
            }
        );
        assert_eq!(
            refusal(502, b"Bad gateway\nmore", None, false),
            ErrorKind::Refused {
                status: 502,
                message: "Bad gateway".into(),
                request_id: None
            }
        );
        assert!(matches!(
            refusal(429, br#"{"status":429,"error":"Rate limit exceeded"}"#, Some(3.2), false),
            ErrorKind::RateLimited { seconds, .. } if (seconds - 3.2).abs() < 1e-9
        ));
        assert!(matches!(
            refusal(403, b"<html>", None, false),
            ErrorKind::Unreadable { status: 403, .. }
        ));
    }

    #[test]
    fn the_relays_own_word_is_told_from_the_apis() {
        let body = br#"{"status":502,"requestId":"r","error":"BAD_GATEWAY: no connection"}"#;
        assert!(matches!(
            refusal(502, body, None, true),
            ErrorKind::ApiDown { status: 502, .. }
        ));
        assert!(matches!(
            refusal(502, body, None, false),
            ErrorKind::Refused { status: 502, .. }
        ));
        assert!(matches!(
            refusal(403, body, None, true),
            ErrorKind::Refused { status: 403, .. }
        ));
    }
}
