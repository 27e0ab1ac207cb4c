//! Recognises an API key in whatever form it was copied.

use base64ct::{Base64, Encoding};
use serde_json::Value;

/// Both halves of a key, as found in a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub key_id: String,
    pub key_secret: String,
}

/// Reads a pair from JSON, environment lines, a curl option, a header, or two words.
///
/// One word alone is no pair: it is a key ID being typed or pasted by itself.
pub fn pair(text: &str) -> Option<Pair> {
    let text = text.trim();
    json(text)
        .or_else(|| basic(text))
        .or_else(|| environment(text))
        .or_else(|| option(text))
        .or_else(|| words(text))
}

/// `{"keyId":…,"keySecret":…}`, the API's whole answer to a created key, or a CLI's credentials file.
fn json(text: &str) -> Option<Pair> {
    let value: Value = serde_json::from_str(text).ok()?;
    let value = value.get("result").unwrap_or(&value);
    let find = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| value.get(name)?.as_str())
            .map(ToOwned::to_owned)
    };
    complete(
        find(&["keyId", "key_id", "api_key", "apiKey", "id", "token_key"])?,
        find(&[
            "keySecret",
            "key_secret",
            "api_secret",
            "apiSecret",
            "secret",
            "token_secret",
        ])?,
    )
}

/// `Authorization: Basic …`, with or without the header's name.
fn basic(text: &str) -> Option<Pair> {
    let encoded = text.split_once("Basic ")?.1;
    let encoded = encoded
        .split(|c: char| c.is_whitespace() || c == '"' || c == '\'')
        .next()?;
    let decoded = String::from_utf8(Base64::decode_vec(encoded).ok()?).ok()?;
    let (key_id, key_secret) = decoded.split_once(':')?;
    complete(key_id.into(), key_secret.into())
}

/// `export CLICKHOUSE_CLOUD_API_KEY="…"` and the like, one a line.
fn environment(text: &str) -> Option<Pair> {
    let mut key_id = None;
    let mut key_secret = None;
    for line in text.lines() {
        let line = line
            .trim()
            .trim_start_matches("export ")
            .trim_start_matches("set ");
        let Some((name, value)) = line.split_once(['=', ':']) else {
            continue;
        };
        let name = name.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        let value = value.trim().trim_end_matches([';', ',']);
        let value = value.trim_matches(['"', '\'']).to_owned();
        if name.ends_with("secret") {
            key_secret = Some(value);
        } else if ["key", "key_id", "keyid", "id"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            key_id = Some(value);
        }
    }
    complete(key_id?, key_secret?)
}

/// `curl --user id:secret …` or `clickhousectl … --api-key id --api-secret secret`.
fn option(text: &str) -> Option<Pair> {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(['"', '\'']))
        .collect();
    let after = |names: &[&str]| {
        words
            .iter()
            .position(|word| names.contains(word))
            .and_then(|place| words.get(place + 1))
    };
    if let Some((key_id, key_secret)) =
        after(&["-u", "--user"]).and_then(|user| user.split_once(':'))
    {
        return complete(key_id.into(), key_secret.into());
    }
    complete(
        (*after(&["--api-key"])?).into(),
        (*after(&["--api-secret"])?).into(),
    )
}

/// `id:secret`, or id and secret with white space between.
fn words(text: &str) -> Option<Pair> {
    let mut words = text.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some(one), None, _) => {
            let (key_id, key_secret) = one.split_once(':')?;
            complete(key_id.into(), key_secret.into())
        }
        (Some(key_id), Some(key_secret), None) => complete(key_id.into(), key_secret.into()),
        _ => None,
    }
}

fn complete(key_id: String, key_secret: String) -> Option<Pair> {
    // What is left of another notation, such as half a JSON object, is no half of a key.
    let is_word = |text: &str| {
        let is_notation = |c: char| c.is_whitespace() || "{}[]<>\"',;".contains(c);
        !text.is_empty() && text != "Basic" && !text.contains(is_notation)
    };
    (is_word(&key_id) && is_word(&key_secret)).then_some(Pair { key_id, key_secret })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form_of_a_pair_is_recognised() {
        let forms = [
            "kI1:s3cret",
            " kI1\ts3cret\n",
            "kI1\ns3cret",
            "CLICKHOUSE_CLOUD_API_KEY=kI1\nCLICKHOUSE_CLOUD_API_SECRET=s3cret",
            "export CLICKHOUSE_CLOUD_API_KEY=\"kI1\";\nexport CLICKHOUSE_CLOUD_API_SECRET='s3cret'",
            "Key ID: kI1\nKey secret: s3cret",
            r#"{"keyId":"kI1","keySecret":"s3cret"}"#,
            r#"{"api_key":"kI1","api_secret":"s3cret","service_query_keys":{}}"#,
            r#"{"status":200,"result":{"key":{"id":"uuid"},"keyId":"kI1","keySecret":"s3cret"}}"#,
            "Authorization: Basic a0kxOnMzY3JldA==",
            "curl --user 'kI1:s3cret' https://api.clickhouse.cloud/v1/organizations",
            "clickhousectl cloud --api-key kI1 --api-secret s3cret org list",
        ];
        for form in forms {
            let found = pair(form).unwrap_or_else(|| panic!("not recognised: {form}"));
            assert_eq!(
                (found.key_id.as_str(), found.key_secret.as_str()),
                ("kI1", "s3cret"),
                "{form}"
            );
        }
    }

    #[test]
    fn what_is_no_pair_is_left_alone() {
        for text in [
            "",
            "kI1",
            "  ",
            "kI1:",
            ":s3cret",
            "three words here",
            "{\"keyId\":\"kI1\"}",
            "Basic !!",
        ] {
            assert_eq!(pair(text), None, "{text}");
        }
    }
}
