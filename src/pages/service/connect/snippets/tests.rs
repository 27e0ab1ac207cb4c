use super::*;

const HOST: &str = "ab12cd34ef.us-east-1.aws.clickhouse.cloud";

fn service(host: &str, user: Option<&str>) -> Service {
    let user = serde_json::to_string(&user).expect("a text");
    let host = serde_json::to_string(host).expect("a text");
    let json = format!(
        r#"{{"id":"x","endpoints":[
            {{"protocol":"nativesecure","host":{host},"port":9440,"username":{user}}},
            {{"protocol":"https","host":{host},"port":8443,"username":{user}}},
            {{"protocol":"mysql","host":{host},"port":3306,"username":"mysql4ab12cd34ef"}}]}}"#
    );
    serde_json::from_str(&json).expect("a service")
}

fn text(service: &Service, name: &str) -> String {
    let found = snippets(service)
        .into_iter()
        .find(|snippet| snippet.name == name);
    found.expect("a snippet of that name").text
}

fn ordinary(name: &str) -> String {
    text(&service(HOST, None), name)
}

#[test]
fn there_is_one_for_each_client_and_clickhouse_client_is_first() {
    let names: Vec<_> = snippets(&service(HOST, None))
        .into_iter()
        .map(|snippet| snippet.name)
        .collect();
    let expected = [
        "clickhouse-client",
        "curl",
        "JDBC",
        "Python",
        "Go",
        "Rust",
        "mysql",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_client_without_its_endpoint_is_left_out() {
    let json = r#"{"id":"x","endpoints":[{"protocol":"https","host":"h","port":8443}]}"#;
    let service: Service = serde_json::from_str(json).expect("a service");
    let names: Vec<_> = snippets(&service)
        .into_iter()
        .map(|snippet| snippet.name)
        .collect();
    assert_eq!(names, ["curl", "JDBC", "Python", "Rust"]);
    let nothing: Service = serde_json::from_str(r#"{"id":"x"}"#).expect("a service");
    assert!(snippets(&nothing).is_empty());
}

#[test]
fn the_password_is_only_ever_a_variable() {
    for snippet in snippets(&service(HOST, None)) {
        assert_eq!(
            snippet.text.matches(PASSWORD).count(),
            1,
            "{}",
            snippet.name
        );
    }
}

#[test]
fn the_shell_clients_read_as_written_in_the_manuals() {
    assert_eq!(
        ordinary("clickhouse-client"),
        "clickhouse client --secure \\\n  \
         --host ab12cd34ef.us-east-1.aws.clickhouse.cloud --port 9440 \\\n  \
         --user default --password \"$CLICKHOUSE_PASSWORD\""
    );
    assert_eq!(
        ordinary("curl"),
        "curl --user \"default:$CLICKHOUSE_PASSWORD\" \\\n  \
         --data-binary 'SELECT 1' \\\n  \
         https://ab12cd34ef.us-east-1.aws.clickhouse.cloud:8443"
    );
    assert_eq!(
        ordinary("mysql"),
        "mysql --host ab12cd34ef.us-east-1.aws.clickhouse.cloud --port 3306 \\\n  \
         --user mysql4ab12cd34ef --password=\"$CLICKHOUSE_PASSWORD\""
    );
}

#[test]
fn the_python_program_is_this_one() {
    assert_eq!(
        ordinary("Python"),
        r#"# pip install clickhouse-connect
import os

import clickhouse_connect

client = clickhouse_connect.get_client(
    host="ab12cd34ef.us-east-1.aws.clickhouse.cloud",
    port=8443,
    username="default",
    password=os.environ["CLICKHOUSE_PASSWORD"],
    secure=True,
)
print(client.query("SELECT 1").result_rows)"#
    );
}

#[test]
fn the_rust_program_is_this_one() {
    assert_eq!(
        ordinary("Rust"),
        r#"// cargo add clickhouse --features rustls-tls
// cargo add tokio --features macros,rt-multi-thread
use clickhouse::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::default()
        .with_url("https://ab12cd34ef.us-east-1.aws.clickhouse.cloud:8443")
        .with_user("default")
        .with_password(std::env::var("CLICKHOUSE_PASSWORD")?);
    let one: u8 = client.query("SELECT 1").fetch_one().await?;
    println!("{one}");
    Ok(())
}"#
    );
}

#[test]
fn the_go_and_java_programs_name_host_port_and_user() {
    let go = ordinary("Go");
    assert!(go.contains("Addr: []string{\"ab12cd34ef.us-east-1.aws.clickhouse.cloud:9440\"},"));
    assert!(go.contains("Username: \"default\",") && go.contains("TLS: &tls.Config{},"));
    let java = ordinary("JDBC");
    assert!(java.contains(
        "var url = \"jdbc:clickhouse://ab12cd34ef.us-east-1.aws.clickhouse.cloud:8443\";"
    ));
    assert!(java.contains("setProperty(\"user\", \"default\")"));
    for program in [go, java] {
        assert_eq!(program.matches('{').count(), program.matches('}').count());
    }
}

#[test]
fn a_hostile_host_or_user_cannot_act_in_any_snippet() {
    let service = service("h\"; $(id)\n'`id`", Some("u'$(id)\""));
    assert_eq!(
        text(&service, "clickhouse-client"),
        "clickhouse client --secure \\\n  \
         --host $'h\"; $(id)\\x0a\\'`id`' --port 9440 \\\n  \
         --user 'u'\\''$(id)\"' --password \"$CLICKHOUSE_PASSWORD\""
    );
    assert!(
        text(&service, "curl")
            .starts_with("curl --user 'u'\\''$(id)\"'\":$CLICKHOUSE_PASSWORD\" \\\n")
    );
    assert!(text(&service, "Python").contains(r#"host="h\"; $(id)\U0000000a'`id`","#));
    assert!(text(&service, "Rust").contains(r#".with_user("u'$(id)\"")"#));
    assert!(text(&service, "JDBC").contains(r#"h\"; $(id)\012'`id`:8443";"#));
}
