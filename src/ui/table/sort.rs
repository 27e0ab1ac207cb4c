//! The order of a list, as the address has it.

/// By which columns a list is ordered; the first decides.
///
/// Its text, `name,-created`, is what the query string holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sort(pub Vec<SortKey>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// `Column::key`
    pub column: String,
    pub descending: bool,
}

impl Sort {
    pub fn by(column: &str) -> Self {
        Self(vec![SortKey {
            column: column.to_owned(),
            descending: false,
        }])
    }

    pub fn by_descending(column: &str) -> Self {
        Self(vec![SortKey {
            column: column.to_owned(),
            descending: true,
        }])
    }

    /// Reads what `to_string` wrote. Columns that do not exist are harmless: they order nothing.
    pub fn parse(text: &str) -> Self {
        let keys = text.split(',').filter(|key| !key.is_empty()).map(|key| {
            let (column, descending) = match key.strip_prefix('-') {
                Some(column) => (column, true),
                None => (key, false),
            };
            SortKey {
                column: column.to_owned(),
                descending,
            }
        });
        Self(keys.collect())
    }

    /// What a click on a heading makes of it: the column ascending, and descending when it decided
    /// already; `further` keeps the columns that decide before it.
    #[must_use]
    pub fn toggled(&self, column: &str, further: bool) -> Self {
        let mut keys = if further { self.0.clone() } else { Vec::new() };
        let held = self.0.iter().find(|key| key.column == column);
        let descending = held.is_some_and(|key| !key.descending);
        let toggled = SortKey {
            column: column.to_owned(),
            descending,
        };
        match keys.iter_mut().find(|key| key.column == column) {
            Some(key) => *key = toggled,
            None => keys.push(toggled),
        }
        Self(keys)
    }

    /// Place among the keys and direction of a column.
    pub(super) fn place(&self, column: &str) -> Option<(usize, bool)> {
        let place = self.0.iter().position(|key| key.column == column)?;
        Some((place, self.0[place].descending))
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, key) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let minus = if key.descending { "-" } else { "" };
            write!(formatter, "{comma}{minus}{}", key.column)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn a_sort_survives_the_query_string() {
        for text in ["", "name", "-created", "state,-created,name"] {
            assert_eq!(Sort::parse(text).to_string(), text);
        }
    }

    #[test]
    fn a_heading_toggles_its_own_direction() {
        let by_name = Sort::default().toggled("name", false);
        assert_eq!(by_name, Sort::by("name"));
        assert_eq!(by_name.toggled("name", false), Sort::by_descending("name"));
        assert_eq!(Sort::by_descending("name").toggled("name", false), by_name);
        assert_eq!(by_name.toggled("size", false), Sort::by("size"));
    }

    #[test]
    fn a_further_heading_keeps_the_first() {
        let both = Sort::by("name").toggled("size", true);
        assert_eq!(both.to_string(), "name,size");
        assert_eq!(both.toggled("size", true).to_string(), "name,-size");
        assert_eq!(both.toggled("name", true).to_string(), "-name,size");
    }
}
