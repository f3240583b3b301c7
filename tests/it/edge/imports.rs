//! Files sent twice, and the register's figures.

use super::support::{Answer, Client, TestApp};

use axum::body::Body;
use axum::http::Method;
use samplats::domain::access::Role;

const FILE: &str = "code,name,kind\nTK,Trafikkontoret,city_office\nSB,Svenska Bostäder,property_company\n";

async fn sent(client: &Client, key: &str, file: &str) -> Answer {
    let headers = [("content-type", "text/csv"), ("idempotency-key", key)];
    client.send(Method::POST, "/api/imports?what=parties", &headers, Body::from(file.to_owned())).await
}

#[tokio::test]
async fn a_file_that_is_sent_again_under_its_key_is_told_as_imported_before() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let counts = |answer: &serde_json::Value| {
        ["created", "changed", "unchanged"].map(|count| answer[count].as_u64().unwrap())
    };
    let first = sent(&administrator, "a", FILE).await.expect_status(200).json();
    assert_eq!((counts(&first), &first["replayed"]), ([2, 0, 0], &false.into()));

    let again = sent(&administrator, "a", FILE).await.expect_status(200);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let again = again.json();
    assert_eq!((counts(&again), &again["replayed"]), ([0, 0, 2], &true.into()));
    assert!(again["notes"][0].as_str().unwrap().contains("imported before"), "{again}");

    // Changed by somebody else meanwhile: the answer tells so, and nothing is written back.
    let renamed = FILE.replace("Trafikkontoret", "Gatukontoret");
    sent(&administrator, "b", &renamed).await.expect_status(200);
    let late = sent(&administrator, "a", FILE).await.expect_status(200).json();
    assert_eq!((counts(&late), &late["replayed"]), ([0, 1, 1], &true.into()));
    assert!(late["notes"][0].as_str().unwrap().contains("changed since"), "{late}");
    let parties = administrator.get("/api/parties").await.text();
    assert!(parties.contains("Gatukontoret") && !parties.contains("Trafikkontoret"));
    sent(&administrator, "a", &renamed).await.expect_problem(422, "key-reused");
}

#[tokio::test]
async fn a_refused_file_tells_how_many_faults_it_has() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let bad: String = (0..1_200).map(|n| format!("P{n},Parti {n},klubb\n")).collect();
    let problem =
        sent(&administrator, "a", &format!("code,name,kind\n{bad}")).await.expect_problem(422, "invalid");
    assert_eq!((problem["errors"].as_array().unwrap().len(), &problem["found"]), (1_000, &1_200.into()));
    assert_eq!(problem["errors"][0]["pointer"], "#/rows/2/kind");
}

#[tokio::test]
async fn only_an_administrator_counts_and_verifies_the_register() {
    let service = TestApp::start().await;
    let administrator = service.program("SLK", Role::Administrator).await;
    let stats = administrator.get("/api/register/stats").await.expect_status(200).json();
    let parties = stats["records"].as_array().unwrap().iter().find(|of| of["kind"] == "party").unwrap();
    assert_eq!(parties["count"], 3);
    let found = administrator.get("/api/register/verify").await.expect_status(200).json();
    assert_eq!((&found["holds"], &found["changes"]), (&true.into(), &stats["changes"]));
    for role in [Role::Reader, Role::Reporter, Role::Member, Role::Coordinator] {
        let other = service.program("SLK", role).await;
        other.get("/api/register/stats").await.expect_problem(403, "not-allowed");
        other.get("/api/register/verify").await.expect_problem(403, "not-allowed");
    }
}
