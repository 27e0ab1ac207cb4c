//! The predefined roles, by the names of the documentation. What exactly each of them may do is not
//! published (inferred from their descriptions).

use cloud_api::roles::{PolicyTags, SqlConsoleRole};
use uuid::Uuid;

use super::{Policy, Role, Roles};
use crate::{clock::Moment, keys::Permission, permissions::Resource, random::Random};

const READ_ORGANIZATION: &[Permission] = &[
    Permission::OrganizationView,
    Permission::ViewActivities,
    Permission::ViewBilling,
    Permission::ViewApiKeys,
];

const READ_SERVICES: &[Permission] = &[
    Permission::ServiceView,
    Permission::ViewBackups,
    Permission::ViewSnapshots,
    Permission::ViewPrivateEndpoints,
    Permission::ViewQueryApiEndpoints,
];

const ROLES: [(&str, &[Permission]); 9] = [
    ("Admin", Permission::ALL),
    (
        "Billing",
        &[
            Permission::OrganizationView,
            Permission::ViewBilling,
            Permission::ManageBilling,
        ],
    ),
    ("Org API reader", READ_ORGANIZATION),
    ("Member", &[Permission::OrganizationView]),
    ("Service reader", READ_SERVICES),
    ("Service admin", MANAGE_SERVICES),
    ("Service API reader", READ_SERVICES),
    ("Service API admin", MANAGE_SERVICES),
    ("Basic service API reader", &[Permission::ServiceView]),
];

const MANAGE_SERVICES: &[Permission] = &[
    Permission::ServiceView,
    Permission::ServiceManage,
    Permission::ServiceDelete,
    Permission::ManageScalingConfig,
    Permission::ViewBackups,
    Permission::ManageBackups,
    Permission::ViewSnapshots,
    Permission::ManageSnapshots,
    Permission::ViewPrivateEndpoints,
    Permission::ManagePrivateEndpoints,
    Permission::ViewQueryApiEndpoints,
    Permission::ManageQueryApiEndpoints,
    Permission::ManageClickpipes,
    Permission::ManageClickstackApi,
];

const SQL_CONSOLE: [(&str, SqlConsoleRole); 2] = [
    ("SQL console read only", SqlConsoleRole::ReadOnly),
    ("SQL console admin", SqlConsoleRole::Admin),
];

impl Roles {
    /// The predefined roles of an organization founded at this moment.
    pub(crate) fn predefined(random: &mut Random, founded: Moment) -> Self {
        let mut roles = Self::default();
        for (name, permissions) in ROLES {
            let role = Role::new(random, name, true, permissions, Vec::new(), founded);
            roles.add(role);
        }
        for (name, console) in SQL_CONSOLE {
            let every = vec![Resource::EveryService];
            let mut role = Role::new(
                random,
                name,
                true,
                &[Permission::AccessDatabase],
                every,
                founded,
            );
            for policy in &mut role.policies {
                policy.tags = Some(PolicyTags {
                    grants: None,
                    role_v2: Some(console.clone()),
                });
            }
            roles.add(role);
        }
        roles
    }
}

impl Role {
    /// A role with a policy for the organization and one for services, as far as the permissions are
    /// about them. No services given: all.
    pub(crate) fn new(
        random: &mut Random,
        name: &str,
        system: bool,
        permissions: &[Permission],
        services: Vec<Resource>,
        created_at: Moment,
    ) -> Self {
        let (organization, of_services): (Vec<_>, Vec<_>) = permissions
            .iter()
            .partition(|permission| permission.is_of_organization());
        let services = if services.is_empty() {
            vec![Resource::EveryService]
        } else {
            services
        };
        let parts = [
            (organization, vec![Resource::Organization]),
            (of_services, services),
        ];
        let policies = parts
            .into_iter()
            .filter(|(permissions, _)| !permissions.is_empty())
            .map(|(permissions, resources)| Policy {
                id: random.uuid(),
                allow: true,
                permissions,
                resources,
                tags: None,
            })
            .collect();
        let id: Uuid = random.uuid();
        Self {
            id,
            name: name.to_owned(),
            system,
            policies,
            created_at,
            updated_at: created_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(name: &str, permission: Permission) -> bool {
        let roles = Roles::predefined(&mut Random::new(1), Moment(0));
        let access = roles.access(&[roles.by_name(name)]);
        access.require(permission).is_ok()
    }

    #[test]
    fn an_admin_may_everything() {
        let mut all = Permission::ALL.iter();
        assert!(all.all(|permission| allows("Admin", *permission)));
    }

    #[test]
    fn a_reader_may_read_only() {
        assert!(allows("Service API reader", Permission::ServiceView));
        assert!(!allows("Service API reader", Permission::ServiceManage));
        assert!(allows("Org API reader", Permission::ViewActivities));
        assert!(!allows("Org API reader", Permission::OrganizationManage));
        assert!(!allows("Org API reader", Permission::ServiceView));
    }

    #[test]
    fn no_role_is_found_by_a_name_that_is_none() {
        let roles = Roles::predefined(&mut Random::new(1), Moment(0));
        assert!(roles.find(roles.by_name("Emperor")).is_none());
    }
}
