/// An enum of the API's words that keeps a word it does not know, both ways.
///
/// The API grows: a new state must show as it is, never fail a whole list. Written by hand rather than
/// with serde's `untagged`, which buffers each value and costs bytes in the browser.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
            /// A word this version does not know, as the API said it.
            Other(String),
        }

        impl $name {
            /// Every word the official document lists, in its own order here.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The API's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }

            /// Whether the official document lists this word.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::fields::FromField for $name {
            fn from_field(value: &mut serde_json::Value) -> Option<Self> {
                let word = value.as_str().map(Self::from)?;
                *value = serde_json::Value::Null;
                if let Self::Other(word) = &word {
                    $crate::novelty::note(stringify!($name), word);
                }
                Some(word)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                let word = Self::from(word.as_ref());
                if let Self::Other(word) = &word {
                    $crate::novelty::note(stringify!($name), word);
                }
                Ok(word)
            }
        }
    };
}
