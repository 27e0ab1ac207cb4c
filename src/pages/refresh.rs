use leptos::prelude::*;

use crate::{
    offers::offer,
    query::Query,
    ui::{Action, Button, Icon, Tone},
};

/// Reads what is on view again; also offered in the palette.
#[component]
pub fn Refresh<T: Send + Sync + 'static>(
    query: Query<T>,
    /// What else is read again.
    #[prop(optional_no_strip)]
    and: Option<Callback<()>>,
) -> impl IntoView {
    let reload = Callback::new(move |()| {
        if let Some(and) = and {
            and.run(());
        }
        query.reload();
    });
    offer(
        String::new(),
        Signal::stored(vec![Action::new("Refresh", "refresh", reload)]),
    );
    view! {
        <Button tone=Tone::Plain on_click=reload>
            <Icon name="refresh" />
            "Refresh"
        </Button>
    }
}
