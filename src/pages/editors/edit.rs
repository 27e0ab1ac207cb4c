//! One change of one thing, from the question to the answer.
//!
//! What can be edited is told by an [`Edited`]: how to read it, what a draft of it says, what the change looks like
//! and which request makes it. [`EditDialog`] does the rest for all of them: the draft survives a reload, now and
//! after are shown before anything is sent, the object is read again just before, and what somebody else did
//! meanwhile is told with who did it. A question that only wants a yes is [`Asked`] in the same way.

mod asked;
mod meanwhile;
mod opened;
mod send;
mod state;
mod target;

use std::sync::Arc;

use cloud_api::Request;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

pub use asked::{Asked, Facts};
pub use meanwhile::{Question, about, about_anything};
pub use send::{Sent, read_again};
pub use target::{Editable, Target};

use super::risk::{Reconfirm, Risk};
use crate::{
    dialogs::Dialogs,
    ui::{ChangeLine, dynamic},
};
use opened::OpenedEdit;

/// What can be edited of an `O`: its value `V`, as the API has it, and the draft `D` that is typed.
pub struct Edited<O: Editable, V: Send + Sync + 'static, D: Send + Sync + 'static> {
    /// The dialog's name in the address.
    pub dialog: &'static str,
    pub title: fn(&O, &V) -> String,
    /// The words on the button, given the value now.
    pub submit: fn(&V) -> &'static str,
    /// Said once it is done, given the value after.
    pub done: fn(&V) -> String,
    /// `None` where the API did not tell it: then it cannot be edited, or all of it would be lost.
    pub read: fn(&O) -> Option<V>,
    pub draft: fn(&V) -> D,
    /// What the draft says, given what it was made from; or what to correct first, as a sentence.
    pub check: fn(&V, &D) -> Result<V, String>,
    /// What leads from one value to the other; nothing where they mean the same.
    pub lines: fn(&V, &V) -> Vec<ChangeLine>,
    /// What to be warned of before the change is made.
    pub risks: fn(&V, &V) -> Vec<String>,
    /// Sends only what changes from the first value to the second.
    pub request: fn(&Target<O>, &V, &V) -> Request<O>,
    /// What else is to be done once it is changed from the first value to the second.
    pub afterwards: fn(&Sent<O>, &V, &V),
    /// The fields of the request's body that it is made of: a refusal of one is said beside the editor.
    pub fields: &'static [&'static str],
    /// The words of the audit log for a change of it.
    pub activities: &'static [&'static str],
    pub editor: fn(Editing<V, D>) -> AnyView,
}

/// What an editor works on.
pub struct Editing<V: Send + Sync + 'static, D: Send + Sync + 'static> {
    /// What the API had when the editing began or the object was last read again.
    pub base: Signal<V>,
    pub draft: RwSignal<D>,
    /// What has to be corrected before it can be sent.
    pub wrong: Signal<Option<String>>,
    /// What the API said of this very draft.
    pub refused: Signal<Option<String>>,
    /// Which of the fields it said that of.
    pub refused_field: Signal<Option<&'static str>>,
    hold: RwSignal<Option<Signal<Option<String>>>>,
    reconfirm: RwSignal<Option<Reconfirm>>,
}

impl<V: Send + Sync + 'static, D: Send + Sync + 'static> Editing<V, D> {
    /// What is said beside a single field.
    pub fn problem(&self) -> Signal<Option<String>> {
        let (wrong, refused) = (self.wrong, self.refused);
        Signal::derive(move || wrong.get().or_else(|| refused.get()))
    }

    /// Keeps it from being sent for as long as there is a reason: what the editor knows beyond the draft.
    pub fn hold_while(&self, reason: Signal<Option<String>>) {
        self.hold.set(Some(reason));
    }

    /// Wants these risks confirmed before it is sent.
    pub fn reconfirm(&self, risks: impl Fn() -> Vec<Risk> + Send + Sync + 'static) {
        self.reconfirm.set(Some(Reconfirm::new(risks)));
    }
}

/// Something typed that may be kept for the tab; never a secret.
pub trait Kept: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {}

impl<T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static> Kept for T {}

/// The dialog of one [`Edited`], over a page or a list.
#[component]
pub fn EditDialog<O, V, D>(
    edited: &'static Edited<O, V, D>,
    dialogs: Dialogs,
    /// The object as it is known; `None` while it is not.
    #[prop(into)]
    object: Signal<Option<Arc<O>>>,
    /// Where the object stands.
    target: Callback<(Arc<O>,), Target<O>>,
    /// Why nothing of it may be changed now.
    #[prop(into)]
    locked: Signal<Option<String>>,
) -> impl IntoView
where
    O: Editable,
    V: Kept,
    D: Kept,
{
    let named = dialogs.is_open(edited.dialog);
    // An object that vanishes meanwhile takes no input with it.
    let open = Memo::new(move |was: Option<&bool>| {
        let is_known = || object.read().as_deref().and_then(edited.read).is_some();
        named.get() && (was == Some(&true) || is_known())
    });
    dynamic(move || {
        open.get().then(|| {
            let object = object.get_untracked()?;
            let value = (edited.read)(&object)?;
            let target = target.run((Arc::clone(&object),));
            Some(view! { <OpenedEdit edited target object value locked dialogs /> })
        })
    })
}
