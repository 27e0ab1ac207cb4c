//! What the host of the console sets at run time, in `config.json` beside `index.html`.
//!
//! The boot script of `index.html` fetches the file while the wasm downloads; see docs/hosting.md.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Scheme and host of the API, without `/v1`. Empty: the origin of the page, through a relay.
    pub api_url: String,
    /// A mark in the top bar, such as `PRODUCTION`.
    pub environment: Option<String>,
    /// Requests allowed in [`Self::budget_seconds`] per key.
    pub budget_requests: usize,
    pub budget_seconds: f64,
    /// Whether the server also makes backups on demand (`POST …/backups`), which the published API does not.
    pub extended_backups: bool,
}

impl Default for Config {
    /// The API's documented limit: 10 requests in 10 seconds per key.
    fn default() -> Self {
        Self {
            api_url: String::new(),
            environment: None,
            budget_requests: 10,
            budget_seconds: 10.0,
            extended_backups: false,
        }
    }
}

/// What the boot script fetched. A missing or unreadable file means the defaults.
pub async fn load() -> Config {
    let mut config = Config::default();
    let Ok(promise) = Reflect::get(&window(), &"wheelhouseConfig".into()) else {
        return config;
    };
    let Ok(promise) = promise.dyn_into::<js_sys::Promise>() else {
        return config;
    };
    let Ok(values) = JsFuture::from(promise).await else {
        return config;
    };
    if let Some(url) = text(&values, "apiUrl") {
        url.trim_end_matches('/')
            .trim_end_matches("/v1")
            .clone_into(&mut config.api_url);
    }
    config.environment = text(&values, "environment").filter(|mark| !mark.is_empty());
    if let Some(requests) = number(&values, "budgetRequests").filter(|count| *count >= 1.0) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at least 1"
        )]
        {
            config.budget_requests = requests as usize;
        }
    }
    if let Some(seconds) = number(&values, "budgetSeconds").filter(|seconds| *seconds > 0.0) {
        config.budget_seconds = seconds;
    }
    config.extended_backups = Reflect::get(&values, &"extendedBackups".into())
        .is_ok_and(|value| value.as_bool() == Some(true));
    config
}

fn text(values: &JsValue, name: &str) -> Option<String> {
    Reflect::get(values, &name.into()).ok()?.as_string()
}

fn number(values: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(values, &name.into()).ok()?.as_f64()
}
