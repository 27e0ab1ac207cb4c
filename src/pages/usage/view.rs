use std::sync::Arc;

use cloud_api::{OrganizationId, services};
use leptos::prelude::*;

use super::{
    address::{use_go_to, use_split},
    balances::Balances,
    columns::{COSTS, rows},
    daily::Daily,
    figures::Figures,
    held::Told,
    known::Known,
    load::{Loading, Phase},
    month::Month,
    range_bar::RangeBar,
    split::Series,
    state::LoadState,
    totals::Totals,
};
use crate::{
    list_view::use_list_view,
    query::use_query,
    ui::{Empty, List, Skeleton, dynamic},
};

/// Range, figures, charts and tables of what an organization cost.
#[component]
pub fn UsageView(loading: Loading, organization: StoredValue<OrganizationId>) -> impl IntoView {
    let services = {
        let request = services::list(&organization.get_value());
        use_query(move || Some(request.clone())).latest()
    };
    let split = use_split();
    let go_to = use_go_to();
    let view = use_list_view("usage");
    // Days are compared by nobody: they are replaced as a whole.
    let told = Memo::new_with_compare(
        move |_| Arc::new(loading.told(loading.days.get())),
        |_, _| true,
    );
    let known = Memo::new(move |_| {
        let services = services.get();
        let known = Known::new(services.as_ref().map(|all| all.as_slice()));
        Arc::new(known.named_by(&told.read()))
    });
    let series =
        Memo::new(move |_| Arc::new(Series::new(&told.read(), &split.get(), &known.read())));
    let rows =
        Memo::new(move |_| Arc::new(rows(&told.read(), &known.read(), &organization.get_value())));
    let has_records = Memo::new(move |_| has_records(&told.read()));
    let reading = Memo::new(move |_| *loading.phase.read() == Phase::Reading);
    let nothing = move || nothing(&loading.phase.read(), &told.read());
    let content = move || {
        if !has_records.get() {
            return dynamic(nothing).into_any();
        }
        view! {
            <Figures loading series />
            <Daily loading series split known go_to />
            <Month loading organization />
            <List list=&COSTS rows view loading=reading answered_at=loading.answered_at />
            <Totals told />
            <Balances organization />
            <p class="hint">
                "Amounts are ClickHouse Credits (CHC), as usageCostGet tells them, by days of UTC. The API has no prices in money, no invoices and no alerts."
            </p>
        }
        .into_any()
    };
    view! {
        <div class="audit__top">
            <RangeBar loading go_to />
            <LoadState loading />
        </div>
        {dynamic(content)}
    }
}

fn has_records(told: &[Told]) -> bool {
    let days = told.iter().flat_map(|(_, one)| one);
    days.into_iter().any(|one| !one.costs.is_empty())
}

/// What stands in the place of costs that are not there.
fn nothing(phase: &Phase, told: &[Told]) -> AnyView {
    let is_whole = told.iter().all(|(_, one)| one.is_some());
    match phase {
        Phase::Refused(_) => view! {
            <Empty title="This key may not read the costs" icon="lock">
                <p>
                    "It takes a role that may view the organization. Whoever manages the organization can give the key one."
                </p>
            </Empty>
        }
        .into_any(),
        Phase::Reading if !is_whole => view! { <Skeleton rows=8 columns=6 /> }.into_any(),
        _ if is_whole => view! {
            <Empty title="Nothing was charged in this range" icon="usage">
                <p>
                    "The API has no record of costs for these days. Services begin to cost something once they are created."
                </p>
            </Empty>
        }
        .into_any(),
        // What failed or was cancelled says so above.
        _ => ().into_any(),
    }
}
