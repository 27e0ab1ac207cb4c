//! The credential and what belongs to it: in memory and in the tab's session storage, nowhere else.

use base64ct::{Base64, Encoding};
use cloud_api::{KeyId, OrganizationId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::secret::Secret;

const SESSION: &str = "wheelhouse.session";
const KEPT: &str = "wheelhouse.kept.";

/// Both halves of an API key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    pub key_id: String,
    pub key_secret: Secret,
}

impl Credentials {
    /// The value of the `Authorization` header.
    pub fn authorization(&self) -> String {
        let pair = format!("{}:{}", self.key_id, self.key_secret.expose());
        format!("Basic {}", Base64::encode_string(pair.as_bytes()))
    }

    /// The last four characters of the key ID, as the API's `keySuffix` shows them.
    pub fn suffix(&self) -> &str {
        let start = self
            .key_id
            .char_indices()
            .rev()
            .nth(3)
            .map_or(0, |(place, _)| place);
        &self.key_id[start..]
    }
}

/// Who works here, with which key, on which organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub credentials: Credentials,
    pub organization: OrganizationId,
    pub organization_name: String,
    /// From `whoamiGet`, once it has answered.
    pub key_name: Option<String>,
    /// The key's id as a resource, from `whoamiGet` too.
    pub key_resource: Option<KeyId>,
    /// Nothing but reads leaves the client.
    pub read_only: bool,
}

/// Why the session ended by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The API's own words.
    pub message: String,
    pub request_id: Option<String>,
}

#[derive(Clone, Copy)]
pub struct Session {
    current: RwSignal<Option<SignedIn>>,
    ended: RwSignal<Option<Ended>>,
}

/// What stands in session storage.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    key_id: String,
    key_secret: String,
    organization_id: OrganizationId,
    organization_name: String,
    key_name: Option<String>,
    key_resource: Option<KeyId>,
    read_only: bool,
}

impl Session {
    /// The session this tab had before a reload, or none.
    pub fn restore() -> Self {
        let stored = storage()
            .and_then(|storage| storage.get_item(SESSION).ok().flatten())
            .and_then(|text| serde_json::from_str::<Stored>(&text).ok());
        let current = stored.map(|stored| SignedIn {
            credentials: Credentials {
                key_id: stored.key_id,
                key_secret: Secret::new(stored.key_secret),
            },
            organization: stored.organization_id,
            organization_name: stored.organization_name,
            key_name: stored.key_name,
            key_resource: stored.key_resource,
            read_only: stored.read_only,
        });
        Self {
            current: RwSignal::new(current),
            ended: RwSignal::new(None),
        }
    }

    pub fn current(self) -> Signal<Option<SignedIn>> {
        self.current.into()
    }

    /// As it is named now; `None` while nobody is signed in.
    pub fn organization_name(self) -> Option<String> {
        let current = self.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone())
    }

    pub fn is_open(self) -> bool {
        self.current.read().is_some()
    }

    /// The credential, without following it.
    pub fn credentials(self) -> Option<Credentials> {
        self.current.with_untracked(|current| {
            current
                .as_ref()
                .map(|signed_in| signed_in.credentials.clone())
        })
    }

    pub fn read_only_now(self) -> bool {
        self.current.with_untracked(|current| {
            current
                .as_ref()
                .is_some_and(|signed_in| signed_in.read_only)
        })
    }

    pub fn read_only(self) -> Signal<bool> {
        let current = self.current;
        Signal::derive(move || {
            current
                .read()
                .as_ref()
                .is_some_and(|signed_in| signed_in.read_only)
        })
    }

    /// Why nothing may be changed in a read-only session.
    pub fn read_only_reason(self) -> Signal<Option<String>> {
        let read_only = self.read_only();
        Signal::derive(move || {
            read_only
                .get()
                .then(|| "This session is read-only.".to_owned())
        })
    }

    /// Why the last session ended, until the next one opens.
    pub fn ended(self) -> Signal<Option<Ended>> {
        self.ended.into()
    }

    pub fn open(self, signed_in: SignedIn) {
        store(&signed_in);
        self.ended.set(None);
        self.current.set(Some(signed_in));
    }

    /// Changes what belongs to the session, such as the organization's name after a rename.
    pub fn change(self, change: impl FnOnce(&mut SignedIn)) {
        self.current.update(|current| {
            if let Some(signed_in) = current {
                change(signed_in);
                store(signed_in);
            }
        });
    }

    /// Signs out: the credential and everything kept for this tab is gone from memory and storage.
    pub fn close(self) {
        clear_storage();
        self.ended.set(None);
        self.current.set(None);
    }

    /// The API no longer takes the key.
    pub fn end(self, ended: Ended) {
        if self.current.with_untracked(Option::is_some) {
            clear_storage();
            self.ended.set(Some(ended));
            self.current.set(None);
        }
    }
}

fn store(signed_in: &SignedIn) {
    let stored = Stored {
        key_id: signed_in.credentials.key_id.clone(),
        key_secret: signed_in.credentials.key_secret.expose().to_owned(),
        organization_id: signed_in.organization.clone(),
        organization_name: signed_in.organization_name.clone(),
        key_name: signed_in.key_name.clone(),
        key_resource: signed_in.key_resource.clone(),
        read_only: signed_in.read_only,
    };
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&stored)) {
        // A full or forbidden storage costs the session at the next reload, nothing else.
        let _ = storage.set_item(SESSION, &text);
    }
}

/// Keeps something without secrets for this tab until sign-out: a draft, an operation under way.
/// Without a session nothing is kept.
pub fn keep(name: &str, value: &impl Serialize) {
    let Some(storage) = storage() else { return };
    let is_open = matches!(storage.get_item(SESSION), Ok(Some(_)));
    if let Ok(text) = serde_json::to_string(value)
        && is_open
    {
        let _ = storage.set_item(&format!("{KEPT}{name}"), &text);
    }
}

pub fn kept<T: for<'de> Deserialize<'de>>(name: &str) -> Option<T> {
    let text = storage()?.get_item(&format!("{KEPT}{name}")).ok()??;
    serde_json::from_str(&text).ok()
}

pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{KEPT}{name}"));
    }
}

fn clear_storage() {
    if let Some(storage) = storage() {
        let _ = storage.clear();
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(key_id: &str) -> Credentials {
        Credentials {
            key_id: key_id.into(),
            key_secret: Secret::new("secret"),
        }
    }

    #[test]
    fn the_header_is_http_basic() {
        assert_eq!(credentials("id").authorization(), "Basic aWQ6c2VjcmV0");
    }

    #[test]
    fn the_suffix_is_the_last_four_characters_of_the_key_id() {
        assert_eq!(credentials("AbcdefghIjkx7Qp").suffix(), "x7Qp");
        assert_eq!(credentials("ab").suffix(), "ab");
        assert_eq!(credentials("").suffix(), "");
    }

    #[test]
    fn debugging_a_session_shows_no_secret() {
        assert!(!format!("{:?}", credentials("id")).contains("secret\""));
    }
}
