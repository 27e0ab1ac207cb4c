//! The state of one list on the page, shared by its parts.

use std::{collections::HashSet, sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{
    ListView,
    arrange::{Arranged, Arranger, PIECE},
    column::{ColumnInfo, chosen},
    filter::Filter,
    matching::Matcher,
    rows::Rows,
};
use crate::ui::Sort;

/// How long rows stay before they are read for the filter: those of a long answer come slice by slice.
const QUIET: Duration = Duration::from_millis(500);
/// Left to the page between two pieces.
const BETWEEN: Duration = Duration::from_millis(4);

/// What the parts know of [`super::ListOf`].
#[derive(Clone)]
pub struct About {
    pub caption: &'static str,
    pub one: &'static str,
    pub sort: &'static str,
    pub columns: Vec<ColumnInfo>,
    /// Without a table there are no columns to choose.
    pub with_table: bool,
}

/// Rows, equal to themselves only.
#[derive(Clone)]
pub struct HeldRows(pub Rows);

impl PartialEq for HeldRows {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Clone, Copy)]
pub struct ListCore {
    pub about: StoredValue<About>,
    pub view: ListView,
    pub rows: Memo<HeldRows>,
    pub sort: Memo<Sort>,
    /// The columns shown, as numbers.
    pub chosen: Memo<Vec<usize>>,
    pub filter: Memo<String>,
    /// The part of the filter that is still being typed.
    pub typing: RwSignal<String>,
    pub matcher: Memo<Arc<Matcher>>,
    pub arranged: Memo<Arranged>,
    /// Nothing changes its place while someone points at a row or has its menu open.
    pub held: RwSignal<bool>,
    /// Keys of the selected rows.
    pub selected: RwSignal<HashSet<String>>,
    pub selectable: bool,
    /// Something is told above the rows that has to stay when the last one goes, such as what became of each.
    pub telling: RwSignal<bool>,
    arranger: StoredValue<Arranger>,
}

impl ListCore {
    pub(super) fn new(
        about: About,
        rows: Memo<HeldRows>,
        view: ListView,
        selectable: bool,
    ) -> Self {
        let columns = about.columns.clone();
        let cache = StoredValue::new(Arranger::new(about.columns.clone()));
        let default_sort = about.sort;
        let about = StoredValue::new(about);
        let now = view.now;
        let sort = Memo::new(move |_| {
            let view = now.read();
            Sort::parse(view.sort.as_deref().unwrap_or(default_sort))
        });
        let chosen = {
            let columns = columns.clone();
            Memo::new(move |_| {
                let view = now.read();
                chosen(&columns, view.columns.as_deref().unwrap_or_default())
            })
        };
        let filter = Memo::new(move |_| now.read().filter.clone());
        let typing = RwSignal::new(String::new());
        let matcher = Memo::new(move |_| {
            let partial = {
                let typing = typing.read();
                !typing.is_empty() && !typing.ends_with(' ')
            };
            let filter = Filter::parse(&filter.read());
            Arc::new(Matcher::new(&filter, &columns, partial, now_ms()))
        });
        let held = RwSignal::new(false);
        let arranged = Memo::new(move |last: Option<&Arranged>| {
            let rows = rows.get().0;
            let (sort, matcher, held) = (sort.read(), matcher.read(), held.get());
            cache
                .try_update_value(|arranger| arranger.arrange(&rows, &sort, &matcher, held))
                .or_else(|| last.cloned())
                .unwrap_or(Arranged {
                    rows,
                    shown: Arc::default(),
                    gone: Arc::default(),
                })
        });
        // Ahead of the first letter typed, and without holding up the page.
        Effect::new(move |_| {
            let held = rows.get();
            if held.0.count() > PIECE {
                set_timeout(move || warm(cache, rows, held), QUIET);
            }
        });
        Self {
            about,
            view,
            rows,
            sort,
            chosen,
            filter,
            typing,
            matcher,
            arranged,
            held,
            selected: RwSignal::new(HashSet::new()),
            selectable,
            telling: RwSignal::new(false),
            arranger: cache,
        }
    }

    /// The numbers of the rows that another filter would leave: what one more choice would find.
    pub fn matching(self, filter: &Filter) -> Vec<u32> {
        let matcher = self
            .about
            .with_value(|about| Matcher::new(filter, &about.columns, false, now_ms()));
        let rows = self.rows.get_untracked().0;
        self.arranger
            .try_update_value(|arranger| arranger.matching(&rows, &matcher))
            .unwrap_or_default()
    }

    /// Each text of a column once: a row that has it, and how many do.
    pub(super) fn distinct(self, column: usize) -> Vec<(usize, usize)> {
        let rows = self.rows.get_untracked().0;
        self.arranger
            .try_update_value(|arranger| arranger.distinct(&rows, column))
            .unwrap_or_default()
    }

    pub fn column(self, number: usize) -> ColumnInfo {
        self.about.with_value(|about| about.columns[number])
    }
}

fn warm(cache: StoredValue<Arranger>, rows: Memo<HeldRows>, held: HeldRows) {
    // Later rows are read by a run of their own: two runs would undo each other's work without end.
    if rows.try_get_untracked().as_ref() != Some(&held) {
        return;
    }
    let more = cache.try_update_value(|arranger| arranger.warm(&held.0));
    if more == Some(true) {
        set_timeout(move || warm(cache, rows, held), BETWEEN);
    }
}

fn now_ms() -> f64 {
    js_sys::Date::now()
}
