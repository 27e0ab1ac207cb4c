//! The pages of the organization: one list for the rail, the palette and the shortcuts.

use cloud_api::OrganizationId;

use crate::paths;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub label: &'static str,
    pub icon: &'static str,
    pub href: String,
    /// The keys that lead there, such as `g s`, unless somebody gave it others.
    pub keys: Option<&'static str>,
    pub in_rail: bool,
    /// Whether pages below it are other places.
    pub is_exact: bool,
}

pub fn places(organization: &OrganizationId) -> Vec<Place> {
    let area = |label, icon, href, keys| Place {
        label,
        icon,
        href,
        keys: Some(keys),
        in_rail: true,
        is_exact: false,
    };
    vec![
        Place {
            is_exact: true,
            ..area("Overview", "overview", paths::overview(organization), "g o")
        },
        area("Services", "services", paths::services(organization), "g s"),
        area("Backups", "clock", paths::backups(organization), "g b"),
        area("Usage", "usage", paths::usage(organization), "g u"),
        area("API keys", "key", paths::keys(organization), "g k"),
        Place {
            in_rail: false,
            keys: None,
            ..area("Create API key", "plus", paths::new_key(organization), "")
        },
        area("Members", "members", paths::members(organization), "g m"),
        area(
            "Invitations",
            "invitations",
            paths::invitations(organization),
            "g i",
        ),
        area("Roles", "roles", paths::roles(organization), "g r"),
        area(
            "Activities",
            "activity",
            paths::activities(organization),
            "g a",
        ),
        area("Hygiene", "hygiene", paths::hygiene(organization), "g h"),
        Place {
            in_rail: false,
            keys: None,
            ..area(
                "Organization settings",
                "overview",
                paths::organization_settings(organization),
                "",
            )
        },
        Place {
            in_rail: false,
            keys: None,
            ..area(
                "Invite members",
                "plus",
                paths::new_invitations(organization),
                "",
            )
        },
        Place {
            in_rail: false,
            ..area(
                "Create service",
                "plus",
                paths::new_service(organization),
                "c",
            )
        },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::ui::ACTION_KEYS;

    #[test]
    fn no_two_places_share_keys_or_begin_with_the_keys_of_another() {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let all = places(&id.parse().expect("a UUID"));
        let keys: Vec<_> = all.iter().filter_map(|place| place.keys).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
        let of_actions = ACTION_KEYS.map(|(_, key)| key);
        assert_eq!(HashSet::from(of_actions).len(), of_actions.len());
        // `g`, `?` and `/` are the listener's own.
        for key in keys {
            let is_jump = key.strip_prefix("g ").is_some_and(|rest| rest.len() == 1);
            let is_action = of_actions.iter().any(|action| key.starts_with(*action));
            assert!(!is_action, "{key}");
            let is_single = key.len() == 1 && !"g?/".contains(key);
            assert!(is_jump || is_single, "{key}");
        }
    }
}
