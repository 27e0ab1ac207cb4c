//! Scaling, passwords by hash, backups, costs and quotas: what is sent and what is read.

use cloud_api::{
    BackupId,
    backups::{self, BackupStatus, BackupType, Setting, UpdateBackupConfiguration},
    balances, invitations, keys, members, organizations,
    quotas::{self, QuotaCode, QuotaScope},
    roles,
    services::{self, AutoscalingMode, ReplicaScaling},
    usage::{self, EntityType},
};
use serde_json::{Value, json};

use crate::{
    ID, check, check_read, check_settable, check_taken, document, known, organization, service,
    words,
};

const BACKUPS: &str = include_str!("../../src/backups/model.rs");
const CONFIGURATION: &str = include_str!("../../src/backups/configuration.rs");
const BALANCES: &str = include_str!("../../src/balances.rs");
const USAGE: &str = include_str!("../../src/usage.rs");
const QUOTAS: &str = include_str!("../../src/quotas.rs");

/// A change of scaling with every field.
fn scaling() -> ReplicaScaling {
    ReplicaScaling {
        autoscaling_mode: Some(AutoscalingMode::Vertical),
        min_replica_memory_gb: Some(16),
        max_replica_memory_gb: Some(32),
        num_replicas: Some(3),
        min_replicas: Some(1),
        max_replicas: Some(5),
        idle_scaling: Some(true),
        idle_timeout_minutes: Some(15),
    }
}

fn backup_configuration() -> UpdateBackupConfiguration {
    UpdateBackupConfiguration {
        backup_period_in_hours: Setting::Set(24),
        backup_retention_period_in_hours: Setting::Set(48),
        backup_start_time: Setting::Set("02:00".into()),
    }
}

#[test]
fn every_request_about_upkeep_is_an_operation_of_the_document() {
    let document = document();
    let (organization, service) = (organization(), service());
    check(
        &document,
        &services::replica_scaling(&organization, &service, &scaling()),
    );
    let hash = services::PasswordHash {
        new_password_hash: "hash".into(),
        new_double_sha1_hash: Some("hash".into()),
    };
    check(
        &document,
        &services::set_password(&organization, &service, &hash),
    );
    let backup: BackupId = ID.parse().expect("a UUID");
    check(&document, &backups::list(&organization, &service));
    check(&document, &backups::get(&organization, &service, &backup));
    check(&document, &backups::configuration(&organization, &service));
    check(
        &document,
        &backups::update_configuration(&organization, &service, &backup_configuration()),
    );
    let (from, to) = ("2026-11-01", "2026-11-24");
    let report = usage::get(&organization, from, to, &["env=prod"]);
    check(&document, &report);
    let operation = &document["paths"][report.template]["get"];
    for (name, _) in &report.query {
        let parameters = operation["parameters"].as_array().expect("parameters");
        assert!(
            parameters
                .iter()
                .any(|parameter| parameter["name"] == *name),
            "{name}"
        );
    }
    check(&document, &balances::get(&organization));
    check(&document, &quotas::list(&organization));
    check(&document, &quotas::get(&organization, &QuotaCode::Services));
}

#[test]
fn a_backup_on_demand_is_not_in_the_document() {
    let request = backups::create(&organization(), &service());
    let operation = &document()["paths"][request.template]["post"];
    assert!(operation.is_null(), "then strict mode can have it too");
}

#[test]
fn a_change_can_set_every_field_of_scaling_and_of_the_backup_configuration() {
    let document = document();
    check_settable(
        &document,
        "ServiceReplicaScalingPatchRequest",
        &json!(scaling()),
    );
    let configuration = json!(backup_configuration());
    check_settable(&document, "BackupConfigurationPatchRequest", &configuration);
}

#[test]
fn the_official_client_reads_a_change_of_scaling_and_backups_as_its_own() {
    use clickhouse_cloud_api::models;
    check_taken::<models::ServiceReplicaScalingPatchRequest>(&json!(scaling()));
    check_taken::<models::BackupConfigurationPatchRequest>(&json!(backup_configuration()));
}

#[test]
fn every_answered_field_of_backups_costs_and_quotas_is_read() {
    let document = document();
    for (schema, source) in [
        ("Backup", BACKUPS),
        ("BackupConfiguration", CONFIGURATION),
        ("UsageCost", USAGE),
        ("UsageCostRecord", USAGE),
        ("UsageCostMetrics", USAGE),
        ("CreditBalances", BALANCES),
        ("CreditBalance", BALANCES),
        ("OrganizationQuota", QUOTAS),
    ] {
        check_read(&document, schema, source, &[]);
    }
}

#[test]
fn every_word_of_backups_costs_and_quotas_is_known_and_no_other() {
    let document = document();
    assert_eq!(
        known(BackupStatus::KNOWN),
        words(&document, "Backup", "status")
    );
    assert_eq!(known(BackupType::KNOWN), words(&document, "Backup", "type"));
    assert_eq!(
        known(EntityType::KNOWN),
        words(&document, "UsageCostRecord", "entityType")
    );
    assert_eq!(
        known(QuotaCode::KNOWN),
        words(&document, "OrganizationQuota", "quotaCode")
    );
    assert_eq!(
        known(QuotaScope::KNOWN),
        words(&document, "OrganizationQuota", "scope")
    );
}

#[test]
fn the_retention_is_bounded_as_the_document_says() {
    let schema = &document()["components"]["schemas"]["BackupConfiguration"]["properties"];
    let text = schema["backupRetentionPeriodInHours"]["description"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    for bound in [backups::RETENTION_MIN_HOURS, backups::RETENTION_MAX_HOURS] {
        assert!(text.contains(&bound.to_string()), "{text}");
    }
    assert_eq!(schema["backupStartTime"]["type"], Value::from("string"));
}

#[test]
fn no_field_of_the_document_counts_as_new() {
    let document = document();
    let models = [
        ("Service", services::Service::FIELDS),
        ("ServiceEndpoint", services::Endpoint::FIELDS),
        ("IpAccessListEntry", services::IpAccess::FIELDS),
        ("ResourceTagsV1", services::Tag::FIELDS),
        ("CurrentScaling", services::CurrentScaling::FIELDS),
        ("Organization", organizations::Organization::FIELDS),
        ("Backup", backups::Backup::FIELDS),
        ("BackupConfiguration", backups::BackupConfiguration::FIELDS),
        ("ApiKey", keys::ApiKey::FIELDS),
        ("Member", members::Member::FIELDS),
        ("Invitation", invitations::Invitation::FIELDS),
        ("AssignedRole", roles::AssignedRole::FIELDS),
        ("RBACRole", roles::Role::FIELDS),
        ("RBACPolicy", roles::Policy::FIELDS),
        ("RBACPolicyTags", roles::PolicyTags::FIELDS),
        ("OrganizationQuota", quotas::Quota::FIELDS),
        ("AwsBackupBucketProperties", backups::BackupBucket::FIELDS),
        ("GcpBackupBucketProperties", backups::BackupBucket::FIELDS),
        ("AzureBackupBucketProperties", backups::BackupBucket::FIELDS),
    ];
    for (schema, fields) in models {
        let properties = document["components"]["schemas"][schema]["properties"]
            .as_object()
            .unwrap_or_else(|| panic!("{schema} has properties"));
        for name in properties.keys() {
            let is_known =
                fields.contains(&name.as_str()) || cloud_api::novelty::is_documented(name);
            assert!(is_known, "{schema}.{name} is read or named as unread");
        }
    }
}
