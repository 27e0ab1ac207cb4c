//! The services and pages visited in this tab, for the palette.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{first_view::FirstView, paths, session};

const KEPT: &str = "visited";
const MOST: usize = 12;

/// Addresses, newest first, kept for a reload. Names are not kept: the palette knows them or leaves the address out.
#[derive(Clone, Copy)]
pub struct Visited(StoredValue<Vec<String>>);

/// Notes every page shown as long as the calling component lives.
pub fn use_visited() {
    let visited = Visited(StoredValue::new(Vec::new()));
    provide_context(visited);
    let location = use_location();
    let first_view = expect_context::<FirstView>();
    Effect::new(move |is_read: Option<bool>| {
        if !first_view.is_over() {
            return false;
        }
        let page = paths::without_tab(&location.pathname.read());
        visited.0.update_value(|all| {
            if is_read != Some(true) {
                *all = session::kept(KEPT).unwrap_or_default();
            }
            all.retain(|other| *other != page);
            all.insert(0, page);
            all.truncate(MOST);
            session::keep(KEPT, all);
        });
        true
    });
}

impl Visited {
    /// Without the page on view.
    pub fn newest(self) -> Vec<String> {
        self.0
            .with_value(|all| all.iter().skip(1).cloned().collect())
    }
}
