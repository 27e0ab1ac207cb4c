//! What a backup was made of: a restore begins as it is, and must be where and as large as it is.

use std::sync::Arc;

use cloud_api::{
    BackupId,
    services::{AutoscalingMode, CreateService, Protocol, Service, rules},
};

use super::{
    draft::{Advanced, Basics, Draft, Network, Size},
    problems::{Field, Problems},
};
use crate::{
    format,
    pages::editors::{access_list::EntryDraft, tags::TagDraft},
};

const SUFFIX: &str = " restored";

/// The backup that is restored and the service it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    pub service: Arc<Service>,
    pub backup: BackupId,
    /// In a bucket of the organization's own, where its encryption has to be told.
    pub in_bucket: bool,
}

impl Origin {
    /// The form as it is first shown: everything as the source has it.
    pub fn draft(&self) -> Draft {
        let service = &self.service;
        let word = |word: Option<String>| word.unwrap_or_default();
        let byoc = word(service.byoc_id.clone());
        let profile = service.profile.clone().filter(|profile| {
            // The default is what is taken without one, and not every plan may name it.
            profile != rules::PROFILES[0]
                && (!byoc.is_empty() || rules::PROFILES.contains(&profile.as_str()))
        });
        Draft {
            basics: Basics {
                name: self.name(),
                provider: word(service.provider.as_ref().map(ToString::to_string)),
                region: word(service.region.as_ref().map(ToString::to_string)),
                release_channel: service
                    .release_channel
                    .as_ref()
                    .filter(|channel| channel.is_known())
                    .map_or_else(|| Basics::default().release_channel, ToString::to_string),
            },
            size: self.size(),
            network: Network {
                entries: service
                    .ip_access_list
                    .iter()
                    .flatten()
                    .map(EntryDraft::from)
                    .collect(),
                mysql: service
                    .endpoints
                    .iter()
                    .flatten()
                    .any(|endpoint| endpoint.protocol == Some(Protocol::Mysql)),
                tags: service.tags.iter().flatten().map(TagDraft::from).collect(),
            },
            advanced: Advanced {
                backup: self.backup.to_string(),
                byoc,
                profile: word(profile),
                compliance: word(service.compliance_type.as_ref().map(ToString::to_string)),
                transparent_data_encryption: service.has_transparent_data_encryption == Some(true),
                core_dumps: service
                    .enable_core_dumps
                    .map(|enabled| enabled.to_string())
                    .unwrap_or_default(),
                ..Advanced::default()
            },
        }
    }

    fn name(&self) -> String {
        let room = rules::NAME_MAX - SUFFIX.chars().count();
        let name: String = self.service.label().chars().take(room).collect();
        format!("{}{SUFFIX}", name.trim_end())
    }

    fn size(&self) -> Size {
        let service = &self.service;
        let text = |number: Option<f64>| number.map(format::number).unwrap_or_default();
        let start = Size::default();
        let fixed = service.replica_memory_gb.or(service.max_replica_memory_gb);
        Size {
            autoscaling_mode: service
                .autoscaling_mode
                .as_ref()
                .map_or(start.autoscaling_mode, ToString::to_string),
            min_memory: text(service.min_replica_memory_gb),
            max_memory: text(service.max_replica_memory_gb),
            replicas: text(service.num_replicas),
            memory: text(fixed),
            min_replicas: text(service.min_replicas),
            max_replicas: text(service.max_replicas),
            idle_scaling: service.idle_scaling.unwrap_or(start.idle_scaling),
            idle_timeout_minutes: text(service.idle_timeout_minutes),
        }
    }

    /// `8 to 16 GiB per replica`; nothing where the API did not tell it.
    pub fn memory(&self) -> Option<String> {
        let (min, max) = self.bounds()?;
        let (low, high) = (format::number(min), format::number(max));
        Some(if low == high {
            format!("{low} GiB per replica")
        } else {
            format!("{low} to {high} GiB per replica")
        })
    }

    fn bounds(&self) -> Option<(f64, f64)> {
        let service = &self.service;
        match service.replica_memory_gb {
            Some(fixed) => Some((fixed, fixed)),
            None => service
                .min_replica_memory_gb
                .zip(service.max_replica_memory_gb),
        }
    }

