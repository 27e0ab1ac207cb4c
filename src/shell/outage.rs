use cloud_api::organizations;
use leptos::prelude::*;

use crate::{
    client::{Client, Outage},
    query::Cache,
    ui::{Button, Icon, dynamic},
};

/// Says where the way to the API is broken, what to check, and tries it again.
///
/// Not in a chunk: where the relay is down, no file would come.
#[component]
pub fn OutageNotice() -> impl IntoView {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let outage = client.health.outage();
    let again = Action::new_local(move |&(): &()| async move {
        // The smallest read there is; whatever it answers, the way is open.
        _ = client.send(organizations::list()).await;
        if outage.try_get_untracked() == Some(None) {
            cache.invalidate(|_| true);
        }
    });
    let pending = again.pending();
    let outage = Memo::new(move |_| outage.get());
    dynamic(move || {
        let Told {
            title,
            text,
            checks,
        } = told(outage.get()?);
        let check = |sentence: &'static str| view! { <li>{sentence}</li> };
        Some(view! {
            <div class="notice notice--outage">
                <Icon name="warning" />
                <div class="notice__body">
                    <strong>{title}</strong>
                    <p>{text} " What is on view may be old; what you typed stays."</p>
                    <details>
                        <summary>"What to check"</summary>
                        <ul>{checks.iter().copied().map(check).collect_view()}</ul>
                    </details>
                </div>
                <Button
                    pending
                    on_click=move |()| {
                        again.dispatch_local(());
                    }
                >
                    "Try to connect again"
                </Button>
            </div>
        })
    })
}

struct Told {
    title: &'static str,
    text: String,
    checks: &'static [&'static str],
}

const STATUS: &str = "status.clickhouse.com tells whether ClickHouse Cloud has an outage.";
const NETWORK: &str = "Does another site open in this browser? If none does, it is the network of this computer, or its VPN.";

fn told(outage: Outage) -> Told {
    match outage {
        Outage::Relay => Told {
            title: "The console's relay does not answer",
            text: "There is no connection to the address this page came from, so nothing is known of the API \
                   itself."
                .into(),
            checks: &[
                NETWORK,
                "For whoever hosts this console: does wheelhouse serve still run, and does the proxy in front of it \
                 lead there?",
            ],
        },
        Outage::BehindRelay => Told {
            title: "The relay does not reach the API",
            text: "The console's relay answers, but it gets nothing from the API.".into(),
            checks: &[
                STATUS,
                "For whoever hosts this console: the relay's log names the cause. May its machine reach the address \
                 of --upstream, by name, through the firewall and with valid certificates?",
            ],
        },
        Outage::Api(status) => Told {
            title: "The API is out of service",
            text: format!(
                "It answers with status {status}, repeatedly. The way there is open."
            ),
            checks: &[
                STATUS,
                "The request id of the failed call helps ClickHouse's support; the session's menu has all that \
                 support asks for.",
            ],
        },
        Outage::Address => Told {
            title: "The API does not answer",
            text: "There is no connection to the API's address.".into(),
            checks: &[
                NETWORK,
                STATUS,
                "For whoever hosts this console: is apiUrl in config.json the API's address?",
            ],
        },
        Outage::Blocked => Told {
            title: "The browser keeps the API's answers from this page",
            text: "The API answers, but does not allow pages of this address to read it (CORS).".into(),
            checks: &[
                "For whoever hosts this console: serve it through the relay (wheelhouse serve), whose address is the \
                 page's own.",
            ],
        },
    }
}
