//! The types of activities, in groups that a person filters by. The older document had 53 of them and
//! this one has 129: the list grows, so a type is text and only its group is looked up.

/// What a type of activity is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    Organization,
    /// Payment, credits, warehouses, integrations.
    Billing,
    Users,
    Keys,
    Services,
    Backups,
    /// Roles and SCIM.
    Roles,
    SchemaAdvisor,
    Udfs,
}

impl Group {
    pub const ALL: [Self; 9] = [
        Self::Organization,
        Self::Billing,
        Self::Users,
        Self::Keys,
        Self::Services,
        Self::Backups,
        Self::Roles,
        Self::SchemaAdvisor,
        Self::Udfs,
    ];

    /// The group of a type; `None` for a type that this version does not know.
    pub fn of(kind: &str) -> Option<Self> {
        let mut groups = WORDS.iter();
        let found = groups.find(|(_, words)| words.contains(&kind));
        found.map(|(group, _)| *group)
    }

    /// The types of the group, in the document's words.
    pub fn words(self) -> &'static [&'static str] {
        WORDS[self as usize].1
    }
}

/// Words of each group in the document's own enum. A word that is not here has no group.
const WORDS: [(Group, &[&str]); 9] = [
    (
        Group::Organization,
        &[
            "create_organization",
            "delete_organization",
            "organization_update_name",
            "organization_update_tier",
            "organization_invite_create",
            "organization_invite_delete",
            "organization_member_join",
            "organization_member_add",
            "organization_member_leave",
            "organization_member_delete",
            "organization_member_update_role",
            "organization_member_update_roles",
            "organization_member_update_mfa_method",
            "organization_saml_connection_create",
            "organization_saml_connection_update",
            "organization_member_remove_roles",
            "organization_saml_connection_delete",
            "organization_update_saml_query_ownership_migration",
            "organization_approved_domain_verify",
            "organization_approved_domain_update",
            "organization_approved_domain_delete",
            "organization_approved_domain_auto_join",
            "organization_approved_domain_auto_invite",
            "organization_update_spend_alert",
            "organization_update_core_dumps",
            "organization_update_private_endpoints",
            "organization_update_pci_compliance",
            "organization_update_hipaa_status",
            "organization_security_contact_add",
            "organization_security_contact_remove",
            "organization_security_contact_replace",
            "organization_update_public_preview",
        ],
    ),
    (
        Group::Billing,
        &[
            "transfer_service_in",
            "transfer_service_out",
            "save_payment_method",
            "marketplace_subscription",
            "migrate_marketplace_billing_details_in",
            "migrate_marketplace_billing_details_out",
            "warehouse_update_name",
            "warehouse_update_release_channel",
            "datadog_integration_create",
            "datadog_integration_delete",
            "transfer_credits_in",
            "transfer_credits_out",
            "promo_code_claim",
            "postgres_action",
        ],
    ),
    (
        Group::Users,
        &["user_login", "user_login_failed", "user_logout"],
    ),
    (
        Group::Keys,
        &["key_create", "key_delete", "openapi_key_update"],
    ),
    (
        Group::Services,
        &[
            "service_create",
            "service_start",
            "service_stop",
            "service_awaken",
            "service_idle",
            "service_running",
            "service_partially_running",
            "service_delete",
            "service_update_name",
            "service_update_ip_access_list",
            "service_update_autoscaling_memory",
            "service_update_autoscaling_idling",
            "service_update_password",
            "service_update_autoscaling_replicas",
            "service_update_max_allowable_replicas",
            "service_update_backup_configuration",
            "service_restore_backup",
            "service_update_release_channel",
            "service_update_gpt_usage_consent",
            "service_update_private_endpoints",
            "service_import_to_organization",
            "service_export_from_organization",
            "service_maintenance_start",
            "service_maintenance_end",
            "service_update_core_dump",
            "service_update_autoscaling_schedule",
            "service_update_query_endpoints",
            "service_update_direct_connection",
            "service_update_sql_console_jwt_auth",
            "service_update_snapshot_configuration",
            "service_update_collector_ip_access_list",
            "service_update_mysql_interface",
            "service_update_upgrade_window",
            "service_delete_upgrade_window",
            "service_trigger_failover",
            "service_trigger_recovery",
            "service_mcp_enabled",
            "service_mcp_disabled",
            "service_upgrade",
            "service_scaled_down_for_tier_change",
            "service_encryption_key_check_failed",
            "service_encryption_key_rotation_failed",
            "service_encryption_key_rotated",
            "service_stop_encryption_key_inaccessible",
            "service_restart_encryption_key_rotation",
        ],
    ),
    (
        Group::Backups,
        &[
            "backup_delete",
            "backup_bucket_create",
            "backup_bucket_update",
            "backup_bucket_delete",
            "backup_bucket_archive",
        ],
    ),
    (
        Group::Roles,
        &[
            "role_create",
            "role_update",
            "role_delete",
            "role_resources_delete",
            "scim_user_profile_update",
            "scim_group_create",
            "scim_group_update",
            "scim_group_delete",
        ],
    ),
    (
        Group::SchemaAdvisor,
        &[
            "schema_advisor_seed",
            "schema_advisor_generate_plan",
            "schema_advisor_approve_plan",
            "schema_advisor_start_deployment",
            "schema_advisor_start_benchmark",
            "schema_advisor_run_benchmark",
            "schema_advisor_start_promotion",
            "schema_advisor_exchange_tables",
            "schema_advisor_drop_sandbox",
        ],
    ),
    (
        Group::Udfs,
        &[
            "udf_create",
            "udf_update",
            "udf_delete",
            "udf_version_create",
            "udf_version_delete",
            "udf_attach",
            "udf_detach",
            "udf_update_services",
            "udf_redeploy",
            "udf_rebuild",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_has_its_own_words() {
        for group in Group::ALL {
            assert!(!group.words().is_empty());
            for word in group.words() {
                assert_eq!(Group::of(word), Some(group), "{word}");
            }
        }
        assert_eq!(Group::of("service_defragment"), None);
    }
}
