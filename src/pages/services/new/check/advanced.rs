//! Rules of warehouse, backup, own cloud and compliance.

use cloud_api::{
    BackupId,
    services::{ComplianceType, CreateService, Service, rules},
};
use serde_json::value::RawValue;

use crate::pages::services::new::{
    draft::Advanced,
    problems::{Field, Problems},
};

impl Advanced {
    pub(super) fn check(
        &self,
        request: &mut CreateService,
        all: &[Service],
        problems: &mut Problems,
    ) {
        self.check_warehouse(request, all, problems);
        self.check_backup(request, problems);
        self.check_profile(request, problems);
        let compliance = given(&self.compliance).map(|word| ComplianceType::from(word.as_str()));
        if compliance
            .as_ref()
            .is_some_and(|compliance| !compliance.is_known())
        {
            problems.wrong(Field::Compliance, "Choose one of the list");
        }
        request.compliance_type = compliance;
        request.has_transparent_data_encryption = self.transparent_data_encryption.then_some(true);
        request.enable_core_dumps = match self.core_dumps.as_str() {
            "" => None,
            word => Some(word == "true"),
        };
        request.private_preview_terms_checked = self.preview_terms.then_some(true);
    }

    fn check_warehouse(
        &self,
        request: &mut CreateService,
        all: &[Service],
        problems: &mut Problems,
    ) {
        let Some(warehouse) = given(&self.warehouse) else {
            return;
        };
        if let Some(primary) = primary_of(all, &warehouse)
            && let (Some(provider), Some(region)) = (&primary.provider, &primary.region)
            && (*provider != request.provider || *region != request.region)
        {
            let text = format!(
                "The warehouse of {} is in {region} of {provider}",
                primary.label()
            );
            problems.wrong(Field::Warehouse, text);
        }
        // One channel for the whole warehouse: its own stays.
        request.release_channel = None;
        request.data_warehouse_id = Some(warehouse);
        request.is_readonly = self.read_only.then_some(true);
    }

    fn check_backup(&self, request: &mut CreateService, problems: &mut Problems) {
        request.backup_id = given(&self.backup).and_then(|id| {
            let id = id.parse::<BackupId>();
            problems.take(
                Field::Backup,
                id.map_err(|_| "Not the ID of a backup (a UUID)".into()),
            )
        });
        let Some(text) = given(&self.backup_encryption) else {
            return;
        };
        if given(&self.backup).is_none() {
            problems.wrong(Field::BackupEncryption, "Only together with a backup ID");
            return;
        }
        let is_object = text.starts_with('{');
        let config = RawValue::from_string(text).map_err(|error| format!("Not JSON: {error}"));
        let config = problems.take(Field::BackupEncryption, config);
        if config.is_some() && !is_object {
            problems.wrong(
                Field::BackupEncryption,
                "Not a JSON object: it starts with {",
            );
        }
        request.backup_encryption_config = config;
    }

    fn check_profile(&self, request: &mut CreateService, problems: &mut Problems) {
        request.byoc_id = given(&self.byoc);
        request.profile = given(&self.profile);
        let Some(profile) = request.profile.as_deref() else {
            return;
        };
        if rules::PROFILES.contains(&profile) {
            return;
        }
        if request.byoc_id.is_none() {
            problems.wrong(
                Field::Profile,
                "Choose one of the list: others need a BYOC ID",
            );
        } else if request.min_replica_memory_gb != request.max_replica_memory_gb {
            let text = "A profile of your own cloud has a fixed memory: minimum and maximum must \
                        both be it";
            problems.wrong(Field::Profile, text);
        }
    }
}

/// The primary service of a warehouse.
pub fn primary_of<'a>(all: &'a [Service], warehouse: &str) -> Option<&'a Service> {
    let mut primaries = primaries(all);
    primaries.find(|service| service.data_warehouse_id.as_deref() == Some(warehouse))
}

