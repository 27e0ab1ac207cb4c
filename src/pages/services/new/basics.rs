use cloud_api::services::{Provider, Region};
use leptos::prelude::*;

use super::{form::Form, origin::Origin, place::place, problems::Field};
use crate::ui::{Choice, RadioGroup, SelectField, TextField};

/// Name, place and release channel.
#[component]
pub fn BasicsSection(form: Form) -> impl IntoView {
    let basics = form.fields().basics;
    let warehouse = form.fields().advanced.warehouse;
    let joins = Memo::new(move |_| !warehouse.read().is_empty());
    let channels: Vec<(String, String)> = [
        ("default", "Default"),
        ("slow", "Slow: new releases later, with more time to test"),
        (
            "fast",
            "Fast: new releases first, with a higher risk of bugs",
        ),
    ]
    .map(|(word, text)| (word.to_owned(), text.to_owned()))
    .into();
    let channel_hint = Signal::derive(move || {
        joins
            .get()
            .then(|| "Not sent: the warehouse's own channel applies.".to_owned())
    });
    view! {
        <fieldset class="form__section">
            <legend>"Basics"</legend>
            <TextField
                label="Name"
                value=basics.name
                problem=form.problem(Field::Name)
                hint="Letters, digits, spaces, - and _, up to 50 characters."
                required=true
            />
            {match form.origin() {
                Some(origin) => view! { <Fixed origin /> }.into_any(),
                None => view! { <Place form /> }.into_any(),
            }}
            <div class="form__row">
                <SelectField
                    label="Release channel"
                    value=basics.release_channel
                    options=channels
                    problem=form.problem(Field::ReleaseChannel)
                    hint=channel_hint
                />
            </div>
        </fieldset>
    }
}

/// Where a new service is.
#[component]
fn Place(form: Form) -> impl IntoView {
    let basics = form.fields().basics;
    let regions = Signal::derive(move || {
        let provider = Provider::from(basics.provider.read().as_str());
        let regions = Region::KNOWN.iter();
        let regions = regions.filter(|region| region.provider().as_ref() == Some(&provider));
        regions
            .map(|region| (region.to_string(), place(region)))
            .collect()
    });
    view! {
        <RadioGroup
            legend="Cloud provider"
            value=basics.provider
            options=[
                Choice::new("aws", "AWS"),
                Choice::new("gcp", "Google Cloud"),
                Choice::new("azure", "Azure"),
            ]
                .to_vec()
            problem=form.problem(Field::Provider)
        />
        <div class="form__row">
            <SelectField
                label="Region"
                value=basics.region
                options=regions
                problem=form.problem(Field::Region)
                hint="Provider and region cannot be changed later."
                required=true
            />
        </div>
    }
}

/// Where a backup is restored.
#[component]
fn Fixed(origin: Origin) -> impl IntoView {
    let service = &origin.service;
    let place = service
        .region
        .as_ref()
        .map_or_else(|| "—".to_owned(), place);
    let provider = service.provider.as_ref().map(ToString::to_string);
    view! {
        <div class="field">
            <span class="field__label">"Region"</span>
            <p>{provider} " " {place}</p>
            <p class="field__hint">"A backup is restored where it was made."</p>
        </div>
    }
}
