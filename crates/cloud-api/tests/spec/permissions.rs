//! What each operation needs, against the security requirements of the official document.

use std::collections::BTreeSet;

use cloud_api::permissions::{
    ACCESS_DATABASE, ALL, DELETE_API_KEYS, MANAGE_BILLING, NEEDS, TO_START_OR_STOP, TO_WAKE,
};
use serde_json::Value;

use super::document;

/// Each operation with the permissions that the document lists.
fn operations(document: &Value) -> Vec<(String, Vec<String>)> {
    let paths = document["paths"].as_object().expect("paths");
    let methods = paths.values().filter_map(Value::as_object).flatten();
    methods
        .filter_map(|(_, operation)| {
            let scopes = operation["security"][0]["basicAuth"].as_array();
            let scopes = scopes.into_iter().flatten().filter_map(Value::as_str);
            let id = operation["operationId"].as_str()?;
            Some((id.to_owned(), scopes.map(Into::into).collect()))
        })
        .collect()
}

#[test]
fn every_need_is_the_documents() {
    let operations = operations(&document());
    for need in NEEDS {
        let found = operations.iter().find(|(id, _)| id == need.operation);
        let (id, scopes) = found.expect("an operation of the document");
        assert_eq!(scopes, need.permissions, "{id}");
    }
    for need in [TO_START_OR_STOP, TO_WAKE] {
        let of_state = operations
            .iter()
            .find(|(id, _)| id == "instanceStateUpdate");
        assert!(
            of_state.is_some_and(|(_, scopes)| scopes.is_empty()),
            "{need:?}"
        );
    }
}

#[test]
fn every_permission_of_the_document_is_known() {
    let operations = operations(&document());
    let told: BTreeSet<&str> = operations
        .iter()
        .flat_map(|(_, scopes)| scopes.iter().map(String::as_str))
        .collect();
    let of_roles_only = [MANAGE_BILLING, DELETE_API_KEYS, ACCESS_DATABASE];
    let known: BTreeSet<&str> = ALL
        .iter()
        .copied()
        .filter(|permission| !of_roles_only.contains(permission))
        .collect();
    assert_eq!(told, known);
}
