//! Models read field by field out of their JSON.
//!
//! A derived reader is a function of its own for every type of every field, which the browser has to load for the
//! first view; here a model is a list of names. What has another form than expected is absent, so that one odd field
//! costs a dash and not the list. Models of which an answer has many thousands keep the derived reader: it is quicker.

use serde_json::{Map, Value};

/// Something that a field can hold.
pub trait FromField: Sized {
    /// `None` for a value of another form.
    fn from_field(value: Value) -> Option<Self>;
}

impl FromField for String {
    fn from_field(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl FromField for bool {
    fn from_field(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl FromField for f64 {
    fn from_field(value: Value) -> Option<Self> {
        value.as_f64()
    }
}

impl<T: FromField> FromField for Vec<T> {
    /// Items of another form are left out.
    fn from_field(value: Value) -> Option<Self> {
        match value {
            Value::Array(items) => Some(items.into_iter().filter_map(T::from_field).collect()),
            _ => None,
        }
    }
}

/// Takes a field out of an object; absent and null are the same.
pub fn take<T: FromField>(fields: &mut Map<String, Value>, name: &str) -> Option<T> {
    T::from_field(fields.remove(name)?)
}

/// Notes a field that no model reads.
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
            fn from_field(value: serde_json::Value) -> Option<Self> {
                let serde_json::Value::Object(mut fields) = value else {
                    return None;
                };
                $(let $certain = $crate::fields::take(&mut fields, $certain_name)?;)*
                $(let $field = $crate::fields::take(&mut fields, $field_name);)*
                $crate::fields::note_rest(stringify!($name), &fields);
                Some(Self { $($certain,)* $($field,)* $($rest: fields)? })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                $crate::fields::FromField::from_field(value).ok_or_else(|| {
                    serde::de::Error::custom(concat!("not of the form of ", stringify!($name)))
                })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    #[derive(Debug, PartialEq)]
    struct Thing {
        id: String,
        size: Option<f64>,
        parts: Option<Vec<Part>>,
    }

    #[derive(Debug, PartialEq)]
    struct Part {
        name: Option<String>,
        on: Option<bool>,
    }

    fields!(Thing(id: "id") { size: "sizeInBytes", parts: "parts" });
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
        assert_eq!(thing.parts.map(|parts| parts.len()), Some(1));
        assert_eq!(
            read(r#"{"id":"x","sizeInBytes":null}"#)
                .expect("a thing")
                .size,
            None
        );
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
