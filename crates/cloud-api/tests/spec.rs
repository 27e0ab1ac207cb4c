//! Every path, operation, field and word of this crate against the official OpenAPI document, and
//! what this crate writes against the official client's models.

#[path = "spec/beta.rs"]
mod beta;
#[path = "spec/people.rs"]
mod people;
#[path = "spec/permissions.rs"]
mod permissions;
#[path = "spec/upkeep.rs"]
mod upkeep;

use cloud_api::{
    OrganizationId, Request, ServiceId, organizations,
    services::{
        self, AutoscalingMode, Command, ComplianceType, CreateService, EndpointChange, IpAccess,
        IpAccessChange, PrivateEndpointIdsChange, Protocol, Provider, Region, ReleaseChannel,
        State, Tag, TagsChange, UpdateService, rules,
    },
    whoami,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

fn document() -> Value {
    let text = include_str!("../openapi/clickhouse_cloud_openapi.json");
    serde_json::from_str(text).expect("the official document is JSON")
}

fn organization() -> OrganizationId {
    ID.parse().expect("a UUID")
}

fn service() -> ServiceId {
    ID.parse().expect("a UUID")
}

/// A service with every field that can be asked for.
fn full() -> CreateService {
    CreateService {
        ip_access_list: vec![IpAccess {
            source: "203.0.113.0/24".into(),
            description: Some("office".into()),
        }],
        autoscaling_mode: Some(AutoscalingMode::Vertical),
        min_replica_memory_gb: Some(16),
        max_replica_memory_gb: Some(32),
        num_replicas: Some(3),
        min_replicas: Some(1),
        max_replicas: Some(5),
        idle_scaling: Some(true),
        idle_timeout_minutes: Some(15),
        data_warehouse_id: Some(ID.into()),
        is_readonly: Some(true),
        backup_id: Some(ID.parse().expect("a UUID")),
        backup_encryption_config: Some(
            serde_json::value::to_raw_value(&json!({"schema_version": 1})).expect("JSON"),
        ),
        release_channel: Some(ReleaseChannel::Fast),
        byoc_id: Some("byoc".into()),
        has_transparent_data_encryption: Some(true),
        endpoints: Some(vec![EndpointChange {
            protocol: Protocol::Mysql,
            enabled: true,
        }]),
        profile: Some(rules::PROFILES[0].into()),
        compliance_type: Some(ComplianceType::Hipaa),
        tags: Some(vec![Tag {
            key: "env".into(),
            value: Some("prod".into()),
        }]),
        enable_core_dumps: Some(true),
        private_preview_terms_checked: Some(true),
        ..CreateService::new("analytics".into(), Provider::Aws, Region::UsEast1)
    }
}

fn change() -> UpdateService {
    UpdateService {
        name: Some("new".into()),
        ip_access_list: Some(IpAccessChange {
            add: full().ip_access_list,
            remove: vec![],
        }),
        release_channel: Some(ReleaseChannel::Slow),
        endpoints: full().endpoints,
        tags: Some(TagsChange {
            add: full().tags.unwrap_or_default(),
            remove: vec![],
        }),
        enable_core_dumps: Some(false),
        private_endpoint_ids: Some(PrivateEndpointIdsChange {
            add: vec!["vpce-1".into()],
            remove: vec!["vpce-2".into()],
        }),
    }
}

/// Fails unless the document has the operation under this method and path.
fn check<T>(document: &Value, request: &Request<T>) {
    let method = request.method.as_str().to_lowercase();
    let operation = &document["paths"][request.template][method.as_str()];
    assert_eq!(
        operation["operationId"], request.operation,
        "{method} {}",
        request.template
    );
    let Some(body) = &request.body else {
        assert!(
            operation.get("requestBody").is_none(),
            "{} wants a body",
            request.operation
        );
        return;
    };
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let body: Value = serde_json::from_str(body).expect("JSON");
    check_fields(document, schema, &body, request.operation);
}

/// Fails on a field that the schema does not have, or has as deprecated.
fn check_fields(document: &Value, schema: &Value, value: &Value, place: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document
            .pointer(reference.trim_start_matches('#'))
            .expect("references resolve"),
        None => schema,
    };
    match value {
        Value::Object(fields) if schema["additionalProperties"] != true => {
            for (name, value) in fields {
                let property = &schema["properties"][name];
                assert!(!property.is_null(), "{place} has no field {name}");
                assert_ne!(property["deprecated"], true, "{place}.{name} is deprecated");
                check_fields(document, property, value, &format!("{place}.{name}"));
            }
        }
        Value::Array(items) => {
            for item in items {
                check_fields(document, &schema["items"], item, place);
            }
        }
        _ => {}
    }
}

