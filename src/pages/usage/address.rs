//! Range and split in the address of the page.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{range::Choice, split::Split};
use crate::pages::range::{OF_RANGE, use_range, use_replace};

const SPLIT: &str = "split";
const TAG: &str = "tag";

/// The range that the address says.
pub fn use_choice() -> Memo<Choice> {
    use_range(Choice::read_from)
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
    let replace = use_replace();
    GoTo {
        range: Callback::new(move |(choice,): (Choice,)| {
            replace.run((OF_RANGE, choice.query()));
        }),
        split: Callback::new(move |(split,): (Split,)| {
            let mut values = vec![(SPLIT, split.word().to_owned())];
            if let Split::Tag(Some(key)) = split {
                values.push((TAG, key));
            }
            replace.run((&[SPLIT, TAG], values));
        }),
    }
}
