//! Which of the organization's private endpoints reach the service.

use cloud_api::{
    organizations,
    services::{PrivateEndpointIdsChange, Service, UpdateService},
};
use leptos::prelude::*;

use super::{EditSetting, changes, use_refusal};
use crate::{
    draft,
    pages::{
        editors::{
            FieldsOf,
            edit::{Edited, Editing},
        },
        service::OnService,
    },
    query::Cache,
    ui::{Button, FieldProblem, Setting, TextField, dynamic},
};

#[component]
pub(super) fn EndpointsSetting() -> impl IntoView {
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let locked = use_refusal();
    let ids = Memo::new(move |_| service.read().private_endpoint_ids.clone());
    let refused = Signal::derive(move || {
        let unknown = || Some("The API did not tell the private endpoints.".to_owned());
        locked.get().or_else(|| {
            if ids.read().is_none() {
                unknown()
            } else {
                None
            }
        })
    });
    let value = move || match ids.get() {
        None => "—".into_any(),
        Some(ids) if ids.is_empty() => view! { <span class="quiet">"none"</span> }.into_any(),
        Some(ids) => {
            let item = |id| view! { <li class="mono">{id}</li> };
            view! { <ul class="plain">{ids.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <Setting
            label="Private endpoints"
            hint="Endpoints of your own networks through which the service is reached without the internet."
            action="Edit private endpoints"
            refused
            on_click=Callback::new(move |()| dialogs.open("private-endpoints"))
        >
            {dynamic(value)}
        </Setting>
        <EditSetting edited=&ENDPOINTS />
    }
}

draft!(
    Draft, Fields {
        ids: Vec<String>,
        /// What is typed and not in the list yet: it is sent too, or swapping one for another would only take one off.
        another: String,
    }
);

impl Draft {
    fn of(ids: &[String]) -> Self {
        Self {
            ids: ids.to_owned(),
            another: String::new(),
        }
    }

    /// Taking one off and putting it on again is no change.
    fn ids_after(&self, base: &[String]) -> Vec<String> {
        let another = Some(self.another.trim()).filter(|another| !another.is_empty());
        let wanted = self.ids.iter().map(String::as_str);
        let wanted: Vec<&str> = wanted.chain(another).collect();
        let mut after: Vec<String> = Vec::new();
        let kept = base
            .iter()
            .map(String::as_str)
            .filter(|id| wanted.contains(id));
        for id in kept.chain(wanted.iter().copied()) {
            if !after.iter().any(|known| known == id) {
                after.push(id.to_owned());
            }
        }
        after
    }
}

/// The endpoints in their dialog.
static ENDPOINTS: Edited<Service, Vec<String>, Draft> = Edited {
    dialog: "private-endpoints",
    title: |service, _| format!("Private endpoints of {}", service.label()),
    submit: |_| "Apply changes",
    done: |_| "Private endpoints changed".into(),
    read: |service| service.private_endpoint_ids.clone(),
    draft: |ids| Draft::of(ids),
    check: |base, draft| Ok(draft.ids_after(base)),
    lines: |before, after| changes::of_endpoints(before, after),
    risks: |before, after| risks(before, after),
    request: |target, before, after| {
        target.update(&UpdateService {
            private_endpoint_ids: Some(PrivateEndpointIdsChange::between(before, after)),
            ..UpdateService::default()
        })
    },
    afterwards: |_, _, _| (),
    fields: &["privateEndpointIds"],
    activities: &["service_update_private_endpoints"],
    editor: |editing| {
        let problem = editing.refused;
        view! {
            <EndpointsEditor editing />
            <FieldProblem problem />
        }
        .into_any()
    },
};

fn risks(before: &[String], after: &[String]) -> Vec<String> {
    let PrivateEndpointIdsChange { remove, .. } = PrivateEndpointIdsChange::between(before, after);
    if remove.is_empty() {
        return Vec::new();
    }
    let mut told = vec![format!(
        "Clients that connect through {} are cut off.",
        remove.join(", ")
    )];
    if after.is_empty() {
        told.push(
            "No private endpoint is left: the service is then reached as the IP access list allows, \
             or not at all."
                .into(),
        );
    }
    told
}

#[component]
fn EndpointsEditor(editing: Editing<Vec<String>, Draft>) -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let Fields {
        ids,
        another: typed,
    } = Fields::follow(editing.draft);
    // What can be chosen: what is attached, what the organization has for this place, what was typed.
    let offered = Memo::new(move |before: Option<&Vec<String>>| {
        let service = service.read();
        let attached = service.private_endpoint_ids.iter().flatten();
        let available = service.available_private_endpoint_ids.iter().flatten();
        let mut offered = before.cloned().unwrap_or_default();
        for id in attached.chain(available).chain(ids.read().iter()) {
            if !offered.contains(id) {
                offered.push(id.clone());
            }
        }
        offered
    });
    let wrong = Memo::new(move |_| {
        let typed = typed.read();
        let typed = typed.trim();
        if typed.contains(char::is_whitespace) {
            Some("An ID has no spaces".to_owned())
        } else {
            offered
                .read()
                .iter()
                .any(|id| id == typed)
                .then(|| "It is in the list above already".to_owned())
        }
    });
    editing.hold_while(wrong.into());
    let refused = Signal::derive(move || {
        let is_empty = typed.read().trim().is_empty();
        wrong
            .get()
            .or_else(|| is_empty.then(|| "Enter an ID first".to_owned()))
    });
    let add = move || {
        let id = typed.get_untracked().trim().to_owned();
        ids.update(|ids| ids.push(id));
        typed.set(String::new());
    };
    let rows = move || {
        let rows = offered.get().into_iter();
        rows.map(|id| view! { <EndpointRow id ids /> })
            .collect_view()
    };
    let is_empty = move || offered.read().is_empty();
    view! {
        <fieldset class="fieldset">
            <legend>"Endpoints that reach the service"</legend>
            <Show when=is_empty>
                <p class="quiet">"The organization has no private endpoint in this region yet."</p>
            </Show>
            <div class="choices">{dynamic(rows)}</div>
        </fieldset>
        <TextField
            label="Another endpoint ID"
            value=typed
            problem=wrong
            hint="As your cloud provider calls it, such as vpce-0a1b2c3d4e5f60718. The organization knows it from then on."
            mono=true
        />
        <div class="rows__add">
            <Button refused on_click=add>
                "Add endpoint"
            </Button>
        </div>
    }
}

#[component]
fn EndpointRow(id: String, ids: RwSignal<Vec<String>>) -> impl IntoView {
    let OnService { organization, .. } = expect_context();
    let cache = expect_context::<Cache>();
    let known = cache.follow(&organizations::get(&organization.get_value()));
    let id = StoredValue::new(id);
    let is_chosen = move || ids.read().contains(&id.get_value());
    let choose = move |chosen: bool| {
        ids.update(|ids| {
            id.with_value(|id| ids.retain(|other| other != id));
            if chosen {
                ids.push(id.get_value());
            }
        });
    };
    let description = move || {
        let known = known.read();
        let endpoints = known.as_ref()?.private_endpoints.as_ref()?;
        let found = endpoints
            .iter()
            .find(|endpoint| endpoint.id.as_ref() == Some(&id.get_value()))?;
        found.description.clone()
    };
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=is_chosen
                on:change:target=move |event| choose(event.target().checked())
            />
            <span>
                <span class="mono">{id.get_value()}</span>
                " "
                <span class="quiet">{dynamic(description)}</span>
            </span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::editors::edit::Target;

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn taking_off_and_putting_on_again_is_no_change() {
        let base = ids(&["a", "b"]);
        let after = |wanted: &[&str]| Draft::of(&ids(wanted)).ids_after(&base);
        assert_eq!(after(&["b", "a"]), base);
        assert_eq!(after(&["b", "c"]), ids(&["b", "c"]));
    }

    #[test]
    fn what_is_typed_and_not_added_is_meant_too() {
        let base = ids(&["a"]);
        let after = |typed: &str| {
            let another = typed.into();
            Draft {
                ids: Vec::new(),
                another,
            }
            .ids_after(&base)
        };
        assert_eq!(after(" b "), ids(&["b"]));
        assert_eq!(after("a"), base);
        assert!(after(" ").is_empty());
    }

    #[test]
    fn the_difference_is_sent() {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let target = Target::service(id.parse().expect("a UUID"), id.parse().expect("a UUID"));
        let request = (ENDPOINTS.request)(&target, &ids(&["a", "b"]), &ids(&["b", "c"]));
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"privateEndpointIds":{"add":["c"],"remove":["a"]}}"#)
        );
    }

    #[test]
    fn who_is_cut_off_is_said() {
        assert!(risks(&ids(&["a"]), &ids(&["a", "b"])).is_empty());
        assert_eq!(risks(&ids(&["a", "b"]), &ids(&["b"])).len(), 1);
        assert_eq!(risks(&ids(&["a"]), &[]).len(), 2);
    }
}
