use cloud_api::{access, services::IpAccess};
use leptos::prelude::*;

use super::reach::is_anywhere;
use crate::ui::{Icon, ShortTable, dynamic};

/// The entries of the list as the API has them.
#[component]
pub(super) fn AccessTable(#[prop(into)] list: Signal<Vec<IpAccess>>) -> impl IntoView {
    let row = |IpAccess {
                   source,
                   description,
               }: IpAccess| {
        let remark = remark(&source).map(|remark| {
            view! {
                <span class="warn">
                    <Icon name="warning" />
                    {remark}
                </span>
            }
        });
        let description = match description.filter(|text| !text.is_empty()) {
            Some(text) => text.into_any(),
            None => view! { <span class="quiet">"—"</span> }.into_any(),
        };
        view! {
            <tr role="row">
                <th scope="row" role="rowheader" class="table__name mono">
                    {source}
                </th>
                <td role="cell" data-label="Description">
                    {description}
                </td>
                <td role="cell" data-label="Remark">
                    {remark}
                </td>
            </tr>
        }
    };
    let list = Memo::new(move |_| list.get());
    view! {
        <ShortTable label="IP access list" headings=&["Source", "Description", "Remark"]>
            {dynamic(move || list.get().into_iter().map(row).collect_view())}
        </ShortTable>
    }
}

/// What to know of an entry, if it is not an ordinary one.
fn remark(source: &str) -> Option<&'static str> {
    if is_anywhere(source) {
        return Some("every address");
    }
    let network = access::parse(source).ok()?;
    access::is_private(&network).then_some("private: no such address comes over the internet")
}

#[cfg(test)]
mod tests {
    use super::remark;

    #[test]
    fn open_and_private_entries_are_remarked_on() {
        assert_eq!(remark("0.0.0.0/0"), Some("every address"));
        assert!(remark("10.0.0.0/8").is_some_and(|remark| remark.starts_with("private")));
        assert_eq!(remark("203.0.113.0/24"), None);
        assert_eq!(remark("what the API says"), None);
    }
}
