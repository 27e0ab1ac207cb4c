//! Editors that several pages share, and the one way in which all of them are edited.

pub mod access_list;
mod autoscaling;
mod draft;
pub mod edit;
pub mod risk;
mod rows;
pub mod tags;

pub use autoscaling::autoscaling_modes;
pub use draft::FieldsOf;
