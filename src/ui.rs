//! Components that know neither the router nor the API.

pub mod action;
pub mod acts;
pub mod badge;
pub mod bulk;
pub mod button;
mod changes;
pub mod chart;
pub mod clock;
pub mod code;
pub mod confirm;
pub mod copy;
pub mod dialog;
pub mod download;
mod dynamic;
pub mod empty;
pub mod field;
mod float;
pub mod form;
pub mod guard;
pub mod icon;
mod letters;
pub mod list;
mod matches;
pub mod meter;
pub mod page;
pub mod panel;
pub mod problem;
pub mod properties;
pub mod secret;
pub mod setting;
mod sheet;
mod short_id;
mod short_table;
pub mod skeleton;
pub mod strip;
pub mod table;
pub mod tabs;
pub mod time;
pub mod tip;
pub mod toast;
mod unique;

pub use action::{ACTION_KEYS, Action, ActionButtons, ActionMenu};
pub use badge::{StateBadge, StateTone};
pub use button::{Button, ButtonLink, SubmitButton, Tone};
#[cfg(test)]
pub use changes::told;
pub use changes::{ChangeLine, ChangeLines};
pub use code::CodeBlock;
pub use confirm::ConfirmDialog;
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use download::save_as;
pub use dynamic::dynamic;
pub use empty::Empty;
pub use field::{
    CheckboxField, Choice, FieldKind, FieldProblem, Fieldset, RadioGroup, SelectField,
    TextAreaField, TextField,
};
pub use form::{DialogFoot, DraftRestored, FormDialog, FormPage, Unsaved, focus_first_problem};
pub use icon::Icon;
pub use letters::lower_case;
pub use list::{
    Column, Kind, List, ListOf, ListView, RowActions, Selection, Unit, View, copy_action,
};
pub use matches::matches;
pub use meter::Meter;
pub use page::{Page, TitleMark, note_page_shown};
pub use panel::Panel;
pub use problem::{Problem, ProblemNotice};
pub use properties::{Properties, Property};
pub use secret::{SecretDialog, SecretOnce};
pub use setting::Setting;
pub use short_id::ShortId;
pub use short_table::ShortTable;
pub use skeleton::{Skeleton, Waiting};
pub use strip::{Strip, StripItem};
pub use table::{Sort, SortKey, Table};
pub use tabs::Tabs;
pub use time::{Time, clock, exact_time, show_exact};
pub use tip::Tip;
pub use toast::{PastToast, ToastKind, ToastStack, Toasts, provide_toasts, use_toasts};
pub use unique::unique_id;
