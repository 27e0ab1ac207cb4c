//! Several writes as one: the requests of a bulk run, or a deletion with the stop before it.

use super::{Equivalent, Write, clickhousectl, curl, equivalents, json};
use crate::quote::shell;

/// As many as a key may send at once; more of them are sent a second apart.
const AT_ONCE: usize = 10;

/// How often the script of a deletion looks, ten seconds apart, whether the service is stopped.
const LOOKS: usize = 180;

/// The same writes, in their order. A failed one does not keep the others back, as in the console.
pub fn script(writes: &[Write], api: &str) -> Option<[Equivalent; 4]> {
    match writes {
        [] => None,
        [one] => Some(equivalents(one, api)),
        [stop, delete] if delete.operation == "instanceDelete" => Some(deletion(stop, delete, api)),
        all => Some([
            run(all, &|one| curl::write(one, api)),
            run(all, &|one| clickhousectl::write(one, api)),
            terraform(all),
            requests(all),
        ]),
    }
}

fn run(writes: &[Write], written: &dyn Fn(&Write) -> Equivalent) -> Equivalent {
    let all: Vec<Equivalent> = writes.iter().map(written).collect();
    let tool = all.first().map_or("", |one| one.tool);
    let note = all.iter().find_map(|one| one.note.clone());
    let mut lines = vec!["#!/usr/bin/env bash".to_owned()];
    lines.push(format!(
        "# {} requests, one after the other; a failed one does not stop the rest.",
        all.len()
    ));
    lines.push("set -u".to_owned());
    let between = if writes.len() > AT_ONCE {
        lines.push("# The key may send 10 requests in 10 seconds.".to_owned());
        "sleep 1\n"
    } else {
        ""
    };
    for (place, (write, one)) in writes.iter().zip(all).enumerate() {
        let text = match one.text {
            Ok(text) => text,
            // What one lacks, all lack: they are the same act.
            Err(gap) => {
                return Equivalent {
                    tool,
                    text: Err(gap),
                    note: None,
                };
            }
        };
        let before = if place == 0 { "" } else { between };
        lines.push(format!("\n{before}{}{text}", heading(write)));
    }
    Equivalent {
        tool,
        text: Ok(lines.join("\n")),
        note,
    }
}

/// The service's name as a comment, which no name can leave.
fn heading(write: &Write) -> String {
    let shown = |letter: char| {
        let is_shown = letter.is_alphanumeric() || (' '..='~').contains(&letter);
        if is_shown { letter } else { '?' }
    };
    let label = write
        .service
        .as_ref()
        .map(|service| service.label().chars().map(shown).collect::<String>());
    label.map_or_else(String::new, |label| format!("# {label}\n"))
}

fn terraform(writes: &[Write]) -> Equivalent {
    let gap = match writes.first().map(|one| super::terraform::write(one, "").text) {
        Some(Err(gap)) => gap,
        _ => "Terraform describes each service as a whole, so this is no script of changes: the form of a single service \
              writes its resource."
            .to_owned(),
    };
    Equivalent {
        tool: "Terraform",
        text: Err(gap),
        note: None,
    }
}

/// Method, address and body of each.
fn requests(writes: &[Write]) -> Equivalent {
    let one = |write: &Write| {
        let head = format!("{} {}", write.method.as_str(), write.address);
        match json::write(write).text {
            Ok(body) => format!("{head}\n{body}"),
            Err(_) => head,
        }
    };
    Equivalent {
        tool: "JSON",
        text: Ok(writes.iter().map(one).collect::<Vec<_>>().join("\n\n")),
        note: Some("Each request with its body.".to_owned()),
    }
}

/// A service that is up has to be stopped before it can be deleted.
fn deletion(stop: &Write, delete: &Write, api: &str) -> [Equivalent; 4] {
    let text = |one: Equivalent| one.text.unwrap_or_default();
    // The place of the service is where it is deleted.
    let place = shell(&format!("{api}{}", delete.address));
    // In a subshell, so that its end is not that of the terminal it is pasted into.
    let curl = format!(
        r#"(
{}

# Until it is stopped, which takes some minutes; not beyond a refusal, nor beyond half an hour.
for look in {{1..{LOOKS}}}; do
  service=$(curl --silent --show-error --fail-with-body --retry 3 \
    --user "$CLICKHOUSE_CLOUD_API_KEY:$CLICKHOUSE_CLOUD_API_SECRET" \
    {place}) || {{ echo "Not deleted: $service" >&2; exit 1; }}
  if grep --quiet '"state": *"stopped"' <<< "$service"; then break; fi
  if [ "$look" = {LOOKS} ]; then echo 'Not deleted: it is not stopped yet.' >&2; exit 1; fi
  sleep 10
done

{}
)"#,
        text(curl::write(stop, api)),
        text(curl::write(delete, api)),
    );
    let forced = clickhousectl::write(delete, api);
    let forced = Equivalent {
        text: forced.text.map(|command| command + " \\\n  --force"),
        note: Some("--force stops the service first and waits until it is stopped.".to_owned()),
        ..forced
    };
    [
        Equivalent {
            tool: "curl",
            text: Ok(curl),
            note: Some(
                "Right after the stop the API may still answer 409 to the deletion: then send that one again.".to_owned(),
            ),
        },
        forced,
        super::terraform::write(delete, api),
        requests(&[stop.clone(), delete.clone()]),
    ]
}
