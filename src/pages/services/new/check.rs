//! The draft as a request, or what stands against it.

mod advanced;
mod size;

use cloud_api::services::{
    CreateService, EndpointChange, Protocol, Provider, Region, ReleaseChannel, Service,
};

pub use advanced::{primaries, primary_of};

use super::{
    draft::{Basics, Draft, Network},
    origin::Origin,
    problems::{Field, Problems},
};
use crate::pages::{
    editors::{access_list, tags},
    services::rename::name_problem,
};

impl Draft {
    #[cfg(test)]
    pub fn check(&self, all: &[Service]) -> Result<CreateService, Problems> {
        self.check_from(all, None)
    }

    /// `origin` is what a backup that is restored was made of; `all` are the services as far as they are known, for the
    /// rules of a warehouse.
    pub fn check_from(
        &self,
        all: &[Service],
        origin: Option<&Origin>,
    ) -> Result<CreateService, Problems> {
        let mut problems = Problems::default();
        let mut request = self.basics.check(&mut problems);
        self.size.check(&mut request, &self.advanced, &mut problems);
        self.network.check(&mut request, &mut problems);
        self.advanced.check(&mut request, all, &mut problems);
        if let Some(origin) = origin {
            origin.check(self, &request, &mut problems);
        }
        if problems.is_empty() {
            Ok(request)
        } else {
            Err(problems)
        }
    }
}

impl Basics {
    fn check(&self, problems: &mut Problems) -> CreateService {
        let name = self.name.trim();
        match name_problem(name) {
            Some(text) if name.is_empty() => problems.missing(Field::Name, text),
            Some(text) => problems.wrong(Field::Name, text),
            None => {}
        }
        let provider = Provider::from(self.provider.as_str());
        if !provider.is_known() {
            problems.missing(Field::Provider, "Choose a provider");
        }
        let region = Region::from(self.region.as_str());
        // The region of another provider is left from before the provider was changed.
        if region.provider().as_ref() != Some(&provider) {
            problems.missing(Field::Region, "Choose a region");
        }
        let channel = ReleaseChannel::from(self.release_channel.as_str());
        if !channel.is_known() {
            problems.missing(Field::ReleaseChannel, "Choose a release channel");
        }
        CreateService {
            release_channel: Some(channel),
            ..CreateService::new(name.to_owned(), provider, region)
        }
    }
}

