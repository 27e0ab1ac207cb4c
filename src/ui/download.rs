//! Files that the page makes itself; nothing leaves the machine.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers a text as a file to save. Whether it is saved, the browser decides and does not tell.
pub fn save_as(name: &str, kind: &str, text: &str) {
    // A browser that cannot do it shows nothing either; the text can be copied beside it.
    _ = offer(name, kind, text);
}

fn offer(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&text.into());
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // Once the download has begun, in browsers that read it later.
    set_timeout(
        move || {
            _ = Url::revoke_object_url(&address);
        },
        Duration::from_secs(10),
    );
    Ok(())
}
