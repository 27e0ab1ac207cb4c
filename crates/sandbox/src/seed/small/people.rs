//! Five people with different roles, two of the organization's own roles, two invitations.

use crate::{
    Sandbox,
    clock::{DAY, HOUR},
    invitations::{Invitation, LIFETIME},
    keys::Permission,
    permissions::Resource,
    roles::Role,
    seed::{
        people::{member, plant_founder},
        whole_second,
    },
    services::Service,
};

/// The role that is about two services only.
pub(super) const OPERATORS: &str = "Shipments operators";
pub(super) const COST_VIEWERS: &str = "Cost viewers";

/// Name, address, roles, and how many days ago the person joined.
const JOINED: [(&str, &str, &[&str], u64); 4] = [
    (
        "Jonas Weber",
        "jonas.weber@example.com",
        &["Member", "Service admin"],
        396,
    ),
    (
        "Mei Tanaka",
        "mei.tanaka@example.com",
        &["Member", "Service reader", "SQL console read only"],
        310,
    ),
    (
        "Sofia Rossi",
        "sofia.rossi@example.com",
        &["Billing", COST_VIEWERS],
        188,
    ),
    (
        "Priya Raman",
        "priya.raman@example.com",
        &["Member", OPERATORS],
        32,
    ),
];

pub(super) fn plant(sandbox: &mut Sandbox, services: &[Service]) {
    plant_roles(sandbox, services);
    plant_founder(sandbox);
    for (name, email, roles, days) in JOINED {
        let roles = roles.iter().map(|name| sandbox.roles.by_name(name));
        let roles = roles.collect();
        let joined_at = sandbox.now.earlier(days * DAY + 3 * HOUR);
        let member = member(&mut sandbox.random, name, email, roles, joined_at);
        sandbox.members.add(member);
    }
    let invitations = [
        // Expires within hours.
        (
            "tomas.novak@example.com",
            "Service reader",
            LIFETIME - 5 * HOUR,
        ),
        ("lena.fischer@example.com", "Admin", DAY),
    ];
    for (email, role, age) in invitations {
        sandbox.invitations.add(Invitation {
            id: sandbox.random.uuid(),
            email: email.to_owned(),
            roles: vec![sandbox.roles.by_name(role)],
            created_at: whole_second(sandbox.now.earlier(age)),
        });
    }
}

fn plant_roles(sandbox: &mut Sandbox, services: &[Service]) {
    let shipments = services
        .iter()
        .filter(|service| service.name.starts_with("shipments"))
        .map(|service| Resource::Service(service.id))
        .collect();
    let operate = [
        Permission::ServiceView,
        Permission::ManageScalingConfig,
        Permission::ViewBackups,
    ];
    let costs = [Permission::OrganizationView, Permission::ViewBilling];
    let random = &mut sandbox.random;
    let ago = |days: u64| whole_second(sandbox.now.earlier(days * DAY));
    let mut operators = Role::new(random, OPERATORS, false, &operate, shipments, ago(60));
    operators.updated_at = ago(20);
    let viewers = Role::new(random, COST_VIEWERS, false, &costs, Vec::new(), ago(187));
    sandbox.roles.add(operators);
    sandbox.roles.add(viewers);
}
