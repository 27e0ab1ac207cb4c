use std::time::Duration;

use cloud_api::{OrganizationId, organizations};
use leptos::prelude::*;

use super::{NotFoundPage, crumbs::use_crumbs};
use crate::{
    client::{ApiError, Client, Clocks},
    format,
    params::use_organization,
    ui::{
        Button, CodeBlock, Empty, Page, Panel, ProblemNotice, Properties, Property, dynamic,
        exact_time,
    },
};

/// The clock of this computer beside the server's: by how much they differ, whose fault it may be, what it touches,
/// and how it is set.
#[component]
pub fn ClockPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || match organization.get() {
        Some(organization) => view! { <Clock organization /> }.into_any(),
        None => view! { <NotFoundPage /> }.into_any(),
    })
}

#[component]
fn Clock(organization: OrganizationId) -> impl IntoView {
    let client = expect_context::<Client>();
    let clocks = client.health.clocks();
    let crumbs = use_crumbs(StoredValue::new(organization), Vec::new());
    let now = RwSignal::new(js_sys::Date::now());
    let ticking =
        set_interval_with_handle(move || now.set(js_sys::Date::now()), Duration::from_secs(1));
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    // The smallest read there is.
    let measure = Action::new_local(move |&(): &()| client.send(organizations::list()));
    let pending = measure.pending();
    let problem = Signal::derive(move || {
        let failed = measure.value().get()?.err()?;
        (!pending.get()).then(|| ApiError::problem(&failed))
    });
    let again = move || {
        view! {
            <Button
                pending
                on_click=move |()| {
                    measure.dispatch_local(());
                }
            >
                "Measure again"
            </Button>
        }
    };
    let is_known = Memo::new(move |_| clocks.read().is_some());
    let facts = move || {
        if !is_known.get() {
            return view! {
                <Empty title="The server's clock is not known">
                    <p>
                        "Where this page and the API have different addresses, the browser shows the page no time of \
                         the API's answers. Compare this computer's clock with a phone."
                    </p>
                </Empty>
            }
            .into_any();
        }
        let of = move |ask: fn(Clocks, f64) -> String| {
            move || clocks.get().map(|clocks| ask(clocks, now.get()))
        };
        view! {
            <p class="panel__text" role="status">
                <strong>{of(|clocks, _| difference(clocks))}</strong>
            </p>
            <Properties>
                <Property label="This computer">{of(|_, now| exact_time(whole(now)))}</Property>
                <Property label="Server">
                    {of(|clocks, now| exact_time(whole(now + clocks.ahead)))}
                </Property>
                <Property label="Measured">
                    {of(|clocks, _| {
                        format!(
                            "{}, to within {} s",
                            exact_time(whole(clocks.at)),
                            format::number((clocks.within / 100.0).ceil() / 10.0),
                        )
                    })}
                </Property>
                <Property label="Whose clock it is">
                    "The server that this page came from: behind the relay it is the relay's machine, not the API's."
                </Property>
            </Properties>
        }
        .into_any()
    };
    view! {
        <Page title="Clock of this computer" crumbs actions=again>
            <ProblemNotice problem />
            <Panel title="Two clocks">{dynamic(facts)}</Panel>
            <Panel title="Which of the two is wrong?">
                <div class="panel__text stack">
                    <p>
                        "Look at a phone, which is set by its network. If it agrees with the server, set this computer's \
                         clock as below. If it agrees with this computer, tell whoever hosts this console: it is the \
                         machine of the relay."
                    </p>
                </div>
            </Panel>
            <Panel title="What it touches">
                <div class="panel__text stack">
                    <ul>
                        <li>
                            "Ages and countdowns on all pages, such as “3 minutes ago”: off by the difference."
                        </li>
                        <li>
                            "Dates that are reckoned from now: an expiry “in 30 days” of a new key, and ranges of activities \
                             and costs that end today."
                        </li>
                        <li>
                            "What the hygiene report and its warnings call old, unused or about to expire, where the \
                             difference is of days."
                        </li>
                        <li>
                            "Times of the API calls and messages, which are this computer's: add the difference to find \
                             them in the audit log or in a case of the support."
                        </li>
                    </ul>
                    <p>
                        "It does not touch what the API keeps, such as created, used and expires; nor signing in, nor the \
                         budget of requests, nor any change itself."
                    </p>
                </div>
            </Panel>
            <Panel title="How to set this computer's clock">
                <div class="panel__text stack">
                    <p>
                        "By the network, with the rights of an administrator. Then measure again, without loading the page \
                         anew."
                    </p>
                    <h3>"Windows"</h3>
                    <CodeBlock
                        text=Signal::stored("w32tm /resync".to_owned())
                        label="the command for Windows"
                    />
                    <h3>"macOS"</h3>
                    <CodeBlock
                        text=Signal::stored("sudo sntp -sS time.apple.com".to_owned())
                        label="the command for macOS"
                    />
                    <h3>"Linux"</h3>
                    <CodeBlock
                        text=Signal::stored("sudo timedatectl set-ntp true".to_owned())
                        label="the command for Linux"
                    />
                    <p class="hint">
                        "If it drifts again: a suspended virtual machine, or a firewall that lets no NTP (UDP 123) out."
                    </p>
                </div>
            </Panel>
        </Page>
    }
}

fn difference(clocks: Clocks) -> String {
    let by = clocks.ahead.abs();
    if by <= clocks.within.max(1_000.0) {
        return "The two clocks agree.".into();
    }
    let by = format::elapsed(by);
    if clocks.ahead > 0.0 {
        format!("This computer's clock is {by} behind the server's.")
    } else {
        format!("This computer's clock is {by} ahead of the server's.")
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
fn whole(milliseconds: f64) -> i64 {
    milliseconds as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ahead: f64, within: f64) -> String {
        difference(Clocks {
            ahead,
            within,
            at: 0.0,
        })
    }

    #[test]
    fn the_difference_has_a_direction_unless_it_may_be_none() {
        assert_eq!(
            told(3_600_000.0, 600.0),
            "This computer's clock is 1 h 00 min behind the server's."
        );
        assert_eq!(
            told(-120_000.0, 600.0),
            "This computer's clock is 2 min 00 s ahead of the server's."
        );
        assert_eq!(told(900.0, 600.0), "The two clocks agree.");
        assert_eq!(told(2_500.0, 3_000.0), "The two clocks agree.");
    }
}
