//! The columns of the list of API keys: data for the table, its sorting, filter and export.

use std::{cmp::Ordering, sync::Arc};

use cloud_api::{
    OrganizationId,
    keys::{ApiKey, KeyState},
    legacy::Holder,
    services::IpAccess,
};
use leptos::prelude::*;

use super::{
    marks::{Mark, told},
    own::Own,
};
use crate::{
    format,
    pages::roles::{RoleTokens, role_names},
    paths,
    ui::{Column, Kind, ListOf, StateBadge, StateTone, Time},
};

/// A key of the list, and what is known of it beside the API's answer.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub organization: OrganizationId,
    pub key: Arc<ApiKey>,
    pub own: Own,
    pub marks: Vec<Mark>,
}

pub static KEYS: ListOf<Row> = ListOf {
    caption: "API keys",
    one: "API key",
    columns: COLUMNS,
    sort: "name",
    key: |row| row.key.id.to_string(),
    label: |row| row.key.label(),
    link: |row| Some(paths::key(&row.organization, &row.key.id)),
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.key.label()).with_cell(|row| {
        let href = paths::key(&row.organization, &row.key.id);
        let own = row
            .own
            .words()
            .map(|words| view! { <span class="token">{words}</span> });
        view! {
            <a class="name" href=href>
                {row.key.label()}
            </a>
            " "
            {own}
        }
        .into_any()
    }),
    Column::choice("state", "State", |row: &Row| {
        row.key
            .state
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    })
    .with_cell(|row| match &row.key.state {
        Some(state) => {
            view! { <StateBadge word=state.to_string() tone=state_tone(state) /> }.into_any()
        }
        None => dash(),
    }),
    Column::new(
        "role",
        "Roles",
        Kind::Words(|row: &Row| role_names(row.key.roles().as_deref())),
    )
    .with_cell(|row| {
        let mut first = row.key.roles();
        let rest = first
            .as_mut()
            .map(|roles| roles.split_off(roles.len().min(1)));
        let organization = row.organization.clone();
        view! {
            <span class="flags flags--line">
                <RoleTokens organization roles=first />
                {more(role_names(rest.as_deref()))}
            </span>
        }
        .into_any()
    }),
    Column::text("suffix", "Key ID", |row: &Row| {
        row.key.key_suffix.clone().unwrap_or_default()
    })
    .with_cell(|row| match &row.key.key_suffix {
        Some(suffix) => view! { <span class="mono">{format!("…{suffix}")}</span> }.into_any(),
        None => dash(),
    }),
    Column::new(
        "used",
        "Last used",
        Kind::Moment(|row: &Row| told(row.key.used_at.as_ref()).map(ToOwned::to_owned)),
    )
    .with_cell(|row| time(told(row.key.used_at.as_ref()))),
    Column::new(
        "expires",
        "Expires",
        Kind::Moment(|row: &Row| told(row.key.expire_at.as_ref()).map(ToOwned::to_owned)),
    )
    .with_cell(|row| time(told(row.key.expire_at.as_ref())))
    .ordered_by(by_expiry),
    Column::new("mark", "Marks", Kind::Words(mark_words))
        .with_cell(|row| {
            let marks: Vec<_> = in_cell(&row.marks).collect();
            marks_view(&marks)
        })
        // The gravest first.
        .ordered_by(|one, other| by_marks(&one.marks, &other.marks)),
    Column::choice("access", "IP access", |row: &Row| access_summary(&row.key)).hidden(),
    Column::choice("session", "Session", |row: &Row| {
        row.own.words().unwrap_or_default().to_owned()
    })
    .hidden(),
    Column::new(
        "created",
        "Created",
        Kind::Moment(|row: &Row| row.key.created_at.clone()),
    )
    .hidden(),
    Column::new(
        "id",
        "Resource id",
        Kind::Id(|row: &Row| row.key.id.to_string()),
    )
    .hidden(),
];

fn mark_words(row: &Row) -> Vec<String> {
    let words = row.marks.iter().map(|mark| mark.word().to_owned());
    words.collect()
}

/// What no other column says, and no other mark.
fn in_cell(marks: &[Mark]) -> impl Iterator<Item = Mark> {
    let is_told = |mark: &Mark| match mark {
        Mark::Disabled => true,
        Mark::Open => marks.contains(&Mark::AdminOpen),
        _ => false,
    };
    marks.iter().filter(move |mark| !is_told(mark)).copied()
}

