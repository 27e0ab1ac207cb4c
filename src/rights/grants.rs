//! What policies come to: plain rules, for our own key and for anybody else.

use cloud_api::ServiceId;

/// What a policy is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    Organization,
    EveryService,
    Service(ServiceId),
    /// In the API's words, which this version does not know.
    Other(String),
}

impl Resource {
    /// `organization/<uuid>`, `instance/<uuid>` or `instance/*`.
    pub fn parse(text: &str) -> Self {
        match text.split_once('/') {
            Some(("organization", _)) => Self::Organization,
            Some(("instance", "*")) => Self::EveryService,
            Some(("instance", id)) => id
                .parse()
                .map_or_else(|_| Self::Other(text.to_owned()), Self::Service),
            _ => Self::Other(text.to_owned()),
        }
    }

    fn covers(&self, service: &ServiceId) -> bool {
        match self {
            Self::EveryService => true,
            Self::Service(own) => own == service,
            Self::Organization | Self::Other(_) => false,
        }
    }
}

/// One permission of a role on one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Otherwise it denies, which weighs more.
    pub allow: bool,
    pub permission: String,
    pub resource: Resource,
    /// The name of the role that it comes from.
    pub role: String,
}

impl Grant {
    /// Whether it is about this permission, by itself or with a `*` at the end.
    pub fn is_about(&self, permission: &str) -> bool {
        self.permission == permission
            || self
                .permission
                .strip_suffix('*')
                .is_some_and(|start| permission.starts_with(start))
    }
}

/// Whether the grants allow it: on this service, or without one on anything at all.
pub fn allows(grants: &[Grant], permission: &str, on: Option<&ServiceId>) -> bool {
    let about = || grants.iter().filter(|grant| grant.is_about(permission));
    let is_denied = |resource: &Resource| {
        about().any(|grant| {
            let wider = matches!(resource, Resource::Service(_))
                && grant.resource == Resource::EveryService;
            !grant.allow && (grant.resource == *resource || wider)
        })
    };
    match on {
        Some(service) => {
            let here = |grant: &&Grant| grant.resource.covers(service);
            about().filter(here).any(|grant| grant.allow)
                && !about().filter(here).any(|grant| !grant.allow)
        }
        None => about().any(|grant| grant.allow && !is_denied(&grant.resource)),
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::permissions::{ORGANIZATION_MANAGE, SERVICE_MANAGE, SERVICE_VIEW};

    use super::*;

    fn id(digit: char) -> ServiceId {
        let text = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e10".replace("e10", &format!("e1{digit}"));
        text.parse().expect("a UUID")
    }

    fn grant(allow: bool, permission: &str, resource: Resource) -> Grant {
        Grant {
            allow,
            permission: permission.into(),
            resource,
            role: "role".into(),
        }
    }

    #[test]
    fn resources_are_read_from_the_apis_words() {
        let organization = "organization/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e10";
        assert_eq!(Resource::parse(organization), Resource::Organization);
        assert_eq!(Resource::parse("instance/*"), Resource::EveryService);
        let one = format!("instance/{}", id('1'));
        assert_eq!(Resource::parse(&one), Resource::Service(id('1')));
        let other = Resource::parse("warehouse/1");
        assert_eq!(other, Resource::Other("warehouse/1".into()));
    }

    #[test]
    fn a_grant_on_one_service_allows_nothing_on_another() {
        let grants = [grant(true, SERVICE_VIEW, Resource::Service(id('1')))];
        assert!(allows(&grants, SERVICE_VIEW, Some(&id('1'))));
        assert!(!allows(&grants, SERVICE_VIEW, Some(&id('2'))));
        assert!(allows(&grants, SERVICE_VIEW, None));
        assert!(!allows(&grants, SERVICE_MANAGE, Some(&id('1'))));
    }

    #[test]
    fn what_denies_weighs_more_than_what_allows() {
        let grants = [
            grant(true, SERVICE_MANAGE, Resource::EveryService),
            grant(false, SERVICE_MANAGE, Resource::Service(id('1'))),
        ];
        assert!(!allows(&grants, SERVICE_MANAGE, Some(&id('1'))));
        assert!(allows(&grants, SERVICE_MANAGE, Some(&id('2'))));
        let grants = [
            grant(true, SERVICE_MANAGE, Resource::Service(id('1'))),
            grant(false, SERVICE_MANAGE, Resource::EveryService),
        ];
        assert!(!allows(&grants, SERVICE_MANAGE, None));
    }

    #[test]
    fn a_star_stands_for_all_permissions_that_begin_so() {
        let grants = [grant(
            true,
            "control-plane:organization:*",
            Resource::Organization,
        )];
        assert!(allows(&grants, ORGANIZATION_MANAGE, None));
        assert!(!allows(&grants, SERVICE_VIEW, None));
    }
}