    /// The API wants place and size of the source.
    pub fn check(&self, draft: &Draft, request: &CreateService, problems: &mut Problems) {
        let own = self.draft().basics;
        // A place this console does not know is no less the source's.
        if draft.basics.provider == own.provider && draft.basics.region == own.region {
            problems.take_back(Field::Provider);
            problems.take_back(Field::Region);
        }
        let Some((min, max)) = self.bounds() else {
            return;
        };
        let differs = |chosen: Option<u32>, own: f64| {
            chosen.is_some_and(|chosen| (f64::from(chosen) - own).abs() > 0.5)
        };
        let is_horizontal = draft.size.autoscaling_mode == AutoscalingMode::Horizontal.as_str();
        let (low, high) = if is_horizontal {
            (Field::Memory, Field::Memory)
        } else {
            (Field::MinMemory, Field::MaxMemory)
        };
        let as_source = |own: f64| {
            format!(
                "{} GiB, as the service of the backup has",
                format::number(own)
            )
        };
        if differs(request.min_replica_memory_gb, min) {
            problems.wrong(low, as_source(min));
        }
        if differs(request.max_replica_memory_gb, max) {
            problems.wrong(high, as_source(max));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    fn origin(json: &str) -> Origin {
        let json = format!(r#"{{"id":"{ID}",{json}}}"#);
        Origin {
            service: Arc::new(serde_json::from_str(&json).expect("a service")),
            backup: ID.parse().expect("a UUID"),
            in_bucket: false,
        }
    }

    fn whole() -> Origin {
        origin(
            r#""name":"events","provider":"gcp","region":"europe-west4","releaseChannel":"slow",
            "autoscalingMode":"vertical","minReplicaMemoryGb":16,"maxReplicaMemoryGb":32,"numReplicas":3,
            "idleScaling":false,"idleTimeoutMinutes":30,
            "ipAccessList":[{"source":"0.0.0.0/0"},{"source":"192.0.2.0/24","description":"ci"}],
            "tags":[{"key":"env","value":"prod"}],"profile":"v1-default",
            "endpoints":[{"protocol":"https"},{"protocol":"mysql"}]"#,
        )
    }

    #[test]
    fn a_restore_is_sent_as_the_source_is() {
        let origin = whole();
        let request = origin
            .draft()
            .check_from(&[], Some(&origin))
            .expect("complete");
        assert_eq!(request.name, "events restored");
        assert_eq!(request.region.to_string(), "europe-west4");
        assert_eq!(request.min_replica_memory_gb, Some(16));
        assert_eq!(request.max_replica_memory_gb, Some(32));
        assert_eq!(request.num_replicas, Some(3));
        assert_eq!(request.idle_scaling, Some(false));
        assert_eq!(request.ip_access_list.len(), 2);
        assert_eq!(request.tags.map(|tags| tags.len()), Some(1));
        assert!(request.endpoints.is_some());
        assert_eq!(request.profile, None);
        assert_eq!(request.backup_id, Some(ID.parse().expect("a UUID")));
    }

    #[test]
    fn a_long_name_makes_room_for_what_it_is() {
        let name = "x".repeat(50);
        let origin = origin(&format!(r#""name":"{name}""#));
        let name = origin.draft().basics.name;
        assert_eq!(name.chars().count(), 50);
        assert!(name.ends_with("x restored"));
    }

    #[test]
    fn another_size_is_refused_beside_its_field() {
        let origin = whole();
        let mut draft = origin.draft();
        draft.size.max_memory = "64".into();
        let problems = draft
            .check_from(&[], Some(&origin))
            .expect_err("another size");
        let text = problems.of(Field::MaxMemory, false).expect("said");
        assert!(text.starts_with("32 GiB"), "{text}");
        assert_eq!(problems.of(Field::MinMemory, false), None);
        assert_eq!(origin.memory().as_deref(), Some("16 to 32 GiB per replica"));
    }

    #[test]
    fn a_region_unknown_here_is_sent_all_the_same() {
        let origin = origin(r#""name":"x","provider":"aws","region":"mars-north-1""#);
        let request = origin
            .draft()
            .check_from(&[], Some(&origin))
            .expect("the source's");
        assert_eq!(request.region.to_string(), "mars-north-1");
        assert!(origin.draft().check(&[]).is_err());
    }

    #[test]
    fn a_source_that_lost_its_fields_leaves_the_size_to_the_api() {
        let origin = origin(r#""name":"x","provider":"aws","region":"us-east-1""#);
        let request = origin
            .draft()
            .check_from(&[], Some(&origin))
            .expect("enough");
        assert_eq!(request.min_replica_memory_gb, None);
        assert_eq!(origin.memory(), None);
    }
}
