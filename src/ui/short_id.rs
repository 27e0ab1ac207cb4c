use leptos::prelude::*;

use super::{Tip, Toasts, copy::copy_and_tell};

/// What is left at each end.
const END: usize = 8;

/// An id of the API, shortened in the middle; whole on hover and on focus, for who listens, and where it is selected.
/// Enter and a double click copy it.
#[component]
pub fn ShortId(#[prop(into)] id: String) -> impl IntoView {
    let Some(short) = shortened(&id) else {
        return view! { <span class="mono">{id}</span> }.into_any();
    };
    let toasts = use_context::<Toasts>();
    let copy = {
        let id = StoredValue::new(id.clone());
        move || copy_and_tell(id.get_value(), toasts)
    };
    view! {
        <Tip text=Some(format!("{id} · Enter copies it."))>
            <span
                class="mono"
                tabindex="0"
                on:dblclick=move |_| copy()
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        copy();
                    }
                }
            >
                <span class="short-id" aria-hidden="true">
                    {short}
                </span>
                <span class="visually-hidden">{id}</span>
            </span>
        </Tip>
    }
    .into_any()
}

/// Nothing where shortening would save nothing.
fn shortened(id: &str) -> Option<String> {
    let is_long = id.is_ascii() && id.len() > 2 * END + 3;
    is_long.then(|| format!("{}…{}", &id[..END], &id[id.len() - END..]))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn an_id_keeps_both_ends_and_a_short_one_stays() {
        let short = shortened("6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11");
        assert_eq!(short.as_deref(), Some("6f0f2c4e…5b1f7e11"));
        assert_eq!(shortened("default"), None);
        assert_eq!(shortened("ünïcödé-ünïcödé-ünïcödé"), None);
    }
}
