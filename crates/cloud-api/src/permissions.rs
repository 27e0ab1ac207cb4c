//! What operations require, by the permission ids of the official document.

macro_rules! permissions {
    ($($name:ident = $id:literal,)+) => {
        $(pub const $name: &str = $id;)+

        /// All that are known, those of the organization first.
        pub const ALL: &[&str] = &[$($name),+];
    };
}

// The document names them with its operations; the last three were seen in roles only.
permissions! {
    ORGANIZATION_VIEW = "control-plane:organization:view",
    ORGANIZATION_MANAGE = "control-plane:organization:manage",
    CREATE_SERVICE = "control-plane:organization:create-service",
    VIEW_ACTIVITIES = "control-plane:organization:view-activities",
    VIEW_BILLING = "control-plane:organization:view-billing",
    VIEW_API_KEYS = "control-plane:organization:view-api-keys",
    CREATE_API_KEYS = "control-plane:organization:create-api-keys",
    SERVICE_VIEW = "control-plane:service:view",
    SERVICE_MANAGE = "control-plane:service:manage",
    SERVICE_DELETE = "control-plane:service:delete",
    MANAGE_SCALING_CONFIG = "control-plane:service:manage-scaling-config",
    VIEW_BACKUPS = "control-plane:service:view-backups",
    MANAGE_BACKUPS = "control-plane:service:manage-backups",
    VIEW_SNAPSHOTS = "control-plane:service:view-snapshots",
    MANAGE_SNAPSHOTS = "control-plane:service:manage-snapshots",
    VIEW_PRIVATE_ENDPOINTS = "control-plane:service:view-private-endpoints",
    MANAGE_PRIVATE_ENDPOINTS = "control-plane:service:manage-private-endpoints",
    VIEW_QUERY_API_ENDPOINTS = "control-plane:service:view-query-api-endpoints",
    MANAGE_QUERY_API_ENDPOINTS = "control-plane:service:manage-query-api-endpoints",
    MANAGE_CLICKPIPES = "control-plane:service:manage-clickpipes",
    MANAGE_CLICKSTACK_API = "control-plane:service:manage-clickstack-api",
    POSTGRES_VIEW = "control-plane:postgres-service:view",
    POSTGRES_MANAGE = "control-plane:postgres-service:manage",
    MANAGE_BILLING = "control-plane:organization:manage-billing",
    DELETE_API_KEYS = "control-plane:organization:delete-api-keys",
    ACCESS_DATABASE = "sql-console:database:access",
}

/// What somebody needs to send an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The `operationId`. Empty where a refusal of the operation says nothing about this use of it.
    pub operation: &'static str,
    /// All of them.
    pub permissions: &'static [&'static str],
}

macro_rules! needs {
    ($($name:ident = $operation:literal [$($permission:ident),+],)+) => {
        $(pub const $name: Need = Need { operation: $operation, permissions: &[$($permission),+] };)+

        /// Each once, for the test against the document.
        pub const NEEDS: &[Need] = &[$($name),+];
    };
}

needs! {
    TO_UPDATE_ORGANIZATION = "organizationUpdate" [ORGANIZATION_MANAGE],
    TO_LIST_ROLES = "organizationRolesGetList" [ORGANIZATION_MANAGE],
    TO_CREATE_SERVICE = "instanceCreate" [CREATE_SERVICE, SERVICE_MANAGE],
    TO_UPDATE_SERVICE = "instanceUpdate" [SERVICE_MANAGE],
    TO_DELETE_SERVICE = "instanceDelete" [SERVICE_DELETE],
    TO_SCALE_SERVICE = "instanceReplicaScalingUpdate" [MANAGE_SCALING_CONFIG],
    TO_RESET_PASSWORD = "instancePasswordUpdate" [SERVICE_MANAGE],
    TO_CONFIGURE_BACKUPS = "backupConfigurationUpdate" [MANAGE_BACKUPS],
    TO_CREATE_KEY = "openapiKeyCreate" [CREATE_API_KEYS],
    TO_UPDATE_KEY = "openapiKeyUpdate" [VIEW_API_KEYS],
    TO_DELETE_KEY = "openapiKeyDelete" [VIEW_API_KEYS],
    TO_UPDATE_MEMBER = "memberUpdate" [ORGANIZATION_MANAGE],
    TO_DELETE_MEMBER = "memberDelete" [ORGANIZATION_MANAGE],
    TO_CREATE_INVITATION = "invitationCreate" [ORGANIZATION_MANAGE],
    TO_DELETE_INVITATION = "invitationDelete" [ORGANIZATION_MANAGE],
    TO_LIST_ACTIVITIES = "activityGetList" [VIEW_ACTIVITIES],
}

/// `instanceStateUpdate` with start or stop: the document leaves the permission of this operation open,
/// and its text asks for `manage`.
pub const TO_START_OR_STOP: Need = Need {
    operation: "instanceStateUpdate",
    permissions: &[SERVICE_MANAGE],
};

/// `instanceStateUpdate` with awake: seeing the service is enough.
pub const TO_WAKE: Need = Need {
    operation: "",
    permissions: &[SERVICE_VIEW],
};

/// The permission that a refusal names, if it names one.
pub fn named_in(message: &str) -> Option<&str> {
    let start = ["control-plane:", "sql-console:"]
        .iter()
        .find_map(|scope| message.find(scope))?;
    let rest = &message[start..];
    let end = rest
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !":-*".contains(letter))
        .unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches([':', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_its_permission() {
        let text =
            "FORBIDDEN: Permission 'control-plane:service:manage' is required for this operation";
        assert_eq!(named_in(text), Some(SERVICE_MANAGE));
        assert_eq!(
            named_in("needs control-plane:organization:view."),
            Some(ORGANIZATION_VIEW)
        );
        assert_eq!(
            named_in("sql-console:database:access"),
            Some(ACCESS_DATABASE)
        );
        assert_eq!(named_in("FORBIDDEN"), None);
    }
}
