//! Editors of lists that several pages share: the IP access list and tags.

pub mod access_list;
mod rows;
pub mod tags;
