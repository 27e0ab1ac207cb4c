//! Models read field by field out of their JSON.
//!
//! A derived reader is a function of its own for every type of every field, which the browser has to load for the
//! first view; here a model is a list of names. What has another form than expected is absent, so that one odd field
//! costs a dash and not the list; it is noted as news, and kept as it came where a model keeps what it has no name for.
//! Models of which an answer has many thousands keep the derived reader, with [`lenient`] fields: it is quicker.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, value::RawValue};

/// Something that a field can hold.
pub trait FromField: Sized {
    /// `None` for a value of another form. What could be read is taken out: null stays, or what was odd about it.
    fn from_field(value: &mut Value) -> Option<Self>;
}

impl FromField for String {
    fn from_field(value: &mut Value) -> Option<Self> {
        let Value::String(text) = value else {
            return None;
        };
        let text = std::mem::take(text);
        *value = Value::Null;
        Some(text)
    }
}

impl FromField for bool {
    fn from_field(value: &mut Value) -> Option<Self> {
        let read = value.as_bool()?;
        *value = Value::Null;
        Some(read)
    }
}

impl FromField for f64 {
    fn from_field(value: &mut Value) -> Option<Self> {
        let read = value.as_f64()?;
        *value = Value::Null;
        Some(read)
    }
}

impl FromField for u64 {
    fn from_field(value: &mut Value) -> Option<Self> {
        let read = value.as_u64()?;
        *value = Value::Null;
        Some(read)
    }
}

impl<T: FromField> FromField for Vec<T> {
    /// A list with an item of another form is unknown as a whole: what replaces it must know all of it.
    fn from_field(value: &mut Value) -> Option<Self> {
        let items = value.as_array()?.iter().cloned();
        let read = items.map(|mut item| T::from_field(&mut item));
        let read = read.collect::<Option<Self>>()?;
        *value = Value::Null;
        Some(read)
    }
}

/// Takes a field out of an object, null stays; absent and null are the same, and what is of another form stays in it.
pub fn take<T: FromField>(fields: &mut Map<String, Value>, name: &str) -> Option<T> {
    T::from_field(fields.get_mut(name)?)
}

/// What is left of an object once the fields of a model were taken out of it. Removing each as it is read would be
/// the most code of all that reads an answer.
pub fn rest(fields: &mut Map<String, Value>, known: &[&str]) -> Map<String, Value> {
    let is_left = |name: &str, value: &Value| !value.is_null() || !known.contains(&name);
    if !fields.iter().any(|(name, value)| is_left(name, value)) {
        return Map::new();
    }
    let all = std::mem::take(fields).into_iter();
    all.filter(|(name, value)| is_left(name, value)).collect()
}

/// A field of a derived reader: absent where it is of another form.
pub fn lenient<'de, D: Deserializer<'de>, T: FromField>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    let read = T::from_field(&mut value);
    if !value.is_null() {
        crate::novelty::note("a field", "of another form");
    }
    Ok(read)
}

/// A list of a derived reader, without the items that are of another form.
pub fn items<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    let Some(items) = Option::<Vec<&'de RawValue>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let count = items.len();
    let read: Vec<T> = items
        .into_iter()
        .filter_map(|item| serde_json::from_str(item.get()).ok())
        .collect();
    if read.len() < count {
        crate::novelty::note_odd_item();
    }
    Ok(Some(read))
}

/// Notes a field that no model reads, or not in this form.
pub fn note_rest(model: &str, rest: &Map<String, Value>) {
    let unknown = rest
        .keys()
        .find(|name| !crate::novelty::is_documented(name));
    if let Some(name) = unknown {
        crate::novelty::note(model, name);
    }
}

