//! How the tabs of one origin tell each other when they sent a request.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "wheelhouse.budget";
/// Asks the other tabs for the times they know.
const ASK: &str = "?";

/// Messages are `<fingerprint of the key> <milliseconds>` or `<fingerprint> ?`.
#[derive(Clone, Copy)]
pub struct Channel {
    port: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    key: StoredValue<String>,
}

impl Channel {
    pub fn new() -> Self {
        Self {
            port: StoredValue::new_local(BroadcastChannel::new(NAME).ok()),
            key: StoredValue::new(String::new()),
        }
    }

    /// Calls `on_time` for each request of another tab with the same key; answers their questions.
    pub fn listen(self, on_time: impl Fn(f64) + 'static, times: impl Fn() -> Vec<f64> + 'static) {
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(text) = event.data().as_string() else {
                return;
            };
            let Some((key, what)) = text.split_once(' ') else {
                return;
            };
            if key.is_empty() || self.key.with_value(|own| own != key) {
                return;
            }
            if what == ASK {
                for time in times() {
                    self.tell(time);
                }
            } else if let Ok(time) = serde_json::from_slice(what.as_bytes()) {
                on_time(time);
            }
        });
        self.port.with_value(|port| {
            if let Some(port) = port {
                port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            }
        });
        // Lives as long as the tab, like the budget itself.
        on_message.forget();
    }

    /// Whether the key is another one than before.
    pub fn belong_to(self, key_id: &str) -> bool {
        let key = fingerprint(key_id);
        let is_new = self.key.with_value(|own| *own != key);
        self.key.set_value(key);
        is_new
    }

    pub fn key(self) -> String {
        self.key.get_value()
    }

    pub fn ask(self) {
        self.post(ASK);
    }

    /// `time` in milliseconds since the epoch; a fraction is not told.
    pub fn tell(self, time: f64) {
        self.post(&crate::format::number(time.floor()));
    }

    fn post(self, what: &str) {
        let message = self.key.with_value(|key| format!("{key} {what}"));
        self.port.with_value(|port| {
            if let Some(port) = port {
                let _ = port.post_message(&message.as_str().into());
            }
        });
    }
}

/// FNV-1a: tells keys apart without naming them.
fn fingerprint(key_id: &str) -> String {
    let hash = key_id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_tells_keys_apart_without_naming_them() {
        assert_ne!(fingerprint("key-one"), fingerprint("key-two"));
        assert!(!fingerprint("key-one").contains("key"));
    }
}
