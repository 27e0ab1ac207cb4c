use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    balances::{self, BalanceType, CreditBalance, CreditBalances},
};
use leptos::prelude::*;

use super::credits::Credits;
use crate::{
    pages::beta::Beta,
    query::use_query,
    query_view::QueryView,
    ui::{Button, Panel, Properties, Property, Time, dynamic},
};

/// The credits that are left (`creditBalancesGet`, a beta operation). It takes a right of its own, so it is asked only
/// when a person wants it.
#[component]
pub fn Balances(organization: StoredValue<OrganizationId>) -> impl IntoView {
    let asked = RwSignal::new(false);
    let query = use_query(move || {
        asked
            .get()
            .then(|| balances::get(&organization.get_value()))
    });
    let content = move || {
        if asked.get() {
            return view! {
                <QueryView query outline=(2, 2) let:answer>
                    {dynamic(move || left(&answer.read()))}
                </QueryView>
            }
            .into_any();
        }
        view! {
            <p>"What is left of prepaid and trial credits takes the right to view billing."</p>
            <Button on_click=move || asked.set(true)>"Show credit balances"</Button>
        }
        .into_any()
    };
    view! {
        <Panel title="Credit balances" actions=|| view! { <Beta operation="creditBalancesGet" /> }>
            <div class="panel__text stack balances">{dynamic(content)}</div>
        </Panel>
    }
}

fn left(answer: &Arc<CreditBalances>) -> impl IntoView + use<> {
    let total = format!("{} left in all.", told(answer.total_remaining_credits));
    let balances: &[CreditBalance] = answer.balances.as_deref().unwrap_or_default();
    if balances.is_empty() {
        return view! { <p>"The organization has no active balance of credits."</p> }.into_any();
    }
    let rows = balances.iter().map(|balance| {
        let label = match &balance.r#type {
            Some(BalanceType::Prepaid) => "Prepaid",
            Some(BalanceType::Trial) => "Trial",
            Some(BalanceType::Other(word)) => word,
            None => "Of a type not told",
        }
        .to_owned();
        let expires = Signal::stored(balance.expiration_date.clone());
        let text = format!(
            "{} left of {}, {} spent",
            told(balance.remaining_credits),
            told(balance.total_amount),
            told(balance.amount_spent)
        );
        view! { <Property label>{text} " · expires " <Time at=expires /></Property> }
    });
    let rows = rows.collect_view();
    view! {
        <p>
            <strong>{total}</strong>
        </p>
        <Properties>{rows}</Properties>
    }
    .into_any()
}

fn told(credits: Option<f64>) -> String {
    match credits {
        Some(credits) => Credits::of(credits).with_unit(),
        None => "not told".to_owned(),
    }
}
