//! The contract is checked in: a change of the API is a change of this file, seen in review.

use super::support::{TestApp, contract};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");

/// `SAMPLATS_WRITE_CONTRACT=1 cargo test --test it the_contract` writes it anew.
#[test]
fn the_contract_is_what_is_checked_in() {
    let now = serde_json::to_string_pretty(&contract()).unwrap() + "\n";
    if std::env::var_os("SAMPLATS_WRITE_CONTRACT").is_some() {
        std::fs::write(FILE, &now).unwrap();
    }
    let checked_in = std::fs::read_to_string(FILE).unwrap();
    assert!(now == checked_in, "the API has changed; write docs/openapi.json anew and look at what it says");
}

#[tokio::test]
async fn it_is_served_to_anybody_and_names_every_operation_once() {
    let app = TestApp::start().await;
    let answer = app.get("/api/openapi.json", "").await;
    assert_eq!(answer.status, 200);
    let document = answer.json();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let mut ids: Vec<_> = operations.filter_map(|operation| operation["operationId"].as_str()).collect();
    assert!(ids.len() > 40, "{}", ids.len());
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
