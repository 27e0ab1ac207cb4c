//! Lists that come page by page: `limit` and `cursor` in, `nextCursor` out.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    clock::Moment,
    refusal::Refusal,
    request::{ApiRequest, ApiResponse},
    route::Call,
};

/// The most elements of a page, and how many it has if nobody asks; more are capped in silence.
const PAGE_MAX: usize = 250;

/// Where an element stands in a list that is sorted by creation.
type Place = (Moment, Uuid);

pub(crate) fn limit(request: &ApiRequest) -> Result<usize, Refusal> {
    let Some(text) = request.query("limit") else {
        return Ok(PAGE_MAX);
    };
    match text.parse::<usize>() {
        Ok(limit) if limit >= 1 => Ok(limit.min(PAGE_MAX)),
        _ => Err(Refusal::bad_request(format_args!(
            "request query.limit: Must be an integer of at least 1 <string:{text}>"
        ))),
    }
}

/// The place after which the asked page begins.
fn cursor(request: &ApiRequest) -> Result<Option<Place>, Refusal> {
    let Some(text) = request.query("cursor") else {
        return Ok(None);
    };
    read_cursor(&text)
        .map(Some)
        .ok_or_else(|| invalid_cursor(&text))
}

pub(crate) fn invalid_cursor(text: &str) -> Refusal {
    Refusal::bad_request(format_args!(
        "request query.cursor: Invalid cursor <string:{text}>"
    ))
}

/// Opaque to the caller. It names a place and not a number, so that a page misses nothing when an
/// element before it goes.
fn write_cursor((moment, id): Place) -> String {
    Base64UrlUnpadded::encode_string(format!("{}:{}", moment.0, id.simple()).as_bytes())
}

fn read_cursor(text: &str) -> Option<Place> {
    let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (moment, id) = text.split_once(':')?;
    Some((Moment(moment.parse().ok()?), Uuid::try_parse(id).ok()?))
}

/// Answers one page of `elements`, which are sorted by their place.
pub(crate) fn answer<'a, T, V: Serialize>(
    call: &Call<'_>,
    elements: impl Iterator<Item = &'a T> + Clone,
    place: impl Fn(&T) -> Place,
    view: impl Fn(&'a T) -> V,
) -> Result<ApiResponse, Refusal>
where
    T: 'a,
{
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Page<V> {
        status: u16,
        request_id: Uuid,
        result: Vec<V>,
        limit: usize,
        total_count: usize,
        next_cursor: Option<String>,
    }
    let limit = limit(call.request)?;
    let after = cursor(call.request)?;
    let mut rest = elements
        .clone()
        .filter(|element| after.is_none_or(|after| place(element) > after))
        .peekable();
    let page: Vec<&T> = rest.by_ref().take(limit).collect();
    let more = rest.peek().is_some();
    let next_cursor = page.last().filter(|_| more);
    let next_cursor = next_cursor.map(|element| write_cursor(place(element)));
    let page = Page {
        status: 200,
        request_id: call.request_id,
        result: page.into_iter().map(view).collect(),
        limit,
        total_count: elements.count(),
        next_cursor,
    };
    Ok(ApiResponse::json(200, &page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_nothing_else_is_one() {
        let place = (Moment(1_780_000_000_123), Uuid::from_u128(7));
        assert_eq!(read_cursor(&write_cursor(place)), Some(place));
        for text in ["", "abc", "MTo", "????", "null"] {
            assert_eq!(read_cursor(text), None, "{text}");
        }
    }
}
