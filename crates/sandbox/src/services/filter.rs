//! `filter` of a query: `tag:KEY` and `tag:KEY=VALUE`; all must fit, others are ignored.

use cloud_api::services::Tag;

use crate::request::ApiRequest;

pub(crate) struct TagFilter(Vec<(String, Option<String>)>);

impl TagFilter {
    pub(crate) fn of(request: &ApiRequest) -> Self {
        let tag = |tag: &str| match tag.split_once('=') {
            Some((key, value)) => (key.to_owned(), Some(value.to_owned())),
            None => (tag.to_owned(), None),
        };
        let filters = request.query_all("filter");
        Self(
            filters
                .filter_map(|filter| filter.strip_prefix("tag:").map(tag))
                .collect(),
        )
    }

    pub(crate) fn fits(&self, tags: &[Tag]) -> bool {
        self.0.iter().all(|(key, value)| {
            tags.iter()
                .any(|tag| tag.key == *key && (value.is_none() || tag.value == *value))
        })
    }
}
