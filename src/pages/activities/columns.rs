//! The audit log as data: what its table, order, filter and export are made of.

use leptos::prelude::*;

use super::{agent, row::Row};
use crate::{
    format::dates::rfc3339,
    paths,
    ui::{
        Column, Kind, ListOf, Time,
        clock::{Detail, local},
    },
};

pub static ACTIVITIES: ListOf<Row> = ListOf {
    caption: "Activities",
    one: "activity",
    columns: COLUMNS,
    // As they come: newest first. Sorting 100 000 rows for each slice that arrives would be felt.
    sort: "",
    key: |row| row.record.id.to_string(),
    label: |row| row.record.what.label().to_owned(),
    link: |row| Some(link(row)),
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("activity", "Activity", |row: &Row| {
        row.record.what.label().to_owned()
    })
    .with_cell(|row| {
        let label = row.record.what.label().to_owned();
        view! {
            <a class="name clip clip--name" href=link(row) title=label.clone()>
                {label.clone()}
            </a>
        }
        .into_any()
    }),
    Column::new("time", "Time", Kind::Moment(time)).with_cell(|row| {
        let at = row.record.at;
        if at.is_nan() {
            return dash();
        }
        view! { <Time at=Some(rfc3339(at)) shown=local(at, Detail::Clock) /> }.into_any()
    }),
    Column::choice("actor", "Actor", |row: &Row| {
        row.record.who.label().to_owned()
    })
    .with_cell(|row| {
        let label = row.record.who.label().to_owned();
        clipped(label)
    }),
    Column::choice("service", "Service", service).with_cell(|row| {
        let Some(place) = &row.place else {
            return dash();
        };
        let label = place.label().to_owned();
        match &place.service {
            Some(id) => {
                let href = paths::service(&row.organization, id);
                view! {
                    <a class="clip" href=href>
                        {label}
                    </a>
                }
                .into_any()
            }
            None => clipped(label),
        }
    }),
    Column::choice("ip", "IP address", address).with_cell(|row| {
        let address = address(row);
        if address.is_empty() {
            return dash();
        }
        let new = row.marks.address.then(|| new_mark("new"));
        view! {
            <span class="mono">{address}</span>
            {new}
        }
        .into_any()
    }),
    Column::choice("agent", "Agent", |row: &Row| agent::short(&raw_agent(row))).with_cell(|row| {
        let raw = raw_agent(row);
        if raw.is_empty() {
            return dash();
        }
        let short = agent::short(&raw);
        let new = row.marks.agent.then(|| new_mark("new"));
        view! {
            <span class="clip" title=raw>
                {short}
            </span>
            {new}
        }
        .into_any()
    }),
    Column::choice("group", "Group", |row: &Row| {
        row.record.what.group().to_owned()
    })
    .hidden(),
    Column::choice("type", "Type", |row: &Row| row.record.what.kind.to_string()).hidden(),
    Column::choice("actor-type", "Actor type", |row: &Row| {
        text(row.record.who.kind.as_deref())
    })
    .hidden(),
    Column::text("actor-id", "Actor ID", |row: &Row| {
        text(row.record.who.id.as_deref())
    })
    .hidden(),
    Column::text("service-id", "Service ID", |row: &Row| {
        text(row.record.service.as_deref())
    })
    .hidden(),
    Column::choice("change", "Change of key", |row: &Row| {
        let touched = row.record.touched.as_ref();
        text(touched.and_then(|touched| touched.key_update.as_deref()))
    })
    .hidden(),
    Column::new("touched", "Touched", Kind::Words(touched)).hidden(),
    Column::new("new", "New", Kind::Words(marks)).hidden(),
    Column::text("user-agent", "User agent", raw_agent).hidden(),
    Column::new("id", "ID", Kind::Id(|row: &Row| row.record.id.to_string())).hidden(),
];

fn link(row: &Row) -> String {
    paths::activity(&row.organization, &row.record.id)
}

fn time(row: &Row) -> Option<String> {
    let at = row.record.at;
    at.is_finite().then(|| rfc3339(at))
}

fn service(row: &Row) -> String {
    let place = row.place.as_ref();
    place
        .map(|place| place.label().to_owned())
        .unwrap_or_default()
}

fn address(row: &Row) -> String {
    text(row.record.who.address.as_deref())
}

fn raw_agent(row: &Row) -> String {
    text(row.record.who.agent.as_deref())
}

fn touched(row: &Row) -> Vec<String> {
    let Some(touched) = &row.record.touched else {
        return Vec::new();
    };
    let lists = [
        &touched.role_names,
        &touched.role_ids,
        &touched.actors,
        &touched.resources,
    ];
    let all = touched.key.iter().chain(lists.into_iter().flatten());
    all.map(ToString::to_string).collect()
}

fn marks(row: &Row) -> Vec<String> {
    let marks = [(row.marks.address, "ip"), (row.marks.agent, "agent")];
    let marked = marks.iter().filter(|(is_new, _)| *is_new);
    marked.map(|(_, word)| (*word).to_owned()).collect()
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}

fn clipped(label: String) -> AnyView {
    if label.is_empty() {
        return dash();
    }
    view! {
        <span class="clip" title=label.clone()>
            {label.clone()}
        </span>
    }
    .into_any()
}

/// The actor did not use it before, as far as the range shows.
fn new_mark(word: &'static str) -> AnyView {
    view! {
        <span class="mark-new" title="The first record of this actor with it in this range">
            {word}
        </span>
    }
    .into_any()
}
