//! What is typed into the form, and the same as signals.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::pages::editors::{access_list::EntryDraft, tags::TagDraft};

/// A part of the draft and the signals of its fields, which can so not drift apart.
macro_rules! part {
    (
        $(#[$meta:meta])*
        $draft:ident, $fields:ident { $($(#[$field_meta:meta])* $name:ident: $type:ty = $start:expr),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $draft { $($(#[$field_meta])* pub $name: $type),+ }

        impl Default for $draft {
            fn default() -> Self {
                Self { $($name: $start),+ }
            }
        }

        #[derive(Clone, Copy)]
        pub struct $fields { $(pub $name: RwSignal<$type>),+ }

        impl $fields {
            pub fn new(draft: $draft) -> Self {
                Self { $($name: RwSignal::new(draft.$name)),+ }
            }

            pub fn draft(self) -> $draft {
                $draft { $($name: self.$name.get()),+ }
            }

            pub fn set(self, draft: $draft) {
                $(self.$name.set(draft.$name);)+
            }
        }
    };
}

part!(
    Basics,
    BasicsFields {
        name: String = String::new(),
        provider: String = "aws".into(),
        // Never to be changed later, so never chosen for the user.
        region: String = String::new(),
        release_channel: String = "default".into(),
    }
);

part!(
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

part!(
    Network, NetworkFields {
        entries: Vec<EntryDraft> = Vec::new(),
        mysql: bool = false,
        tags: Vec<TagDraft> = Vec::new(),
    }
);

part!(
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

/// The whole form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub basics: Basics,
    pub size: Size,
    pub network: Network,
    pub advanced: Advanced,
}

#[derive(Clone, Copy)]
pub struct Fields {
    pub basics: BasicsFields,
    pub size: SizeFields,
    pub network: NetworkFields,
    pub advanced: AdvancedFields,
}

impl Fields {
    pub fn new(draft: Draft) -> Self {
        Self {
            basics: BasicsFields::new(draft.basics),
            size: SizeFields::new(draft.size),
            network: NetworkFields::new(draft.network),
            advanced: AdvancedFields::new(draft.advanced),
        }
    }

    pub fn draft(self) -> Draft {
        Draft {
            basics: self.basics.draft(),
            size: self.size.draft(),
            network: self.network.draft(),
            advanced: self.advanced.draft(),
        }
    }

    pub fn set(self, draft: Draft) {
        self.basics.set(draft.basics);
        self.size.set(draft.size);
        self.network.set(draft.network);
        self.advanced.set(draft.advanced);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        fields.set(Draft::default());
        assert_eq!(untrack(|| fields.draft()), Draft::default());
    }
}
