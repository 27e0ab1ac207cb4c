//! Roles: what they allow, and who may do what.

mod abilities;
mod actors;
mod columns;
mod given;
mod held;
mod held_rights;
mod legacy;
mod list;
mod page;
mod picker;
mod role_box;
mod tokens;
mod view;
mod who_can;

pub use given::{Named, Roles, is_same};
pub use held::{Held, holders_changed, role_names};
pub use held_rights::HeldRights;
pub use legacy::{LegacyKeyRoles, LegacyRoleField, OF_MEMBERS};
pub use list::RolesPage;
pub use page::RolePage;
pub use picker::RolePicker;
pub use tokens::RoleTokens;
pub use view::RolesView;
