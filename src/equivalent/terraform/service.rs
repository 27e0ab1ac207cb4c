//! A service as the resource `clickhouse_service`.

use cloud_api::services::{Protocol, Service};

use super::{
    Fields, Node, Value, Written,
    hcl::{self},
    import, plain,
};
use crate::format::number;

/// Fields of the API and of the resource that hold the same.
const SAME: [(&str, &str); 16] = [
    ("name", "name"),
    ("provider", "cloud_provider"),
    ("region", "region"),
    ("releaseChannel", "release_channel"),
    ("autoscalingMode", "autoscaling_mode"),
    ("minReplicaMemoryGb", "min_replica_memory_gb"),
    ("maxReplicaMemoryGb", "max_replica_memory_gb"),
    ("numReplicas", "num_replicas"),
    ("minReplicas", "min_replicas"),
    ("maxReplicas", "max_replicas"),
    ("idleScaling", "idle_scaling"),
    ("dataWarehouseId", "warehouse_id"),
    ("isReadonly", "readonly"),
    ("backupId", "backup_id"),
    ("byocId", "byoc_id"),
    ("complianceType", "compliance_type"),
];

/// Fields of `backupConfigurationUpdate` in the resource's `backup_configuration`.
const BACKUPS: [(&str, &str); 3] = [
    ("backupPeriodInHours", "backup_period_in_hours"),
    (
        "backupRetentionPeriodInHours",
        "backup_retention_period_in_hours",
    ),
    ("backupStartTime", "backup_start_time"),
];

const PASSWORD: &str = "clickhouse_password";

type Described = Vec<(String, Node)>;

/// The resource of a service that is created.
pub fn new(body: &Described) -> Written {
    let shares_password = body.iter().any(|(key, _)| key == "dataWarehouseId");
    let mut fields = fields(body)?;
    let mut parts = Vec::new();
    let mut notes = Vec::new();
    if !shares_password {
        parts.push(variable(PASSWORD));
        fields.extend(password());
        notes.push(
            "Terraform does not let the API make the password: it comes from the variable \
             TF_VAR_clickhouse_password.",
        );
    }
    parts.push(resource(body, &fields));
    Ok((parts.join("\n\n"), notes))
}

/// The resource of a service as it will be once the change is made, and its import.
pub fn changed(service: &Service, change: Described) -> Written {
    let mut body = describe(service);
    let mut hashes = Fields::new();
    let mut backups = Fields::new();
    let mut parts = Vec::new();
    for (key, value) in change {
        if let Some((_, name)) = BACKUPS.iter().find(|(api, _)| *api == key) {
            backups.push((name, plain(&value)));
            continue;
        }
        match key.as_str() {
            "newPasswordHash" => {
                hashes.push(("password_hash", hash(&mut parts, "new_password_hash")));
            }
            "newDoubleSha1Hash" => {
                let value = hash(&mut parts, "new_double_sha1_hash");
                hashes.push(("double_sha1_password_hash", value));
            }
            _ => apply(&mut body, key, value)?,
        }
    }
    let mut fields = fields(&body)?;
    let mut notes = Vec::new();
    if !backups.is_empty() {
        fields.push(("backup_configuration", Value::Object(backups)));
    }
    if !hashes.is_empty() {
        fields.extend(hashes);
    } else if service.is_primary != Some(false) {
        parts.push(variable(PASSWORD));
        fields.extend(password());
        notes.push(
            "The provider wants the password of the user default in the configuration, from the \
             variable TF_VAR_clickhouse_password, and may set it.",
        );
    }
    let address = format!("clickhouse_service.{}", label(&body));
    parts.push(import(&address, service.id.as_str()));
    parts.push(resource(&body, &fields));
    Ok((parts.join("\n\n"), notes))
}

fn hash(parts: &mut Vec<String>, name: &'static str) -> Value {
    parts.push(variable(name));
    Value::Raw(format!("var.{name}"))
}

fn variable(name: &str) -> String {
    let fields = [
        ("type", Value::Raw("string".into())),
        ("sensitive", Value::Raw("true".into())),
    ];
    hcl::block(&format!("variable \"{name}\""), &fields)
}

fn password() -> Fields {
    vec![
        ("password_wo", Value::Raw(format!("var.{PASSWORD}"))),
        ("password_wo_version", Value::Raw("1".into())),
    ]
}

