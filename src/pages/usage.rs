//! Usage: what the organization cost by day, in `ClickHouse` Credits, and what the month will have cost.

mod address;
mod balances;
mod budget;
mod budget_dialog;
mod columns;
mod credits;
mod custom_range;
mod daily;
mod days;
mod figures;
mod forecast;
mod held;
mod known;
mod legend;
mod load;
mod metrics;
mod month;
mod page;
mod range;
mod range_bar;
mod report;
mod split;
mod split_bar;
mod state;
mod totals;
mod view;

pub use page::UsagePage;
