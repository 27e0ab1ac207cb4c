//! The audit log: list and one record.

mod kinds;

use serde::{Deserialize, Deserializer};

pub use kinds::Group;

use crate::{ActivityId, KeyId, OrganizationId, Request, ServiceId, fields::lenient, novelty};

words!(
    /// Who did it (schema `Activity`, property `actorType`).
    ActorType {
        User = "user",
        Support = "support",
        System = "system",
        Api = "api",
    }
);

words!(
    /// What of a key was changed (schema `Activity`, property `keyUpdateType`).
    KeyUpdateType {
        Created = "created",
        Deleted = "deleted",
        NameChanged = "name-changed",
        RoleChanged = "role-changed",
        StateChanged = "state-changed",
        DateChanged = "date-changed",
        IpAccessListChanged = "ip-access-list-changed",
        OrganizationRoleChanged = "org-role-changed",
        DefaultServiceRoleChanged = "default-service-role-changed",
        ServiceRoleChanged = "service-role-changed",
        RolesV2Changed = "roles-v2-changed",
    }
);

/// Schema `Activity`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    pub id: ActivityId,
    /// RFC 3339.
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
    /// One of the words of [`Group::words`], or a newer one.
    #[serde(default, deserialize_with = "kind")]
    pub r#type: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub actor_type: Option<ActorType>,
    #[serde(default, deserialize_with = "lenient")]
    pub actor_id: Option<String>,
    /// The e-mail address of a user, the name of a key.
    #[serde(default, deserialize_with = "lenient")]
    pub actor_details: Option<String>,
    /// Of users and keys only.
    #[serde(default, deserialize_with = "lenient")]
    pub actor_ip_address: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub organization_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub service_id: Option<ServiceId>,
    #[serde(default, deserialize_with = "lenient")]
    pub user_agent: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub target_key_id: Option<KeyId>,
    #[serde(default, deserialize_with = "lenient")]
    pub key_update_type: Option<KeyUpdateType>,
    #[serde(default, deserialize_with = "lenient")]
    pub target_role_ids: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lenient")]
    pub target_role_names: Option<Vec<String>>,
    /// Such as `user/<uuid>`.
    #[serde(default, deserialize_with = "lenient")]
    pub target_actor_ids: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lenient")]
    pub target_resource_ids: Option<Vec<String>>,
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let kind: Option<String> = lenient(deserializer)?;
    note_type(kind.as_deref().unwrap_or_default());
    Ok(kind)
}

/// Notes a type that the document does not have; for readers of records that are not [`Activity`].
pub fn note_type(kind: &str) {
    if !kind.is_empty() && Group::of(kind).is_none() {
        novelty::note("type of activity", kind);
    }
}

/// `activityGetList`, unpaginated and unfiltered but for the dates: RFC 3339 or `YYYY-MM-DD`.
pub fn list(
    organization: &OrganizationId,
    from_date: Option<&str>,
    to_date: Option<&str>,
) -> Request<Vec<Activity>> {
    list_as(organization, from_date, to_date)
}

/// The same with a reader of its own: an answer may have 100 000 records, of which one wants less than all fields.
pub fn list_as<T>(
    organization: &OrganizationId,
    from_date: Option<&str>,
    to_date: Option<&str>,
) -> Request<T> {
    let mut request = Request::get(
        "activityGetList",
        "/v1/organizations/{organizationId}/activities",
        &[organization.as_str()],
    );
    let bounds = [("from_date", from_date), ("to_date", to_date)];
    for (name, date) in bounds {
        request
            .query
            .extend(date.map(|date| (name, date.to_owned())));
    }
    request
}

/// `activityGet`
pub fn get(organization: &OrganizationId, activity: &ActivityId) -> Request<Activity> {
    Request::get(
        "activityGet",
        "/v1/organizations/{organizationId}/activities/{activityId}",
        &[organization.as_str(), activity.as_str()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_is_not_known_is_kept_and_noted() {
        let read = |text: &str| serde_json::from_str::<Activity>(text);
        let id = r#""id":"act_01j8zq4m6v9t2x5k7n3b""#;
        let known = read(&format!(r#"{{{id},"type":"service_stop"}}"#)).expect("readable");
        assert_eq!(known.r#type.as_deref(), Some("service_stop"));
        assert_eq!(read(&format!("{{{id}}}")).expect("readable").r#type, None);
        let newer = read(&format!(r#"{{{id},"type":"service_defragment"}}"#)).expect("readable");
        assert_eq!(newer.r#type.as_deref(), Some("service_defragment"));
        assert!(novelty::first().is_some());
    }

    #[test]
    fn a_field_of_another_form_costs_no_record() {
        let text = r#"{"id":"act_01j8zq4m6v9t2x5k7n3b","createdAt":7,"type":["x"],"actorType":1,
            "serviceId":{},"targetRoleIds":"r","targetActorIds":["user/1",2],"actorDetails":"ci"}"#;
        let record: Activity = serde_json::from_str(text).expect("readable");
        assert_eq!((&record.created_at, &record.r#type), (&None, &None));
        assert_eq!((&record.actor_type, &record.service_id), (&None, &None));
        assert_eq!(record.target_role_ids, None);
        assert_eq!(record.target_actor_ids, None);
        assert_eq!(record.actor_details.as_deref(), Some("ci"));
    }

    #[test]
    fn a_log_is_asked_for_between_two_dates() {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let organization = id.parse().expect("a UUID");
        let request = list(&organization, Some("2026-11-01"), None);
        assert_eq!(
            request.address(),
            format!("/v1/organizations/{id}/activities?from_date=2026-11-01")
        );
    }
}
