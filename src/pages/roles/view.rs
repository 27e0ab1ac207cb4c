use std::sync::Arc;

use cloud_api::roles::Role;
use leptos::prelude::*;

use crate::{query::Query, query_view::QueryView, ui::dynamic};

/// Shows what needs the roles, or why this key may not read them.
#[component]
pub fn RolesView<F, V>(query: Query<Vec<Role>>, children: F) -> impl IntoView
where
    F: Fn(Signal<Arc<Vec<Role>>>) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let forbidden = Memo::new(move |_| {
        query
            .error()
            .read()
            .as_ref()
            .is_some_and(|error| error.status() == Some(403))
    });
    dynamic(move || {
        if forbidden.get() {
            view! {
                <p class="panel__text quiet">
                    "This key may not read what roles allow: the API wants the right to manage the \
                     organization (control-plane:organization:manage)."
                </p>
            }
            .into_any()
        } else {
            view! {
                <QueryView query outline=(4, 2) let:all>
                    {children(all)}
                </QueryView>
            }
            .into_any()
        }
    })
}
