//! Ready-made code that connects to a service. The password is always read from a variable.

use cloud_api::services::{Protocol, Service};

use super::{
    endpoints::{Address, address},
    quote::{Language, is_plain, literal, shell, shell_option},
};

/// The variable that every snippet reads the password from.
pub const PASSWORD: &str = "CLICKHOUSE_PASSWORD";

/// Code for one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    pub name: &'static str,
    pub text: String,
}

/// A snippet for each client whose endpoint the API tells; clickhouse-client first.
pub fn snippets(service: &Service) -> Vec<Snippet> {
    let native = address(service, &Protocol::NativeSecure);
    let https = address(service, &Protocol::Https);
    let mysql = address(service, &Protocol::Mysql);
    let snippet = |name, address: &Option<Address>, write: fn(&Address) -> String| {
        address.as_ref().map(|address| Snippet {
            name,
            text: write(address),
        })
    };
    [
        snippet("clickhouse-client", &native, clickhouse_client),
        snippet("curl", &https, curl),
        snippet("JDBC", &https, jdbc),
        snippet("Python", &https, python),
        snippet("Go", &native, go),
        snippet("Rust", &https, rust),
        snippet("mysql", &mysql, mysql_client),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn clickhouse_client(Address { host, port, user }: &Address) -> String {
    let host = shell_option("--host", host);
    let port = shell_option("--port", port);
    let user = shell_option("--user", user);
    format!(
        "clickhouse client --secure \\\n  {host} {port} \\\n  {user} --password \"${PASSWORD}\""
    )
}

fn curl(Address { host, port, user }: &Address) -> String {
    let user = if is_plain(user) {
        format!("\"{user}:${PASSWORD}\"")
    } else {
        format!("{}\":${PASSWORD}\"", shell(user))
    };
    let url = shell(&format!("https://{host}:{port}"));
    format!("curl --user {user} \\\n  --data-binary 'SELECT 1' \\\n  {url}")
}

fn mysql_client(Address { host, port, user }: &Address) -> String {
    let host = shell_option("--host", host);
    let port = shell_option("--port", port);
    let user = shell_option("--user", user);
    format!("mysql {host} {port} \\\n  {user} --password=\"${PASSWORD}\"")
}

fn jdbc(Address { host, port, user }: &Address) -> String {
    let url = literal(&format!("jdbc:clickhouse://{host}:{port}"), Language::Java);
    let user = literal(user, Language::Java);
    format!(
        r#"// Maven: com.clickhouse:clickhouse-jdbc
import java.sql.DriverManager;
import java.util.Properties;

public class Connect {{
    public static void main(String[] arguments) throws Exception {{
        var url = {url};
        var properties = new Properties();
        properties.setProperty("user", {user});
        properties.setProperty("password", System.getenv("{PASSWORD}"));
        properties.setProperty("ssl", "true");
        try (var connection = DriverManager.getConnection(url, properties);
             var statement = connection.createStatement();
             var result = statement.executeQuery("SELECT 1")) {{
            result.next();
            System.out.println(result.getInt(1));
        }}
    }}
}}"#
    )
}

fn python(Address { host, port, user }: &Address) -> String {
    let host = literal(host, Language::Python);
    let user = literal(user, Language::Python);
    format!(
        r#"# pip install clickhouse-connect
import os

import clickhouse_connect

client = clickhouse_connect.get_client(
    host={host},
    port={port},
    username={user},
    password=os.environ["{PASSWORD}"],
    secure=True,
)
print(client.query("SELECT 1").result_rows)"#
    )
}

fn go(Address { host, port, user }: &Address) -> String {
    let address = literal(&format!("{host}:{port}"), Language::Go);
    let user = literal(user, Language::Go);
    format!(
        r#"package main

import (
	"context"
	"crypto/tls"
	"log"
	"os"

	"github.com/ClickHouse/clickhouse-go/v2"
)

func main() {{
	connection, err := clickhouse.Open(&clickhouse.Options{{
		Addr: []string{{{address}}},
		Auth: clickhouse.Auth{{
			Username: {user},
			Password: os.Getenv("{PASSWORD}"),
		}},
		TLS: &tls.Config{{}},
	}})
	if err != nil {{
		log.Fatal(err)
	}}
	if err := connection.Ping(context.Background()); err != nil {{
		log.Fatal(err)
	}}
}}"#
    )
}

fn rust(Address { host, port, user }: &Address) -> String {
    let url = literal(&format!("https://{host}:{port}"), Language::Rust);
    let user = literal(user, Language::Rust);
    format!(
        r#"// cargo add clickhouse --features rustls-tls
// cargo add tokio --features macros,rt-multi-thread
use clickhouse::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let client = Client::default()
        .with_url({url})
        .with_user({user})
        .with_password(std::env::var("{PASSWORD}")?);
    let one: u8 = client.query("SELECT 1").fetch_one().await?;
    println!("{{one}}");
    Ok(())
}}"#
    )
}

#[cfg(test)]
mod tests;
