//! Reads a JSON body field by field and names the field that does not fit, as the API does.
//!
//! Two texts were seen on the live API: `request body.tags is an array.` for a wrong type and
//! `request body.numReplicas: <rule> <number:0>` for a wrong value. Everything here follows them.

use std::fmt;

use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// One object of the body and where it stands.
#[derive(Clone)]
pub(crate) struct Object<'a> {
    fields: &'a Map<String, Value>,
    path: String,
}

/// One value of the body and where it stands.
#[derive(Clone)]
pub(crate) struct Item<'a> {
    value: &'a Value,
    path: String,
}

/// Reads the body of a request that must have one.
pub(crate) fn parse(body: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(body)
        .map_err(|_| Refusal::bad_request("request body is not valid JSON."))
}

/// Takes the whole body as an object.
pub(crate) fn object(body: &Value) -> Result<Object<'_>, Refusal> {
    Item {
        value: body,
        path: "request body".to_owned(),
    }
    .object()
}

impl<'a> Object<'a> {
    /// Whether the field is there, be it null.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// The field, if it is there and not null.
    pub(crate) fn optional(&self, name: &str) -> Option<Item<'a>> {
        let value = self.fields.get(name).filter(|value| !value.is_null())?;
        Some(Item {
            value,
            path: format!("{}.{name}", self.path),
        })
    }

    pub(crate) fn required(&self, name: &str) -> Result<Item<'a>, Refusal> {
        self.optional(name).ok_or_else(|| {
            let what = if self.fields.contains_key(name) {
                "null"
            } else {
                "undefined"
            };
            Refusal::bad_request(format_args!("{}.{name} is {what}.", self.path))
        })
    }

    /// Reads the field with `read`, if it is there and not null.
    pub(crate) fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(Item<'a>) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        self.optional(name).map(read).transpose()
    }
}

impl<'a> Item<'a> {
    pub(crate) fn object(self) -> Result<Object<'a>, Refusal> {
        match self.value {
            Value::Object(fields) => Ok(Object {
                fields,
                path: self.path,
            }),
            _ => Err(self.wrong_type()),
        }
    }

    pub(crate) fn text(&self) -> Result<&'a str, Refusal> {
        self.value.as_str().ok_or_else(|| self.wrong_type())
    }

    pub(crate) fn boolean(self) -> Result<bool, Refusal> {
        self.value.as_bool().ok_or_else(|| self.wrong_type())
    }

    pub(crate) fn number(&self) -> Result<f64, Refusal> {
        self.value.as_f64().ok_or_else(|| self.wrong_type())
    }

    pub(crate) fn list(self) -> Result<Vec<Item<'a>>, Refusal> {
        let Value::Array(items) = self.value else {
            return Err(self.wrong_type());
        };
        let item = |(index, value)| Item {
            value,
            path: format!("{}[{index}]", self.path),
        };
        Ok(items.iter().enumerate().map(item).collect())
    }

    pub(crate) fn texts(self) -> Result<Vec<String>, Refusal> {
        self.list()?
            .iter()
            .map(|item| item.text().map(str::to_owned))
            .collect()
    }

    /// The text as one of the API's words.
    pub(crate) fn word<T>(&self, known: &[T]) -> Result<T, Refusal>
    where
        T: Clone + fmt::Display,
    {
        let text = self.text()?;
        known
            .iter()
            .find(|word| word.to_string() == text)
            .cloned()
            .ok_or_else(|| {
                let words: Vec<_> = known.iter().map(|word| format!("'{word}'")).collect();
                self.wrong(format_args!("Must be one of {}", words.join(",")))
            })
    }

    /// A number without a fraction within the bounds; `8.0` counts as 8.
    pub(crate) fn integer(&self, least: u32, most: u32) -> Result<u32, Refusal> {
        let number = self.number()?;
        let within =
            number.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(&number);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number within u32 bounds"
        )]
        let integer = number as u32;
        within.then_some(integer).ok_or_else(|| {
            self.wrong(format_args!(
                "Must be an integer between {least} and {most}"
            ))
        })
    }

    /// Refuses the value: path, rule, and the value with its type.
    pub(crate) fn wrong(&self, rule: impl fmt::Display) -> Refusal {
        let Self { value, path } = self;
        let value = match value {
            Value::String(text) => format!("<string:{text}>"),
            Value::Number(number) => format!("<number:{number}>"),
            Value::Bool(truth) => format!("<boolean:{truth}>"),
            Value::Array(items) => format!("<array:{}>", items.len()),
            Value::Object(_) | Value::Null => "<object>".to_owned(),
        };
        Refusal::bad_request(format_args!("{path}: {rule} {value}"))
    }

    fn wrong_type(&self) -> Refusal {
        let kind = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        Refusal::bad_request(format_args!("{} is {kind}.", self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wrong_type_is_named_as_the_live_api_names_it() {
        let body = json!({ "tags": [] });
        let refused = object(&body).expect("an object").read("tags", Item::object);
        assert_eq!(
            refused.err(),
            Some(Refusal::bad_request("request body.tags is an array."))
        );
    }

    #[test]
    fn a_wrong_value_is_named_with_its_path_and_type() {
        let body = json!({ "numReplicas": 0 });
        let read = object(&body)
            .and_then(|object| object.required("numReplicas"))
            .and_then(|item| item.integer(1, 50));
        let text = "request body.numReplicas: Must be an integer between 1 and 50 <number:0>";
        assert_eq!(read, Err(Refusal::bad_request(text)));
    }

    #[test]
    fn whole_floats_count_as_integers() {
        let body = json!({ "a": 8.0, "b": 8.5, "c": 1e300, "d": -1 });
        let object = object(&body).expect("an object");
        let read = |name| {
            object
                .required(name)
                .and_then(|item| item.integer(1, 50))
                .ok()
        };
        assert_eq!(
            [read("a"), read("b"), read("c"), read("d")],
            [Some(8), None, None, None]
        );
    }
}
