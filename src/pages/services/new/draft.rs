//! What is typed into the form, and the same as signals.

use crate::{
    draft,
    pages::editors::{access_list::EntryDraft, tags::TagDraft},
};

draft!(
    Basics,
    BasicsFields {
        name: String = String::new(),
        provider: String = "aws".into(),
        // Never to be changed later, so never chosen for the user.
        region: String = String::new(),
        release_channel: String = "default".into(),
    }
);

draft!(
    /// Numbers as they are typed.
    Size, SizeFields {
        autoscaling_mode: String = "vertical".into(),
        // The smallest that can grow. Empty leaves the size to the API.
        min_memory: String = "8".into(),
        max_memory: String = "16".into(),
        replicas: String = String::new(),
        /// Of each replica, horizontal only.
        memory: String = "16".into(),
        min_replicas: String = String::new(),
        max_replicas: String = String::new(),
        idle_scaling: bool = true,
        idle_timeout_minutes: String = "15".into(),
    }
);

draft!(
    Network, NetworkFields {
        entries: Vec<EntryDraft> = Vec::new(),
        mysql: bool = false,
        tags: Vec<TagDraft> = Vec::new(),
    }
);

draft!(
    /// Empty means not given.
    Advanced, AdvancedFields {
        warehouse: String = String::new(),
        read_only: bool = false,
        backup: String = String::new(),
        /// May name keys, so it is never kept in storage.
        #[serde(skip)]
        backup_encryption: String = String::new(),
        byoc: String = String::new(),
        profile: String = String::new(),
        compliance: String = String::new(),
        transparent_data_encryption: bool = false,
        /// `true`, `false`, or empty for the organization's own setting.
        core_dumps: String = String::new(),
        preview_terms: bool = false,
    }
);

draft!(
    /// The whole form.
    #[derive(Default)]
    Draft, Fields {
        basics: Basics as BasicsFields,
        size: Size as SizeFields,
        network: Network as NetworkFields,
        advanced: Advanced as AdvancedFields,
    }
);

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::*;
    use crate::pages::editors::FieldsOf;

    #[test]
    fn a_draft_survives_storage_without_what_may_be_secret() {
        let mut draft = Draft::default();
        draft.basics.name = "analytics prod".into();
        draft
            .network
            .entries
            .push(EntryDraft::new("192.0.2.1", "ci"));
        draft.network.tags.push(TagDraft::new("env", "prod"));
        draft.advanced.backup_encryption = r#"{"key":"hunter2"}"#.into();
        let stored = serde_json::to_string(&draft).expect("serializable");
        assert!(!stored.contains("hunter2"));
        draft.advanced.backup_encryption.clear();
        assert_eq!(
            serde_json::from_str::<Draft>(&stored).expect("readable"),
            draft
        );
    }

    #[test]
    fn a_new_draft_lets_nobody_in() {
        assert!(Draft::default().network.entries.is_empty());
    }

    #[test]
    fn the_signals_hold_what_the_draft_says() {
        let owner = Owner::new();
        owner.set();
        let mut draft = Draft::default();
        draft.size.replicas = "3".into();
        draft.advanced.warehouse = "w".into();
        let fields = Fields::new(draft.clone());
        assert_eq!(untrack(|| fields.draft()), draft);
        fields.show(Draft::default());
        assert_eq!(untrack(|| fields.draft()), Draft::default());
    }
}
