//! The view of a list in its address, so that it can be linked, and what of it is kept in this browser.

use std::{cell::RefCell, collections::HashMap, time::Duration};

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use crate::{
    theme::{prefer, preference},
    ui::{
        ListView, View,
        list::{Keeping, Left, Named},
    },
};

/// How long the address waits for the next letter: browsers take only so many changes of it.
const PAUSE: Duration = Duration::from_millis(250);
const FILTER: &str = "filter";
const SORT: &str = "sort";
const COLUMNS: &str = "columns";

thread_local! {
    /// How the list at each address was left.
    static LEFT: RefCell<HashMap<String, Left>> = RefCell::new(HashMap::new());
    /// The time of the last step back or forward.
    static STEPPED: RefCell<Option<f64>> = const { RefCell::new(None) };
    /// One listener for the tab: a list that was left must hear of the step that leads back to it.
    static LISTENING: () = {
        window_event_listener(leptos::ev::popstate, |_| {
            STEPPED.set(Some(js_sys::Date::now()));
        });
    };
}

/// The view of the list `name` on this page. The columns chosen last stay chosen.
pub fn use_list_view(name: &'static str) -> ListView {
    let query = use_query_map();
    let location = use_location();
    let navigate = use_navigate();
    let path = location.pathname.get_untracked();
    let read = move || {
        let query = query.read();
        View {
            filter: query.get(FILTER).unwrap_or_default(),
            sort: query.get(SORT),
            columns: query.get(COLUMNS).or_else(|| preference(&columns_of(name))),
        }
    };
    let now = RwSignal::new(untrack(read));
    let written = StoredValue::new(now.get_untracked());
    let here = {
        let path = path.clone();
        Memo::new(move |_| *location.pathname.read() == path)
    };
    // A step back or a link to another view of the same list.
    Effect::new(move |_| {
        if here.get() {
            let seen = read();
            if seen != written.get_value() {
                written.set_value(seen.clone());
                now.set(seen);
            }
        }
    });
    let write = Callback::new(move |()| {
        if !here.try_get_untracked().unwrap_or_default() {
            return;
        }
        let view = now.get_untracked();
        if view == written.get_value() {
            return;
        }
        keep_columns(name, view.columns.as_deref());
        let mut query = query.get_untracked();
        for key in [FILTER, SORT, COLUMNS] {
            query.remove(key);
        }
        let filter = Some(view.filter.clone()).filter(|filter| !filter.is_empty());
        for (key, value) in [
            (FILTER, filter),
            (SORT, view.sort.clone()),
            (COLUMNS, view.columns.clone()),
        ] {
            if let Some(value) = value {
                query.insert(key.to_owned(), value);
            }
        }
        written.set_value(view);
        let address = format!("{path}{}", query.to_query_string());
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    });
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let changed = Callback::new(move |(typing,): (bool,)| {
        stop();
        if typing {
            let write = move || {
                _ = write.try_run(());
            };
            timer.set_value(set_timeout_with_handle(write, PAUSE).ok());
        } else {
            write.run(());
        }
    });
    LISTENING.with(|()| ());
    let keeping = Keeping {
        changed,
        named: Callback::new(move |()| named(name)),
        keep_named: Callback::new(move |(views,): (Vec<Named>,)| keep_named(name, &views)),
        left: Callback::new(|(left,)| {
            LEFT.with_borrow_mut(|all| all.insert(address(), left));
        }),
        come_back: Callback::new(|()| {
            let stepped = STEPPED.take()?;
            let is_new = js_sys::Date::now() - stepped < 10_000.0;
            is_new
                .then(|| LEFT.with_borrow(|all| all.get(&address()).cloned()))
                .flatten()
        }),
    };
    ListView::new(now, keeping)
}

fn address() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

fn columns_of(name: &str) -> String {
    format!("{name}.columns")
}

fn keep_columns(name: &str, columns: Option<&str>) {
    prefer(&columns_of(name), columns);
}

/// Name, filter, order and columns of each view; an order or columns nobody chose are empty.
type Stored = [String; 4];

fn named(name: &str) -> Vec<Named> {
    let text = preference(&format!("{name}.views")).unwrap_or_default();
    let stored: Vec<Stored> = serde_json::from_str(&text).unwrap_or_default();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    stored
        .into_iter()
        .map(|[name, filter, sort, columns]| Named {
            name,
            view: View {
                filter,
                sort: some(sort),
                columns: some(columns),
            },
        })
        .collect()
}

fn keep_named(name: &str, views: &[Named]) {
    let stored: Vec<Stored> = views
        .iter()
        .map(|Named { name, view }| {
            [
                name.clone(),
                view.filter.clone(),
                view.sort.clone().unwrap_or_default(),
                view.columns.clone().unwrap_or_default(),
            ]
        })
        .collect();
    if let Ok(text) = serde_json::to_string(&stored) {
        prefer(&format!("{name}.views"), Some(&text));
    }
}
