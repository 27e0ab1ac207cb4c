use cloud_api::services::IpAccess;
use leptos::prelude::*;

use super::fact::dash;
use crate::{
    pages::service::{OnService, access::Reach},
    paths::Tab,
    ui::{Icon, Property, dynamic},
};

/// Entries shown before the rest is left to the Access tab.
const SHOWN: usize = 5;

/// Who may connect, with a warning where that is everybody or nobody.
#[component]
pub(super) fn ReachFact() -> impl IntoView {
    let on = expect_context::<OnService>();
    let OnService { service, .. } = on;
    let list = Memo::new(move |_| service.read().ip_access_list.clone());
    let reach = Memo::new(move |_| Reach::of(&service.read()));
    let href = StoredValue::new(on.tab(Tab::Access));
    let warning = move || {
        let text = match reach.get() {
            Reach::Nobody => "nobody: the list is empty",
            Reach::Anywhere => "anywhere: every address may connect",
            Reach::Unknown | Reach::Entries(_) => return None,
        };
        Some(view! {
            <div class="warn">
                <Icon name="warning" />
                {text}
            </div>
        })
    };
    let entries = move || match list.get() {
        None => dash(),
        Some(list) => {
            let more = list.len().saturating_sub(SHOWN);
            let more = (more > 0).then(|| {
                view! {
                    <li>
                        <a href=href.get_value()>{format!("and {more} more")}</a>
                    </li>
                }
            });
            let shown = list.into_iter().take(SHOWN).map(entry).collect_view();
            view! { <ul class="plain">{shown}{more}</ul> }.into_any()
        }
    };
    view! { <Property label="IP access">{dynamic(warning)}{dynamic(entries)}</Property> }
}

fn entry(
    IpAccess {
        source,
        description,
    }: IpAccess,
) -> impl IntoView {
    view! {
        <li>
            <span class="mono">{source}</span>
            {description
                .map(|text| {
                    view! {
                        " "
                        <span class="quiet">{text}</span>
                    }
                })}
        </li>
    }
}
