use std::cell::Cell;

use leptos::{html, prelude::*};

use super::dynamic;

thread_local! {
    /// Whether a page has been shown since the document loaded.
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// What every document title begins with, such as that nothing can be changed.
#[derive(Clone, Copy)]
pub struct TitleMark(pub Signal<Option<String>>);

/// A page without the usual head was shown: the next one is not the first.
pub fn note_page_shown() {
    SHOWN.set(true);
}

/// What every page has: its place, its title, what can be done, and the document's title.
///
/// Coming from another page moves the focus to the title, which is how a screen reader learns of
/// the new page. The first page after loading leaves the focus at the top of the document.
#[component]
pub fn Page(
    #[prop(into)] title: Signal<String>,
    /// Text and address of what the page is part of, the organization first.
    #[prop(optional, into)]
    crumbs: Signal<Vec<(String, String)>>,
    /// Beside the title, such as a state.
    #[prop(optional, into)]
    title_extra: ViewFn,
    #[prop(optional, into)] actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let mark = use_context::<TitleMark>();
    Effect::new(move |_| {
        let crumbs = crumbs.read();
        let place = crumbs.first().map(|(text, _)| text.as_str());
        let mark = mark.and_then(|TitleMark(mark)| mark.get());
        document().set_title(&document_title(mark.as_deref(), &title.read(), place));
    });
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        let first = !SHOWN.replace(true);
        let dialog_open = matches!(document().query_selector("dialog[open]"), Ok(Some(_)));
        if !first && !dialog_open {
            _ = heading.focus();
        }
    });
    let links = move || {
        crumbs.get().into_iter().map(|(text, href)| {
            view! {
                <li>
                    <a href=href>{text}</a>
                </li>
            }
        })
    };
    view! {
        <header class="head">
            <div class="head__title">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol>{dynamic(move || links().collect_view())}</ol>
                </nav>
                <div class="head__line">
                    <h1 tabindex="-1" node_ref=heading>
                        {title}
                    </h1>
                    {title_extra.run()}
                </div>
            </div>
            <div class="head__actions">{actions.run()}</div>
        </header>
        {children()}
    }
}

fn document_title(mark: Option<&str>, title: &str, place: Option<&str>) -> String {
    let place = place.filter(|place| *place != title);
    let parts = [mark, Some(title), place, Some("Wheelhouse")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::document_title;

    #[test]
    fn the_document_is_named_after_page_and_organization() {
        assert_eq!(
            document_title(None, "Services", Some("Acme")),
            "Services · Acme · Wheelhouse"
        );
        assert_eq!(
            document_title(None, "Acme", Some("Acme")),
            "Acme · Wheelhouse"
        );
        assert_eq!(
            document_title(None, "Sign in", None),
            "Sign in · Wheelhouse"
        );
        assert_eq!(
            document_title(Some("Read-only"), "Services", Some("Acme")),
            "Read-only · Services · Acme · Wheelhouse"
        );
    }
}
