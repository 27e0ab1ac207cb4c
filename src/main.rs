//! Mounts the console once its configuration is read.

use leptos::task::spawn_local;
use wheelhouse::{app, config, crash};

fn main() {
    crash::set_hook();
    spawn_local(async {
        let config = config::load().await;
        app::mount(config);
    });
}
