use leptos::prelude::*;

/// Keeps a draft and the fields it is typed into the same: what is typed goes into it, and what is put into it is shown.
pub fn follow<D>(
    draft: RwSignal<D>,
    typed: impl Fn() -> D + Copy + 'static,
    show: impl Fn(D) + 'static,
) where
    D: Clone + PartialEq + Send + Sync + 'static,
{
    Effect::new(move |_| {
        let typed = typed();
        if *draft.read_untracked() != typed {
            draft.set(typed);
        }
    });
    Effect::new(move |_| {
        let now = draft.get();
        if untrack(typed) != now {
            show(now);
        }
    });
}
