use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::{Button, Icon, Tone, dynamic, list::csv_line, save_as};

/// The numbers of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The first one heads the names of the rows.
    pub headings: Vec<String>,
    pub rows: Vec<(String, Vec<Amount>)>,
}

/// One cell: as it is shown, and with every digit for other programs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amount {
    pub shown: String,
    pub exact: String,
}

impl Amount {
    /// A word, which is the same for both.
    pub fn word(text: &str) -> Self {
        Self {
            shown: text.to_owned(),
            exact: text.to_owned(),
        }
    }
}

impl Sheet {
    pub fn csv(&self) -> String {
        let mut out = String::new();
        csv_line(&mut out, self.headings.iter().cloned());
        for (name, cells) in &self.rows {
            let cells = cells.iter().map(|cell| cell.exact.clone());
            csv_line(&mut out, std::iter::once(name.clone()).chain(cells));
        }
        out
    }
}

/// What a chart shows as a table, drawn when it is asked for, and as a file.
#[component]
pub fn ChartTable(
    /// The table's accessible name.
    #[prop(into)]
    label: String,
    /// The file's name.
    file: &'static str,
    #[prop(into)] sheet: Signal<Arc<Sheet>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let download = move || {
        save_as(
            file,
            "text/csv;charset=utf-8",
            &sheet.read_untracked().csv(),
        );
    };
    let table = move || {
        open.get().then(|| {
            view! {
                // Reached by keyboard, because it scrolls.
                <div class="chart__table" tabindex="0" role="group" aria-label=label.clone()>
                    <table aria-label=label.clone()>
                        <thead>{dynamic(move || head(&sheet.read()))}</thead>
                        <tbody>{dynamic(move || body(&sheet.read()))}</tbody>
                    </table>
                </div>
            }
        })
    };
    view! {
        <div class="chart__tools">
            <button
                type="button"
                class="chart__more"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || if open.get() { "Hide the table" } else { "Show as a table" }}
            </button>
            <Button tone=Tone::Plain on_click=download>
                <Icon name="down" />
                "Download CSV"
            </Button>
        </div>
        {dynamic(table)}
    }
}

fn head(sheet: &Sheet) -> impl IntoView + use<> {
    let headings = sheet.headings.iter().enumerate().map(|(place, heading)| {
        let class = if place > 0 { "num" } else { "" };
        view! {
            <th scope="col" class=class>
                {heading.clone()}
            </th>
        }
    });
    view! { <tr>{headings.collect_view()}</tr> }
}

fn body(sheet: &Sheet) -> impl IntoView + use<> {
    let rows = sheet.rows.iter().map(|(name, cells)| {
        let cells = cells.iter().map(|cell| {
            view! { <td class="num">{cell.shown.clone()}</td> }
        });
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    rows.collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_every_digit_and_no_formula() {
        let sheet = Sheet {
            headings: vec!["Day".into(), "=1+1".into()],
            rows: vec![(
                "2026-11-24".into(),
                vec![Amount {
                    shown: "0.33".into(),
                    exact: "0.333333333".into(),
                }],
            )],
        };
        assert_eq!(sheet.csv(), "Day,'=1+1\r\n2026-11-24,0.333333333\r\n");
    }
}
