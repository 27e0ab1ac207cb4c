use leptos::prelude::*;

use super::settings::Settings;
use crate::{
    moment,
    ui::{CheckboxField, Icon, dynamic},
};

/// A new end of the key that this very session uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    pub at: String,
    /// Whether it comes before the one that stands.
    pub is_sooner: bool,
}

impl End {
    /// `None` where the change sets none.
    pub fn of(before: &Settings, after: &Settings) -> Option<Self> {
        let at = after.expire_at.as_ref()?;
        if before.expire_at.as_ref() == Some(at) {
            return None;
        }
        let was = before.expire_at.as_deref().and_then(moment::parse);
        let will = moment::parse(at);
        Some(Self {
            at: in_words(at),
            is_sooner: was.is_none_or(|was| will.is_none_or(|will| will < was)),
        })
    }
}

/// Warns of it, and wants a sooner one to be thought of.
#[component]
pub fn OwnExpiry(
    /// `None` where the change gives the session no new end.
    end: Memo<Option<End>>,
    confirmed: RwSignal<bool>,
) -> impl IntoView {
    let is_sooner = Memo::new(move |_| end.read().as_ref().is_some_and(|end| end.is_sooner));
    let said = move || {
        let at = end.get()?.at;
        Some(format!(
            "This session uses this key: it ends {at}, and nobody can prolong the key with the key itself \
             then."
        ))
    };
    let any = Memo::new(move |_| end.read().is_some());
    view! {
        <Show when=move || any.get()>
            <div class="notice" role="status">
                <Icon name="warning" />
                <div class="confirm">
                    <p>{dynamic(said)}</p>
                    <Show when=move || is_sooner.get()>
                        <CheckboxField label="This session may end then" checked=confirmed />
                    </Show>
                </div>
            </div>
        </Show>
    }
}

/// `2026-11-27 09:45:38 UTC`; what is no time as the API told it.
pub fn in_words(at: &str) -> String {
    let at = moment::parse(at).map_or_else(|| at.to_owned(), moment::rfc3339);
    at.replace('T', " ").replace('Z', " UTC")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::roles::Roles;

    #[test]
    fn a_later_end_is_no_loss() {
        let expiring = |at: Option<&str>| Settings {
            name: "ci".into(),
            roles: Roles::Untold,
            expire_at: at.map(Into::into),
            access: None,
        };
        let (soon, late) = ("2026-12-01T00:00:00Z", "2027-12-01T00:00:00Z");
        let is_sooner = |before, after| {
            let end = End::of(&expiring(before), &expiring(after));
            end.map(|end| end.is_sooner)
        };
        assert_eq!(is_sooner(None, Some(late)), Some(true));
        assert_eq!(is_sooner(Some(late), Some(soon)), Some(true));
        assert_eq!(is_sooner(Some(soon), Some(late)), Some(false));
        assert_eq!(is_sooner(Some(soon), None), None);
        assert_eq!(is_sooner(Some(soon), Some(soon)), None);
    }

    #[test]
    fn a_time_is_told_to_the_second() {
        assert_eq!(
            in_words("2026-11-27T09:45:38.857Z"),
            "2026-11-27 09:45:38 UTC"
        );
        assert_eq!(in_words("soon"), "soon");
    }
}
