//! What an operation requires, and what a caller's roles allow.

use uuid::Uuid;

use crate::refusal::Refusal;

macro_rules! permissions {
    ($($name:ident = $text:literal,)+) => {
        /// What an operation requires, or a policy grants, by the API's name of it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Permission {
            $($name,)+
        }

        impl Permission {
            pub(crate) const ALL: &[Self] = &[$(Self::$name),+];

            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

// All that the official document names for its operations on organizations and services, and three
// that were seen in roles only.
permissions! {
    OrganizationView = "control-plane:organization:view",
    OrganizationManage = "control-plane:organization:manage",
    CreateService = "control-plane:organization:create-service",
    ViewActivities = "control-plane:organization:view-activities",
    ViewBilling = "control-plane:organization:view-billing",
    ManageBilling = "control-plane:organization:manage-billing",
    ViewApiKeys = "control-plane:organization:view-api-keys",
    CreateApiKeys = "control-plane:organization:create-api-keys",
    DeleteApiKeys = "control-plane:organization:delete-api-keys",
    ServiceView = "control-plane:service:view",
    ServiceManage = "control-plane:service:manage",
    ServiceDelete = "control-plane:service:delete",
    ManageScalingConfig = "control-plane:service:manage-scaling-config",
    ViewBackups = "control-plane:service:view-backups",
    ManageBackups = "control-plane:service:manage-backups",
    ViewSnapshots = "control-plane:service:view-snapshots",
    ManageSnapshots = "control-plane:service:manage-snapshots",
    ViewPrivateEndpoints = "control-plane:service:view-private-endpoints",
    ManagePrivateEndpoints = "control-plane:service:manage-private-endpoints",
    ViewQueryApiEndpoints = "control-plane:service:view-query-api-endpoints",
    ManageQueryApiEndpoints = "control-plane:service:manage-query-api-endpoints",
    ManageClickpipes = "control-plane:service:manage-clickpipes",
    ManageClickstackApi = "control-plane:service:manage-clickstack-api",
    AccessDatabase = "sql-console:database:access",
}

impl Permission {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|permission| permission.as_str() == text)
    }

    /// Whether it is about the organization; all others are about services.
    pub(crate) fn is_of_organization(self) -> bool {
        self.as_str().starts_with("control-plane:organization:")
    }

    /// What the server adds to a policy that grants this (inferred; that it adds something is known).
    pub(crate) fn brings(self) -> &'static [Self] {
        match self {
            Self::OrganizationView | Self::ServiceView => &[],
            Self::ServiceManage => &[Self::ServiceView, Self::ServiceDelete],
            Self::ManageBackups => &[Self::ServiceView, Self::ViewBackups],
            Self::ManageSnapshots => &[Self::ServiceView, Self::ViewSnapshots],
            Self::ManagePrivateEndpoints => &[Self::ServiceView, Self::ViewPrivateEndpoints],
            Self::ManageQueryApiEndpoints => &[Self::ServiceView, Self::ViewQueryApiEndpoints],
            Self::CreateApiKeys | Self::DeleteApiKeys => {
                &[Self::OrganizationView, Self::ViewApiKeys]
            }
            Self::ManageBilling => &[Self::OrganizationView, Self::ViewBilling],
            other if other.is_of_organization() => &[Self::OrganizationView],
            _ => &[Self::ServiceView],
        }
    }
}

/// Permissions as one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PermissionSet(u32);

impl PermissionSet {
    pub(crate) fn insert(&mut self, permission: Permission) {
        self.0 |= 1 << permission as u32;
    }

    fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u32) != 0
    }
}

/// What a policy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    Organization,
    EveryService,
    Service(Uuid),
}

/// One policy on one resource.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grant {
    pub(crate) allow: bool,
    pub(crate) permissions: PermissionSet,
    pub(crate) resource: Resource,
}

/// What the roles of a caller come to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Access(Vec<Grant>);

impl Access {
    pub(crate) fn new(grants: Vec<Grant>) -> Self {
        Self(grants)
    }

    /// The permission on the organization, or on at least one service.
    pub(crate) fn require(&self, permission: Permission) -> Result<(), Refusal> {
        self.has_any(permission)
            .then_some(())
            .ok_or_else(|| Refusal::forbidden(permission.as_str()))
    }

    /// The permission on one service. A service that the caller cannot see is not found, unless the
    /// caller sees none at all.
    pub(crate) fn require_on(&self, permission: Permission, service: Uuid) -> Result<(), Refusal> {
        if self.has_on(permission, service) {
            return Ok(());
        }
        let hidden = !self.has_on(Permission::ServiceView, service);
        if hidden && self.has_any(Permission::ServiceView) {
            return Err(Refusal::not_found(service));
        }
        Err(Refusal::forbidden(permission.as_str()))
    }

    /// Whether a policy allows it on the organization or on any service.
    fn has_any(&self, permission: Permission) -> bool {
        let allowing = self.0.iter().filter(|grant| grant.allow);
        let mut resources = allowing
            .filter(|grant| grant.permissions.contains(permission))
            .map(|grant| grant.resource);
        resources.any(|resource| !self.is_denied(permission, resource))
    }

    pub(crate) fn has_on(&self, permission: Permission, service: Uuid) -> bool {
        let allowed = self.0.iter().any(|grant| {
            let here = matches!(grant.resource, Resource::EveryService)
                || grant.resource == Resource::Service(service);
            grant.allow && here && grant.permissions.contains(permission)
        });
        allowed && !self.is_denied(permission, Resource::Service(service))
    }

    /// A policy that denies weighs more than any that allows.
    fn is_denied(&self, permission: Permission, resource: Resource) -> bool {
        let is_service = matches!(resource, Resource::Service(_));
        self.0.iter().any(|grant| {
            let here = grant.resource == resource
                || is_service && matches!(grant.resource, Resource::EveryService);
            !grant.allow && here && grant.permissions.contains(permission)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn grant(allow: bool, permission: Permission, resource: Resource) -> Grant {
        let mut permissions = PermissionSet::default();
        permissions.insert(permission);
        Grant {
            allow,
            permissions,
            resource,
        }
    }

    #[test]
    fn every_permission_is_read_back_and_has_a_bit() {
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Some(*permission));
        }
        assert!(Permission::ALL.len() <= 32);
        assert_eq!(Permission::parse("control-plane:service:paint"), None);
    }

    #[test]
    fn a_policy_on_one_service_hides_the_others() {
        let view = grant(true, Permission::ServiceView, Resource::Service(ONE));
        let access = Access::new(vec![view]);
        assert_eq!(access.require(Permission::ServiceView), Ok(()));
        assert_eq!(access.require_on(Permission::ServiceView, ONE), Ok(()));
        assert_eq!(
            access.require_on(Permission::ServiceManage, ONE),
            Err(Refusal::forbidden("control-plane:service:manage"))
        );
        assert_eq!(
            access.require_on(Permission::ServiceManage, OTHER),
            Err(Refusal::not_found(OTHER))
        );
    }

    #[test]
    fn a_denial_weighs_more_than_a_grant() {
        let access = Access::new(vec![
            grant(true, Permission::ServiceManage, Resource::EveryService),
            grant(false, Permission::ServiceManage, Resource::Service(ONE)),
        ]);
        assert!(access.has_on(Permission::ServiceManage, OTHER));
        assert!(!access.has_on(Permission::ServiceManage, ONE));
        let nothing = Access::default();
        assert!(nothing.require(Permission::OrganizationView).is_err());
    }
}
