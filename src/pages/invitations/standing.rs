//! Whether an invitation can still be accepted.

use cloud_api::invitations::Invitation;
use leptos::prelude::*;

use crate::ui::{StateBadge, StateTone, clock, dynamic, list::moment};

const DAY: f64 = 86_400_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Expired,
    /// Within a day.
    ExpiresSoon,
    Pending,
    /// The API did not tell when it expires.
    Unknown,
}

impl Standing {
    /// Both in milliseconds since 1970.
    fn at(expires: Option<f64>, now: f64) -> Self {
        match expires {
            None => Self::Unknown,
            Some(expires) if expires <= now => Self::Expired,
            Some(expires) if expires - now < DAY => Self::ExpiresSoon,
            Some(_) => Self::Pending,
        }
    }

    /// Follows the clock of the page.
    pub fn of(invitation: &Invitation) -> Self {
        Self::as_of(invitation, clock())
    }

    /// At a moment in milliseconds since 1970.
    pub fn as_of(invitation: &Invitation, now: f64) -> Self {
        Self::at(invitation.expire_at.as_deref().and_then(moment), now)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::ExpiresSoon => "expires soon",
            Self::Pending | Self::Unknown => "pending",
        }
    }

    fn tone(self) -> StateTone {
        match self {
            Self::Expired => StateTone::Stopped,
            Self::ExpiresSoon => StateTone::Failed,
            Self::Pending => StateTone::Running,
            Self::Unknown => StateTone::Unknown,
        }
    }
}

#[component]
pub fn StandingBadge(
    #[prop(into)] standing: Signal<Standing>,
    #[prop(optional)] chip: bool,
) -> impl IntoView {
    let standing = Memo::new(move |_| standing.get());
    dynamic(move || {
        let standing = standing.get();
        view! { <StateBadge word=standing.word() tone=standing.tone() chip /> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_runs_out() {
        let at = |left: f64| Standing::at(Some(1e12 + left), 1e12);
        assert_eq!(at(7.0 * DAY), Standing::Pending);
        assert_eq!(at(DAY), Standing::Pending);
        assert_eq!(at(DAY - 1.0), Standing::ExpiresSoon);
        assert_eq!(at(0.0), Standing::Expired);
        assert_eq!(at(-DAY), Standing::Expired);
        assert_eq!(Standing::at(None, 1e12), Standing::Unknown);
    }
}
