//! Mounts the console once its configuration is read.

use wasm_bindgen_futures::spawn_local;
use wheelhouse::{app, config, crash};

fn main() {
    crash::set_hook();
    // Leptos' own executor begins with the mount.
    spawn_local(async {
        let config = config::load().await;
        app::mount(config);
    });
}
