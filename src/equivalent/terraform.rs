//! Resources of the provider `ClickHouse/clickhouse`, version 3.25.

mod service;

use super::{
    Equivalent, Write,
    hcl::{self, Fields, Value},
    json::Node,
};

const CREDENTIALS: &str = "The provider ClickHouse/clickhouse reads CLICKHOUSE_ORG_ID, \
                           CLICKHOUSE_CLOUD_API_KEY and CLICKHOUSE_CLOUD_API_SECRET.";

/// The configuration, and what to know before it is used.
type Written = Result<(String, Vec<&'static str>), String>;

pub fn write(write: &Write, api: &str) -> Equivalent {
    let (text, note) = match configuration(write) {
        Ok((text, mut notes)) => {
            notes.push(CREDENTIALS);
            let mut note = notes.join(" ");
            if api != super::OFFICIAL {
                note.push_str(" CLICKHOUSE_API_URL has to be ");
                note.push_str(api);
                note.push_str("/v1.");
            }
            (Ok(text), Some(note))
        }
        Err(gap) => (Err(gap), None),
    };
    Equivalent {
        tool: "Terraform",
        text,
        note,
    }
}

fn configuration(write: &Write) -> Written {
    let refuse = |why: &str| Err(why.to_owned());
    match write.operation {
        "instanceCreate" => service::new(&write.fields()),
        "instanceUpdate"
        | "instanceReplicaScalingUpdate"
        | "instancePasswordUpdate"
        | "backupConfigurationUpdate" => match &write.service {
            Some(service) => service::changed(service, write.fields()),
            None => refuse(
                "Terraform describes a service as a whole, and not all of this one is known \
                     here.",
            ),
        },
        "instanceStateUpdate" => refuse(
            "Terraform cannot start, stop or wake a service: its resource has no field for the \
             state.",
        ),
        "instanceDelete" => refuse(
            "Terraform deletes a service when its resource is taken out of the configuration.",
        ),
        "backupCreate" => refuse("Terraform makes no backups: it only says when they are made."),
        "organizationUpdate" => organization(write),
        "openapiKeyCreate" | "openapiKeyUpdate" | "openapiKeyDelete" => {
            refuse("The provider has no resource for API keys yet.")
        }
        "invitationCreate" | "invitationDelete" => {
            refuse("The provider has no resource for invitations yet.")
        }
        "memberUpdate" => refuse(
            "Terraform gives a role to all of its holders at once (clickhouse_role_assignment): written for \
             one member, it would take the role from everybody else.",
        ),
        "memberDelete" => refuse("The provider has no resource that removes a member."),
        operation => Err(format!(
            "This console knows no Terraform resource for {operation}."
        )),
    }
}

fn organization(write: &Write) -> Written {
    let mut fields = Fields::new();
    for (key, value) in write.fields() {
        match key.as_str() {
            "enableCoreDumps" => fields.push(("core_dumps_enabled", plain(&value))),
            "name" => return Err("The provider has no field for an organization's name.".into()),
            _ => return Err(format!("The provider has no field for {key}.")),
        }
    }
    let id = write.parameter("organizationId").unwrap_or_default();
    let address = "clickhouse_organization_settings.this";
    let head = r#"resource "clickhouse_organization_settings" "this""#;
    Ok((
        format!("{}\n\n{}", import(address, id), hcl::block(head, &fields)),
        Vec::new(),
    ))
}

/// Takes what exists into the state instead of creating it again.
fn import(address: &str, id: &str) -> String {
    hcl::block(
        "import",
        &[
            ("to", Value::Raw(address.to_owned())),
            ("id", Value::Text(id.to_owned())),
        ],
    )
}

/// A text, number or boolean as it stands.
fn plain(node: &Node) -> Value {
    match node {
        Node::Text(text) => Value::Text(text.clone()),
        Node::Plain(word) => Value::Raw(word.clone()),
        _ => Value::Raw("null".into()),
    }
}
