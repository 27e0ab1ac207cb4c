//! What is written is run through the shells and parsers it is written for.

mod backups;
mod bodies;
mod clickhousectl;
mod scripts;

use std::process::Command;

use cloud_api::{
    OrganizationId, ServiceId, organizations,
    services::{
        self, CreateService, EndpointChange, IpAccess, IpAccessChange, Protocol, Provider, Region,
        ReleaseChannel, Service, Tag, TagsChange, UpdateService,
    },
};
use serde_json::{Value, json};

use super::{Equivalent, OFFICIAL, Write, equivalents};

const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

/// What must not act, break out or get lost anywhere.
const HOSTILE: [&str; 10] = [
    "it's",
    "$(touch /tmp/owned)`id`",
    "a\"b\\c",
    "${var.x} %{if true} $${y}",
    "line\nbreak\ttab",
    "-rf",
    "@/etc/passwd",
    "ünïcode 東京",
    "\u{202e}txt.exe",
    "!! ; | & < > * ? [x] {y} ~ #",
];

fn organization() -> OrganizationId {
    ID.parse().expect("a UUID")
}

fn service_id() -> ServiceId {
    ID.parse().expect("a UUID")
}

fn service(json: Value) -> Service {
    serde_json::from_value(json).expect("a service")
}

fn access(source: &str, description: &str) -> IpAccess {
    IpAccess {
        source: source.into(),
        description: (!description.is_empty()).then(|| description.to_owned()),
    }
}

fn tag(key: &str, value: Option<&str>) -> Tag {
    Tag {
        key: key.into(),
        value: value.map(Into::into),
    }
}

fn new_service(name: &str) -> CreateService {
    CreateService {
        ip_access_list: vec![access("192.0.2.0/24", name)],
        min_replica_memory_gb: Some(16),
        idle_scaling: Some(true),
        idle_timeout_minutes: Some(15),
        tags: Some(vec![tag("env", Some("prod")), tag("lone", None)]),
        endpoints: Some(vec![EndpointChange {
            protocol: Protocol::Mysql,
            enabled: true,
        }]),
        ..CreateService::new(name.into(), Provider::Aws, Region::UsEast1)
    }
}

fn change(change: &UpdateService) -> Write {
    Write::from(&services::update(&organization(), &service_id(), change))
}

fn of(write: &Write, tool: &str) -> Equivalent {
    let found = equivalents(write, OFFICIAL)
        .into_iter()
        .find(|one| one.tool == tool);
    found.expect("a known tool")
}

fn text(write: &Write, tool: &str) -> String {
    of(write, tool).text.expect("an equivalent")
}

