//! Components that know neither the router nor the API.

pub mod action;
pub mod badge;
pub mod button;
pub mod code;
pub mod confirm;
pub mod copy;
pub mod dialog;
pub mod download;
mod dynamic;
pub mod empty;
pub mod field;
pub mod filter_bar;
mod float;
pub mod form;
pub mod icon;
pub mod page;
pub mod panel;
pub mod problem;
pub mod properties;
pub mod secret;
pub mod skeleton;
pub mod strip;
pub mod table;
pub mod tabs;
pub mod time;
pub mod tip;
pub mod toast;
mod unique;

pub use action::{Action, ActionButtons, ActionMenu};
pub use badge::{StateBadge, StateTone};
pub use button::{Button, ButtonLink, SubmitButton, Tone};
pub use code::CodeBlock;
pub use confirm::ConfirmDialog;
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use download::save_as;
pub use dynamic::dynamic;
pub use empty::Empty;
pub use field::{
    CheckboxField, Choice, FieldKind, Fieldset, RadioGroup, SelectField, TextAreaField, TextField,
};
pub use filter_bar::FilterBar;
pub use form::{FormDialog, FormPage};
pub use icon::Icon;
pub use page::{Page, TitleMark, note_page_shown};
pub use panel::Panel;
pub use problem::{Problem, ProblemNotice};
pub use properties::{Properties, Property};
pub use secret::{SecretDialog, SecretOnce};
pub use skeleton::{Skeleton, Waiting};
pub use strip::{Strip, StripItem};
pub use table::{Column, Sort, SortKey, Table, matches, row_text, sorted_and_filtered};
pub use tabs::Tabs;
pub use time::Time;
pub use tip::Tip;
pub use toast::{PastToast, ToastKind, ToastStack, Toasts, provide_toasts, use_toasts};
