use leptos::prelude::*;

use super::endpoints::{Row, rows};
use crate::{
    format,
    pages::service::OnService,
    paths::Tab,
    ui::{CopyButton, ShortTable, dynamic},
};

/// Protocol, host, port and user of each endpoint.
#[component]
pub fn EndpointTable() -> impl IntoView {
    let on = expect_context::<OnService>();
    let OnService { service, .. } = on;
    let all = Memo::new(move |_| rows(&service.read()));
    let known = Memo::new(move |_| service.read().endpoints.is_some());
    let settings = StoredValue::new(on.tab(Tab::Settings));
    let body = move || {
        let known = known.get();
        let row = move |Row { protocol, endpoint }| {
            let is_mysql = protocol == "MySQL";
            let cells = match endpoint {
                Some(endpoint) => {
                    let host = endpoint.host.map_or_else(dash, |host| copied(host, "host"));
                    let port = endpoint
                        .port
                        .map_or_else(dash, |port| copied(format::number(port), "port"));
                    let user = endpoint.username.unwrap_or_else(|| "default".into());
                    view! {
                        <td role="cell" data-label="Host">
                            {host}
                        </td>
                        <td role="cell" data-label="Port">
                            {port}
                        </td>
                        <td role="cell" data-label="User">
                            <span class="mono">{user}</span>
                        </td>
                    }
                    .into_any()
                }
                None if is_mysql && known => view! {
                    <td role="cell" colspan="3">
                        <p>
                            "Not enabled. "<a href=settings.get_value()>"Enable it in Settings"</a>
                        </p>
                    </td>
                }
                .into_any(),
                None => view! {
                    <td role="cell" colspan="3">
                        {dash()}
                    </td>
                }
                .into_any(),
            };
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="table__name">
                        {protocol}
                    </th>
                    {cells}
                </tr>
            }
        };
        all.get().into_iter().map(row).collect_view()
    };
    view! {
        <ShortTable label="Endpoints" headings=&["Protocol", "Host", "Port", "User"]>
            {dynamic(body)}
        </ShortTable>
    }
}

fn copied(text: String, what: &str) -> AnyView {
    let label = format!("Copy {what} {text}");
    view! {
        <span class="mono">{text.clone()}</span>
        <CopyButton text label />
    }
    .into_any()
}

/// What the API did not tell.
fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}
