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
    /// The last step back or forward: its time, and where it led.
    static STEPPED: RefCell<Option<(f64, String)>> = const { RefCell::new(None) };
    /// One listener for the tab: a list that was left must hear of the step that leads back to it.
    static LISTENING: () = {
        window_event_listener(leptos::ev::popstate, |_| {
            STEPPED.set(Some((js_sys::Date::now(), address_now())));
        });
    };
}

/// How long after a step its list may still be waited for.
const RECENT_MS: f64 = 10_000.0;

/// How lists were left belongs to the session: it holds keys of rows.
pub fn forget_places() {
    LEFT.take();
    STEPPED.take();
}

/// The session that ended by itself goes on at this address, as if a step had led back there.
pub fn return_to(address: &str) {
    STEPPED.set(Some((js_sys::Date::now(), address.to_owned())));
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
    // The router's address is that of the next page already while this one still hears of a scrolling.
    let address = Memo::new(move |_| joined(&location.pathname.read(), &location.search.read()));
    let is_replaced = StoredValue::new(false);
    Effect::new(move |before: Option<String>| {
        let now = address.get();
        if let Some(before) = before.filter(|before| *before != now && here.get()) {
            follow(&before, &now, is_replaced.get_value());
            is_replaced.set_value(false);
        }
        now
    });
    {
        let path = path.clone();
        on_cleanup(move || forget_step_to(&path));
    }
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
                // The router decodes it here and, once more than it should, when it is read.
                query.insert(key.to_owned(), value.replace('%', "%2525"));
            }
        }
        written.set_value(view);
        is_replaced.set_value(true);
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
        left: Callback::new(move |(left,)| {
            if here.try_get_untracked() == Some(true) {
                LEFT.with_borrow_mut(|all| all.insert(address.get_untracked(), left));
            }
        }),
        come_back: Callback::new(move |()| {
            let (at, led_to) = STEPPED.take()?;
            let here = address.try_get_untracked()?;
            let is_ours = led_to == here && js_sys::Date::now() - at < RECENT_MS;
            is_ours
                .then(|| LEFT.with_borrow(|all| all.get(&here).cloned()))
                .flatten()
        }),
    };
    ListView::new(now, keeping)
}

/// How the list was left goes with its address: no entry of the history leads to one that was replaced. One that was
/// left for another, such as a dialog's, can be come back to.
fn follow(before: &str, now: &str, is_replaced: bool) {
    LEFT.with_borrow_mut(|all| {
        let left = if is_replaced {
            all.remove(before)
        } else {
            all.get(before).cloned()
        };
        if let Some(left) = left {
            all.insert(now.to_owned(), left);
        }
    });
}

/// A step that led to a list on view, as from its dialog back, is not how a later visit comes there.
fn forget_step_to(path: &str) {
    STEPPED.with_borrow_mut(|stepped| {
        let led_to = stepped.as_ref().map(|(_, address)| address.as_str());
        let led_to = led_to.and_then(|address| address.split('?').next());
        if led_to == Some(path) {
            *stepped = None;
        }
    });
}

fn address_now() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    joined(&path, &location.search().unwrap_or_default())
}

fn joined(path: &str, search: &str) -> String {
    match search.trim_start_matches('?') {
        "" => path.to_owned(),
        search => format!("{path}?{search}"),
    }
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn keep(address: &str, key: &str) {
        let left = Left {
            scrolled: (0.0, 0.0),
            selected: HashSet::from([key.to_owned()]),
        };
        LEFT.with_borrow_mut(|all| all.insert(address.to_owned(), left));
    }

    fn kept(address: &str) -> Option<String> {
        let left = LEFT.with_borrow(|all| all.get(address).cloned());
        left.and_then(|left| left.selected.into_iter().next())
    }

    #[test]
    fn how_a_list_was_left_goes_with_an_address_that_is_replaced() {
        keep("/services", "a");
        follow("/services", "/services?filter=x", true);
        assert_eq!(kept("/services"), None, "nothing leads back there");
        assert_eq!(kept("/services?filter=x").as_deref(), Some("a"));
        follow("/services?filter=x", "/services?dialog=stop", false);
        assert_eq!(kept("/services?filter=x").as_deref(), Some("a"));
        assert_eq!(kept("/services?dialog=stop").as_deref(), Some("a"));
        forget_places();
        assert_eq!(kept("/services?filter=x"), None);
    }

    #[test]
    fn a_step_to_a_list_on_view_is_forgotten_when_it_is_left() {
        STEPPED.set(Some((0.0, joined("/services", "?filter=x"))));
        forget_step_to("/keys");
        assert!(STEPPED.with_borrow(Option::is_some), "it led elsewhere");
        forget_step_to("/services");
        assert!(STEPPED.with_borrow(Option::is_none));
    }
}
