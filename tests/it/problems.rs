//! Every failure is a problem document, and every answer carries its headers.

use super::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use samplats::domain::access::Role;
use serde_json::json;

async fn raw(app: &TestApp, token: &str, kind: &str, body: Vec<u8>) -> Answer {
    let request = Request::post("/api/reports")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, kind);
    app.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn every_failure_at_the_edge_is_a_problem() {
    let app = TestApp::with_city().await;
    let token = app.token("W", Role::Coordinator).await;
    let is = |answer: Answer, status: u16, problem: &str| {
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (status, problem));
    };
    is(app.get("/api/nothing", &token).await, 404, "not-there");
    is(app.get("/api/places/00000000001", &token).await, 404, "not-there");
    is(app.get("/api/places/not-an-id", &token).await, 404, "not-there");
    is(app.get("/api/reports", "").await, 401, "not-logged-in");
    is(app.get("/api/reports?limit=0", &token).await, 400, "bad-parameter");
    is(app.get("/api/reports?dog=1", &token).await, 400, "bad-parameter");
    is(app.get("/api/locate?lon=200&lat=1", &token).await, 400, "bad-parameter");
    is(app.get("/api/reports?q=%ff", &token).await, 400, "malformed");
    let put = Request::put("/api/reports").header(header::AUTHORIZATION, format!("Bearer {token}"));
    let put = app.send(put.body(Body::empty()).unwrap()).await;
    assert!(put.header("allow").contains("POST"), "{:?}", put.headers);
    is(put, 405, "method-not-allowed");
    is(raw(&app, &token, "text/plain", b"{}".to_vec()).await, 415, "unsupported-media-type");
    is(raw(&app, &token, "application/json", b"{".to_vec()).await, 400, "malformed");
    is(raw(&app, &token, "application/json", vec![b'['; 100_000]).await, 400, "malformed");
    is(raw(&app, &token, "application/json", vec![b' '; 300 * 1024]).await, 413, "too-large");
    is(raw(&app, &token, "application/json", b"{}".to_vec()).await, 422, "invalid");
}

#[tokio::test]
async fn a_wrong_report_names_each_fault_and_nothing_is_stored() {
    let app = TestApp::with_city().await;
    let token = app.token("W", Role::Reporter).await;
    let body = json!({ "position": { "lon": 18.05, "lat": 59.35, "accuracy_m": -1 }, "problem_types": ["dog", "dog"],
        "count_band": "many", "text": "ring 070-123 45 67", "observed_at": "2999-01-01T00:00:00Z" });
    let refused = app.post("/api/reports", &token, &body).await;
    assert_eq!(refused.problem(), "invalid");
    let errors = refused.json()["errors"].as_array().unwrap().clone();
    let codes: Vec<_> =
        errors.iter().map(|e| (e["pointer"].as_str().unwrap(), e["code"].as_str().unwrap())).collect();
    for expected in [
        ("#/problem_types/0", "unknown_code"),
        ("#/problem_types/1", "twice"),
        ("#/count_band", "unknown_code"),
        ("#/text", "phone_number"),
        ("#/position/accuracy_m", "out_of_range"),
        ("#/observed_at", "in_the_future"),
    ] {
        assert!(codes.contains(&expected), "{expected:?} in {codes:?}");
    }
    assert!(!String::from_utf8_lossy(&refused.body).contains("070"), "refused text is not repeated");
    assert_eq!(app.get("/api/reports", &token).await.json()["items"], json!([]));
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let app = TestApp::with_city().await;
    for path in ["/", "/api/me", "/api/openapi.json", "/healthz", "/api/nothing"] {
        let answer = app.get(path, "").await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
}
