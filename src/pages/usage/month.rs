use std::sync::Arc;

use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{
    budget::{kept, verdict},
    budget_dialog::{BUDGET, BudgetDialog},
    credits::Credits,
    daily::{amount, names},
    days::{full, month_words, short},
    forecast::{Band, Forecast, LEAST, METHOD, Outlook, outlook},
    load::Loading,
};
use crate::{
    dialogs::use_dialogs,
    format::{dates::date, plural},
    ui::{
        Button, Panel, Strip, StripItem, Tone,
        chart::{Amount, ChartTable, Drawing, Layer, Plot, Scale, Sheet, area, line},
        dynamic,
    },
};

/// What this month will have cost, and how that stands to the budget.
#[component]
pub fn Month(loading: Loading, organization: StoredValue<OrganizationId>) -> impl IntoView {
    let dialogs = use_dialogs();
    let budget = RwSignal::new(kept(&organization.get_value()));
    let outlook = Memo::new(move |_| {
        let costs = loading.costs();
        outlook(loading.today.get(), |day| costs.day(day))
    });
    let known = Memo::new(move |_| match &*outlook.read() {
        Outlook::Known(forecast) => Some(Arc::new(forecast.clone())),
        _ => None,
    });
    let is_known = Memo::new(move |_| known.read().is_some());
    let title = move || format!("{} so far and to come", month_words(loading.today.get()));
    let actions = move || {
        let label = move || match budget.get() {
            Some(budget) => format!("Budget: {}", budget.with_unit()),
            None => "Set a budget".to_owned(),
        };
        view! {
            <Button tone=Tone::Plain on_click=move || dialogs.open(BUDGET)>
                {dynamic(label)}
            </Button>
        }
    };
    let content = move || {
        if is_known.get() {
            return view! { <Known known budget /> }.into_any();
        }
        let text = match &*outlook.read() {
            Outlook::TooFew(count) => format!(
                "No forecast: it takes {LEAST} final days, and {} of the last weeks {} final.",
                plural(*count, "day", "days"),
                if *count == 1 { "is" } else { "are" }
            ),
            _ => "No forecast: not all days of this month are read. The range “This month” reads them."
                .to_owned(),
        };
        view! { <p class="panel__text">{text}</p> }.into_any()
    };
    let title = untrack(title);
    view! {
        <Panel title actions>
            {dynamic(content)}
        </Panel>
        <BudgetDialog dialogs organization budget />
    }
}

#[component]
fn Known(known: Memo<Option<Arc<Forecast>>>, budget: RwSignal<Option<Credits>>) -> impl IntoView {
    let with = move |read: fn(&Forecast) -> String| {
        Signal::derive(move || {
            known
                .get()
                .map(|forecast| read(&forecast))
                .unwrap_or_default()
        })
    };
    let drawing = Memo::new(move |_| {
        let forecast = known.get();
        let drawing = forecast.map(|forecast| drawing(&forecast, budget.get()));
        Arc::new(drawing.unwrap_or_default())
    });
    let sheet = Memo::new(move |_| {
        Arc::new(
            known
                .get()
                .map(|forecast| sheet(&forecast))
                .unwrap_or_default(),
        )
    });
    let told = Callback::new(move |(place,): (usize,)| {
        known
            .get()
            .map(|forecast| told(&forecast, place))
            .unwrap_or_default()
    });
    let against = move || {
        let forecast = known.get()?;
        let budget = budget.get()?;
        let text = verdict(&forecast, budget);
        Some(view! { <p class="month__verdict">{text}</p> })
    };
    view! {
        <div class="month">
            <Strip label="The month in numbers">
                <StripItem
                    value=with(|forecast| forecast.so_far().with_unit())
                    label=with(|forecast| {
                        format!("so far, {} with today", plural(forecast.told.len(), "day", "days"))
                    })
                />
                <StripItem
                    value=with(|forecast| forecast.total().middle.with_unit())
                    label="forecast for the month"
                />
                <StripItem value=with(|forecast| range(forecast.total())) label="band, in CHC" />
            </Strip>
            <div role="status">{dynamic(against)}</div>
            <Plot label="Cost of the month, added up" drawing summary=with(summary) told />
            <ul class="chart__notes">
                <li>{METHOD}</li>
            </ul>
            <ChartTable
                label="Cost of the month by day, added up, in CHC"
                file="usage-forecast.csv"
                sheet
            />
        </div>
    }
}

