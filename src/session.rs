//! The credential and what belongs to it: in memory and in the tab's session storage, nowhere else.

use base64ct::{Base64, Encoding};
use cloud_api::{KeyId, OrganizationId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::secret::Secret;

const SESSION: &str = "wheelhouse.session";
const ENDED: &str = "wheelhouse.ended";
const KEPT: &str = "wheelhouse.kept.";
/// How the names of what is kept begin where it is about the session's key, and must not meet the next one.
pub const OWN_KEY: &str = "own-key-";

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
    /// When the key expires, as far as `openapiKeyGet` told.
    pub key_expires: Option<String>,
    /// Nothing but reads leaves the client.
    pub read_only: bool,
}

/// Why the session ended by itself, and what leads on from there. Kept for a reload, so without the secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ended {
    /// The API's own words.
    pub message: String,
    pub request_id: Option<String>,
    /// Milliseconds since 1970, by this computer's clock.
    pub at: f64,
    pub key_suffix: String,
    pub key_name: Option<String>,
    pub key_expires: Option<String>,
    pub organization: OrganizationId,
    pub organization_name: String,
    pub read_only: bool,
    /// What was refused with it, or not sent any more.
    pub unsent: Vec<String>,
}

#[derive(Clone, Copy)]
pub struct Session {
    current: RwSignal<Option<SignedIn>>,
    ended: RwSignal<Option<Ended>>,
    /// The key of the session that ended, in memory alone: it may be enabled again.
    former: StoredValue<Option<Credentials>>,
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
    key_expires: Option<String>,
    read_only: bool,
}

impl Session {
    /// The session this tab had before a reload, or none.
    pub fn restore() -> Self {
        let stored = read::<Stored>(SESSION);
        let current = stored.map(|stored| SignedIn {
            credentials: Credentials {
                key_id: stored.key_id,
                key_secret: Secret::new(stored.key_secret),
            },
            organization: stored.organization_id,
            organization_name: stored.organization_name,
            key_name: stored.key_name,
            key_resource: stored.key_resource,
            key_expires: stored.key_expires,
            read_only: stored.read_only,
        });
        Self {
            current: RwSignal::new(current),
            ended: RwSignal::new(read(ENDED)),
            former: StoredValue::new(None),
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

    /// The key that the last session ended with, unless the page was loaded again since.
    pub fn former_key(self) -> Option<Credentials> {
        self.former.get_value()
    }

    /// What the last session kept serves this one where it is about the same organization.
    pub fn open(self, signed_in: SignedIn) {
        let is_other = |ended: &Ended| ended.organization != signed_in.organization;
        if self.ended.read_untracked().as_ref().is_some_and(is_other) {
            clear_storage();
        }
        remove(ENDED);
        store(&signed_in);
        self.former.set_value(None);
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
        self.former.set_value(None);
        self.ended.set(None);
        self.current.set(None);
    }

    /// The API no longer takes the key. Drafts, operations and rotations under way stay for who signs in to the same
    /// organization in this tab.
    pub fn end(self, message: String, request_id: Option<String>) {
        let Some(signed_in) = self.current.get_untracked() else {
            return;
        };
        remove(SESSION);
        forget_all(OWN_KEY);
        self.former.set_value(Some(signed_in.credentials.clone()));
        self.set_ended(Some(Ended {
            message,
            request_id,
            at: js_sys::Date::now(),
            key_suffix: signed_in.credentials.suffix().to_owned(),
            key_name: signed_in.key_name,
            key_expires: signed_in.key_expires,
            organization: signed_in.organization,
            organization_name: signed_in.organization_name,
            read_only: signed_in.read_only,
            unsent: Vec::new(),
        }));
        self.current.set(None);
    }

    /// Something that a person wanted was not done, because the session of this key has ended.
    pub fn note_unsent(self, credentials: Option<&Credentials>, what: impl Into<String>) {
        let former = self.former.get_value();
        let is_its = credentials.is_none_or(|credentials| former.as_ref() == Some(credentials));
        if let (true, Some(mut ended)) = (is_its, self.ended.get_untracked()) {
            ended.unsent.push(what.into());
            self.set_ended(Some(ended));
        }
    }

    fn set_ended(self, ended: Option<Ended>) {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&ended)) {
            let _ = storage.set_item(ENDED, &text);
        }
        self.ended.set(ended);
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
        key_expires: signed_in.key_expires.clone(),
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
    read(&format!("{KEPT}{name}"))
}

pub fn forget(name: &str) {
    remove(&format!("{KEPT}{name}"));
}

/// Forgets all whose name begins so.
fn forget_all(names: &str) {
    let Some(storage) = storage() else { return };
    let begins = format!("{KEPT}{names}");
    let count = storage.length().unwrap_or_default();
    let all: Vec<_> = (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|name| name.starts_with(&begins))
        .collect();
    for name in all {
        remove(&name);
    }
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> Option<T> {
    let text = storage()?.get_item(name).ok()??;
    serde_json::from_str(&text).ok()
}

fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
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
