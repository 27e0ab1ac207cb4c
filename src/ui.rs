//! Components that know neither the router nor the API.

pub mod action;
pub mod badge;
pub mod bulk;
pub mod button;
pub mod code;
pub mod confirm;
pub mod copy;
pub mod dialog;
mod dynamic;
pub mod empty;
pub mod field;
mod float;
pub mod form;
pub mod icon;
pub mod list;
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
pub use dynamic::dynamic;
pub use empty::Empty;
pub use field::{
    CheckboxField, Choice, FieldKind, Fieldset, RadioGroup, SelectField, TextAreaField, TextField,
};
pub use form::{FormDialog, FormPage};
pub use icon::Icon;
pub use list::{Column, Kind, List, ListOf, ListView, RowActions, Selection, View};
pub use page::{Page, note_page_shown};
pub use panel::Panel;
pub use problem::{Problem, ProblemNotice};
pub use properties::{Properties, Property};
pub use secret::{SecretDialog, SecretOnce};
pub use skeleton::{Skeleton, Waiting};
pub use strip::{Strip, StripItem};
pub use table::{Sort, SortKey, Table};
pub use tabs::Tabs;
pub use time::Time;
pub use tip::Tip;
pub use toast::{ToastKind, ToastStack, Toasts, provide_toasts, use_toasts};
