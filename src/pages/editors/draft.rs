//! What is typed into a form, and the same as signals that its fields are bound to.

use leptos::prelude::*;

/// The signals of a draft.
pub trait FieldsOf<D>: Copy + 'static {
    fn new(draft: D) -> Self;

    /// What is typed now; follows it where that is asked.
    fn draft(self) -> D;

    /// Shows another draft.
    fn show(self, draft: D);

    /// The fields of a draft that somebody else keeps: what is typed goes into it, and what is put into it is shown.
    fn follow(draft: RwSignal<D>) -> Self
    where
        D: Clone + PartialEq + Send + Sync + 'static,
    {
        let fields = Self::new(draft.get_untracked());
        Effect::new(move |_| {
            let typed = fields.draft();
            if *draft.read_untracked() != typed {
                draft.set(typed);
            }
        });
        Effect::new(move |_| {
            let now = draft.get();
            if untrack(|| fields.draft()) != now {
                fields.show(now);
            }
        });
        fields
    }
}

impl<T: Clone + Send + Sync + 'static> FieldsOf<T> for RwSignal<T> {
    fn new(draft: T) -> Self {
        Self::new(draft)
    }

    fn draft(self) -> T {
        self.get()
    }

    fn show(self, draft: T) {
        self.set(draft);
    }
}

/// Makes a draft and its signals of one list, so that a field is one entry and the two cannot drift apart:
/// `draft!(Draft, Fields { name: String, expiry: ExpiryDraft as ExpiryFields })`.
///
/// With a start for each field, as in `name: String = String::new()`, the draft has a default.
#[macro_export]
macro_rules! draft {
    (
        $(#[$meta:meta])*
        $draft:ident, $fields:ident {
            $($(#[$field_meta:meta])* $name:ident: $type:ty $(as $part:ty)? = $start:expr),+ $(,)?
        }
    ) => {
        $crate::draft!(
            $(#[$meta])*
            $draft, $fields { $($(#[$field_meta])* $name: $type $(as $part)?),+ }
        );

        impl Default for $draft {
            fn default() -> Self {
                Self { $($name: $start),+ }
            }
        }
    };
    (
        $(#[$meta:meta])*
        $draft:ident, $fields:ident {
            $($(#[$field_meta:meta])* $name:ident: $type:ty $(as $part:ty)?),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        pub struct $draft { $($(#[$field_meta])* pub $name: $type),+ }

        #[derive(Clone, Copy)]
        pub struct $fields { $(pub $name: $crate::draft!(@signals $type $(as $part)?)),+ }

        impl $crate::pages::editors::FieldsOf<$draft> for $fields {
            fn new(draft: $draft) -> Self {
                Self { $($name: $crate::pages::editors::FieldsOf::new(draft.$name)),+ }
            }

            fn draft(self) -> $draft {
                $draft { $($name: $crate::pages::editors::FieldsOf::draft(self.$name)),+ }
            }

            fn show(self, draft: $draft) {
                $($crate::pages::editors::FieldsOf::show(self.$name, draft.$name);)+
            }
        }
    };
    (@signals $type:ty as $part:ty) => { $part };
    (@signals $type:ty) => { ::leptos::prelude::RwSignal<$type> };
}
