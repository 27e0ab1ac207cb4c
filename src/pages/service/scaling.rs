//! How the service scales: what is configured, what applies, and the change of it.

mod compare;
mod draft;
mod edit;
mod effects;
mod fields;
mod quota;
mod schedule;
mod stored;

use leptos::prelude::*;

use super::{
    OnService,
    settings::{EditSetting, use_refusal},
};
use crate::ui::{Button, Icon, Panel, Strip, StripItem, Tone, dynamic};
use compare::{Compare, difference};
use edit::SCALING;
use quota::{Room, use_room};
use schedule::Schedule;
use stored::Stored;

#[component]
pub fn ServiceScaling() -> impl IntoView {
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let locked = use_refusal();
    let room = use_room();
    provide_context(room);
    let stored = Memo::new(move |_| Stored::of(&service.read()));
    let refused = Signal::derive(move || {
        let unknown = || Some("The API did not tell how the service scales.".to_owned());
        locked.get().or_else(|| {
            if stored.read().is_some() {
                None
            } else {
                unknown()
            }
        })
    });
    let scale = move || {
        view! {
            <Button
                tone=Tone::Primary
                refused
                on_click=Callback::new(move |()| dialogs.open("scale"))
            >
                "Scale"
            </Button>
        }
    };
    let different = Memo::new(move |_| difference(&service.read()));
    let notice = move || {
        different.get().map(|text| {
            view! {
                <p class="notice">
                    <Icon name="clock" />
                    <span>{text}</span>
                </p>
            }
        })
    };
    view! {
        <Figures stored room />
        <Panel title="Scaling" actions=scale>
            {dynamic(notice)}
            <Compare />
        </Panel>
        <Schedule />
        <EditSetting edited=&SCALING />
    }
}

/// What the configuration comes to.
#[component]
fn Figures(stored: Memo<Option<Stored>>, room: Signal<Room>) -> impl IntoView {
    let told = move |read: fn(&Stored) -> String| {
        Signal::derive(move || stored.read().as_ref().map_or_else(|| "—".into(), read))
    };
    let at_rest = told(|stored| format!("{} GiB", stored.memory().0));
    let at_most = told(|stored| format!("{} GiB", stored.memory().1));
    let idles = told(
        |stored| match (stored.idle_scaling, stored.idle_timeout_minutes) {
            (false, _) => "never".into(),
            (true, Some(minutes)) => format!("{minutes} min"),
            (true, None) => "yes".into(),
        },
    );
    // Beside what is configured, so that it is seen before somebody scales.
    let of_quota = Signal::derive(move || {
        let stored = stored.read();
        let own = stored.as_ref().map(|stored| stored.size.max_replicas);
        own.and_then(|own| room.get().taken(own))
            .unwrap_or_else(|| "—".into())
    });
    view! {
        <Strip label="What the configuration comes to">
            <StripItem value=at_rest label="memory at rest, all replicas" />
            <StripItem value=at_most label="memory at most, all replicas" />
            <StripItem value=of_quota label="replicas of the warehouse's quota" />
            <StripItem value=idles label="without a query until it idles" />
        </Strip>
    }
}
