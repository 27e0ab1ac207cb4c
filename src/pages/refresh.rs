use leptos::prelude::*;

use crate::{
    offers::offer,
    ui::{Action, Button, Icon, Tone},
};

/// Reads what is on view again; also offered in the palette.
#[component]
pub fn Refresh(#[prop(into)] on_refresh: Callback<()>) -> impl IntoView {
    offer(
        String::new(),
        Signal::stored(vec![Action::new("Refresh", "refresh", on_refresh)]),
    );
    view! {
        <Button tone=Tone::Plain on_click=on_refresh>
            <Icon name="refresh" />
            "Refresh"
        </Button>
    }
}
