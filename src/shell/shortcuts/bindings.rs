//! Which keys do what, where somebody wants it otherwise: one key, or two one after the other (`g s`).

/// Pairs of the keys that are ours and those that take their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings(Vec<(String, String)>);

impl Bindings {
    /// From a preference; what is no pair is left out.
    pub fn read(text: &str) -> Self {
        let pairs = text.lines().filter_map(|line| line.split_once('\t'));
        let pairs = pairs.filter(|(keys, bound)| !keys.is_empty() && !bound.is_empty());
        Self(
            pairs
                .map(|(keys, bound)| (keys.to_owned(), bound.to_owned()))
                .collect(),
        )
    }

    /// For a preference; nothing where all keys are ours.
    pub fn write(&self) -> Option<String> {
        let lines: Vec<_> = self
            .0
            .iter()
            .map(|(keys, bound)| format!("{keys}\t{bound}"))
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// The keys to press for what ours do.
    pub fn of<'a>(&'a self, keys: &'a str) -> &'a str {
        let found = self.0.iter().find(|(ours, _)| ours == keys);
        found.map_or(keys, |(_, bound)| bound)
    }

    /// Whether this key is the first of the two to press for what ours do.
    pub fn begins(&self, keys: &str, first: char) -> bool {
        let rest = self.of(keys).strip_prefix(first);
        rest.is_some_and(|rest| !rest.is_empty())
    }

    pub fn is_changed(&self, keys: &str) -> bool {
        self.of(keys) != keys
    }

    pub fn is_any_changed(&self) -> bool {
        !self.0.is_empty()
    }

    pub fn set(&mut self, keys: &str, bound: &str) {
        self.0.retain(|(ours, _)| ours != keys);
        if keys != bound {
            self.0.push((keys.to_owned(), bound.to_owned()));
        }
    }
}

/// Why these keys cannot be given to what `keys` do, among all that have keys: the keys that are ours, and what
/// they do.
pub fn conflict(
    bindings: &Bindings,
    keys: &str,
    wanted: &str,
    all: &[(String, String)],
) -> Option<String> {
    let begins = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.starts_with(' '))
    };
    all.iter()
        .filter(|(other, _)| other != keys)
        .find_map(|(other, what)| {
            let bound = bindings.of(other);
            if bound == wanted {
                Some(format!("{wanted} is taken: {what}"))
            } else if begins(bound, wanted) {
                Some(format!("{wanted} begins {bound}: {what}"))
            } else if begins(wanted, bound) {
                Some(format!("{bound} alone is taken: {what}"))
            } else {
                None
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<(String, String)> {
        let all = [
            ("?", "Sheet"),
            ("g s", "Services"),
            ("g o", "Overview"),
            ("c", "Create"),
        ];
        all.map(|(keys, what)| (keys.to_owned(), what.to_owned()))
            .into()
    }

    #[test]
    fn what_is_kept_comes_back_and_our_own_keys_are_not_kept() {
        let mut bindings = Bindings::default();
        assert_eq!(bindings.write(), None);
        bindings.set("g s", "s");
        bindings.set("=", "\"");
        let back = Bindings::read(&bindings.write().expect("something to keep"));
        assert_eq!(back, bindings);
        assert_eq!(back.of("g s"), "s");
        assert_eq!(back.of("c"), "c");
        bindings.set("g s", "g s");
        bindings.set("=", "=");
        assert!(!bindings.is_any_changed());
        assert_eq!(Bindings::read("nonsense\n\tx\ny\t"), Bindings::default());
    }

    #[test]
    fn the_first_of_two_keys_is_known_for_ours_and_for_a_users_own() {
        let mut bindings = Bindings::default();
        assert!(bindings.begins("g s", 'g'));
        assert!(!bindings.begins("e", 'e'), "one key alone");
        bindings.set("e", "w e");
        assert!(bindings.begins("e", 'w'));
        bindings.set("g s", "s");
        assert!(!bindings.begins("g s", 'g'));
    }

    #[test]
    fn keys_that_are_taken_are_named_with_what_they_do() {
        let mut bindings = Bindings::default();
        let told = |bindings: &Bindings, wanted| conflict(bindings, "c", wanted, &all());
        assert_eq!(told(&bindings, "n"), None);
        assert_eq!(told(&bindings, "c"), None, "its own");
        assert_eq!(told(&bindings, "?").as_deref(), Some("? is taken: Sheet"));
        assert_eq!(
            told(&bindings, "g").as_deref(),
            Some("g begins g s: Services")
        );
        assert_eq!(
            told(&bindings, "? x").as_deref(),
            Some("? alone is taken: Sheet")
        );
        bindings.set("g s", "s");
        assert_eq!(
            told(&bindings, "s").as_deref(),
            Some("s is taken: Services")
        );
        assert_eq!(told(&bindings, "g s"), None, "left by Services");
    }
}
