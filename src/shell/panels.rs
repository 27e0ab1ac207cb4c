//! What the shell opens over any page: palette, shortcuts, calls, session, messages. Fetched when first wanted.

mod calls;
mod docs;
mod fuzzy;
mod messages;
mod palette;
mod results;
mod session_menu;
mod sheet;
mod shell_actions;
mod support;
mod things;
mod topics;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    chunk,
    chunk::{Chunk, Later},
    ui::dynamic,
};
use calls::CallLogDialog;
use messages::Messages;
use palette::Palette;
use session_menu::SessionMenu;
use sheet::ShortcutSheet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    Palette,
    Shortcuts,
    Calls,
    Session,
    Messages,
}

/// Which panel is open; one at a time.
#[derive(Clone, Copy)]
pub struct Panels(RwSignal<Option<Panel>>);

pub fn provide_panels() -> Panels {
    let panels = Panels(RwSignal::new(None));
    provide_context(panels);
    panels
}

impl Panels {
    pub fn open(self, panel: Panel) {
        self.0.set(Some(panel));
    }

    pub fn close(self) {
        self.0.set(None);
    }

    pub fn toggle(self, panel: Panel) {
        self.0
            .update(|now| *now = (*now != Some(panel)).then_some(panel));
    }

    pub fn is(self, panel: Panel) -> Signal<bool> {
        Signal::derive(move || self.0.get() == Some(panel))
    }

    pub fn any(self) -> bool {
        self.0.with_untracked(Option::is_some)
    }

    /// Fetches the panels' file ahead of the click that wants it.
    pub fn prefetch() {
        spawn_local(async {
            // Asked for again when a panel opens, which tells of a failure.
            _ = (chunk().fetch)().await;
        });
    }
}

#[component]
pub fn OpenPanels() -> impl IntoView {
    let panels = expect_context::<Panels>();
    let wanted = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || panels.0.read().is_some()
    });
    dynamic(move || {
        wanted
            .get()
            .then(|| view! { <Later chunk=chunk() props=() outline=(0, 0) /> })
    })
}

fn chunk() -> Chunk {
    chunk!(fn shell_panels() in shell => view! { <All /> })
}

#[component]
fn All() -> impl IntoView {
    view! {
        <Palette />
        <ShortcutSheet />
        <CallLogDialog />
        <SessionMenu />
        <Messages />
    }
}