fn range(band: Band) -> String {
    format!("{} – {}", band.low.text(), band.high.text())
}

/// The place of today.
fn today(forecast: &Forecast) -> usize {
    forecast.told.len() - 1
}

fn drawing(forecast: &Forecast, budget: Option<Credits>) -> Drawing {
    let top = forecast.total().high.max(budget.unwrap_or_default());
    let scale = Scale::up_to(top.value());
    let share = |credits: Credits| scale.share(credits.value());
    let today = today(forecast);
    let ends = || forecast.ends.iter().enumerate();
    // Yesterday is the last day that is over, and where the forecast begins.
    let told = ends()
        .take(today)
        .map(|(place, end)| (place, share(end.middle)));
    let start = today.saturating_sub(1);
    let to_come: Vec<(usize, f64, f64)> = ends()
        .skip(start)
        .map(|(place, end)| (place, share(end.low), share(end.high)))
        .collect();
    let middle = ends()
        .skip(start)
        .map(|(place, end)| (place, share(end.middle)));
    let layer = |class: &str, path: String| Layer {
        class: class.to_owned(),
        path,
        texture: 0,
    };
    Drawing {
        count: forecast.ends.len(),
        ticks: scale.ticks(),
        names: names(forecast.ends.len(), |place| {
            let place = i32::try_from(place).unwrap_or_default();
            short(forecast.month.from + place)
        }),
        layers: vec![
            layer("plot__band", area(&to_come)),
            layer("plot__line plot__line--dashed", line(middle)),
            layer("plot__line", line(told)),
        ],
        hatched: Vec::new(),
        limit: budget.map(|budget| (share(budget), format!("budget {}", budget.text()))),
    }
}

fn told(forecast: &Forecast, place: usize) -> String {
    let Some(end) = forecast.ends.get(place) else {
        return String::new();
    };
    let day = full(forecast.month.from + i32::try_from(place).unwrap_or_default());
    if place < today(forecast) {
        return format!("{day}: {} by its end", end.middle.with_unit());
    }
    let today = if place == today(forecast) {
        format!(" (today; {} so far)", forecast.so_far().with_unit())
    } else {
        String::new()
    };
    format!(
        "{day}{today}: forecast {} by its end, {} in the band",
        end.middle.with_unit(),
        range(*end)
    )
}

fn summary(forecast: &Forecast) -> String {
    let total = forecast.total();
    format!(
        "{} so far; forecast {} by {}, {} in the band, from {}. Point at a day, or use the arrow keys.",
        forecast.so_far().with_unit(),
        total.middle.with_unit(),
        full(forecast.month.to),
        range(total),
        plural(forecast.basis, "final day", "final days"),
    )
}

fn sheet(forecast: &Forecast) -> Sheet {
    let headings = ["Day (UTC)", "State", "Cost", "Low", "Added up", "High"];
    let rows = forecast.ends.iter().zip(forecast.month.iter()).enumerate();
    let rows = rows.map(|(place, (end, day))| {
        let told = forecast.told.get(place).copied().map(amount);
        let state = if place < today(forecast) {
            "told"
        } else {
            "forecast"
        };
        let cells = vec![
            Amount::word(state),
            told.unwrap_or_default(),
            amount(end.low),
            amount(end.middle),
            amount(end.high),
        ];
        (date(day), cells)
    });
    Sheet {
        headings: headings.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