/// The services whose warehouse another can join.
pub fn primaries(all: &[Service]) -> impl Iterator<Item = &Service> {
    all.iter()
        .filter(|service| service.is_primary == Some(true) && service.data_warehouse_id.is_some())
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{draft, problem};
    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn services() -> Vec<Service> {
        let text = r#"[
            {"id":"p","name":"main","provider":"aws","region":"us-east-1","isPrimary":true,"dataWarehouseId":"w"},
            {"id":"s","name":"side","provider":"aws","region":"us-east-1","isPrimary":false,"dataWarehouseId":"w"}
        ]"#;
        serde_json::from_str(text).expect("services")
    }

    #[test]
    fn only_primaries_have_a_warehouse_to_join() {
        let all = services();
        let found: Vec<_> = primaries(&all).map(Service::label).collect();
        assert_eq!(found, ["main"]);
    }

    #[test]
    fn a_service_of_a_warehouse_stands_where_it_stands_and_takes_its_channel() {
        let mut draft = draft();
        draft.advanced.warehouse = "w".into();
        draft.advanced.read_only = true;
        let problems = draft.check(&services()).expect_err("another region");
        let text = "The warehouse of main is in us-east-1 of aws";
        assert_eq!(problems.of(Field::Warehouse, false), Some(text));
        draft.basics.region = "us-east-1".into();
        let request = draft.check(&services()).expect("no problem");
        assert_eq!(request.data_warehouse_id.as_deref(), Some("w"));
        assert_eq!(request.is_readonly, Some(true));
        assert_eq!(request.release_channel, None);
    }

    #[test]
    fn read_only_is_sent_with_a_warehouse_only() {
        let mut draft = draft();
        draft.advanced.read_only = true;
        assert_eq!(draft.check(&[]).expect("no problem").is_readonly, None);
    }

    #[test]
    fn a_backup_is_named_by_its_uuid() {
        for id in ["x", "6f0f2c4e2a474a0b9b3d0c8a5b1f7e11", "6f0f2c4e-2a47"] {
            assert!(problem(Field::Backup, |draft| draft.advanced.backup = id.into()).is_some());
        }
        assert_eq!(
            problem(Field::Backup, |draft| draft.advanced.backup =
                format!(" {ID} ")),
            None
        );
    }

    #[test]
    fn the_encryption_of_a_backup_is_a_json_object_beside_its_id() {
        let encryption = |id: &str, text: &str| {
            problem(Field::BackupEncryption, |draft| {
                draft.advanced.backup = id.into();
                draft.advanced.backup_encryption = text.into();
            })
        };
        assert!(encryption("", "{}").is_some_and(|text| text.contains("backup ID")));
        assert!(encryption(ID, "{").is_some_and(|text| text.starts_with("Not JSON")));
        assert!(encryption(ID, "{} {}").is_some_and(|text| text.starts_with("Not JSON")));
        for text in ["[]", "null", "1", "\"{}\""] {
            assert!(
                encryption(ID, text).is_some_and(|found| found.contains("object")),
                "{text}"
            );
        }
        assert_eq!(encryption(ID, " {\"a\": [1]}\n"), None);
        assert_eq!(encryption(ID, ""), None);
    }

    #[test]
    fn the_encryption_is_sent_as_it_was_typed() {
        let mut draft = draft();
        draft.advanced.backup = ID.into();
        draft.advanced.backup_encryption = r#"{"b":1.0, "a":12345678901234567890}"#.into();
        let request = draft.check(&[]).expect("no problem");
        let config = request.backup_encryption_config.expect("given");
        assert_eq!(config.get(), r#"{"b":1.0, "a":12345678901234567890}"#);
    }

    #[test]
    fn your_own_cloud_needs_one_of_four_sizes() {
        let byoc = |min: &str, max: &str| {
            let mut draft = draft();
            draft.advanced.byoc = "byoc-1".into();
            draft.size.min_memory = min.into();
            draft.size.max_memory = max.into();
            draft.check(&[])
        };
        for size in (0..=356_u32).step_by(4) {
            let fits = [48, 116, 172, 232].contains(&size);
            assert_eq!(byoc(&size.to_string(), "232").is_ok(), fits, "{size}");
        }
        let problems = byoc("", "").expect_err("no size");
        assert_eq!(
            problems.of(Field::MinMemory, true),
            Some("Your own cloud needs a size")
        );
        assert_eq!(
            problems.of(Field::MaxMemory, true),
            Some("Your own cloud needs a size")
        );
    }

    #[test]
    fn a_profile_of_its_own_needs_a_cloud_of_its_own_and_a_fixed_memory() {
        let profile = |byoc: &str, profile: &str, max: &str| {
            problem(Field::Profile, |draft| {
                draft.advanced.byoc = byoc.into();
                draft.advanced.profile = profile.into();
                draft.size.min_memory = "48".into();
                draft.size.max_memory = max.into();
            })
        };
        for known in rules::PROFILES {
            assert_eq!(profile("", known, "116"), None, "{known}");
        }
        assert!(profile("", "v1-standard-byoc-4", "48").is_some());
        assert!(profile("byoc-1", "v1-standard-byoc-4", "116").is_some());
        assert_eq!(profile("byoc-1", "v1-standard-byoc-4", "48"), None);
    }

    #[test]
    fn what_is_not_chosen_is_not_sent() {
        let request = draft().check(&[]).expect("no problem");
        assert_eq!(request.compliance_type, None);
        assert_eq!(request.has_transparent_data_encryption, None);
        assert_eq!(request.enable_core_dumps, None);
        assert_eq!(request.private_preview_terms_checked, None);
        let mut draft = draft();
        draft.advanced.compliance = "pci".into();
        draft.advanced.transparent_data_encryption = true;
        draft.advanced.core_dumps = "false".into();
        draft.advanced.preview_terms = true;
        let request = draft.check(&[]).expect("no problem");
        assert_eq!(request.compliance_type, Some(ComplianceType::Pci));
        assert_eq!(request.has_transparent_data_encryption, Some(true));
        assert_eq!(request.enable_core_dumps, Some(false));
        assert_eq!(request.private_preview_terms_checked, Some(true));
    }

    #[test]
    fn an_unknown_compliance_is_refused() {
        let found = problem(Field::Compliance, |draft| {
            draft.advanced.compliance = "iso".into();
        });
        assert!(found.is_some());
    }
}
