//! Lists that come page by page are read to their end: who asks for a list gets the whole of it.

use cloud_api::{Answer, request::PAGE_AFTER};
use serde_json::value::RawValue;

use super::{Client, Outgoing, budget::Priority, error::ErrorKind};
use crate::session::Credentials;

/// More pages than a list of the API has; a cursor that leads in circles ends here.
const MOST: usize = 200;

impl Client {
    /// The answer, or all pages of it as one. Each page has its place in the budget and in the call log.
    pub(super) async fn exchange_pages(
        self,
        credentials: &Credentials,
        outgoing: Outgoing<'_>,
        priority: Priority,
    ) -> Result<(u16, Vec<u8>), ErrorKind> {
        let (status, first) = self.exchange(credentials, &outgoing, priority).await?;
        if !outgoing.is_paged {
            return Ok((status, first));
        }
        let mut next = next_cursor(&first);
        let mut pages = vec![first];
        while let Some(cursor) = next
            && pages.len() < MOST
        {
            let page = outgoing.after(&cursor);
            let (_, body) = self.exchange(credentials, &page, priority).await?;
            next = next_cursor(&body);
            pages.push(body);
        }
        Ok((status, joined(pages)))
    }
}

impl Outgoing<'_> {
    /// The same call for the page that a cursor leads to.
    fn after(&self, cursor: &str) -> Self {
        let joint = if self.address.contains('?') { '&' } else { '?' };
        let cursor: String = js_sys::encode_uri_component(cursor).into();
        let mut query = self.query.clone();
        query.push(PAGE_AFTER);
        Self {
            address: format!("{}{joint}{PAGE_AFTER}={cursor}", self.address),
            query,
            ..*self
        }
    }
}

fn next_cursor(body: &[u8]) -> Option<String> {
    let answer: Answer<'_> = serde_json::from_slice(body).ok()?;
    answer.next_cursor.filter(|cursor| !cursor.is_empty())
}

/// One answer with the elements of all; the first page as it is where it is the only one.
fn joined(mut pages: Vec<Vec<u8>>) -> Vec<u8> {
    if pages.len() < 2 {
        return pages.pop().unwrap_or_default();
    }
    let elements: Vec<&str> = pages.iter().filter_map(|page| elements(page)).collect();
    format!(r#"{{"result":[{}]}}"#, elements.join(",")).into_bytes()
}

/// What stands between the brackets of a page's list; nothing of an empty one.
fn elements(body: &[u8]) -> Option<&str> {
    let answer: Answer<'_> = serde_json::from_slice(body).ok()?;
    let list = answer.result.map(RawValue::get)?.trim();
    let inner = list.strip_prefix('[')?.strip_suffix(']')?.trim();
    (!inner.is_empty()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(result: &str, next: &str) -> Vec<u8> {
        format!(r#"{{"status":200,"requestId":"r","result":{result},"nextCursor":{next}}}"#).into()
    }

    #[test]
    fn pages_become_one_list() {
        let pages = vec![
            page(r#"[ {"id":"a"}, {"id":"]"} ]"#, r#""1""#),
            page("[]", r#""2""#),
            page(r#"[{"id":"c"}]"#, "null"),
        ];
        assert_eq!(next_cursor(&pages[0]).as_deref(), Some("1"));
        assert_eq!(next_cursor(&pages[2]), None);
        let all: serde_json::Value = serde_json::from_slice(&joined(pages)).expect("JSON");
        assert_eq!(
            all["result"],
            serde_json::json!([{"id":"a"},{"id":"]"},{"id":"c"}])
        );
    }

    #[test]
    fn a_single_page_stays_as_it_came() {
        let only = page("[1]", r#""""#);
        assert_eq!(next_cursor(&only), None);
        assert_eq!(joined(vec![only.clone()]), only);
        assert_eq!(next_cursor(b"<html>"), None);
    }
}