fn resource(body: &Described, fields: &Fields) -> String {
    let head = format!("resource \"clickhouse_service\" \"{}\"", label(body));
    hcl::block(&head, fields)
}

/// The resource's name in the configuration: the service's, in the letters Terraform takes.
fn label(body: &Described) -> String {
    let name = body.iter().find(|(key, _)| key == "name");
    let name = name
        .and_then(|(_, node)| node.as_text())
        .unwrap_or_default();
    let letters: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    let label = letters.trim_matches('_');
    if label.starts_with(|c: char| c.is_ascii_lowercase()) {
        label.to_owned()
    } else {
        format!("service_{label}").trim_end_matches('_').to_owned()
    }
}

fn fields(body: &Described) -> Result<Fields, String> {
    let mut fields = Fields::new();
    let idles = !body
        .iter()
        .any(|(key, value)| key == "idleScaling" && !value.is_true());
    for (key, value) in body {
        if let Some((_, name)) = SAME.iter().find(|(api, _)| api == key) {
            fields.push((name, plain(value)));
            continue;
        }
        match key.as_str() {
            "ipAccessList" => fields.push(("ip_access", access(value))),
            // The provider takes a timeout only together with idling.
            "idleTimeoutMinutes" if !idles => {}
            "idleTimeoutMinutes" => fields.push(("idle_timeout_minutes", plain(value))),
            "tags" => fields.push(("tags", tags(value))),
            "enableCoreDumps" => fields.push(("enable_core_dumps", plain(value))),
            "hasTransparentDataEncryption" => fields.push((
                "transparent_data_encryption",
                Value::Object(vec![("enabled", plain(value))]),
            )),
            "endpoints" => fields.extend(endpoints(value)?),
            _ => return Err(gap(key)),
        }
    }
    Ok(fields)
}

fn access(list: &Node) -> Value {
    let text = |entry: &Node, name| {
        let text = entry.get(name).and_then(Node::as_text);
        Value::Text(text.unwrap_or_default().to_owned())
    };
    let entries = list.items().iter().map(|entry| {
        // The provider wants a description, if an empty one.
        Value::Object(vec![
            ("source", text(entry, "source")),
            ("description", text(entry, "description")),
        ])
    });
    Value::List(entries.collect())
}

fn tags(list: &Node) -> Value {
    let entries = list.items().iter().filter_map(|tag| {
        let value = tag.get("value").and_then(Node::as_text).unwrap_or_default();
        let key = tag.get("key").and_then(Node::as_text)?;
        Some((key.to_owned(), Value::Text(value.to_owned())))
    });
    Value::Map(entries.collect())
}

fn endpoints(list: &Node) -> Result<Option<(&'static str, Value)>, String> {
    let mut enabled = None;
    for endpoint in list.items() {
        match endpoint.get("protocol").and_then(Node::as_text) {
            Some("mysql") => enabled = endpoint.get("enabled").map(plain),
            other => return Err(gap(&format!("the endpoint {}", other.unwrap_or_default()))),
        }
    }
    Ok(enabled.map(|enabled| {
        let mysql = Value::Object(vec![("enabled", enabled)]);
        ("endpoints", Value::Object(vec![("mysql", mysql)]))
    }))
}

