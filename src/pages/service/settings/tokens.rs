use cloud_api::services::Tag;
use leptos::prelude::*;

/// Tags in a row, `key=value`.
#[component]
pub fn TagTokens(tags: Vec<Tag>) -> impl IntoView {
    if tags.is_empty() {
        return view! { <span class="quiet">"none"</span> }.into_any();
    }
    let item = |tag: Tag| view! { <li class="token">{text(&tag)}</li> };
    view! { <ul class="tokens">{tags.into_iter().map(item).collect_view()}</ul> }.into_any()
}

/// `env=prod`, or the key alone.
pub fn text(tag: &Tag) -> String {
    match &tag.value {
        Some(value) => format!("{}={value}", tag.key),
        None => tag.key.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_without_value_is_its_key() {
        let tag = |value: Option<&str>| Tag {
            key: "env".into(),
            value: value.map(Into::into),
        };
        assert_eq!(text(&tag(Some("prod"))), "env=prod");
        assert_eq!(text(&tag(None)), "env");
    }
}
