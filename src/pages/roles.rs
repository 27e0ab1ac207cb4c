//! Roles: what they allow, and who may do what.

mod abilities;
mod actors;
mod columns;
mod held;
mod held_rights;
mod list;
mod page;
mod picker;
mod tokens;
mod view;
mod who_can;

pub use held::{holders_changed, role_names};
pub use held_rights::HeldRights;
pub use list::RolesPage;
pub use page::RolePage;
pub use picker::RolePicker;
pub use tokens::RoleTokens;
pub use view::RolesView;
