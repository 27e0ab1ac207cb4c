use cloud_api::{RoleId, roles::Role};
use leptos::prelude::*;

use crate::{
    rights::{
        meanings::label_of,
        policies::{abilities, grants_of},
    },
    ui::dynamic,
};

/// The rights that come and go with a change of roles, in plain words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub gained: Vec<String>,
    pub lost: Vec<String>,
}

pub fn difference(all: &[Role], before: &[RoleId], after: &[RoleId]) -> Difference {
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
        gained: only(&has, &had),
        lost: only(&had, &has),
    }
}

/// The change before it is sent.
#[component]
pub fn ChangeEffect(difference: Memo<Difference>) -> impl IntoView {
    let lines = move || {
        let Difference { gained, lost } = difference.get();
        let lines = [("Can then:", gained), ("Can no longer:", lost)];
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
        <div role="status" aria-label="What the person can do">
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
    fn rights_that_come_and_go_are_told() {
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
        assert_eq!(found.gained, ["Scale services"]);
        assert_eq!(found.lost, ["See services"]);
        assert_eq!(difference(&all, &ids, &ids), Difference::default());
    }
}
