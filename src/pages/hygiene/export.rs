use std::sync::Arc;

use leptos::prelude::*;

use super::{finding::Finding, lists::Lists, report::Report, rule::depending_on};
use crate::{
    chunk,
    chunk::Later,
    config::Config,
    dialogs::Dialogs,
    format::plural,
    moment,
    session::Session,
    ui::{Button, CopyButton, Dialog, Icon, save_as},
};

/// What the texts are made of.
#[derive(Clone, Copy)]
struct Exported {
    lists: Lists,
    shown: Memo<Arc<Vec<Finding>>>,
    backups: Signal<String>,
}

/// The dialog that gives the report away. Its code comes with that of the commands, when it is first opened.
#[component]
pub fn ExportReport(
    dialogs: Dialogs,
    lists: Lists,
    shown: Memo<Arc<Vec<Finding>>>,
    backups: Signal<String>,
) -> impl IntoView {
    let props = Exported {
        lists,
        shown,
        backups,
    };
    let chunk =
        chunk!(fn hygiene_export(props: Exported) in changes => view! { <Formats props /> });
    let close = Callback::new(move |()| dialogs.close());
    view! {
        <Dialog title="Export report" open=dialogs.is_open("export") on_close=close>
            <div class="dialog__body">
                <Later chunk props outline=(2, 2) />
            </div>
            <div class="dialog__foot">
                <Button on_click=close>"Close"</Button>
            </div>
        </Dialog>
    }
}

#[derive(Clone, Copy)]
enum Format {
    Markdown,
    Json,
}

#[component]
fn Formats(props: Exported) -> impl IntoView {
    let session = expect_context::<Session>();
    let api = StoredValue::new(expect_context::<Config>().api_url);
    let text = move |format: Format| {
        let origin = window().location().origin().unwrap_or_default();
        let api = api.get_value();
        let current = session.current().get_untracked();
        let organization = current.map(|signed_in| signed_in.organization_name);
        let missing = untrack(|| props.lists.missing().get());
        let unjudged: Vec<_> = depending_on(&missing).collect();
        let report = Report {
            organization: &organization.unwrap_or_default(),
            at: &moment::rfc3339(moment::now()),
            api: if api.is_empty() { &origin } else { &api },
            origin: &origin,
            findings: &props.shown.read_untracked(),
            unjudged: &unjudged,
            backups: &props.backups.get_untracked(),
        };
        match format {
            Format::Markdown => report.markdown(),
            Format::Json => report.json(),
        }
    };
    let line = move |(format, word, ending, kind): (Format, &'static str, &str, &'static str)| {
        let file = format!("hygiene-{}.{ending}", moment::date(moment::now()));
        let save = Callback::new(move |()| save_as(&file, kind, &text(format)));
        view! {
            <li class="rows__add">
                <Button on_click=save>
                    <Icon name="down" />
                    {format!("Download {word}")}
                </Button>
                <CopyButton
                    text=Signal::derive(move || text(format))
                    label=format!("Copy {word}")
                    worded=true
                />
            </li>
        }
    };
    let said = move || {
        let count = plural(props.shown.read().len(), "finding", "findings");
        format!("{count}, filtered as shown, with links and commands. Secrets stand as variables.")
    };
    view! {
        <p>{said}</p>
        <ul class="plain stack" aria-label="Formats">
            {[
                (Format::Markdown, "Markdown", "md", "text/markdown;charset=utf-8"),
                (Format::Json, "JSON", "json", "application/json"),
            ]
                .map(line)}
        </ul>
    }
}
