use leptos::prelude::*;

/// One of several that can be chosen, with what it allows.
#[component]
pub fn RoleBox<T>(
    /// Tells it from the others on the page.
    id: String,
    name: String,
    #[prop(into)] allows: String,
    /// What stands for it among those chosen.
    own: T,
    chosen: RwSignal<Vec<T>>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let hint = format!("{id}-hint");
    let own = StoredValue::new(own);
    let is_chosen = move || own.with_value(|own| chosen.read().contains(own));
    let choose = move |wanted: bool| {
        chosen.update(|chosen| {
            let own = own.get_value();
            chosen.retain(|other| *other != own);
            if wanted {
                chosen.push(own);
            }
        });
    };
    view! {
        <div class="field field--check">
            <input
                type="checkbox"
                id=id.clone()
                aria-describedby=hint.clone()
                prop:checked=is_chosen
                on:change:target=move |event| choose(event.target().checked())
            />
            <label class="field__label" for=id>
                {name}
            </label>
            <p id=hint class="field__hint">
                {allows}
            </p>
        </div>
    }
}
