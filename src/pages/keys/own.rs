//! Which key is the one this session uses, and what must not be done to it.

use cloud_api::{KeyId, access, keys::ApiKey, services::IpAccess};
use leptos::prelude::*;

use crate::session::Session;

/// Whether a key is the session's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Own {
    Yes,
    /// Its ID ends like the session's key, and `whoamiGet` has not said which one that is.
    Perhaps,
    #[default]
    No,
}

/// The session's key, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The last four characters of the key ID.
    suffix: String,
    /// The key's resource id, once `whoamiGet` has answered.
    resource: Option<KeyId>,
}

/// To be called at the top of a component.
pub fn use_me() -> Memo<Option<Me>> {
    let current = expect_context::<Session>().current();
    Memo::new(move |_| {
        current.read().as_ref().map(|signed_in| Me {
            suffix: signed_in.credentials.suffix().to_owned(),
            resource: signed_in.key_resource.clone(),
        })
    })
}

impl Own {
    pub fn of(key: &ApiKey, me: Option<&Me>) -> Self {
        let Some(me) = me else { return Self::No };
        match &me.resource {
            Some(resource) if *resource == key.id => Self::Yes,
            None if key.key_suffix.as_deref() == Some(&me.suffix) => Self::Perhaps,
            _ => Self::No,
        }
    }

    /// Beside the key's name.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Yes => Some("this session"),
            Self::Perhaps => Some("perhaps this session"),
            Self::No => None,
        }
    }

    /// Why the key must not be disabled.
    pub fn refuses_disabling(self) -> Option<&'static str> {
        match self {
            Self::Yes => Some(
                "This session uses this key: disabling it would end the session. Sign in with another key first.",
            ),
            Self::Perhaps => Some(
                "This session may use this key: its ID ends the same. Sign in with another key first.",
            ),
            Self::No => None,
        }
    }

    /// Why the key must not be deleted.
    pub fn refuses_deletion(self) -> Option<&'static str> {
        match self {
            Self::Yes => Some(
                "This session uses this key, and the API deletes no key at its own request. Sign in with \
                 another key first.",
            ),
            other => other.refuses_disabling(),
        }
    }

    /// What a new IP access list would do to this session; `None` for nothing.
    pub fn shut_out_by(self, after: &[IpAccess]) -> Option<ShutOut> {
        if self == Self::No || after.iter().any(IpAccess::is_anywhere) {
            None
        } else if after.is_empty() {
            Some(ShutOut::Surely)
        } else {
            Some(ShutOut::Perhaps)
        }
    }
}

/// Whether a change shuts this session out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShutOut {
    Surely,
    /// A browser does not know from which address the API sees it.
    Perhaps,
}

/// Whether the list lets an address in; `None` where the address cannot be read.
pub fn lets_in(list: &[IpAccess], address: &str) -> Option<bool> {
    let address = access::parse(address.trim()).ok()?;
    let mut networks = list
        .iter()
        .filter_map(|entry| access::parse(&entry.source).ok());
    Some(networks.any(|network| access::covers(&network, &address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
    const OTHER: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e12";

    fn key(id: &str, suffix: &str) -> ApiKey {
        let json = format!(r#"{{"id":"{id}","keySuffix":"{suffix}"}}"#);
        serde_json::from_str(&json).expect("a key")
    }

    fn me(resource: Option<&str>) -> Me {
        Me {
            suffix: "x7Qp".into(),
            resource: resource.map(|id| id.parse().expect("a UUID")),
        }
    }

    fn list(sources: &[&str]) -> Vec<IpAccess> {
        let entry = |source: &&str| IpAccess {
            source: (*source).into(),
            description: None,
        };
        sources.iter().map(entry).collect()
    }

    #[test]
    fn the_resource_id_decides_where_it_is_known() {
        let me = me(Some(ONE));
        assert_eq!(Own::of(&key(ONE, "x7Qp"), Some(&me)), Own::Yes);
        assert_eq!(Own::of(&key(OTHER, "x7Qp"), Some(&me)), Own::No);
    }

    #[test]
    fn a_suffix_alone_says_perhaps() {
        let me = me(None);
        assert_eq!(Own::of(&key(ONE, "x7Qp"), Some(&me)), Own::Perhaps);
        assert_eq!(Own::of(&key(ONE, "aaaa"), Some(&me)), Own::No);
        assert_eq!(Own::of(&key(ONE, "x7Qp"), None), Own::No);
    }

    #[test]
    fn only_the_own_key_is_guarded() {
        for own in [Own::Yes, Own::Perhaps] {
            assert!(own.refuses_disabling().is_some() && own.refuses_deletion().is_some());
        }
        assert_eq!(Own::No.refuses_disabling(), None);
        assert_eq!(Own::No.refuses_deletion(), None);
    }

    #[test]
    fn an_empty_list_shuts_out_surely_and_a_narrow_one_perhaps() {
        assert_eq!(Own::Yes.shut_out_by(&[]), Some(ShutOut::Surely));
        assert_eq!(
            Own::Yes.shut_out_by(&list(&["203.0.113.7"])),
            Some(ShutOut::Perhaps)
        );
        assert_eq!(Own::Yes.shut_out_by(&list(&["0.0.0.0/0"])), None);
        // What may be the own key is guarded like it, and another one not at all.
        assert_eq!(Own::Perhaps.shut_out_by(&[]), Some(ShutOut::Surely));
        let narrow = list(&["203.0.113.7", "2001:db8::/32"]);
        assert_eq!(Own::Perhaps.shut_out_by(&narrow), Some(ShutOut::Perhaps));
        for open in ["0.0.0.0/0", "::/0"] {
            let list = list(&["203.0.113.7", open, "10.0.0.0/8"]);
            assert_eq!(Own::Perhaps.shut_out_by(&list), None, "{open}");
        }
        assert_eq!(Own::No.shut_out_by(&[]), None);
        assert_eq!(Own::No.shut_out_by(&narrow), None);
    }

    #[test]
    fn a_list_lets_in_what_it_covers() {
        let office = list(&["203.0.113.0/24"]);
        assert_eq!(lets_in(&office, "203.0.113.14"), Some(true));
        assert_eq!(lets_in(&office, "198.51.100.1"), Some(false));
        assert_eq!(lets_in(&office, "2001:db8::1"), Some(false));
        assert_eq!(lets_in(&office, "unknown"), None);
    }
}
