use cloud_api::services::{IpAccess, Service};
use leptos::prelude::*;

use super::{
    figures::{Figure, Figures},
    tile::{Tile, TileState},
};
use crate::{pages::hygiene::Lists, paths};

/// From where the services can be reached, by their IP access lists.
#[component]
pub fn Exposure(lists: Lists) -> impl IntoView {
    let latest = lists.services.latest();
    let counts = Memo::new(move |_| {
        let all = latest.read();
        Reach::of(all.as_deref().map_or(&[], Vec::as_slice))
    });
    let list = paths::services(&lists.organization.get_value());
    let more = ("Services", list.clone());
    let content = move || {
        let Reach {
            anywhere,
            ranges,
            nobody,
            untold,
        } = counts.get();
        let figure = |count, words, filter, is_grave| Figure {
            count,
            words,
            href: paths::with_filter(&list, filter),
            is_grave,
        };
        let figures = vec![
            figure(anywhere, "open to the world", "access:anywhere", true),
            figure(
                ranges,
                if untold > 0 {
                    "reached from ranges, or not told"
                } else {
                    "reached from the ranges they list"
                },
                "-access:anywhere -access:nobody",
                false,
            ),
            figure(nobody, "closed: the list is empty", "access:nobody", false),
        ];
        view! { <Figures figures /> }
    };
    let state = TileState::shared(lists.services);
    view! { <Tile title="Exposure of services" more state lines=3 content /> }
}

/// How many services let whom in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Reach {
    anywhere: usize,
    ranges: usize,
    nobody: usize,
    /// Of those of ranges.
    untold: usize,
}

impl Reach {
    /// As the list's column and its filter count. A list that is not told counts with those of ranges.
    fn of(all: &[Service]) -> Self {
        let mut reach = Self::default();
        for service in all {
            match service.ip_access_list.as_deref() {
                Some([]) => reach.nobody += 1,
                Some(list) if list.iter().any(IpAccess::is_anywhere) => reach.anywhere += 1,
                Some(_) => reach.ranges += 1,
                None => {
                    reach.ranges += 1;
                    reach.untold += 1;
                }
            }
        }
        reach
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_counted_once() {
        let all: Vec<Service> = serde_json::from_str(
            r#"[{"id":"a","ipAccessList":[]},{"id":"b"},{"id":"c","ipAccessList":[{"source":"192.0.2.0/24"}]},
                {"id":"d","ipAccessList":[{"source":"192.0.2.0/24"},{"source":"::/0"}]}]"#,
        )
        .expect("services");
        let reach = Reach::of(&all);
        let expected = Reach {
            anywhere: 1,
            ranges: 2,
            nobody: 1,
            untold: 1,
        };
        assert_eq!(reach, expected);
    }
}
