use cloud_api::{KeyId, activities::Activity, services::IpAccess};
use leptos::prelude::*;

use crate::{
    pages::keys::{
        actions::AboutKey,
        activity::lately,
        own::{ShutOut, lets_in},
    },
    query::Cache,
    ui::{CheckboxField, Icon, dynamic},
};

/// Warns of a list that may shut this very session out, and wants that to be thought of.
///
/// A browser does not know the address the API sees it from; the audit log does, if it was read and the
/// key changed anything lately.
#[component]
pub fn OwnAddress(
    about: AboutKey,
    /// The list as it will be, if it was edited.
    access: Memo<Option<Vec<IpAccess>>>,
    shut_out: Memo<Option<ShutOut>>,
    confirmed: RwSignal<bool>,
) -> impl IntoView {
    let log = expect_context::<Cache>().follow(&lately(&about.organization.get_value()));
    let seen = Memo::new(move |_| {
        let log = log.get()?;
        last_address(&log, &about.key.read().as_ref()?.id)
    });
    let said = move || {
        let address = seen.get()?;
        let lets_in = lets_in(access.read().as_deref()?, &address)?;
        Some(if lets_in {
            format!(
                "The API last saw a change by this key come from {address}, which the new list lets in."
            )
        } else {
            format!(
                "The API last saw a change by this key come from {address}, which the new list does not let in."
            )
        })
    };
    view! {
        <Show when=move || shut_out.get() == Some(ShutOut::Perhaps)>
            <div class="notice" role="status">
                <Icon name="warning" />
                <div class="confirm">
                    <p>
                        "This session uses this key. If the address this browser reaches the API from is \
                         not in the list, the session ends with this change and cannot take it back. \
                         A browser does not know that address. " {dynamic(said)}
                    </p>
                    <CheckboxField label="My own address is in the list" checked=confirmed />
                </div>
            </div>
        </Show>
    }
}

/// The address of the newest record that the key itself caused.
fn last_address(log: &[Activity], id: &KeyId) -> Option<String> {
    let own = log.iter().filter(|record| {
        record.actor_id.as_deref() == Some(id.as_str()) && record.actor_ip_address.is_some()
    });
    let newest = own.max_by(|one, other| one.created_at.cmp(&other.created_at))?;
    newest.actor_ip_address.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_own_record_tells_the_address() {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let record = |actor: &str, at: &str, address: &str| {
            let json = format!(
                r#"{{"id":"01j8zq4m6v9t2x5k7n3b","actorId":"{actor}","createdAt":"{at}","actorIpAddress":"{address}"}}"#
            );
            serde_json::from_str::<Activity>(&json).expect("a record")
        };
        let log = [
            record(id, "2026-11-20T00:00:00Z", "192.0.2.1"),
            record(id, "2026-11-23T00:00:00Z", "192.0.2.2"),
            record("other", "2026-11-24T00:00:00Z", "192.0.2.3"),
        ];
        let own = id.parse().expect("a UUID");
        assert_eq!(last_address(&log, &own).as_deref(), Some("192.0.2.2"));
        assert_eq!(last_address(&log[2..], &own), None);
    }
}
