//! Words for the types of activities, past tense: what happened.

/// The words for a type; `None` for a type that this version does not know.
pub fn words(kind: &str) -> Option<&'static str> {
    let found = WORDS.iter().find(|(known, _)| *known == kind);
    found.map(|(_, words)| *words)
}

/// In the order of the document's groups.
const WORDS: [(&str, &str); 129] = [
    ("create_organization", "Organization created"),
    ("delete_organization", "Organization deleted"),
    ("organization_update_name", "Organization renamed"),
    ("organization_update_tier", "Organization's tier changed"),
    ("organization_invite_create", "Member invited"),
    ("organization_invite_delete", "Invitation deleted"),
    ("organization_member_join", "Member joined"),
    ("organization_member_add", "Member added"),
    ("organization_member_leave", "Member left"),
    ("organization_member_delete", "Member removed"),
    ("organization_member_update_role", "Member's role changed"),
    ("organization_member_update_roles", "Member's roles changed"),
    (
        "organization_member_update_mfa_method",
        "Member's MFA method changed",
    ),
    (
        "organization_saml_connection_create",
        "SAML connection created",
    ),
    (
        "organization_saml_connection_update",
        "SAML connection changed",
    ),
    (
        "organization_member_remove_roles",
        "Roles taken from a member",
    ),
    (
        "organization_saml_connection_delete",
        "SAML connection deleted",
    ),
    (
        "organization_update_saml_query_ownership_migration",
        "Migration of SAML query ownership changed",
    ),
    (
        "organization_approved_domain_verify",
        "Approved domain verified",
    ),
    (
        "organization_approved_domain_update",
        "Approved domain changed",
    ),
    (
        "organization_approved_domain_delete",
        "Approved domain deleted",
    ),
    (
        "organization_approved_domain_auto_join",
        "Automatic joining by approved domain changed",
    ),
    (
        "organization_approved_domain_auto_invite",
        "Automatic invitations by approved domain changed",
    ),
    ("organization_update_spend_alert", "Spend alert changed"),
    (
        "organization_update_core_dumps",
        "Core dumps of the organization switched",
    ),
    (
        "organization_update_private_endpoints",
        "Private endpoints of the organization changed",
    ),
    (
        "organization_update_pci_compliance",
        "PCI compliance changed",
    ),
    ("organization_update_hipaa_status", "HIPAA status changed"),
    (
        "organization_security_contact_add",
        "Security contact added",
    ),
    (
        "organization_security_contact_remove",
        "Security contact removed",
    ),
    (
        "organization_security_contact_replace",
        "Security contact replaced",
    ),
    (
        "organization_update_public_preview",
        "Public preview switched",
    ),
    ("transfer_service_in", "Service transferred in"),
    ("transfer_service_out", "Service transferred out"),
    ("save_payment_method", "Payment method saved"),
    (
        "marketplace_subscription",
        "Marketplace subscription changed",
    ),
    (
        "migrate_marketplace_billing_details_in",
        "Marketplace billing details migrated in",
    ),
    (
        "migrate_marketplace_billing_details_out",
        "Marketplace billing details migrated out",
    ),
    ("warehouse_update_name", "Warehouse renamed"),
    (
        "warehouse_update_release_channel",
        "Release channel of a warehouse changed",
    ),
    ("datadog_integration_create", "Datadog integration created"),
    ("datadog_integration_delete", "Datadog integration deleted"),
    ("transfer_credits_in", "Credits transferred in"),
    ("transfer_credits_out", "Credits transferred out"),
    ("promo_code_claim", "Promo code claimed"),
    ("postgres_action", "Action on a Postgres service"),
    ("user_login", "User logged in"),
    ("user_login_failed", "Login failed"),
    ("user_logout", "User logged out"),
    ("key_create", "API key created"),
    ("key_delete", "API key deleted"),
    ("openapi_key_update", "API key changed"),
    ("service_create", "Service created"),
    ("service_start", "Service started"),
    ("service_stop", "Service stopped"),
    ("service_awaken", "Service woken"),
    ("service_idle", "Service went idle"),
    ("service_running", "Service running"),
    ("service_partially_running", "Service partially running"),
    ("service_delete", "Service deleted"),
    ("service_update_name", "Service renamed"),
    ("service_update_ip_access_list", "IP access list changed"),
    (
        "service_update_autoscaling_memory",
        "Memory of autoscaling changed",
    ),
    ("service_update_autoscaling_idling", "Idling changed"),
    ("service_update_password", "Password reset"),
    ("service_update_autoscaling_replicas", "Replicas changed"),
    (
        "service_update_max_allowable_replicas",
        "Most replicas allowed changed",
    ),
    ("service_update_backup_configuration", "Backups configured"),
    ("service_restore_backup", "Backup restored"),
    ("service_update_release_channel", "Release channel changed"),
    (
        "service_update_gpt_usage_consent",
        "Consent to GPT usage changed",
    ),
    (
        "service_update_private_endpoints",
        "Private endpoints changed",
    ),
    (
        "service_import_to_organization",
        "Service imported into the organization",
    ),
    (
        "service_export_from_organization",
        "Service exported from the organization",
    ),
    ("service_maintenance_start", "Maintenance started"),
    ("service_maintenance_end", "Maintenance ended"),
    ("service_update_core_dump", "Core dumps switched"),
    (
        "service_update_autoscaling_schedule",
        "Scaling schedule changed",
    ),
    ("service_update_query_endpoints", "Query endpoints changed"),
    (
        "service_update_direct_connection",
        "Direct connection changed",
    ),
    (
        "service_update_sql_console_jwt_auth",
        "JWT authentication of the SQL console changed",
    ),
    (
        "service_update_snapshot_configuration",
        "Snapshots configured",
    ),
    (
        "service_update_collector_ip_access_list",
        "IP access list of the collector changed",
    ),
    ("service_update_mysql_interface", "MySQL interface switched"),
    ("service_update_upgrade_window", "Upgrade window changed"),
    ("service_delete_upgrade_window", "Upgrade window deleted"),
    ("service_trigger_failover", "Failover triggered"),
    ("service_trigger_recovery", "Recovery triggered"),
    ("service_mcp_enabled", "MCP enabled"),
    ("service_mcp_disabled", "MCP disabled"),
    ("service_upgrade", "Service upgraded"),
    (
        "service_scaled_down_for_tier_change",
        "Service scaled down for a change of tier",
    ),
    (
        "service_encryption_key_check_failed",
        "Check of the encryption key failed",
    ),
    (
        "service_encryption_key_rotation_failed",
        "Rotation of the encryption key failed",
    ),
    ("service_encryption_key_rotated", "Encryption key rotated"),
    (
        "service_stop_encryption_key_inaccessible",
        "Service stopped: encryption key inaccessible",
    ),
    (
        "service_restart_encryption_key_rotation",
        "Service restarted for rotation of the encryption key",
    ),
    ("backup_delete", "Backup deleted"),
    ("backup_bucket_create", "Backup bucket created"),
    ("backup_bucket_update", "Backup bucket changed"),
    ("backup_bucket_delete", "Backup bucket deleted"),
    ("backup_bucket_archive", "Backup bucket archived"),
    ("role_create", "Role created"),
    ("role_update", "Role changed"),
    ("role_delete", "Role deleted"),
    ("role_resources_delete", "Resources removed from roles"),
    ("scim_user_profile_update", "User profile changed by SCIM"),
    ("scim_group_create", "Group created by SCIM"),
    ("scim_group_update", "Group changed by SCIM"),
    ("scim_group_delete", "Group deleted by SCIM"),
    ("schema_advisor_seed", "Schema advisor seeded"),
    (
        "schema_advisor_generate_plan",
        "Schema advisor generated a plan",
    ),
    (
        "schema_advisor_approve_plan",
        "Plan of the schema advisor approved",
    ),
    (
        "schema_advisor_start_deployment",
        "Schema advisor began a deployment",
    ),
    (
        "schema_advisor_start_benchmark",
        "Schema advisor began a benchmark",
    ),
    (
        "schema_advisor_run_benchmark",
        "Schema advisor ran a benchmark",
    ),
    (
        "schema_advisor_start_promotion",
        "Schema advisor began a promotion",
    ),
    (
        "schema_advisor_exchange_tables",
        "Schema advisor exchanged tables",
    ),
    (
        "schema_advisor_drop_sandbox",
        "Schema advisor dropped its sandbox",
    ),
    ("udf_create", "UDF created"),
    ("udf_update", "UDF changed"),
    ("udf_delete", "UDF deleted"),
    ("udf_version_create", "UDF version created"),
    ("udf_version_delete", "UDF version deleted"),
    ("udf_attach", "UDF attached to a service"),
    ("udf_detach", "UDF detached from a service"),
    ("udf_update_services", "Services of a UDF changed"),
    ("udf_redeploy", "UDF deployed again"),
    ("udf_rebuild", "UDF built again"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use cloud_api::activities::Group;

    use super::*;

    #[test]
    fn every_known_type_has_words_of_its_own() {
        let types: Vec<&str> = Group::ALL
            .iter()
            .flat_map(|group| group.words().iter().copied())
            .collect();
        assert_eq!(types.len(), 129);
        assert_eq!(types.len(), WORDS.len());
        let all: HashSet<&str> = types
            .iter()
            .map(|kind| words(kind).unwrap_or_else(|| panic!("no words for {kind}")))
            .collect();
        assert_eq!(all.len(), types.len());
        assert_eq!(words("service_defragment"), None);
    }
}
