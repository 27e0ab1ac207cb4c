//! How to connect: endpoints, and code for the usual clients.

mod advice;
mod choice;
mod endpoints;
mod quote;
mod snippets;
mod table;

use leptos::prelude::*;

pub use choice::SnippetChoice;
pub use endpoints::{has_mysql, https_address};

use super::OnService;
use crate::{
    paths::Tab,
    ui::{Icon, Panel},
};
use advice::{Advice, advice};
use snippets::PASSWORD;
use table::EndpointTable;

#[component]
pub fn ServiceConnect() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    view! {
        <ConnectAdvice />
        <Panel title="Endpoints">
            <EndpointTable />
        </Panel>
        <Panel title="Code">
            <SnippetChoice service />
            <PasswordNote />
        </Panel>
    }
}

/// What to know or do before connecting, if anything.
#[component]
pub fn ConnectAdvice() -> impl IntoView {
    let on = expect_context::<OnService>();
    let OnService { service, .. } = on;
    let access = StoredValue::new(on.tab(Tab::Access));
    let all = Memo::new(move |_| advice(&service.read()));
    let item = move |advice: Advice| {
        let link = (advice == Advice::Nobody).then(|| {
            view! {
                " "
                <a href=access.get_value()>"Change the IP access list"</a>
            }
        });
        view! {
            <p class="notice">
                <Icon name=advice.icon() />
                <span>{advice.text()}{link}</span>
            </p>
        }
    };
    move || all.get().into_iter().map(item).collect_view()
}

/// Where the password comes from, and how to put it into the variable unseen.
#[component]
fn PasswordNote() -> impl IntoView {
    let on = expect_context::<OnService>();
    let settings = on.tab(Tab::Settings);
    let command = format!("read -rs {PASSWORD} && export {PASSWORD}");
    view! {
        <p class="panel__text quiet">
            "The password is read from the environment. "<code class="mono">{command}</code>
            " asks for it and leaves no trace in the shell's history. Nobody can read a password \
             again: a lost one is "<a href=settings>"reset in Settings"</a>"."
        </p>
    }
}