/// Reads a model from the names of its fields: `fields!(Tag(key: "key") { value: "value" })`.
///
/// Those in parentheses make the model; all others are `Option`s. `rest: other` keeps what has no name here.
macro_rules! fields {
    ($name:ident { $($field:ident: $field_name:literal),* $(,)? }) => {
        fields!($name() { $($field: $field_name),* });
    };
    ($name:ident($($certain:ident: $certain_name:literal),*) { $($field:ident: $field_name:literal),* $(,)? } $(rest: $rest:ident)?) => {
        impl $name {
            /// The API's names of the fields that are read.
            pub const FIELDS: &'static [&'static str] = &[$($certain_name,)* $($field_name,)*];
        }

        impl $crate::fields::FromField for $name {
            fn from_field(value: &mut serde_json::Value) -> Option<Self> {
                let serde_json::Value::Object(fields) = value else {
                    return None;
                };
                $(let $certain = $crate::fields::take(fields, $certain_name)?;)*
                $(let $field = $crate::fields::take(fields, $field_name);)*
                let rest = $crate::fields::rest(fields, Self::FIELDS);
                $crate::fields::note_rest(stringify!($name), &rest);
                $(let $rest = rest;)?
                *value = serde_json::Value::Null;
                Some(Self { $($certain,)* $($field,)* $($rest)? })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut value = serde_json::Value::deserialize(deserializer)?;
                $crate::fields::FromField::from_field(&mut value).ok_or_else(|| {
                    serde::de::Error::custom(concat!("not of the form of ", stringify!($name)))
                })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Map, Value, json};

    #[derive(Debug, PartialEq)]
    struct Thing {
        id: String,
        size: Option<f64>,
        parts: Option<Vec<Part>>,
        other: Map<String, Value>,
    }

    #[derive(Debug, PartialEq)]
    struct Part {
        name: Option<String>,
        on: Option<bool>,
    }

    fields!(Thing(id: "id") { size: "sizeInBytes", parts: "parts" } rest: other);
    fields!(Part {
        name: "name",
        on: "on"
    });

    fn read(text: &str) -> Option<Thing> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn a_model_names_the_fields_it_reads() {
        assert_eq!(Thing::FIELDS, ["id", "sizeInBytes", "parts"]);
        assert_eq!(Part::FIELDS, ["name", "on"]);
    }

    #[test]
    fn fields_are_read_by_their_names() {
        let text = r#"{"id":"x","sizeInBytes":2,"parts":[{"name":"a","on":true},{}],"new":[1]}"#;
        let thing = read(text).expect("a thing");
        assert_eq!((thing.id.as_str(), thing.size), ("x", Some(2.0)));
        let parts = thing.parts.expect("parts");
        assert_eq!(parts[0].name.as_deref(), Some("a"));
        assert_eq!((parts[0].on, parts.len()), (Some(true), 2));
    }

    #[test]
    fn a_field_of_another_form_is_absent_and_the_rest_is_kept() {
        let thing =
            read(r#"{"id":"x","sizeInBytes":"big","parts":[1,{"name":2}]}"#).expect("a thing");
        assert_eq!(thing.size, None);
        assert_eq!(thing.parts, None, "a list is known whole or not at all");
        assert_eq!(
            read(r#"{"id":"x","sizeInBytes":null}"#)
                .expect("a thing")
                .size,
            None
        );
    }

    #[test]
    fn what_is_of_another_form_is_kept_as_it_came_and_is_news() {
        let text =
            r#"{"id":"x","sizeInBytes":"big","parts":[1,{"name":"a"},{"on":true}],"new":[1]}"#;
        let thing = read(text).expect("a thing");
        let parts = json!([1, { "name": "a" }, { "on": true }]);
        let other = json!({ "sizeInBytes": "big", "parts": parts, "new": [1] });
        assert_eq!(Value::Object(thing.other), other);
        assert!(crate::novelty::first().is_some());
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Many {
        #[serde(default, deserialize_with = "super::items")]
        all: Option<Vec<One>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct One {
        #[serde(default, deserialize_with = "super::lenient")]
        size: Option<f64>,
    }

    #[test]
    fn a_derived_reader_can_be_as_lenient() {
        let read = |text: &str| serde_json::from_str::<Many>(text).expect("readable").all;
        let sizes = |text: &str| {
            let items = read(text).expect("items").into_iter();
            items.map(|one| one.size).collect::<Vec<_>>()
        };
        let text = r#"{"all":[{"size":2},{"size":"two"},7,{"size":null},{}]}"#;
        assert_eq!(sizes(text), [Some(2.0), None, None, None]);
        assert_eq!((read("{}"), read(r#"{"all":null}"#)), (None, None));
        assert!(serde_json::from_str::<Many>(r#"{"all":{}}"#).is_err());
    }

    #[test]
    fn without_what_is_certain_there_is_no_model() {
        for text in [
            r#"{"sizeInBytes":2}"#,
            r#"{"id":null}"#,
            r#"{"id":1}"#,
            "[]",
            "null",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
