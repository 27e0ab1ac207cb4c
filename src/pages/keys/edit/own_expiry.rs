use leptos::prelude::*;

use super::{draft::Problems, settings::Settings};
use crate::{
    moment,
    pages::keys::own::Own,
    ui::{Icon, dynamic},
};

/// Warns of a new expiry of the key that this very session uses.
#[component]
pub fn OwnExpiry(
    own: Memo<Own>,
    base: Signal<Settings>,
    after: Memo<Result<Settings, Problems>>,
) -> impl IntoView {
    let ends = Memo::new(move |_| {
        let after = after.read();
        let at = after.as_ref().ok()?.expire_at.clone()?;
        (own.get() != Own::No && base.read().expire_at.as_ref() != Some(&at)).then(|| in_words(&at))
    });
    let said = move || {
        ends.get().map(|at| {
            view! {
                <p class="notice">
                    <Icon name="warning" />
                    <span>
                        {format!(
                            "This session uses this key: it ends {at}, and nobody can prolong the key with \
                             the key itself then.",
                        )}
                    </span>
                </p>
            }
        })
    };
    view! { <div role="status">{dynamic(said)}</div> }
}

/// `2026-11-27 09:45:38 UTC`; what is no time as the API told it.
pub fn in_words(at: &str) -> String {
    let at = moment::parse(at).map_or_else(|| at.to_owned(), moment::rfc3339);
    at.replace('T', " ").replace('Z', " UTC")
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_time_is_told_to_the_second() {
        assert_eq!(
            in_words("2026-11-27T09:45:38.857Z"),
            "2026-11-27 09:45:38 UTC"
        );
        assert_eq!(in_words("soon"), "soon");
    }
}
