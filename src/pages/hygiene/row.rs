use leptos::prelude::*;

use super::finding::{Finding, Fix};
use crate::{
    equivalent_view::EquivalentCommand,
    ui::{ButtonLink, Tone},
};

/// One finding: what, where it is put right, and the command that does it.
#[component]
pub fn Row(finding: Finding) -> impl IntoView {
    let Finding {
        name,
        href,
        detail,
        fixes,
        write,
        ..
    } = finding;
    let fix = {
        let name = name.clone();
        move |(place, Fix { label, href }): (usize, Fix)| {
            let tone = if place == 0 {
                Tone::Normal
            } else {
                Tone::Plain
            };
            let of = format!(" for {name}");
            view! {
                <ButtonLink href tone>
                    {label}
                    <span class="visually-hidden">{of}</span>
                </ButtonLink>
            }
        }
    };
    let command = match write {
        Ok(write) => view! { <EquivalentCommand write=Signal::stored(Some(write)) /> }.into_any(),
        Err(why) => view! { <p class="hint">"No command: " {why}</p> }.into_any(),
    };
    view! {
        <li class="finding">
            <div class="finding__what">
                <a class="name" href=href>
                    {name}
                </a>
                <span class="quiet">{detail}</span>
            </div>
            <div class="finding__fixes">
                {fixes.into_iter().enumerate().map(fix).collect_view()}
            </div>
            {command}
        </li>
    }
}