/// Runs a script with `program` replaced by one that tells its words; a list of words for each call.
fn words(script: &str, program: &str) -> Vec<Vec<String>> {
    let parsed = Command::new("bash")
        .args(["-n", "-c", script])
        .output()
        .expect("bash");
    assert!(
        parsed.status.success(),
        "{script}\n{}",
        String::from_utf8_lossy(&parsed.stderr)
    );
    let telling = format!("{program}() {{ printf '%s\\0' \"$@\"; printf '\\1\\0'; }}\n{script}");
    let run = Command::new("bash")
        .args(["-c", &telling])
        .env("CLICKHOUSE_CLOUD_API_KEY", "the key")
        .env("PASSWORD", "yourpassword")
        .env("CLICKHOUSE_CLOUD_API_SECRET", "the $word")
        .env("BACKUP_ENCRYPTION_CONFIG", r#"{"key": "it's"}"#)
        .output()
        .expect("bash");
    assert!(
        run.status.success() && run.stderr.is_empty(),
        "{script}\n{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let told = String::from_utf8(run.stdout).expect("UTF-8");
    let calls = told.split("\u{1}\0").filter(|call| !call.is_empty());
    calls
        .map(|call| call.split_terminator('\0').map(ToOwned::to_owned).collect())
        .collect()
}

#[test]
fn curl_sends_exactly_the_body_whatever_stands_in_it() {
    for name in HOSTILE {
        let request = services::create(&organization(), &new_service(name));
        let call = &words(&text(&Write::from(&request), "curl"), "curl")[0];
        let sent: Value = serde_json::from_str(&call[7]).expect("JSON");
        let meant: Value =
            serde_json::from_str(request.body.as_deref().expect("a body")).expect("JSON");
        assert_eq!(sent, meant);
        assert_eq!(
            call[..4],
            ["--request", "POST", "--user", "the key:the $word"]
        );
        assert_eq!(call[6], "--data-raw");
        assert_eq!(
            call[8],
            format!("{OFFICIAL}/v1/organizations/{ID}/services")
        );
        assert_eq!(call.len(), 9);
    }
}

#[test]
fn a_call_without_a_body_has_none() {
    let write = Write::from(&services::delete(&organization(), &service_id()));
    assert_eq!(words(&text(&write, "curl"), "curl")[0].len(), 5);
    assert!(of(&write, "JSON").text.is_err());
    assert_eq!(
        words(&text(&write, "clickhousectl"), "clickhousectl")[0],
        ["cloud", "service", "delete", ID, "--org-id", ID]
    );
    assert!(of(&write, "Terraform").text.is_err());
}

#[test]
fn secrets_are_variables_everywhere() {
    let secret = r#"{"kms":"hunter2"}"#;
    let body = CreateService {
        backup_id: Some(ID.parse().expect("a UUID")),
        backup_encryption_config: Some(
            serde_json::value::RawValue::from_string(secret.into()).expect("JSON"),
        ),
        ..new_service("restored")
    };
    let write = Write::from(&services::create(&organization(), &body));
    for one in equivalents(&write, OFFICIAL) {
        assert!(!format!("{one:?}").contains("hunter2"), "{}", one.tool);
    }
    let call = &words(&text(&write, "curl"), "curl")[0];
    let sent: Value = serde_json::from_str(&call[7]).expect("JSON");
    assert_eq!(sent["backupEncryptionConfig"], json!({"key": "it's"}));
    assert!(
        text(&write, "clickhousectl").contains("--backup-encryption-config encryption_config.json")
    );
    assert!(
        of(&write, "Terraform")
            .text
            .expect_err("a gap")
            .contains("backupEncryptionConfig")
    );
}

#[test]
fn clickhousectl_gets_each_value_as_one_word() {
    for name in HOSTILE {
        let write = Write::from(&services::create(&organization(), &new_service(name)));
        let call = words(&text(&write, "clickhousectl"), "clickhousectl").remove(0);
        let options: Vec<(String, String)> = options(&call[3..]);
        let has = |flag: &str, value: &str| {
            assert!(
                options.contains(&(flag.into(), value.into())),
                "{flag} {value} in {options:?}"
            );
        };
        assert_eq!(call[..3], ["cloud", "service", "create"]);
        has("--name", name);
        has("--ip-allow", &format!("192.0.2.0/24={name}"));
        has("--tag", "env=prod");
        has("--tag", "lone");
        has("--enable-endpoint", "mysql");
        has("--min-replica-memory-gb", "16");
        has("--idle-scaling", "true");
        has("--org-id", ID);
    }
}

/// `--flag value` and `--flag=value` as pairs.
fn options(words: &[String]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let pair = match word.split_once('=') {
            Some((flag, value)) => (flag.to_owned(), value.to_owned()),
            None => (word.clone(), words.next().expect("a value").clone()),
        };
        assert!(pair.0.starts_with("--"), "{pair:?}");
        pairs.push(pair);
    }
    pairs
}

#[test]
fn another_address_is_named() {
    let write = change(&UpdateService {
        name: Some("new".into()),
        ..UpdateService::default()
    });
    let all = equivalents(&write, "http://127.0.0.1:8080");
    let texts: Vec<_> = all.iter().map(|one| format!("{one:?}")).collect();
    assert!(texts[0].contains("http://127.0.0.1:8080/v1/organizations/"));
    assert!(texts[1].contains("--url http://127.0.0.1:8080"));
    assert!(!text(&write, "clickhousectl").contains("--url"));
}

#[test]
fn states_and_organizations_have_their_commands_or_say_why_not() {
    let awake = services::set_state(&organization(), &service_id(), services::Command::Awake);
    let write = Write::from(&awake);
    assert!(text(&write, "clickhousectl").starts_with("clickhousectl cloud service wake"));
    assert!(of(&write, "Terraform").text.is_err());
    let renamed = organizations::UpdateOrganization {
        name: Some("it's".into()),
        ..Default::default()
    };
    let write = Write::from(&organizations::update(&organization(), &renamed));
    let call = &words(&text(&write, "clickhousectl"), "clickhousectl")[0];
    assert_eq!(call[5..], ["--new-name", "it's"]);
    assert!(
        of(&write, "Terraform")
            .text
            .expect_err("a gap")
            .contains("name")
    );
    let dumps = organizations::UpdateOrganization {
        enable_core_dumps: Some(false),
        ..Default::default()
    };
    let write = Write::from(&organizations::update(&organization(), &dumps));
    let body = hcl(&text(&write, "Terraform"));
    assert_eq!(body["import"]["id"], json!(ID));
    let settings = &body["resource"]["clickhouse_organization_settings"]["this"];
    assert_eq!(settings["core_dumps_enabled"], json!(false));
}

/// The configuration as an HCL parser reads it, its templates evaluated as Terraform would.
fn hcl(text: &str) -> Value {
    use hcl::eval::{Context, Evaluate};
    let mut body = hcl::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut context = Context::new();
    context.declare_var("var", hcl::value!({ clickhouse_password = "the password" }));
    context.declare_var("string", "string");
    context.declare_var("clickhouse_service", hcl::Value::Object(resources(&body)));
    context.declare_var(
        "clickhouse_organization_settings",
        hcl::value!({ this = "here" }),
    );
    body.evaluate_in_place(&context)
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    hcl::from_body(body).expect("a structure")
}

/// Something to refer to for each resource.
fn resources(body: &hcl::Body) -> hcl::Map<String, hcl::Value> {
    let named = body
        .blocks()
        .filter(|block| block.identifier.as_str() == "resource");
    named
        .map(|block| (block.labels[1].as_str().to_owned(), "here".into()))
        .collect()
}

#[test]
fn terraform_describes_a_new_service() {
    for name in HOSTILE {
        let write = Write::from(&services::create(&organization(), &new_service(name)));
        let body = hcl(&text(&write, "Terraform"));
        let (_, resource) = body["resource"]["clickhouse_service"]
            .as_object()
            .and_then(|all| all.iter().next())
            .expect("a resource");
        assert_eq!(resource["name"], json!(name));
        assert_eq!(resource["cloud_provider"], json!("aws"));
        assert_eq!(
            resource["ip_access"],
            json!([{ "source": "192.0.2.0/24", "description": name }])
        );
        assert_eq!(resource["min_replica_memory_gb"], json!(16));
        assert_eq!(resource["tags"], json!({ "env": "prod", "lone": "" }));
        assert_eq!(resource["endpoints"]["mysql"]["enabled"], json!(true));
        assert_eq!(resource["password_wo"], json!("the password"));
        assert_eq!(
            body["variable"]["clickhouse_password"]["sensitive"],
            json!(true)
        );
    }
}

#[test]
fn terraform_imports_an_existing_service_and_describes_it_changed() {
    let service = service(json!({
        "id": ID, "name": "customs archive", "provider": "aws", "region": "us-east-1",
        "autoscalingMode": "vertical", "minReplicaMemoryGb": 8, "maxReplicaMemoryGb": 16,
        "numReplicas": 3, "idleScaling": false, "idleTimeoutMinutes": 15, "isPrimary": true,
        "releaseChannel": "default", "enableCoreDumps": true,
        "ipAccessList": [{ "source": "192.0.2.1", "description": "ci" }, { "source": "198.51.100.0/24" }],
        "tags": [{ "key": "env", "value": "dev" }, { "key": "old", "value": "1" }],
    }));
    let write = change(&UpdateService {
        name: Some("customs vault".into()),
        release_channel: Some(ReleaseChannel::Fast),
        ip_access_list: Some(IpAccessChange {
            add: vec![access("203.0.113.7", "")],
            remove: vec![access("192.0.2.1", "ci")],
        }),
        tags: Some(TagsChange {
            add: vec![tag("env", Some("prod"))],
            remove: vec![tag("old", Some("1"))],
        }),
        ..UpdateService::default()
    });
    assert!(
        of(&write, "Terraform").text.is_err(),
        "the rest is not known"
    );
    let body = hcl(&text(&write.on(service.into()), "Terraform"));
    assert_eq!(body["import"]["id"], json!(ID));
    let resource = &body["resource"]["clickhouse_service"]["customs_vault"];
    assert_eq!(resource["name"], json!("customs vault"));
    assert_eq!(resource["release_channel"], json!("fast"));
    assert_eq!(resource["region"], json!("us-east-1"));
    assert_eq!(resource["tags"], json!({ "env": "prod" }));
    assert_eq!(resource.get("idle_timeout_minutes"), None);
    assert_eq!(
        resource["ip_access"],
        json!([
            { "source": "198.51.100.0/24", "description": "" },
            { "source": "203.0.113.7", "description": "" },
        ])
    );
}