pub fn state_tone(state: &KeyState) -> StateTone {
    match state {
        KeyState::Enabled => StateTone::Running,
        KeyState::Disabled => StateTone::Stopped,
        KeyState::Other(_) => StateTone::Unknown,
    }
}

pub fn mark_view(mark: Mark) -> AnyView {
    let class = if mark.is_grave() {
        "flag flag--grave"
    } else {
        "flag"
    };
    view! { <span class=class>{mark.words()}</span> }.into_any()
}

/// On one line, so that all rows are as high: the gravest, and how many more there are.
fn marks_view(marks: &[Mark]) -> AnyView {
    let Some((first, rest)) = marks.split_first() else {
        return dash();
    };
    let rest = rest.iter().map(|mark| mark.words().to_owned()).collect();
    view! { <span class="flags flags--line">{mark_view(*first)} {more(rest)}</span> }.into_any()
}

/// How many more there are, and on pointing at it or for a screen reader which.
fn more(rest: Vec<String>) -> Option<impl IntoView> {
    let words = rest.join(", ");
    (!rest.is_empty()).then(|| {
        view! {
            <span class="flag" title=words.clone()>
                <span aria-hidden="true">{format!("+{}", rest.len())}</span>
                <span class="visually-hidden">{format!("and {words}")}</span>
            </span>
        }
    })
}

/// Who may use the key, in a word.
pub fn access_summary(key: &ApiKey) -> String {
    match key.ip_access_list.as_deref() {
        None => String::new(),
        Some([]) => "nobody".into(),
        Some(entries) if entries.iter().any(IpAccess::is_anywhere) => "anywhere".into(),
        Some(entries) => format::plural(entries.len(), "range", "ranges"),
    }
}

/// What the API did not tell.
fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}

fn time(at: Option<&str>) -> AnyView {
    match at {
        Some(at) => view! { <Time at=Some(at.to_owned()) /> }.into_any(),
        None => "never".into_any(),
    }
}

/// Never is last.
fn by_expiry(one: &Row, other: &Row) -> Ordering {
    let at = |row: &Row| {
        let at = told(row.key.expire_at.as_ref()).map(ToOwned::to_owned);
        (at.is_none(), at)
    };
    at(one).cmp(&at(other))
}

fn by_marks(one: &[Mark], other: &[Mark]) -> Ordering {
    let rank = |marks: &[Mark]| {
        let places = marks.iter().map(|mark| *mark as usize);
        (marks.is_empty(), places.collect::<Vec<_>>())
    };
    rank(one).cmp(&rank(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(json: &str) -> Row {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let key = serde_json::from_str(&format!(r#"{{"id":"{id}",{json}}}"#)).expect("a key");
        let key: Arc<ApiKey> = Arc::new(key);
        Row {
            organization: id.parse().expect("a UUID"),
            own: Own::No,
            marks: super::super::marks::marks(&key, 1_795_514_400_000),
            key,
        }
    }

    #[test]
    fn access_is_summed_up_in_a_word() {
        let summary = |json| access_summary(&row(json).key);
        assert_eq!(summary(r#""ipAccessList":[]"#), "nobody");
        assert_eq!(summary(r#""ipAccessList":[{"source":"::/0"}]"#), "anywhere");
        assert_eq!(
            summary(r#""ipAccessList":[{"source":"192.0.2.1"}]"#),
            "1 range"
        );
        assert_eq!(summary(r#""name":"x""#), "");
    }

    #[test]
    fn a_key_that_never_expires_sorts_last() {
        let never = row(r#""expireAt":null"#);
        let soon = row(r#""expireAt":"2026-11-25T00:00:00Z""#);
        assert_eq!(by_expiry(&never, &soon), Ordering::Greater);
    }

    #[test]
    fn the_gravest_mark_sorts_first_and_none_last() {
        let mut lists = [
            vec![],
            vec![Mark::NeverUsed],
            vec![Mark::Open],
            vec![Mark::AdminOpen],
        ];
        lists.sort_by(|one, other| by_marks(one, other));
        assert_eq!(lists[0], [Mark::AdminOpen]);
        assert!(lists[3].is_empty());
    }
}
