use leptos::prelude::*;

use super::Tip;

/// What is left at each end.
const END: usize = 8;

/// An id of the API, shortened in the middle; whole on hover and on focus, for who listens, and where it is copied.
#[component]
pub fn ShortId(#[prop(into)] id: String) -> impl IntoView {
    let Some(short) = shortened(&id) else {
        return view! { <span class="mono">{id}</span> }.into_any();
    };
    view! {
        <Tip text=Some(id.clone())>
            <span class="mono" tabindex="0">
                <span aria-hidden="true">{short}</span>
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
