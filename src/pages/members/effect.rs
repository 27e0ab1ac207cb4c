use cloud_api::{RoleId, roles::Role};
use leptos::prelude::*;

use crate::{
    rights::{
        meanings::label_of,
        policies::{abilities, grants_of, label},
    },
    ui::dynamic,
};

/// What a change of roles comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub added: Vec<String>,
    pub taken: Vec<String>,
    /// Rights that come and go, in plain words.
    pub gained: Vec<String>,
    pub lost: Vec<String>,
}

pub fn difference(all: &[Role], before: &[RoleId], after: &[RoleId]) -> Difference {
    let names = |some: &[RoleId], without: &[RoleId]| -> Vec<String> {
        let ids = some.iter().filter(|id| !without.contains(id));
        ids.map(|id| {
            let role = all.iter().find(|role| role.id == *id);
            role.map_or_else(|| id.to_string(), label)
        })
        .collect()
    };
    let rights = |ids: &[RoleId]| -> Vec<String> {
        let roles = all.iter().filter(|role| ids.contains(&role.id));
        let grants: Vec<_> = roles.flat_map(grants_of).collect();
        let found = abilities(&grants).into_iter();
        found
            .map(|ability| label_of(&ability.permission).to_owned())
            .collect()
    };
    let (had, has) = (rights(before), rights(after));
    let only = |some: &[String], others: &[String]| -> Vec<String> {
        let some = some.iter().filter(|right| !others.contains(right));
        some.cloned().collect()
    };
    Difference {
        added: names(after, before),
        taken: names(before, after),
        gained: only(&has, &had),
        lost: only(&had, &has),
    }
}

/// The change before it is sent.
#[component]
pub fn ChangeEffect(difference: Memo<Difference>) -> impl IntoView {
    let lines = move || {
        let Difference {
            added,
            taken,
            gained,
            lost,
        } = difference.get();
        let lines = [
            ("Adds:", added),
            ("Takes away:", taken),
            ("Can then:", gained),
            ("Can no longer:", lost),
        ];
        let lines = lines.into_iter().filter(|(_, what)| !what.is_empty());
        lines
            .map(|(kind, what)| {
                view! {
                    <li>
                        <span class="changes__kind">{kind}</span>
                        " "
                        {what.join(", ")}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div role="status" aria-label="What changes">
            <Show when=move || *difference.read() != Difference::default()>
                <ul class="changes">{dynamic(lines)}</ul>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn roles_and_rights_that_come_and_go_are_told() {
        let role = |digit: usize, name: &str, permission: &str| -> Role {
            let id = format!("6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e1{digit}");
            let policy = json!({
                "allowDeny": "ALLOW", "permissions": [permission], "resources": ["instance/*"],
            });
            serde_json::from_value(json!({ "id": id, "name": name, "policies": [policy] }))
                .expect("a role")
        };
        let all = [
            role(1, "Reader", "control-plane:service:view"),
            role(2, "Scaler", "control-plane:service:manage-scaling-config"),
        ];
        let ids: Vec<RoleId> = all.iter().map(|role| role.id.clone()).collect();
        let found = difference(&all, &ids[..1], &ids[1..]);
        assert_eq!(found.added, ["Scaler"]);
        assert_eq!(found.taken, ["Reader"]);
        assert_eq!(found.gained, ["Scale services"]);
        assert_eq!(found.lost, ["See services"]);
        assert_eq!(difference(&all, &ids, &ids), Difference::default());
    }
}
