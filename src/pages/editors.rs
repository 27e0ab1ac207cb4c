//! Editors that several pages share, and the one way in which all of them are edited.

pub mod access_list;
pub mod edit;
mod follow;
mod rows;
pub mod tags;

pub use follow::follow;
