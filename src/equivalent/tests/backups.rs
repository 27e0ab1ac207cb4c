//! When backups are made, and a backup at once.

use cloud_api::backups::{self, Setting, UpdateBackupConfiguration};

use super::*;

#[test]
fn a_schedule_of_backups_is_a_command_and_a_part_of_the_service() {
    let change = |change: &UpdateBackupConfiguration| {
        Write::from(&backups::update_configuration(
            &organization(),
            &service_id(),
            change,
        ))
    };
    let set = change(&UpdateBackupConfiguration {
        backup_period_in_hours: Setting::Set(24),
        backup_retention_period_in_hours: Setting::Set(240),
        backup_start_time: Setting::Set("02:00".into()),
    });
    let call = &words(&text(&set, "clickhousectl"), "clickhousectl")[0];
    assert_eq!(call[..4], ["cloud", "service", "backup-config", "update"]);
    let value = |flag: &str| {
        let at = call.iter().position(|word| word == flag);
        at.and_then(|at| call.get(at + 1)).map(String::as_str)
    };
    assert_eq!(value("--backup-period-hours"), Some("24"));
    assert_eq!(value("--backup-retention-period-hours"), Some("240"));
    assert_eq!(value("--backup-start-time"), Some("02:00"));
    // Without the service Terraform has nothing to describe.
    assert!(of(&set, "Terraform").text.is_err());
    let known = service(json!({"id": ID, "name": "a", "provider": "aws", "region": "us-east-1"}));
    let body = hcl(&text(&set.on(known.into()), "Terraform"));
    assert_eq!(
        body["resource"]["clickhouse_service"]["a"]["backup_configuration"],
        json!({
            "backup_period_in_hours": 24,
            "backup_retention_period_in_hours": 240,
            "backup_start_time": "02:00",
        })
    );

    let reset = change(&UpdateBackupConfiguration {
        backup_start_time: Setting::Reset,
        ..UpdateBackupConfiguration::default()
    });
    let gap = of(&reset, "clickhousectl").text.expect_err("a gap");
    assert!(gap.contains("cannot reset backupStartTime"), "{gap}");
    let now = Write::from(&backups::create(&organization(), &service_id()));
    assert!(
        of(&now, "Terraform")
            .text
            .expect_err("a gap")
            .contains("makes no backups")
    );
    assert!(text(&now, "curl").contains("POST"));
}
