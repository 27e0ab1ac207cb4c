use cloud_api::legacy::LegacyRole;
use leptos::prelude::*;

use super::{check::Report, form::Form, queue::Outcome};
use crate::{
    pages::roles::OF_MEMBERS,
    rights::policies::label,
    ui::{Icon, ProblemNotice, ShortTable, StateBadge, StateTone, dynamic},
};

/// One row for each address: what it will be, and what became of it.
#[component]
pub fn Lines(form: Form) -> impl IntoView {
    let keys = move || {
        let lines = form.lines.get();
        let keys: Vec<String> = lines.iter().map(|line| line.address.clone()).collect();
        keys
    };
    view! {
        <div class="invites">
            <ShortTable label="Addresses" headings=&["E-mail", "Role", "State"] long=true>
                <For
                    each=keys
                    key=Clone::clone
                    children=move |address| view! { <Row form address /> }
                />
            </ShortTable>
        </div>
    }
}

#[component]
fn Row(form: Form, address: String) -> impl IntoView {
    let key = StoredValue::new(address.clone());
    let report = Memo::new(move |last: Option<&Report>| {
        let reports = form.reports.read();
        let report = key.with_value(|key| reports.get(key).cloned());
        report.or(last.cloned()).unwrap_or(Report::Fine)
    });
    let outcome = Memo::new(move |_| {
        let outcomes = form.queue.outcomes.read();
        key.with_value(|key| outcomes.get(key).cloned())
    });
    let can_choose = Memo::new(move |_| {
        let is_over = matches!(outcome.get(), Some(Outcome::Invited | Outcome::Sending));
        !is_over && (report.read().is_fine() || outcome.read().is_some())
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="table__name">
                {address}
            </th>
            <td role="cell" data-label="Role">
                <Show when=move || can_choose.get()>
                    <OwnRole form key />
                </Show>
            </td>
            <td role="cell" data-label="State">
                <div class="table__cell">
                    {dynamic(move || state(outcome.get(), &report.get()))}
                </div>
            </td>
        </tr>
    }
}

/// A role of the line's own, or those chosen for all.
#[component]
fn OwnRole(form: Form, key: StoredValue<String>) -> impl IntoView {
    let value = move || {
        let own = form.own.read();
        own.get(&key.get_value()).cloned().unwrap_or_default()
    };
    let choose = move |chosen: String| {
        form.own.update(|own| {
            if chosen.is_empty() {
                own.remove(&key.get_value());
            } else {
                own.insert(key.get_value(), chosen);
            }
        });
    };
    let options = move || {
        let option = |(id, label): (String, String)| {
            let own = id.clone();
            view! {
                <option value=id prop:selected=move || value() == own>
                    {label}
                </option>
            }
        };
        let offered: Vec<(String, String)> = if form.is_legacy.get() {
            let word = |role: &LegacyRole| (role.to_string(), role.to_string());
            OF_MEMBERS.iter().map(word).collect()
        } else {
            let all = form.all_roles.latest().get();
            let all = all.iter().flat_map(|all| all.iter());
            all.map(|role| (role.id.to_string(), label(role))).collect()
        };
        offered.into_iter().map(option).collect_view()
    };
    view! {
        <select
            class="input"
            aria-label=format!("Role of {}", key.get_value())
            on:change:target=move |event| choose(event.target().value())
        >
            <option value="" prop:selected=move || value().is_empty()>
                "As chosen for all"
            </option>
            {dynamic(options)}
        </select>
    }
}

fn state(outcome: Option<Outcome>, report: &Report) -> AnyView {
    let badge = |word: &'static str, tone| view! { <StateBadge word tone /> };
    match outcome {
        None if report.is_fine() => view! { <span class="wrap">{report.words()}</span> }.into_any(),
        None => view! {
            <span class="warn wrap">
                <Icon name="warning" />
                {report.words()}
            </span>
        }
        .into_any(),
        Some(Outcome::Waiting) => badge("waiting", StateTone::Idle).into_any(),
        Some(Outcome::Sending) => badge("sending", StateTone::Moving).into_any(),
        Some(Outcome::Invited) => badge("invited", StateTone::Running).into_any(),
        Some(Outcome::Refused(problem)) => view! {
            {badge("refused", StateTone::Failed)}
            <ProblemNotice problem=Signal::stored(Some(problem)) />
        }
        .into_any(),
        Some(Outcome::Unknown(problem)) => view! {
            {badge("unknown", StateTone::Unknown)}
            <ProblemNotice problem=Signal::stored(Some(problem)) />
        }
        .into_any(),
    }
}
