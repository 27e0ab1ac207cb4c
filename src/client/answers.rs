//! What one tab polled, the others of the same key need not ask for: it tells them what the API answered.
//!
//! Over a `BroadcastChannel` of its own: nothing is stored, and only tabs with the same key listen.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "wheelhouse.answers";
/// What is longer is not told: handing it over would cost more than asking.
const LONGEST: usize = 2_000_000;

/// An answer of the API to a request that left another tab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told<'a> {
    /// The fingerprint of the key that asked.
    pub key: &'a str,
    /// When the request left, in milliseconds since the epoch: what was known later than that is newer.
    pub left: f64,
    pub address: &'a str,
    pub body: &'a str,
}

impl<'a> Told<'a> {
    fn text(self) -> String {
        let left = crate::format::number(self.left.floor());
        format!("{} {left} {} {}", self.key, self.address, self.body)
    }

    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let (key, left) = (parts.next()?, parts.next()?);
        let (address, body) = (parts.next()?, parts.next()?);
        let left = serde_json::from_slice(left.as_bytes()).ok()?;
        (!key.is_empty()).then_some(Self {
            key,
            left,
            address,
            body,
        })
    }
}

#[derive(Clone, Copy)]
pub struct Answers(StoredValue<Option<BroadcastChannel>, LocalStorage>);

impl Answers {
    pub fn new() -> Self {
        Self(StoredValue::new_local(BroadcastChannel::new(NAME).ok()))
    }

    pub fn tell(self, told: Told<'_>) {
        if told.body.len() > LONGEST || told.key.is_empty() {
            return;
        }
        self.0.with_value(|port| {
            if let Some(port) = port {
                _ = port.post_message(&told.text().as_str().into());
            }
        });
    }

    /// Calls `on_told` for each answer that another tab tells.
    pub fn listen(self, on_told: impl Fn(Told<'_>) + 'static) {
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Some(told) = Told::read(&text) {
                on_told(told);
            }
        });
        self.0.with_value(|port| {
            if let Some(port) = port {
                port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            }
        });
        // Lives as long as the tab, like the answers it is about.
        on_message.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_it_was_told_whatever_it_holds() {
        let told = Told {
            key: "00ff",
            left: 1_764_000_000_123.0,
            address: "/v1/organizations/o/services?x=a%20b",
            body: r#"{"result": ["a b  c"]}"#,
        };
        assert_eq!(Told::read(&told.text()), Some(told));
        for nothing in ["", " 1 /v1 {}", "00ff soon /v1 {}", "00ff 1 /v1"] {
            assert_eq!(Told::read(nothing), None, "{nothing}");
        }
    }
}
