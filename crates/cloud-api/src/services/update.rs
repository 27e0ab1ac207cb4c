//! What `instanceUpdate` may change.

use serde::{Deserialize, Serialize};

use super::{IpAccess, Protocol, ReleaseChannel, Tag};

/// Schema `ServicePatchRequest`; what is absent stays as it is. In each pair, `remove` runs first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateService {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_access_list: Option<IpAccessChange>,
    /// One channel per warehouse: changing it here changes every member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_channel: Option<ReleaseChannel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoints: Option<Vec<EndpointChange>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<TagsChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_core_dumps: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_endpoint_ids: Option<PrivateEndpointIdsChange>,
}

/// Schema `IpAccessListPatch`. Entries are removed by `source`; a missing one is silently ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IpAccessChange {
    pub add: Vec<IpAccess>,
    pub remove: Vec<IpAccess>,
}

impl IpAccessChange {
    /// What leads from one list to the other. A changed description is a removal and an addition.
    pub fn between(before: &[IpAccess], after: &[IpAccess]) -> Self {
        Self {
            add: without(after, before),
            remove: without(before, after),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }
}

/// Schema `InstanceTagsPatch`. Tags are matched by key; adding a key that exists overwrites it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TagsChange {
    pub add: Vec<Tag>,
    pub remove: Vec<Tag>,
}

impl TagsChange {
    /// What leads from one set of tags to the other. A changed value only adds, because one request
    /// that removes and adds the same key has surprised people (clickhousectl #920).
    pub fn between(before: &[Tag], after: &[Tag]) -> Self {
        let kept = |tag: &Tag| after.iter().any(|other| other.key == tag.key);
        Self {
            add: without(after, before),
            remove: before.iter().filter(|tag| !kept(tag)).cloned().collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }
}

/// Schema `InstancePrivateEndpointsPatch`: which of the organization's endpoints reach the service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PrivateEndpointIdsChange {
    pub add: Vec<String>,
    pub remove: Vec<String>,
}

impl PrivateEndpointIdsChange {
    /// What leads from one set of endpoints to the other.
    pub fn between(before: &[String], after: &[String]) -> Self {
        Self {
            add: without(after, before),
            remove: without(before, after),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }
}

/// Schema `ServiceEndpointChange`; the API takes `mysql` only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndpointChange {
    pub protocol: Protocol,
    pub enabled: bool,
}

fn without<T: Clone + PartialEq>(all: &[T], other: &[T]) -> Vec<T> {
    all.iter()
        .filter(|item| !other.contains(item))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag {
            key: key.into(),
            value: Some(value.into()),
        }
    }

    fn access(source: &str, description: Option<&str>) -> IpAccess {
        IpAccess {
            source: source.into(),
            description: description.map(Into::into),
        }
    }

    #[test]
    fn a_changed_tag_value_is_only_added() {
        let change = TagsChange::between(
            &[tag("env", "dev"), tag("team", "data"), tag("old", "1")],
            &[tag("env", "prod"), tag("team", "data")],
        );
        assert_eq!(change.add, [tag("env", "prod")]);
        assert_eq!(change.remove, [tag("old", "1")]);
    }

    #[test]
    fn a_changed_description_replaces_the_entry() {
        let change = IpAccessChange::between(
            &[access("10.0.0.0/8", None), access("192.0.2.1", Some("ci"))],
            &[
                access("10.0.0.0/8", Some("office")),
                access("192.0.2.1", Some("ci")),
            ],
        );
        assert_eq!(change.remove, [access("10.0.0.0/8", None)]);
        assert_eq!(change.add, [access("10.0.0.0/8", Some("office"))]);
        assert!(IpAccessChange::between(&change.add, &change.add).is_empty());
    }
}
