//! What each permission means, in plain words.

use cloud_api::permissions as p;

/// A permission for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    pub permission: &'static str,
    pub area: &'static str,
    /// As what it allows to do: "Scale services".
    pub label: &'static str,
    pub means: &'static str,
}

const fn meaning(
    permission: &'static str,
    area: &'static str,
    label: &'static str,
    means: &'static str,
) -> Meaning {
    Meaning {
        permission,
        area,
        label,
        means,
    }
}

const ORGANIZATION: &str = "Organization";
const KEYS: &str = "API keys";
const BILLING: &str = "Billing";
const SERVICES: &str = "Services";
const BACKUPS: &str = "Backups and snapshots";
const NETWORK: &str = "Network and endpoints";
const DATA: &str = "Data";

#[rustfmt::skip]
pub const MEANINGS: [Meaning; 26] = [
    meaning(p::ORGANIZATION_VIEW, ORGANIZATION, "See the organization", "Its settings, members, invitations, quotas and costs."),
    meaning(p::ORGANIZATION_MANAGE, ORGANIZATION, "Manage the organization", "Rename it, invite and remove people, give roles: whoever may do this can come by every other right."),
    meaning(p::CREATE_SERVICE, ORGANIZATION, "Create services", "Also from a backup. Creating needs the right to manage services, too."),
    meaning(p::VIEW_ACTIVITIES, ORGANIZATION, "Read the audit log", "Who did what, when and from where."),
    meaning(p::VIEW_BILLING, BILLING, "See billing", "Balances and credits."),
    meaning(p::MANAGE_BILLING, BILLING, "Manage billing", "Payment and credits, in ClickHouse's own console."),
    meaning(p::VIEW_API_KEYS, KEYS, "See API keys", "Their names, roles, expiry and IP access lists, never a secret."),
    meaning(p::CREATE_API_KEYS, KEYS, "Create API keys", "And change those that exist."),
    meaning(p::DELETE_API_KEYS, KEYS, "Delete API keys", "What uses a deleted key is refused from then on."),
    meaning(p::SERVICE_VIEW, SERVICES, "See services", "State, size, endpoints and settings; also waking an idle one."),
    meaning(p::SERVICE_MANAGE, SERVICES, "Manage services", "Start, stop, rename, change who may connect, reset the password."),
    meaning(p::SERVICE_DELETE, SERVICES, "Delete services", "With their data and their backups."),
    meaning(p::MANAGE_SCALING_CONFIG, SERVICES, "Scale services", "Memory, replicas, idling and schedules, which is what a service costs."),
    meaning(p::VIEW_BACKUPS, BACKUPS, "See backups", "When, how large, and whether they failed."),
    meaning(p::MANAGE_BACKUPS, BACKUPS, "Manage backups", "How often, how long they are kept, and an own bucket."),
    meaning(p::VIEW_SNAPSHOTS, BACKUPS, "See snapshots", "When and how large."),
    meaning(p::MANAGE_SNAPSHOTS, BACKUPS, "Manage snapshots", "How often and how long they are kept."),
    meaning(p::VIEW_PRIVATE_ENDPOINTS, NETWORK, "See private endpoints", "Which private networks reach a service."),
    meaning(p::MANAGE_PRIVATE_ENDPOINTS, NETWORK, "Manage private endpoints", "Add and remove private networks."),
    meaning(p::VIEW_QUERY_API_ENDPOINTS, NETWORK, "See query API endpoints", "Which keys may query over HTTP, and with which roles."),
    meaning(p::MANAGE_QUERY_API_ENDPOINTS, NETWORK, "Manage query API endpoints", "Let keys query over HTTP."),
    meaning(p::MANAGE_CLICKPIPES, DATA, "Manage ClickPipes", "See, create, start, stop and delete what brings data in."),
    meaning(p::MANAGE_CLICKSTACK_API, DATA, "Use the ClickStack API", "Dashboards, alerts, sources and webhooks."),
    meaning(p::ACCESS_DATABASE, DATA, "Query in the SQL console", "Read only or as its administrator: the role says which."),
    meaning(p::POSTGRES_VIEW, DATA, "See Postgres services", "State, metrics, logs and backups."),
    meaning(p::POSTGRES_MANAGE, DATA, "Manage Postgres services", "Create, restore, configure and delete them."),
];

/// The areas, in their order on a page.
pub const AREAS: [&str; 7] = [
    ORGANIZATION,
    KEYS,
    BILLING,
    SERVICES,
    BACKUPS,
    NETWORK,
    DATA,
];

/// Where a permission of a newer API is listed.
pub const NEWER: &str = "Not known to this console";

pub fn of(permission: &str) -> Option<&'static Meaning> {
    MEANINGS
        .iter()
        .find(|meaning| meaning.permission == permission)
}

pub fn label_of(permission: &str) -> &str {
    of(permission).map_or(permission, |meaning| meaning.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_permission_has_a_meaning_in_an_area() {
        for permission in p::ALL {
            let meaning = of(permission).expect(permission);
            assert!(AREAS.contains(&meaning.area), "{permission}");
        }
        assert_eq!(MEANINGS.len(), p::ALL.len());
        assert_eq!(
            label_of("control-plane:service:paint"),
            "control-plane:service:paint"
        );
    }
}
