//! `ClickHouse`'s own command-line client, version 0.5.0. It takes its key from the environment.

mod people;

use super::{
    Equivalent, OFFICIAL, Write,
    json::{self, Node},
};
use crate::quote::{shell, shell_option};

/// Fields of `instanceCreate` and their flags, where the flag takes the value as it is.
const CREATE: [(&str, &str); 17] = [
    ("name", "--name"),
    ("provider", "--provider"),
    ("region", "--region"),
    ("minReplicaMemoryGb", "--min-replica-memory-gb"),
    ("maxReplicaMemoryGb", "--max-replica-memory-gb"),
    ("numReplicas", "--num-replicas"),
    ("minReplicas", "--min-replicas"),
    ("maxReplicas", "--max-replicas"),
    ("autoscalingMode", "--autoscaling-mode"),
    ("idleScaling", "--idle-scaling"),
    ("idleTimeoutMinutes", "--idle-timeout-minutes"),
    ("backupId", "--backup-id"),
    ("releaseChannel", "--release-channel"),
    ("dataWarehouseId", "--data-warehouse-id"),
    ("complianceType", "--compliance-type"),
    ("profile", "--profile"),
    ("byocId", "--byoc-id"),
];

/// Flags without a value: given where the field is true.
const SWITCHES: [(&str, &str); 3] = [
    ("isReadonly", "--readonly"),
    ("hasTransparentDataEncryption", "--enable-tde"),
    (
        "privatePreviewTermsChecked",
        "--private-preview-terms-checked",
    ),
];

const UPDATE: [(&str, &str); 4] = [
    ("name", "--new-name"),
    ("releaseChannel", "--release-channel"),
    ("enableCoreDumps", "--enable-core-dumps"),
    (
        "transparentDataEncryptionKeyId",
        "--transparent-data-encryption-key-id",
    ),
];

const BACKUPS: [(&str, &str); 3] = [
    ("backupPeriodInHours", "--backup-period-hours"),
    (
        "backupRetentionPeriodInHours",
        "--backup-retention-period-hours",
    ),
    ("backupStartTime", "--backup-start-time"),
];

const SCALING: [&str; 8] = [
    "minReplicaMemoryGb",
    "maxReplicaMemoryGb",
    "numReplicas",
    "minReplicas",
    "maxReplicas",
    "autoscalingMode",
    "idleScaling",
    "idleTimeoutMinutes",
];

pub fn write(write: &Write, api: &str) -> Equivalent {
    let (text, note) = match commands(write) {
        Ok((commands, note)) => {
            let common = common(write, api);
            let written = commands.into_iter().map(|Command { start, flags }| {
                let lines: Vec<_> = std::iter::once(start)
                    .chain(common.clone())
                    .chain(flags)
                    .collect();
                lines.join(" \\\n  ")
            });
            let written = written.collect::<Vec<_>>().join("\n\n");
            (Ok(json::preparation(write).to_owned() + &written), note)
        }
        Err(gap) => (Err(gap), None),
    };
    Equivalent {
        tool: "clickhousectl",
        text,
        note,
    }
}

/// One line to run: what is done, and the flags that say how.
#[derive(Default)]
struct Command {
    start: String,
    flags: Vec<String>,
}

impl Command {
    fn new(words: &str) -> Self {
        Self {
            start: format!("clickhousectl cloud {words}"),
            flags: Vec::new(),
        }
    }

    /// A command on the service the request names.
    fn on_service(write: &Write, words: &str) -> Self {
        let id = write.parameter("serviceId").unwrap_or_default();
        Self::new(&format!("{words} {}", shell(id)))
    }

    fn flag(&mut self, name: &str, value: &str) {
        self.flags.push(shell_option(name, value));
    }

    fn value(&mut self, name: &str, node: &Node) {
        match node {
            Node::Text(value) | Node::Plain(value) => self.flag(name, value),
            Node::SecretText(variable) | Node::SecretJson(variable) => {
                self.flags.push(format!("{name} \"${variable}\""));
            }
            Node::List(_) | Node::Object(_) => {}
        }
    }

    fn endpoints(&mut self, list: &Node) {
        for endpoint in list.items() {
            let protocol = endpoint.get("protocol").and_then(Node::as_text);
            let flag = if endpoint.get("enabled").is_some_and(Node::is_true) {
                "--enable-endpoint"
            } else {
                "--disable-endpoint"
            };
            self.flag(flag, protocol.unwrap_or_default());
        }
    }

    /// `source=description` or `key=value`, or the first half alone.
    fn pairs(&mut self, name: &str, list: &Node, first: &str, second: &str) {
        for item in list.items() {
            let text = |field| item.get(field).and_then(Node::as_text).unwrap_or_default();
            let pair = match (text(first), text(second)) {
                (first, "") => first.to_owned(),
                (first, second) => format!("{first}={second}"),
            };
            self.flag(name, &pair);
        }
    }
}

type Commands = Result<(Vec<Command>, Option<String>), String>;

