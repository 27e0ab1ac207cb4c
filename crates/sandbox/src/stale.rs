//! What a thing was before its last write, for a reader that is told old news.

use crate::clock::Moment;

/// The previous value and when it was replaced. A copy of a value has no past.
#[derive(Debug)]
pub(crate) struct Stale<T>(Option<(Box<T>, Moment)>);

impl<T> Stale<T> {
    pub(crate) fn remember(&mut self, before: T, now: Moment) {
        self.0 = Some((Box::new(before), now));
    }

    /// The previous value, while a reader is to be told old news for `millis` after a write.
    pub(crate) fn get(&self, now: Moment, millis: u64) -> Option<&T> {
        let (before, written) = self.0.as_ref()?;
        (now.since(*written) < millis).then_some(before)
    }
}

impl<T> Default for Stale<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Clone for Stale<T> {
    fn clone(&self) -> Self {
        Self(None)
    }
}
