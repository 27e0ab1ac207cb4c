//! The parts of a body that create and update share: names, addresses, tags, endpoints.

use std::collections::HashSet;

use cloud_api::{
    access,
    services::{IpAccess, Tag, rules},
};

use crate::{body::Item, refusal::Refusal};

pub(super) fn name(item: &Item<'_>) -> Result<String, Refusal> {
    let name = item.text()?;
    if rules::check_name(name).is_err() {
        return Err(item.wrong(format_args!(
            "Must be an alphanumerical string with whitespaces up to {} characters",
            rules::NAME_MAX
        )));
    }
    Ok(name.to_owned())
}

/// Entries to be added: each an address or a range, none twice.
pub(crate) fn ip_access_list(item: Item<'_>) -> Result<Vec<IpAccess>, Refusal> {
    let mut seen = HashSet::new();
    let entry = |item: Item<'_>| {
        let object = item.object()?;
        let source = object.required("source")?;
        let Ok(network) = access::parse(source.text()?) else {
            return Err(source.wrong("Must be an IP address or a CIDR"));
        };
        if !seen.insert(network) {
            return Err(source.wrong("Duplicate IP address or CIDR"));
        }
        let description = object.read("description", |item| item.text().map(str::to_owned))?;
        Ok(IpAccess {
            source: source.text()?.to_owned(),
            description,
        })
    };
    item.list()?.into_iter().map(entry).collect()
}

/// Sources to be removed; one that is not there, or is no address at all, is removed in silence.
pub(super) fn removed_sources(item: Item<'_>) -> Result<Vec<String>, Refusal> {
    let source = |item: Item<'_>| item.object()?.required("source")?.text().map(str::to_owned);
    item.list()?.into_iter().map(source).collect()
}

/// Tags to be added, at most 50; a later one with the same key wins.
pub(super) fn tags(item: Item<'_>) -> Result<Vec<Tag>, Refusal> {
    let too_many = item.wrong(format_args!(
        "Must have at most {} elements",
        rules::TAGS_MAX
    ));
    let items = item.list()?;
    if items.len() > rules::TAGS_MAX {
        return Err(too_many);
    }
    let mut tags = Vec::with_capacity(items.len());
    for item in items {
        add_tag(&mut tags, tag(item)?);
    }
    Ok(tags)
}

pub(super) fn add_tag(tags: &mut Vec<Tag>, tag: Tag) {
    match tags.iter_mut().find(|old| old.key == tag.key) {
        Some(old) => *old = tag,
        None => tags.push(tag),
    }
}

fn tag(item: Item<'_>) -> Result<Tag, Refusal> {
    let object = item.object()?;
    let key = object.required("key")?;
    if !rules::is_tag_key(key.text()?) {
        return Err(key.wrong("Must be 1 to 128 letters, digits, dashes, underscores and dots"));
    }
    let value = object.read("value", |item| {
        let value = item.text()?;
        rules::is_tag_value(value)
            .then(|| value.to_owned())
            .ok_or_else(|| {
                item.wrong("Must be 1 to 256 letters, digits, dashes, underscores and dots")
            })
    })?;
    Ok(Tag {
        key: key.text()?.to_owned(),
        value,
    })
}

/// Whether the `MySQL` interface is switched on or off; `None` if the list says nothing.
pub(super) fn endpoints(item: Item<'_>) -> Result<Option<bool>, Refusal> {
    let mut mysql = None;
    for item in item.list()? {
        let object = item.object()?;
        object.required("protocol")?.word(&["mysql"])?;
        mysql = Some(object.required("enabled")?.boolean()?);
    }
    Ok(mysql)
}
