//! Commands for who and what can reach the organization: keys, members, invitations.

use super::{Command, Commands, Node, Write, gap};
use crate::quote::shell;

pub fn commands(write: &Write) -> Commands {
    let on = |parameter, words: &str| {
        let id = write.parameter(parameter).unwrap_or_default();
        Command::new(&format!("{words} {}", shell(id)))
    };
    let mut note = None;
    let mut command = match write.operation {
        "openapiKeyCreate" => Command::new("key create"),
        "openapiKeyUpdate" => on("keyId", "key update"),
        "openapiKeyDelete" => on("keyId", "key delete"),
        "memberUpdate" => on("userId", "member update"),
        "memberDelete" => on("userId", "member remove"),
        "invitationCreate" => Command::new("invitation create"),
        "invitationDelete" => on("invitationId", "invitation delete"),
        operation => {
            return Err(format!(
                "This console knows no clickhousectl command for {operation}."
            ));
        }
    };
    let replaces = matches!(write.operation, "openapiKeyUpdate" | "memberUpdate");
    for (key, value) in write.fields() {
        match key.as_str() {
            "name" if replaces => command.value("--new-name", &value),
            "name" => command.value("--name", &value),
            "email" => command.value("--email", &value),
            "state" => command.value("--state", &value),
            "expireAt" if value.is_null() => command.flags.push("--clear-expiry".into()),
            "expireAt" => command.value("--expires-at", &value),
            "assignedRoleIds" => command.list("--role-id", &value, replaces, "--clear-roles"),
            "ipAccessList" if replaces && value.items().is_empty() => {
                command.flags.push("--clear-ip-allow".into());
            }
            "ipAccessList" => command.pairs("--ip-allow", &value, "source", "description"),
            "hashData" => {
                note = Some(PAIR.to_owned());
                command.hashes(&value);
            }
            _ => return Err(gap(&key)),
        }
    }
    Ok((vec![command], note))
}

const PAIR: &str = "The variables hold what is sent instead of a pair of your own: base64 of the SHA-256 of each \
                    half, and the last four characters of the key ID. Without these three flags the API makes the \
                    pair and tells it once.";

impl Command {
    /// A flag for each; one that empties where a list replaces the old one.
    fn list(&mut self, name: &str, list: &Node, replaces: bool, clear: &str) {
        if replaces && list.items().is_empty() {
            self.flags.push(clear.to_owned());
        }
        for item in list.items() {
            self.value(name, item);
        }
    }

    fn hashes(&mut self, data: &Node) {
        let flags = [
            ("keyIdHash", "--hash-key-id"),
            ("keyIdSuffix", "--hash-key-id-suffix"),
            ("keySecretHash", "--hash-key-secret"),
        ];
        for (field, flag) in flags {
            if let Some(value) = data.get(field) {
                self.value(flag, value);
            }
        }
    }
}
