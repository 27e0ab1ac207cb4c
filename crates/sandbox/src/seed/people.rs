//! Members of a seed.

use uuid::Uuid;

use super::whole_second;
use crate::{Sandbox, clock::Moment, members::Member, random::Random};

pub(super) fn member(
    random: &mut Random,
    name: &str,
    email: &str,
    roles: Vec<Uuid>,
    joined_at: Moment,
) -> Member {
    Member {
        user_id: random.uuid(),
        name: name.to_owned(),
        email: email.to_owned(),
        joined_at: whole_second(joined_at),
        roles,
        legacy_admin: false,
        roles_before: None,
    }
}

/// The one member of a new organization.
pub(super) fn plant_founder(sandbox: &mut Sandbox) {
    let founded = sandbox.organization.created_at;
    let admin = vec![sandbox.roles.by_name("Admin")];
    let random = &mut sandbox.random;
    let mut ada = member(
        random,
        "Ada Okafor",
        "ada.okafor@example.com",
        admin,
        founded,
    );
    ada.legacy_admin = true;
    sandbox.members.add(ada);
}
