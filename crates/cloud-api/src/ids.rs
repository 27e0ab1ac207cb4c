//! Identifiers as types of their own, so that a backup is never passed for a service.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text that is no UUID where the API wants one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedId;

impl fmt::Display for MalformedId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a UUID")
    }
}

impl std::error::Error for MalformedId {}

/// Whether the text has the form of a UUID: 8-4-4-4-12 hexadecimal digits.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        ///
        /// Parsing wants the form of a UUID; what the API answers is taken as it is.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl crate::fields::FromField for $name {
            fn from_field(value: &mut serde_json::Value) -> Option<Self> {
                String::from_field(value).map(Self)
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                is_uuid(text).then(|| Self(text.to_ascii_lowercase())).ok_or(MalformedId)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

id!(
    /// The `id` of an organization.
    OrganizationId
);
id!(
    /// The `id` of a service.
    ServiceId
);
id!(
    /// The `id` of a backup.
    BackupId
);
id!(
    /// The `id` of an API key as a resource; the credential's first half is something else.
    KeyId
);
id!(
    /// The `userId` of a member; the same in every organization of that user.
    MemberId
);
id!(
    /// The `id` of an invitation.
    InvitationId
);
id!(
    /// The `id` of a role.
    RoleId
);

/// The `id` of an activity: opaque, no UUID, and at least 20 characters long.
///
/// Parsing wants that length, because the API answers 400 to less; what it answers is taken as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActivityId(String);

/// A text that is too short for the id of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooShort;

impl fmt::Display for TooShort {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("shorter than 20 characters")
    }
}

impl std::error::Error for TooShort {}

impl ActivityId {
    /// The live API refuses shorter ids with this bound in its text.
    pub const SHORTEST: usize = 20;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ActivityId {
    type Err = TooShort;

    fn from_str(text: &str) -> Result<Self, TooShort> {
        (text.len() >= Self::SHORTEST)
            .then(|| Self(text.to_owned()))
            .ok_or(TooShort)
    }
}

impl fmt::Display for ActivityId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_of_a_uuid_is_taken() {
        assert!(
            "6F0F2C4E-2a47-4a0b-9b3d-0c8a5b1f7e11"
                .parse::<ServiceId>()
                .is_ok()
        );
        for text in [
            "",
            "x",
            "6f0f2c4e2a474a0b9b3d0c8a5b1f7e11",
            "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e1/",
        ] {
            assert_eq!(text.parse::<ServiceId>(), Err(MalformedId), "{text}");
        }
    }

    #[test]
    fn an_activity_id_is_any_text_of_20_characters() {
        let text = "01j8zq4m6v9t2x5k7n3b";
        assert_eq!(
            text.parse::<ActivityId>().map(|id| id.to_string()),
            Ok(text.to_owned())
        );
        assert_eq!("tooshort".parse::<ActivityId>(), Err(TooShort));
    }
}
