//! Who makes the new password.

use crate::ui::Choice;

use super::make;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The browser: the API gets hashes.
    Here,
    /// The person: the API gets hashes.
    Typed,
    /// The API: it comes over the wire.
    Api,
}

impl Way {
    const ALL: [Self; 3] = [Self::Here, Self::Typed, Self::Api];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Typed => "typed",
            Self::Api => "api",
        }
    }

    pub(super) fn of(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|way| way.as_str() == word)
            .unwrap_or(Self::Here)
    }

    pub(super) fn choices() -> Vec<Choice> {
        Self::ALL
            .into_iter()
            .map(|way| {
                let (text, hint) = match way {
                    Self::Here => (
                        "Made in this browser",
                        format!(
                            "{} random characters, {} bits. Only hashes are sent: the password \
                             itself never leaves this page.",
                            make::LENGTH,
                            make::bits()
                        ),
                    ),
                    Self::Typed => ("Typed by you", "Only hashes are sent, here too.".to_owned()),
                    Self::Api => (
                        "Made by the API",
                        "Its answer carries the password over the network.".to_owned(),
                    ),
                };
                Choice::new(way.as_str(), text).hint(hint)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_can_be_chosen_and_the_browsers_comes_first() {
        let words: Vec<_> = Way::choices()
            .into_iter()
            .map(|choice| Way::of(&choice.value))
            .collect();
        assert_eq!(words, [Way::Here, Way::Typed, Way::Api]);
        assert_eq!(Way::of("something else"), Way::Here);
    }
}
