use leptos::prelude::*;

/// What a state means, whatever the API calls it. Each has a colour and a shape of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateTone {
    Running,
    Idle,
    /// On its way from one state to another.
    Moving,
    Stopped,
    Failed,
    #[default]
    Unknown,
}

impl StateTone {
    /// The look of a state that does not change where it stands.
    pub fn class(self) -> &'static str {
        match self {
            Self::Running => "state state--running",
            Self::Idle => "state state--idle",
            Self::Moving => "state state--moving",
            Self::Stopped => "state state--stopped",
            Self::Failed => "state state--failed",
            Self::Unknown => "state state--unknown",
        }
    }
}

/// A state in the API's own word.
#[component]
pub fn StateBadge(
    #[prop(into)] word: Signal<String>,
    #[prop(into)] tone: Signal<StateTone>,
    /// With a tinted ground, for use beside a title.
    #[prop(optional)]
    chip: bool,
) -> impl IntoView {
    view! {
        <span class=move || tone.get().class() class:state--chip=chip>
            {word}
        </span>
    }
}
