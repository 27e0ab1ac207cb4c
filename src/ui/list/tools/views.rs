use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::super::{ListCore, Named, View};
use crate::ui::{Icon, dynamic};

/// At most this many are kept.
const MOST: usize = 20;

/// Views kept in this browser under a name.
#[component]
pub(super) fn ViewsTool(core: ListCore, close: Callback<()>) -> impl IntoView {
    let named = RwSignal::new(core.view.named());
    let name = RwSignal::new(String::new());
    let keep = move |views: Vec<Named>| {
        core.view.keep_named(views.clone());
        named.set(views);
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            return;
        }
        let view = core.view.now.get_untracked();
        keep(with(named.get_untracked(), Named { name: wanted, view }));
        name.set(String::new());
    };
    let show = move |view: View| {
        core.view.show(view);
        close.run(());
    };
    let line = move |one: Named| {
        let Named { name, view } = one;
        let removed = name.clone();
        let remove = move |_| {
            let rest = named.get_untracked().into_iter();
            keep(rest.filter(|other| other.name != removed).collect());
        };
        let label = format!("Remove view {name}");
        let current = {
            let view = view.clone();
            move || (*core.view.now.read() == view).then_some("true")
        };
        view! {
            <li class="tool__line">
                <button
                    type="button"
                    class="button button--plain tool__wide"
                    aria-current=current
                    on:click=move |_| show(view.clone())
                >
                    {name}
                </button>
                <button
                    type="button"
                    class="button button--plain button--icon"
                    aria-label=label
                    on:click=remove
                >
                    <Icon name="close" />
                </button>
            </li>
        }
    };
    let lines = move || named.get().into_iter().map(line).collect_view();
    view! {
        <form class="tool__form" on:submit=save>
            <input
                type="text"
                class="input"
                aria-label="Name of this view"
                placeholder="Name of this view"
                maxlength="60"
                bind:value=name
            />
            <button type="submit" class="button">
                "Save view"
            </button>
        </form>
        <ul class="plain" aria-label="Saved views">
            {dynamic(lines)}
        </ul>
        <div class="tool__foot">
            <button
                type="button"
                class="button button--plain"
                on:click=move |_| show(View::default())
            >
                "Default view"
            </button>
        </div>
        <p class="hint">
            "Filter, order and columns. Kept in this browser; the address of the page holds them too."
        </p>
    }
}

/// The views with one more, which takes the place of one of the same name.
fn with(mut views: Vec<Named>, new: Named) -> Vec<Named> {
    views.retain(|other| other.name != new.name);
    views.push(new);
    let many = views.len().saturating_sub(MOST);
    views.drain(..many);
    views
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_replaces_its_namesake_and_the_oldest_make_room() {
        let named = |name: &str, filter: &str| Named {
            name: name.into(),
            view: View {
                filter: filter.into(),
                ..View::default()
            },
        };
        let views = with(vec![named("a", "1"), named("b", "2")], named("a", "3"));
        assert_eq!(views, [named("b", "2"), named("a", "3")]);
        let many = (0..MOST).fold(Vec::new(), |views, number| {
            with(views, named(&number.to_string(), ""))
        });
        let more = with(many, named("new", ""));
        assert_eq!(more.len(), MOST);
        assert_eq!(more[0].name, "1");
    }
}