impl Network {
    fn check(&self, request: &mut CreateService, problems: &mut Problems) {
        // What is wrong stands beside the rows already: this is only said once the form is sent.
        match access_list::entries(&self.entries) {
            Ok(entries) => request.ip_access_list = entries,
            Err(text) => problems.missing(Field::IpAccessList, text),
        }
        match tags::tags(&self.tags) {
            Ok(tags) => request.tags = (!tags.is_empty()).then_some(tags),
            Err(_) => problems.missing(Field::Tags, "Correct the tags first"),
        }
        let mysql = EndpointChange {
            protocol: Protocol::Mysql,
            enabled: true,
        };
        request.endpoints = self.mysql.then(|| vec![mysql]);
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::services::AutoscalingMode;

    use super::*;
    use crate::pages::editors::{access_list::EntryDraft, tags::TagDraft};

    pub(super) fn draft() -> Draft {
        let mut draft = Draft::default();
        draft.basics.name = "analytics".into();
        draft.basics.region = "eu-central-1".into();
        draft
    }

    /// What is said beside `field` once the form was sent.
    pub(super) fn problem(field: Field, change: impl FnOnce(&mut Draft)) -> Option<String> {
        let mut draft = draft();
        change(&mut draft);
        let problems = draft.check(&[]).err().unwrap_or_default();
        problems.of(field, true).map(ToOwned::to_owned)
    }

    #[test]
    fn name_and_region_suffice_and_nobody_is_let_in() {
        let request = draft().check(&[]).expect("no problem");
        assert_eq!(request.name, "analytics");
        assert_eq!(request.provider, Provider::Aws);
        assert_eq!(request.region, Region::EuCentral1);
        assert!(request.ip_access_list.is_empty());
        assert_eq!(request.autoscaling_mode, Some(AutoscalingMode::Vertical));
        assert_eq!(request.min_replica_memory_gb, Some(8));
        assert_eq!(request.max_replica_memory_gb, Some(16));
        assert_eq!(request.num_replicas, None);
        assert_eq!(request.idle_scaling, Some(true));
        assert_eq!(request.idle_timeout_minutes, Some(15));
        assert_eq!(request.tags, None);
        assert_eq!(request.endpoints, None);
        assert_eq!(request.backup_id, None);
        assert_eq!(request.enable_core_dumps, None);
    }

    #[test]
    fn an_empty_form_misses_name_and_region_and_reproaches_nothing_yet() {
        let problems = Draft::default().check(&[]).expect_err("incomplete");
        assert_eq!(problems.of(Field::Name, true), Some("Enter a name"));
        assert_eq!(problems.of(Field::Region, true), Some("Choose a region"));
        assert_eq!(problems.of(Field::Name, false), None);
        assert_eq!(problems.of(Field::Region, false), None);
    }

    #[test]
    fn a_name_too_long_or_with_forbidden_characters_is_refused() {
        let name = |name: &str| problem(Field::Name, |draft| draft.basics.name = name.into());
        assert!(name(&"x".repeat(51)).is_some_and(|text| text.contains("50")));
        assert!(name("a<b").is_some_and(|text| text.contains('<')));
        assert_eq!(name(&"x".repeat(50)), None);
        assert_eq!(name("  analytics  "), None);
    }

    #[test]
    fn every_region_is_taken_with_its_own_provider_only() {
        for region in Region::KNOWN {
            for provider in Provider::KNOWN {
                let found = problem(Field::Region, |draft| {
                    draft.basics.provider = provider.to_string();
                    draft.basics.region = region.to_string();
                });
                let fits = region.provider().as_ref() == Some(provider);
                assert_eq!(found.is_none(), fits, "{region} {provider}");
            }
        }
    }

    #[test]
    fn an_unknown_provider_or_channel_is_no_choice() {
        let provider = problem(Field::Provider, |draft| {
            draft.basics.provider = "own".into();
        });
        assert_eq!(provider.as_deref(), Some("Choose a provider"));
        let channel = problem(Field::ReleaseChannel, |draft| {
            draft.basics.release_channel = "beta".into();
        });
        assert_eq!(channel.as_deref(), Some("Choose a release channel"));
    }

    #[test]
    fn wrong_and_repeated_addresses_are_refused() {
        for sources in [
            &["192.0.2.1", "192.0.2.1/32"][..],
            &["x"],
            &["10.0.0.1/8"],
            &["0.0.0.0/0"],
        ] {
            let found = problem(Field::IpAccessList, |draft| {
                let entries = sources.iter().map(|source| EntryDraft::new(*source, ""));
                draft.network.entries = entries.collect();
            });
            assert_eq!(
                found.as_deref(),
                Some("Correct the marked entry first"),
                "{sources:?}"
            );
        }
    }

    #[test]
    fn anywhere_is_sent_where_it_was_chosen() {
        let mut draft = draft();
        draft.network.entries.push(EntryDraft::anywhere());
        let request = draft.check(&[]).expect("no problem");
        assert_eq!(request.ip_access_list[0].source, "0.0.0.0/0");
    }

    #[test]
    fn more_than_fifty_tags_and_wrong_tags_are_refused() {
        let tags = |count: usize| {
            problem(Field::Tags, |draft| {
                let tags = (0..count).map(|index| TagDraft::new(format!("key-{index}"), ""));
                draft.network.tags = tags.collect();
            })
        };
        assert_eq!(tags(50), None);
        assert_eq!(tags(51).as_deref(), Some("Correct the tags first"));
        let wrong = problem(Field::Tags, |draft| {
            draft.network.tags.push(TagDraft::new("a b", ""));
        });
        assert!(wrong.is_some());
    }

    #[test]
    fn mysql_is_sent_only_where_it_is_switched_on() {
        let mut draft = draft();
        draft.network.mysql = true;
        let endpoints = draft.check(&[]).expect("no problem").endpoints;
        let mysql = EndpointChange {
            protocol: Protocol::Mysql,
            enabled: true,
        };
        assert_eq!(endpoints, Some(vec![mysql]));
    }
}
