//! Stops a fetch that nobody waits for any more.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::window;
use send_wrapper::SendWrapper;
use web_sys::AbortController;

const TIME_OUT_MS: i32 = 30_000;

/// Cancels its fetch when the future that holds it is dropped, and after the time-out.
///
/// gloo-net does not stop a request when its future is dropped.
pub struct AbortOnDrop {
    controller: Option<SendWrapper<AbortController>>,
    late: Rc<Cell<bool>>,
    timer: Option<i32>,
}

impl AbortOnDrop {
    pub fn new() -> Self {
        let controller = AbortController::new().ok();
        let late = Rc::new(Cell::new(false));
        let timer = controller.clone().and_then(|controller| {
            let late = Rc::clone(&late);
            let on_time_out = wasm_bindgen::closure::Closure::once_into_js(move || {
                late.set(true);
                controller.abort();
            });
            window()
                .set_timeout_with_callback_and_timeout_and_arguments_0(
                    wasm_bindgen::JsCast::unchecked_ref(&on_time_out),
                    TIME_OUT_MS,
                )
                .ok()
        });
        Self {
            controller: controller.map(SendWrapper::new),
            late,
            timer,
        }
    }

    pub fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.controller
            .as_ref()
            .map(|controller| controller.signal())
    }

    pub fn timed_out(&self) -> bool {
        self.late.get()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            window().clear_timeout_with_handle(timer);
        }
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}
