//! Addresses of the pages: the only place that writes one.

use cloud_api::{BackupId, InvitationId, KeyId, MemberId, OrganizationId, RoleId, ServiceId};

/// A dialog over a page, named in the query string so that Back closes it.
pub const DIALOG: &str = "dialog";
/// Which service a dialog over the list is about.
pub const ON: &str = "on";

/// Where sign-in leads on to.
pub const NEXT: &str = "next";

/// Whether sign-in may lead on to this address: only ever a page of an organization, or an id's.
pub fn is_page(address: &str) -> bool {
    address.starts_with("/organizations/") || address.starts_with("/go/")
}

/// The page of whatever has this id.
pub fn go(id: &str) -> String {
    format!("/go/{id}")
}

pub fn sign_in() -> String {
    "/sign-in".into()
}

/// Sign-in that leads on to a page of this console.
pub fn sign_in_then(path: &str, search: &str) -> String {
    let search = search.trim_start_matches('?');
    let page = if search.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{search}")
    };
    // The router decodes a value twice.
    let page: String = js_sys::encode_uri_component(&page.replace('%', "%25")).into();
    format!("/sign-in?{NEXT}={page}")
}

pub fn overview(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}")
}

/// How the clocks of this computer and of the server differ.
pub fn clock(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/clock")
}

pub fn organization_settings(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/settings")
}

pub fn services(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/services")
}

pub fn new_service(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/services/new")
}

/// Which warehouse a new service is to join.
pub const WAREHOUSE: &str = "warehouse";

/// The form of a new service, filled in for a warehouse.
pub fn new_service_in(organization: &OrganizationId, warehouse: &str) -> String {
    let warehouse: String = js_sys::encode_uri_component(warehouse).into();
    format!("{}?{WAREHOUSE}={warehouse}", new_service(organization))
}

pub fn members(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/members")
}

pub fn member(organization: &OrganizationId, member: &MemberId) -> String {
    format!("/organizations/{organization}/members/{member}")
}

pub fn invitations(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/invitations")
}

pub fn new_invitations(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/invitations/new")
}

pub fn invitation(organization: &OrganizationId, invitation: &InvitationId) -> String {
    format!("/organizations/{organization}/invitations/{invitation}")
}

pub fn roles(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/roles")
}

pub fn role(organization: &OrganizationId, role: &RoleId) -> String {
    format!("/organizations/{organization}/roles/{role}")
}

/// Who may do something on a service, as the page of roles answers it.
pub fn who_can(organization: &OrganizationId, permission: &str, service: &ServiceId) -> String {
    format!(
        "{}?permission={permission}&service={service}",
        roles(organization)
    )
}

/// A service links to its first tab.
pub fn service(organization: &OrganizationId, service: &ServiceId) -> String {
    service_tab(organization, service, Tab::Overview)
}

pub fn activities(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/activities")
}

/// The audit log narrowed by a filter.
pub fn activities_with(organization: &OrganizationId, filter: &str) -> String {
    with_filter(&activities(organization), filter)
}

/// A list narrowed by a filter.
pub fn with_filter(list: &str, filter: &str) -> String {
    let filter: String = js_sys::encode_uri_component(filter).into();
    format!("{list}?filter={filter}")
}

/// What a careful administrator would look at.
pub fn hygiene(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/hygiene")
}

/// One record; its id is any text.
pub fn activity(organization: &OrganizationId, id: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let id = if id.bytes().all(is_plain) {
        id.to_owned()
    } else {
        js_sys::encode_uri_component(id).into()
    };
    format!("/organizations/{organization}/activities/{id}")
}

pub fn usage(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/usage")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Overview,
    Connect,
    Scaling,
    Access,
    Backups,
    Activity,
    Settings,
}

impl Tab {
    pub const ALL: [Self; 7] = [
        Self::Overview,
        Self::Connect,
        Self::Scaling,
        Self::Access,
        Self::Backups,
        Self::Activity,
        Self::Settings,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Connect => "Connect",
            Self::Scaling => "Scaling",
            Self::Access => "Access",
            Self::Activity => "Activity",
            Self::Backups => "Backups",
            Self::Settings => "Settings",
        }
    }

    fn segment(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Connect => "connect",
            Self::Scaling => "scaling",
            Self::Access => "access",
            Self::Activity => "activity",
            Self::Backups => "backups",
            Self::Settings => "settings",
        }
    }
}

pub fn service_tab(organization: &OrganizationId, service: &ServiceId, tab: Tab) -> String {
    format!(
        "/organizations/{organization}/services/{service}/{}",
        tab.segment()
    )
}

/// The address under which the thing of a page is linked: its first tab, whichever tab is on view.
pub fn without_tab(page: &str) -> String {
    let mut segments = page.trim_end_matches('/').split('/').skip(2);
    let (of, area, id) = (segments.next(), segments.next(), segments.next());
    if let (Some(of), Some("services"), Some(id)) = (of, area, id)
        && let (Ok(of), Ok(id)) = (of.parse(), id.parse())
    {
        return service(&of, &id);
    }
    page.to_owned()
}

pub fn keys(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/keys")
}