fn commands(write: &Write) -> Commands {
    let one = |command| Ok((vec![command], None));
    match write.operation {
        "instanceCreate" => create(write),
        "instanceUpdate" => update(write),
        "instanceReplicaScalingUpdate" => scale(write),
        "instanceDelete" => one(Command::on_service(write, "service delete")),
        "instanceStateUpdate" => {
            let fields = write.fields();
            let command = fields.iter().find(|(key, _)| key == "command");
            match command.and_then(|(_, node)| node.as_text()) {
                Some("awake") => one(Command::on_service(write, "service wake")),
                Some(word @ ("start" | "stop")) => {
                    one(Command::on_service(write, &format!("service {word}")))
                }
                _ => Err("clickhousectl has no command for this change of state.".into()),
            }
        }
        "instancePasswordUpdate" => {
            let mut command = Command::on_service(write, "service reset-password");
            for (key, value) in write.fields() {
                match key.as_str() {
                    "newPasswordHash" => command.value("--new-password-hash", &value),
                    "newDoubleSha1Hash" => command.value("--new-double-sha1-hash", &value),
                    _ => return Err(gap(&key)),
                }
            }
            one(command)
        }
        "backupConfigurationUpdate" => {
            let mut command = Command::on_service(write, "service backup-config update");
            for (key, value) in write.fields() {
                let flag = BACKUPS.iter().find(|(name, _)| *name == key);
                let (_, flag) = flag.ok_or_else(|| gap(&key))?;
                // A reset to the default is the API's null, which no flag can say.
                if matches!(&value, Node::Plain(word) if word == "null") {
                    return Err(format!("clickhousectl cannot reset {key} to its default."));
                }
                command.value(flag, &value);
            }
            one(command)
        }
        "organizationUpdate" => {
            let mut command = Command::new("org update");
            for (key, value) in write.fields() {
                match key.as_str() {
                    "name" => command.value("--new-name", &value),
                    "enableCoreDumps" => command.value("--enable-core-dumps", &value),
                    _ => return Err(gap(&key)),
                }
            }
            one(command)
        }
        _ => people::commands(write),
    }
}

fn create(write: &Write) -> Commands {
    let mut command = Command::new("service create");
    let mut note = None;
    for (key, value) in write.fields() {
        if let Some((_, flag)) = CREATE.iter().find(|(name, _)| *name == key) {
            command.value(flag, &value);
        } else if let Some((_, flag)) = SWITCHES.iter().find(|(name, _)| *name == key) {
            if value.is_true() {
                command.flags.push((*flag).to_owned());
            }
        } else {
            match key.as_str() {
                "ipAccessList" if value.items().is_empty() => {
                    return Err(
                        "clickhousectl cannot create a service that lets nobody in: without an \
                         entry it opens the service to 0.0.0.0/0."
                            .into(),
                    );
                }
                "ipAccessList" => command.pairs("--ip-allow", &value, "source", "description"),
                "tags" => command.pairs("--tag", &value, "key", "value"),
                "endpoints" => command.endpoints(&value),
                "enableCoreDumps" => command.value("--enable-core-dumps", &value),
                "backupEncryptionConfig" => {
                    command.flag("--backup-encryption-config", "encryption_config.json");
                    note = Some(
                        "encryption_config.json is the backup's file, in the folder where you run \
                         this."
                            .to_owned(),
                    );
                }
                _ => return Err(gap(&key)),
            }
        }
    }
    Ok((vec![command], note))
}

fn update(write: &Write) -> Commands {
    let start = || Command::on_service(write, "service update");
    let mut command = start();
    let mut before = None;
    for (key, value) in write.fields() {
        let of = |name| value.get(name).filter(|list| !list.items().is_empty());
        match key.as_str() {
            "ipAccessList" => {
                if let Some(list) = of("remove") {
                    // Entries are removed by their source.
                    command.pairs("--remove-ip-allow", list, "source", "");
                }
                if let Some(list) = of("add") {
                    command.pairs("--add-ip-allow", list, "source", "description");
                }
            }
            "tags" => {
                if let (Some(removed), Some(_)) = (of("remove"), of("add")) {
                    let mut first = start();
                    first.pairs("--remove-tag", removed, "key", "value");
                    before = Some(first);
                } else if let Some(list) = of("remove") {
                    command.pairs("--remove-tag", list, "key", "value");
                }
                if let Some(list) = of("add") {
                    command.pairs("--add-tag", list, "key", "value");
                }
            }
            "endpoints" => command.endpoints(&value),
            name => match UPDATE.iter().find(|(field, _)| *field == name) {
                Some((_, flag)) => command.value(flag, &value),
                None => return Err(gap(name)),
            },
        }
    }
    let note = before.as_ref().map(|_| {
        "clickhousectl does not remove and add tags in one command, so there are two.".to_owned()
    });
    Ok((before.into_iter().chain([command]).collect(), note))
}

fn scale(write: &Write) -> Commands {
    let mut command = Command::on_service(write, "service scale");
    for (key, value) in write.fields() {
        if !SCALING.contains(&key.as_str()) {
            return Err(gap(&key));
        }
        if let Some((_, flag)) = CREATE.iter().find(|(name, _)| *name == key) {
            command.value(flag, &value);
        }
    }
    Ok((vec![command], None))
}

/// What every command needs: the organization, and the address unless it is the official one.
fn common(write: &Write, api: &str) -> Vec<String> {
    let organization = write.parameter("organizationId").unwrap_or_default();
    let elsewhere = (api != OFFICIAL).then(|| shell_option("--url", api));
    std::iter::once(shell_option("--org-id", organization))
        .chain(elsewhere)
        .collect()
}

fn gap(field: &str) -> String {
    format!("clickhousectl 0.5.0 has no flag for {field}.")
}
