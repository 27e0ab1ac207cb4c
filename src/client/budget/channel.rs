//! How the tabs of one origin tell each other when they sent a request, and until when the API takes none.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "wheelhouse.budget";
/// Asks the other tabs for the times they know.
const ASK: &str = "?";

/// What one tab tells the others; times in milliseconds since the epoch, whose fractions are not told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Word {
    /// A request left then.
    Sent(f64),
    /// The API takes no request of this key until then.
    HeldUntil(f64),
}

impl Word {
    fn text(self) -> String {
        match self {
            Self::Sent(at) => crate::format::number(at.floor()),
            Self::HeldUntil(at) => format!("!{}", crate::format::number(at.floor())),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, time): (fn(f64) -> Self, _) = match text.strip_prefix('!') {
            Some(time) => (Self::HeldUntil, time),
            None => (Self::Sent, text),
        };
        serde_json::from_slice(time.as_bytes()).ok().map(kind)
    }
}

/// Messages are `<fingerprint of the key> <word>` or `<fingerprint> ?`.
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

    /// Calls `on_word` for each word of another tab with the same key; answers their questions with `known`.
    pub fn listen(self, on_word: impl Fn(Word) + 'static, known: impl Fn() -> Vec<Word> + 'static) {
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
                for word in known() {
                    self.tell(word);
                }
            } else if let Some(word) = Word::read(what) {
                on_word(word);
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

    pub fn tell(self, word: Word) {
        self.post(&word.text());
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
    fn a_word_is_read_as_it_was_told() {
        for word in [
            Word::Sent(1_764_000_000_123.0),
            Word::HeldUntil(1_764_000_009_000.0),
        ] {
            assert_eq!(Word::read(&word.text()), Some(word));
        }
        assert_eq!(
            Word::read(&Word::Sent(7.9).text()),
            Some(Word::Sent(7.0)),
            "a fraction is not told"
        );
        for nothing in ["", "!", "soon", "!soon", "{}"] {
            assert_eq!(Word::read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_fingerprint_tells_keys_apart_without_naming_them() {
        assert_ne!(fingerprint("key-one"), fingerprint("key-two"));
        assert!(!fingerprint("key-one").contains("key"));
    }
}
