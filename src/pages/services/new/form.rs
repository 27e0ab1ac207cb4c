//! The state of the form: its draft, what is wrong with it, and when that is said.

use std::sync::Arc;

use cloud_api::services::{CreateService, Service};
use leptos::prelude::*;

use super::{
    draft::{Draft, Fields},
    origin::Origin,
    problems::{Field, Problems},
};
use crate::{pages::editors::FieldsOf, ui::focus_first_problem};

#[derive(Clone, Copy)]
pub struct Form {
    fields: StoredValue<Fields>,
    pub draft: Memo<Draft>,
    /// The organization's services, as far as they are known.
    pub services: Signal<Option<Arc<Vec<Service>>>>,
    problems: Memo<Problems>,
    /// Whether it was tried to send the form: from then on, what is missing is said too.
    tried: RwSignal<bool>,
    refused: RwSignal<Option<Refused>>,
    origin: StoredValue<Option<Origin>>,
}

/// What the API said of a field of this draft; another draft may be right.
#[derive(Clone, PartialEq)]
struct Refused {
    field: Field,
    text: String,
    draft: Draft,
}

impl Form {
    /// `origin` is what a backup that is restored was made of.
    pub fn new(
        start: Draft,
        services: Signal<Option<Arc<Vec<Service>>>>,
        origin: Option<Origin>,
    ) -> Self {
        let origin = StoredValue::new(origin);
        let fields = StoredValue::new(Fields::new(start));
        let draft = Memo::new(move |_| fields.with_value(|fields| fields.draft()));
        let problems = Memo::new(move |_| {
            origin
                .with_value(|origin| {
                    check(&draft.read(), services.read().as_ref(), origin.as_ref())
                })
                .err()
                .unwrap_or_default()
        });
        let tried = RwSignal::new(false);
        let refused = RwSignal::new(None);
        Self {
            fields,
            draft,
            services,
            problems,
            tried,
            refused,
            origin,
        }
    }

    /// The request as it would be sent now; `None` while something stands against it.
    pub fn sendable(self) -> Signal<Option<CreateService>> {
        let Self {
            draft,
            services,
            origin,
            ..
        } = self;
        Signal::derive(move || {
            origin
                .with_value(|origin| {
                    check(&draft.read(), services.read().as_ref(), origin.as_ref())
                })
                .ok()
        })
    }

    pub fn origin(self) -> Option<Origin> {
        self.origin.get_value()
    }

    /// As the form is first shown.
    pub fn initial(self) -> Draft {
        self.origin
            .with_value(|origin| origin.as_ref().map(Origin::draft).unwrap_or_default())
    }

    pub fn fields(self) -> Fields {
        self.fields.get_value()
    }

    /// What is said beside a field.
    pub fn problem(self, field: Field) -> Signal<Option<String>> {
        let Self {
            draft,
            problems,
            tried,
            refused,
            ..
        } = self;
        Signal::derive(move || {
            let own = problems
                .read()
                .of(field, tried.get())
                .map(ToOwned::to_owned);
            own.or_else(|| {
                let refused = refused.read();
                let of_this = refused.as_ref().filter(|refused| refused.field == field);
                of_this
                    .filter(|refused| refused.draft == *draft.read())
                    .map(|it| it.text.clone())
            })
        })
    }

    /// The request, unless something stands against it: that is shown, and the first of it focused.
    pub fn request(self) -> Option<CreateService> {
        self.tried.set(true);
        // What the last answer refused is decided anew.
        self.refused.set(None);
        let request = self.origin.with_value(|origin| {
            check(
                &self.draft.read_untracked(),
                self.services.read_untracked().as_ref(),
                origin.as_ref(),
            )
        });
        if request.is_err() {
            focus_first_problem();
        }
        request.ok()
    }

    /// Shows what the API refused beside the field it is about. The page may be gone by now.
    pub fn refuse(self, text: &str) {
        let Some(draft) = self.draft.try_get_untracked() else {
            return;
        };
        if let Some((field, text)) = Field::in_api_text(text, draft.size.is_horizontal()) {
            self.refused.try_set(Some(Refused { field, text, draft }));
            focus_first_problem();
        }
    }

    pub fn start_over(self) {
        self.tried.set(false);
        self.fields().show(self.initial());
    }
}

fn check(
    draft: &Draft,
    services: Option<&Arc<Vec<Service>>>,
    origin: Option<&Origin>,
) -> Result<CreateService, Problems> {
    draft.check_from(services.map_or(&[], |services| services.as_slice()), origin)
}