/// Fails unless what is sent holds every field of the schema, and none that is deprecated.
fn check_settable(document: &Value, schema: &str, sent: &Value) {
    for (name, property) in properties(document, schema) {
        let deprecated = property["deprecated"] == true;
        assert_eq!(sent.get(name).is_none(), deprecated, "{schema}.{name}");
    }
}

/// Fails unless the source of a model has every field of the schema and none that is deprecated; the other way round
/// for the exceptions.
fn check_read(document: &Value, schema: &str, source: &str, exceptions: &[&str]) {
    for (name, property) in properties(document, schema) {
        let field = snake_case(name);
        let read = source.contains(&format!("pub {field}:"))
            || source.contains(&format!("pub r#{field}:"))
            || source.contains(&format!("rename = \"{name}\""));
        let is_exception = exceptions.contains(&name.as_str());
        let expected = (property["deprecated"] != true) != is_exception;
        assert_eq!(read, expected, "{schema}.{name}");
    }
}

/// Fails unless the official client's model takes what is sent, and would send the same.
fn check_taken<Theirs: DeserializeOwned + Serialize>(ours: &Value) {
    let theirs: Theirs = serde_json::from_value(ours.clone())
        .unwrap_or_else(|error| panic!("the official model refuses {ours}: {error}"));
    let again = serde_json::to_value(theirs).expect("JSON");
    assert!(same(&again, ours), "{again} and {ours}");
}

fn properties<'a>(document: &'a Value, schema: &str) -> &'a Map<String, Value> {
    document["components"]["schemas"][schema]["properties"]
        .as_object()
        .unwrap_or_else(|| panic!("{schema} has properties"))
}

#[test]
fn every_request_is_an_operation_of_the_document() {
    let document = document();
    let (organization, service) = (organization(), service());
    check(&document, &whoami::get());
    check(&document, &organizations::list());
    check(&document, &organizations::get(&organization));
    let rename = organizations::UpdateOrganization {
        name: Some("new".into()),
        enable_core_dumps: Some(true),
        private_endpoints: Some(organizations::PrivateEndpointsChange {
            remove: vec![organizations::PrivateEndpoint {
                id: Some("vpce-1".into()),
                description: Some("warehouse VPC".into()),
                cloud_provider: Some("aws".into()),
                region: Some("us-east-1".into()),
            }],
        }),
    };
    check(&document, &organizations::update(&organization, &rename));
    check(&document, &services::list(&organization));
    check(&document, &services::get(&organization, &service));
    check(&document, &services::create(&organization, &full()));
    check(
        &document,
        &services::update(&organization, &service, &change()),
    );
    check(&document, &services::delete(&organization, &service));
    check(
        &document,
        &services::set_state(&organization, &service, Command::Awake),
    );
    check(
        &document,
        &services::reset_password(&organization, &service),
    );
}

#[test]
fn creating_can_set_every_field_that_is_not_deprecated() {
    check_settable(&document(), "ServicePostRequest", &json!(full()));
}

#[test]
fn every_answered_field_of_a_service_is_read() {
    let source = include_str!("../src/services/model.rs");
    // The schedule is read from an endpoint of its own.
    check_read(&document(), "Service", source, &["scalingSchedule"]);
}

fn snake_case(name: &str) -> String {
    let mut field = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            field.push('_');
        }
        field.push(character.to_ascii_lowercase());
    }
    field
}

