//! Reads the roles of the session's own key.

use std::sync::Arc;

use cloud_api::{roles, whoami};
use leptos::{prelude::*, task::spawn_local};

use super::{Rights, policies::own_of};
use crate::client::Priority;

pub fn read(rights: Rights) {
    spawn_local(async move {
        let read = read_now(rights).await;
        // What failed without an answer may be asked for again by the next page; a 403 was an answer.
        if read.is_none() {
            rights.asked.try_set_value(false);
        }
    });
}

async fn read_now(rights: Rights) -> Option<()> {
    let Rights {
        session,
        cache,
        own,
        ..
    } = rights;
    let credentials = session.credentials();
    let signed_in = session.current().get_untracked()?;
    let organization = signed_in.organization;
    let request = roles::list(&organization);
    let all = match cache.read(&request, Priority::Prefetch).await {
        Ok(all) => all,
        Err(error) => return (error.status() == Some(403)).then_some(()),
    };
    // Signing in asks for it too, and remembers it.
    let key = match signed_in.key_resource {
        Some(key) => key.to_string(),
        None => cache
            .read(&whoami::get(), Priority::Prefetch)
            .await
            .ok()?
            .key_id
            .clone()?,
    };
    // Meanwhile somebody else may have signed in.
    if session.credentials() != credentials {
        return None;
    }
    own.set(Arc::new(own_of(&all, &key)));
    Some(())
}
