//! What a deletion or another operation stops at, in words.

use cloud_api::services::State;

use super::Operation;
use crate::ui::Problem;

pub(super) fn started_again(operation: &Operation) -> Problem {
    Problem {
        title: format!("Somebody started {} again", operation.name),
        detail: "It was seen down on the way to its deletion, and is up again or about to be. Nothing more was sent.".into(),
        advice: Some("The activities of the service tell who it was. Continue stops it again and deletes it.".into()),
        ..Problem::default()
    }
}

pub(super) fn renamed(operation: &Operation, name: &str) -> Problem {
    Problem {
        title: format!("{} is called {name} now", operation.name),
        detail: "Somebody renamed it since its deletion was confirmed. Nothing more was sent.".into(),
        advice: Some("The activities of the service tell who it was. Continue deletes it under its new name.".into()),
        ..Problem::default()
    }
}

pub(super) fn astray(operation: &Operation, state: &State) -> Problem {
    Problem {
        title: format!(
            "{} {} did not end as expected",
            operation.kind.doing(),
            operation.name
        ),
        detail: format!("The service is now {state}."),
        advice: Some("Open the service to see what it allows from here.".into()),
        ..Problem::default()
    }
}