/// The words of a property, sorted.
fn words(document: &Value, schema: &str, property: &str) -> Vec<String> {
    let words = &document["components"]["schemas"][schema]["properties"][property]["enum"];
    let words = words
        .as_array()
        .unwrap_or_else(|| panic!("{schema}.{property} lists words"));
    let mut words: Vec<String> = words
        .iter()
        .filter_map(Value::as_str)
        .map(ToOwned::to_owned)
        .collect();
    words.sort();
    words
}

fn known<T: ToString>(words: &[T]) -> Vec<String> {
    let mut words: Vec<String> = words.iter().map(ToString::to_string).collect();
    words.sort();
    words
}

#[test]
fn every_word_of_the_document_is_known_and_no_other() {
    let document = document();
    assert_eq!(known(State::KNOWN), words(&document, "Service", "state"));
    assert_eq!(
        known(Provider::KNOWN),
        words(&document, "Service", "provider")
    );
    assert_eq!(known(Region::KNOWN), words(&document, "Service", "region"));
    assert_eq!(
        known(ReleaseChannel::KNOWN),
        words(&document, "Service", "releaseChannel")
    );
    assert_eq!(
        known(AutoscalingMode::KNOWN),
        words(&document, "Service", "autoscalingMode")
    );
    assert_eq!(
        known(ComplianceType::KNOWN),
        words(&document, "Service", "complianceType")
    );
    assert_eq!(
        known(Protocol::KNOWN),
        words(&document, "ServiceEndpoint", "protocol")
    );
    let commands = [Command::Awake, Command::Start, Command::Stop].map(Command::as_str);
    assert_eq!(
        known(&commands),
        words(&document, "ServiceStatePatchRequest", "command")
    );
}

#[test]
fn the_bounds_are_those_of_the_document() {
    let document = document();
    let schema = &document["components"]["schemas"]["ServicePostRequest"]["properties"];
    let bound = |property: &str, bound: &str| schema[property][bound].as_u64();
    assert_eq!(bound("name", "maxLength"), Some(rules::NAME_MAX as u64));
    assert_eq!(
        bound("minReplicaMemoryGb", "minimum"),
        Some(rules::MEMORY_MIN_GB.into())
    );
    assert_eq!(
        bound("maxReplicaMemoryGb", "maximum"),
        Some(rules::MEMORY_MAX_GB.into())
    );
    assert_eq!(
        bound("minReplicaMemoryGb", "multipleOf"),
        Some(rules::MEMORY_STEP_GB.into())
    );
    assert_eq!(
        bound("numReplicas", "minimum"),
        Some(rules::REPLICAS_MIN.into())
    );
    assert_eq!(
        bound("numReplicas", "maximum"),
        Some(rules::REPLICAS_MAX.into())
    );
    assert_eq!(bound("tags", "maxItems"), Some(rules::TAGS_MAX as u64));
    let tag = &document["components"]["schemas"]["ResourceTagsV1"]["properties"];
    assert_eq!(
        tag["key"]["maxLength"].as_u64(),
        Some(rules::TAG_KEY_MAX as u64)
    );
    assert_eq!(
        tag["value"]["maxLength"].as_u64(),
        Some(rules::TAG_VALUE_MAX as u64)
    );
}

#[test]
fn the_official_client_reads_what_is_sent_as_its_own() {
    use clickhouse_cloud_api::models;
    check_taken::<models::ServicePostRequest>(&json!(full()));
    check_taken::<models::ServicePatchRequest>(&json!(change()));
}

/// Equal, where 8 and 8.0 are the same and an absent list is an empty one.
fn same(theirs: &Value, ours: &Value) -> bool {
    match (theirs, ours) {
        (Value::Number(theirs), Value::Number(ours)) => theirs.as_f64() == ours.as_f64(),
        (Value::Object(theirs), Value::Object(ours)) => ours
            .iter()
            .all(|(name, ours)| same(theirs.get(name).unwrap_or(&Value::Null), ours)),
        (Value::Array(theirs), Value::Array(ours)) => {
            theirs.len() == ours.len()
                && theirs.iter().zip(ours).all(|(one, other)| same(one, other))
        }
        (Value::Null, Value::Array(ours)) => ours.is_empty(),
        (theirs, ours) => theirs == ours,
    }
}
