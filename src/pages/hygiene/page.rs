use std::sync::Arc;

use cloud_api::OrganizationId;
use leptos::prelude::*;

use super::{
    columns::FINDINGS,
    export::ExportReport,
    finding::Finding,
    group::Group,
    lists::{Lists, use_lists},
    narrow::Narrow,
    rule::{RULES, Severity, Source},
    services::is_present,
    unjudged::Unjudged,
};
use crate::{
    dialogs::use_dialogs,
    format::plural,
    list_view::use_list_view,
    offers::offer,
    pages::{crumbs::use_crumbs, list_page::of_organization, refresh::Refresh},
    paths,
    ui::{Action, Button, Empty, Icon, List, Page, Skeleton, Waiting, dynamic, list::ListCore},
};

#[component]
pub fn HygienePage() -> impl IntoView {
    of_organization(|organization| view! { <Hygiene organization /> })
}

#[component]
fn Hygiene(organization: OrganizationId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let lists = use_lists(organization, true);
    let dialogs = use_dialogs();
    let core = RwSignal::new(None::<ListCore>);
    let shown = Memo::new(move |_| {
        let all = lists.findings.get();
        // Before there is a list nothing is filtered.
        let Some(arranged) = core.get().and_then(|core| core.arranged.try_get()) else {
            return all;
        };
        let shown = arranged.shown.iter();
        let shown = shown.filter_map(|row| all.get(*row as usize));
        Arc::new(shown.cloned().collect::<Vec<_>>())
    });
    let export = Callback::new(move |()| dialogs.open("export"));
    offer(
        "",
        Signal::stored(vec![Action::new("Export report", "down", export)]),
    );
    let actions = move || {
        view! {
            <Refresh on_refresh=move || lists.reload() />
            <Button on_click=export>
                <Icon name="down" />
                "Export report"
            </Button>
        }
    };
    let backups = Signal::derive(move || backups_told(lists));
    let survey = paths::backups(&organization.get_value());
    view! {
        <Page title="Hygiene" crumbs=use_crumbs(organization, Vec::new()) actions>
            <p class="hint">
                "Rules over the lists of this organization; nothing else is asked for. Days are of UTC. "
                {backups} " " <a href=survey>"Survey backups"</a>
            </p>
            <Unjudged lists />
            <Report lists shown core />
            <ExportReport dialogs lists shown backups />
        </Page>
    }
}

/// The findings, once every list has answered or was refused: the gravest stand on top, and must not be pushed down by
/// a list that comes late.
#[component]
fn Report(
    lists: Lists,
    shown: Memo<Arc<Vec<Finding>>>,
    core: RwSignal<Option<ListCore>>,
) -> impl IntoView {
    let view = use_list_view("hygiene");
    let settled = settled(lists);
    let any = Memo::new(move |_| !lists.findings.read().is_empty());
    let reveal = Callback::new(move |(list,): (ListCore,)| core.set(Some(list)));
    let body = move || {
        Severity::ALL
            .map(|severity| {
                view! { <OfSeverity severity shown organization=lists.organization /> }
            })
            .into_any()
    };
    let missing = lists.missing();
    // Where no list could be read there is nothing to be said but why, which stands above.
    let is_judged = Memo::new(move |_| {
        let missing = missing.read();
        let needed = [Source::Services, Source::Keys, Source::Invitations];
        needed.iter().any(|source| !missing.contains(source))
    });
    let empty = move || {
        is_judged.get().then(|| {
            view! {
                <Empty title="Nothing stands out">
                    <p>"None of the rules found anything in the lists that could be read."</p>
                </Empty>
            }
        })
    };
    let content = move || {
        if !settled.get() {
            return view! {
                <Waiting />
                <Skeleton rows=8 columns=3 />
            }
            .into_any();
        }
        view! {
            <Show when=move || any.get()>
                <Narrow all=lists.findings view />
            </Show>
            <List list=&FINDINGS rows=lists.findings view body empty reveal />
        }
        .into_any()
    };
    dynamic(content)
}

/// Whether no list is still on its way for the first time.
fn settled(lists: Lists) -> Memo<bool> {
    let services = (lists.services.latest(), lists.services.error());
    let keys = (lists.keys.latest(), lists.keys.error());
    let members = (lists.members.latest(), lists.members.error());
    let invitations = (lists.invitations.latest(), lists.invitations.error());
    Memo::new(move |_| {
        [
            services.0.read().is_some() || services.1.read().is_some(),
            keys.0.read().is_some() || keys.1.read().is_some(),
            members.0.read().is_some() || members.1.read().is_some(),
            invitations.0.read().is_some() || invitations.1.read().is_some(),
        ]
        .into_iter()
        .all(|is_settled| is_settled)
    })
}

#[component]
fn OfSeverity(
    severity: Severity,
    shown: Memo<Arc<Vec<Finding>>>,
    organization: StoredValue<OrganizationId>,
) -> impl IntoView {
    let count = Memo::new(move |_| {
        let shown = shown.read();
        let count = shown
            .iter()
            .filter(|finding| finding.rule.about().severity == severity);
        count.count()
    });
    let rules = move || {
        let rules = RULES.iter().filter(|about| about.severity == severity);
        rules
            .map(|about| view! { <Group about shown organization /> })
            .collect_view()
    };
    let heading = format!("severity-{}", severity.word());
    let content = move || {
        view! {
            <section class="findings" aria-labelledby=heading.clone()>
                <h2 class="findings__title" id=heading.clone()>
                    {severity.title()}
                    " "
                    <span class="quiet">{count}</span>
                </h2>
                {rules()}
            </section>
        }
    };
    let any = Memo::new(move |_| count.get() > 0);
    dynamic(move || any.get().then(&content))
}

/// How far backups were looked at: each service costs a request, which nobody asked this page for.
fn backups_told(lists: Lists) -> String {
    let services = lists.services.latest();
    let services = services.read();
    let primaries = services.as_ref().map(|all| {
        let all = all.iter();
        all.filter(|service| service.is_primary != Some(false) && is_present(service))
            .count()
    });
    told(lists.surveyed.read().len(), primaries)
}

/// `None` while nobody knows of which services there could be backups.
fn told(surveyed: usize, all: Option<usize>) -> String {
    let Some(all) = all else {
        return "Backups are not judged while the list of services is not there.".into();
    };
    match (surveyed, all) {
        (_, 0) => "There are no backups to look at.".into(),
        (0, _) => "Backups were not surveyed in the last hour, so they are not judged.".into(),
        (some, all) if some < all => format!(
            "Backups are judged of {some} of {}: the others were not surveyed in the last hour.",
            plural(all, "service", "services")
        ),
        _ => "Backups are judged of every service, as surveyed in the last hour.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_was_not_surveyed_is_not_called_good() {
        assert!(told(0, Some(3)).contains("not judged"));
        assert!(told(1, Some(3)).starts_with("Backups are judged of 1 of 3 services"));
        assert!(told(3, Some(3)).contains("every service"));
        assert!(told(0, Some(0)).contains("no backups"));
        assert!(told(0, None).contains("not judged while"));
    }
}
