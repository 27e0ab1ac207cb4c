use std::sync::Arc;

use cloud_api::services::Service;
use leptos::prelude::*;

use super::{
    check::{primaries, primary_of},
    form::Form,
    problems::Field,
};
use crate::{
    query::Query,
    ui::{CheckboxField, ProblemNotice, SelectField},
};

/// Joins the data of another service.
#[component]
pub fn WarehouseFields(form: Form, query: Query<Vec<Service>>) -> impl IntoView {
    let advanced = form.fields().advanced;
    let basics = form.fields().basics;
    let joins = Memo::new(move |_| !advanced.warehouse.read().is_empty());
    let options = Signal::derive(move || {
        let all = form.services.get().unwrap_or_default();
        let none = (String::new(), "None: data of its own".to_owned());
        std::iter::once(none)
            .chain(primaries(&all).filter_map(option))
            .collect()
    });
    // A warehouse is in one place: the service has to stand there too.
    let move_there = Callback::new(move |(warehouse,): (String,)| {
        let all: Arc<Vec<Service>> = form.services.get_untracked().unwrap_or_default();
        if let Some(primary) = primary_of(&all, &warehouse)
            && let (Some(provider), Some(region)) = (&primary.provider, &primary.region)
        {
            basics.provider.set(provider.to_string());
            basics.region.set(region.to_string());
        }
    });
    let problem = Signal::derive(move || query.error().get().map(|error| error.problem()));
    view! {
        <fieldset class="fieldset">
            <legend>"Warehouse"</legend>
            <SelectField
                label="Join the warehouse of"
                value=advanced.warehouse
                options
                problem=form.problem(Field::Warehouse)
                hint="The service shares that service's data, region, release channel and password."
                on_change=move_there
            />
            <ProblemNotice problem on_retry=Callback::new(move |()| query.reload()) />
            <Show when=move || joins.get()>
                <CheckboxField
                    label="Read-only"
                    checked=advanced.read_only
                    problem=form.problem(Field::ReadOnly)
                    hint="It reads the warehouse's data and cannot change it."
                />
            </Show>
        </fieldset>
    }
}

fn option(primary: &Service) -> Option<(String, String)> {
    let warehouse = primary.data_warehouse_id.clone()?;
    let region = primary
        .region
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    Some((warehouse, format!("{} ({region})", primary.label())))
}
