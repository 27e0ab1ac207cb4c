//! Range and split in the address of the page.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use super::{
    range::{Choice, FROM, RANGE, TO},
    split::Split,
};

const SPLIT: &str = "split";
const TAG: &str = "tag";

/// The range that the address says.
pub fn use_choice() -> Memo<Choice> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        Choice::read_from(query.get_str(RANGE), query.get_str(FROM), query.get_str(TO))
    })
}

/// How the address splits the costs.
pub fn use_split() -> Memo<Split> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        Split::read(query.get_str(SPLIT), query.get_str(TAG))
    })
}

/// Goes to another range or split, which Back undoes; everything else in the address stays.
#[derive(Clone, Copy)]
pub struct GoTo {
    pub range: Callback<(Choice,)>,
    pub split: Callback<(Split,)>,
}

pub fn use_go_to() -> GoTo {
    let navigate = use_navigate();
    let query = use_query_map();
    let location = use_location();
    let go = Callback::new(
        move |(names, values): (&'static [&'static str], Vec<(&'static str, String)>)| {
            let mut query = query.get_untracked();
            for name in names {
                query.remove(name);
            }
            for (name, value) in values {
                query.insert(name.to_owned(), value);
            }
            let path = location.pathname.get_untracked();
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&format!("{path}{}", query.to_query_string()), options);
        },
    );
    GoTo {
        range: Callback::new(move |(choice,): (Choice,)| {
            go.run((&[RANGE, FROM, TO], choice.query()));
        }),
        split: Callback::new(move |(split,): (Split,)| {
            let mut values = vec![(SPLIT, split.word().to_owned())];
            if let Split::Tag(Some(key)) = split {
                values.push((TAG, key));
            }
            go.run((&[SPLIT, TAG], values));
        }),
    }
}