/// The service in the fields of `instanceCreate`, as far as the API told it.
fn describe(service: &Service) -> Described {
    let mut body = Described::new();
    let text = |value: Option<String>| value.map(Node::Text);
    let count = |value: Option<f64>| value.map(|value| Node::Plain(number(value)));
    let word = |value: Option<bool>| value.map(|value| Node::Plain(value.to_string()));
    let is_secondary = service.is_primary == Some(false);
    let fixed = service.replica_memory_gb;
    let fields = [
        ("name", text(service.name.clone())),
        (
            "provider",
            text(service.provider.as_ref().map(ToString::to_string)),
        ),
        (
            "region",
            text(service.region.as_ref().map(ToString::to_string)),
        ),
        (
            "ipAccessList",
            service
                .ip_access_list
                .as_ref()
                .map(|list| Node::List(list.iter().map(node).collect())),
        ),
        (
            "releaseChannel",
            text(service.release_channel.as_ref().map(ToString::to_string)),
        ),
        (
            "autoscalingMode",
            text(service.autoscaling_mode.as_ref().map(ToString::to_string)),
        ),
        (
            "minReplicaMemoryGb",
            count(fixed.or(service.min_replica_memory_gb)),
        ),
        (
            "maxReplicaMemoryGb",
            count(fixed.or(service.max_replica_memory_gb)),
        ),
        ("numReplicas", count(service.num_replicas)),
        ("minReplicas", count(service.min_replicas)),
        ("maxReplicas", count(service.max_replicas)),
        ("idleScaling", word(service.idle_scaling)),
        ("idleTimeoutMinutes", count(service.idle_timeout_minutes)),
        (
            "dataWarehouseId",
            text(service.data_warehouse_id.clone().filter(|_| is_secondary)),
        ),
        (
            "isReadonly",
            word(service.is_readonly.filter(|_| is_secondary)),
        ),
        ("byocId", text(service.byoc_id.clone())),
        (
            "complianceType",
            text(service.compliance_type.as_ref().map(ToString::to_string)),
        ),
        (
            "hasTransparentDataEncryption",
            word(service.has_transparent_data_encryption.filter(|on| *on)),
        ),
        (
            "endpoints",
            service.endpoints.as_ref().and_then(|all| {
                let has = all.iter().any(|one| one.protocol == Some(Protocol::Mysql));
                has.then(|| mysql(true))
            }),
        ),
        (
            "tags",
            service
                .tags
                .as_ref()
                .filter(|tags| !tags.is_empty())
                .map(|tags| Node::List(tags.iter().map(node).collect())),
        ),
        ("enableCoreDumps", word(service.enable_core_dumps)),
    ];
    for (name, value) in fields {
        body.extend(value.map(|value| (name.to_owned(), value)));
    }
    body
}

fn mysql(enabled: bool) -> Node {
    Node::List(vec![Node::Object(vec![
        ("protocol".into(), Node::text("mysql")),
        ("enabled".into(), Node::Plain(enabled.to_string())),
    ])])
}

fn node(value: &impl serde::Serialize) -> Node {
    let text = serde_json::to_string(value).unwrap_or_default();
    super::super::json::read(&text).unwrap_or_else(|| Node::Plain("null".into()))
}

/// Makes a change of the API to the description.
fn apply(body: &mut Described, key: String, value: Node) -> Result<(), String> {
    match key.as_str() {
        "ipAccessList" => edit(body, &key, &value, "source"),
        "tags" => edit(body, &key, &value, "key"),
        "transparentDataEncryptionKeyId" | "privateEndpointIds" => return Err(gap(&key)),
        _ => {
            // One way to count replicas excludes the other.
            match key.as_str() {
                "numReplicas" => {
                    body.retain(|(name, _)| name != "minReplicas" && name != "maxReplicas");
                }
                "minReplicas" | "maxReplicas" => body.retain(|(name, _)| name != "numReplicas"),
                _ => {}
            }
            set(body, key, value);
        }
    }
    Ok(())
}

/// Takes out what is removed and puts in what is added, by what tells one item from another.
fn edit(body: &mut Described, name: &str, change: &Node, key: &str) {
    let list = body.iter().find(|(field, _)| field == name);
    let mut items: Vec<Node> = list
        .map(|(_, list)| list.items().to_vec())
        .unwrap_or_default();
    let of = |part| change.get(part).map(Node::items).unwrap_or_default();
    for gone in of("remove").iter().chain(of("add")) {
        items.retain(|item| item.get(key) != gone.get(key));
    }
    items.extend(of("add").iter().cloned());
    set(body, name.to_owned(), Node::List(items));
}

fn set(body: &mut Described, name: String, value: Node) {
    match body.iter_mut().find(|(field, _)| *field == name) {
        Some((_, known)) => *known = value,
        None => body.push((name, value)),
    }
}

fn gap(field: &str) -> String {
    match field {
        "transparentDataEncryptionKeyId" => "Terraform sets this key with a resource of its own, \
             clickhouse_service_transparent_data_encryption_key_association."
            .into(),
        "privateEndpointIds" => "Terraform attaches private endpoints with a resource of its own, \
             clickhouse_service_private_endpoints_attachment."
            .into(),
        field => format!("The resource clickhouse_service has no field for {field}."),
    }
}