pub fn new_key(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/keys/new")
}

/// The key by its resource id.
pub fn key(organization: &OrganizationId, key: &KeyId) -> String {
    format!("/organizations/{organization}/keys/{key}")
}

/// The steps from a key to its successor; how far they are stands in the query string.
pub fn rotate_key(organization: &OrganizationId, key: &KeyId) -> String {
    format!("/organizations/{organization}/keys/{key}/rotate")
}

/// The backups of all services.
pub fn backups(organization: &OrganizationId) -> String {
    format!("/organizations/{organization}/backups")
}

/// The form that makes a new service of a backup.
pub fn restore(organization: &OrganizationId, service: &ServiceId, backup: &BackupId) -> String {
    format!("/organizations/{organization}/services/{service}/backups/{backup}/restore")
}

/// What a restored service still lacks of the one it comes from.
pub fn restored(organization: &OrganizationId, service: &ServiceId, from: &ServiceId) -> String {
    format!("/organizations/{organization}/services/{service}/restored/{from}")
}

/// The same page with a dialog about one of its things open over it.
pub fn with_dialog_on(page: &str, dialog: &str, on: &str) -> String {
    format!("{page}?{DIALOG}={dialog}&{ON}={on}")
}

/// The same page with a dialog open over it.
pub fn with_dialog(page: &str, dialog: &str) -> String {
    format!("{page}?{DIALOG}={dialog}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    #[test]
    fn a_tab_is_left_out_of_what_was_visited() {
        let page = |tab: &str| format!("/organizations/{ID}/services/{ID}/{tab}");
        assert_eq!(without_tab(&page("settings")), page("overview"));
        let list = format!("/organizations/{ID}/services");
        assert_eq!(without_tab(&list), list);
        let new = format!("/organizations/{ID}/services/new");
        assert_eq!(without_tab(&new), new);
    }

    #[test]
    fn every_page_has_its_address() {
        let organization: OrganizationId = ID.parse().expect("a UUID");
        let id: ServiceId = ID.parse().expect("a UUID");
        let one: KeyId = ID.parse().expect("a UUID");
        let pages = [
            sign_in(),
            overview(&organization),
            clock(&organization),
            organization_settings(&organization),
            services(&organization),
            new_service(&organization),
            service(&organization, &id),
            service_tab(&organization, &id, Tab::Connect),
            service_tab(&organization, &id, Tab::Scaling),
            service_tab(&organization, &id, Tab::Access),
            service_tab(&organization, &id, Tab::Activity),
            service_tab(&organization, &id, Tab::Settings),
            keys(&organization),
            new_key(&organization),
            key(&organization, &one),
            rotate_key(&organization, &one),
            activities(&organization),
            activity(&organization, "act_01j8zq4m6v9t2x5k7n3b"),
            usage(&organization),
            hygiene(&organization),
            service_tab(&organization, &id, Tab::Backups),
            backups(&organization),
            restore(&organization, &id, &ID.parse().expect("a UUID")),
            restored(&organization, &id, &id),
            with_dialog_on(&backups(&organization), "backup", "x"),
            with_dialog(&overview(&organization), "rename"),
            go(ID),
            members(&organization),
            member(&organization, &ID.parse().expect("a UUID")),
            invitations(&organization),
            new_invitations(&organization),
            invitation(&organization, &ID.parse().expect("a UUID")),
            roles(&organization),
            role(&organization, &ID.parse().expect("a UUID")),
            who_can(&organization, "control-plane:service:view", &id),
        ];
        let expected = [
            "/sign-in",
            "/organizations/ID",
            "/organizations/ID/clock",
            "/organizations/ID/settings",
            "/organizations/ID/services",
            "/organizations/ID/services/new",
            "/organizations/ID/services/ID/overview",
            "/organizations/ID/services/ID/connect",
            "/organizations/ID/services/ID/scaling",
            "/organizations/ID/services/ID/access",
            "/organizations/ID/services/ID/activity",
            "/organizations/ID/services/ID/settings",
            "/organizations/ID/keys",
            "/organizations/ID/keys/new",
            "/organizations/ID/keys/ID",
            "/organizations/ID/keys/ID/rotate",
            "/organizations/ID/activities",
            "/organizations/ID/activities/act_01j8zq4m6v9t2x5k7n3b",
            "/organizations/ID/usage",
            "/organizations/ID/hygiene",
            "/organizations/ID/services/ID/backups",
            "/organizations/ID/backups",
            "/organizations/ID/services/ID/backups/ID/restore",
            "/organizations/ID/services/ID/restored/ID",
            "/organizations/ID/backups?dialog=backup&on=x",
            "/organizations/ID?dialog=rename",
            "/go/ID",
            "/organizations/ID/members",
            "/organizations/ID/members/ID",
            "/organizations/ID/invitations",
            "/organizations/ID/invitations/new",
            "/organizations/ID/invitations/ID",
            "/organizations/ID/roles",
            "/organizations/ID/roles/ID",
            "/organizations/ID/roles?permission=control-plane:service:view&service=ID",
        ];
        assert_eq!(pages, expected.map(|page| page.replace("ID", ID)));
    }
}
