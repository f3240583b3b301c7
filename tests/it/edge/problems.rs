//! Whatever goes wrong is a problem document, one after another.

use super::support::{Client, TestApp, Wishes};
use axum::body::Body;
use axum::http::{HeaderMap, Method};
use axum::routing::get;
use samplats::http::edge::Timeouts;
use serde_json::json;
use std::time::Duration;
use utoipa_axum::router::OpenApiRouter;

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

async fn post(client: &Client, headers: &[(&str, &str)], body: impl Into<Body>) -> super::support::Answer {
    client.send(Method::POST, "/api/session", headers, body.into()).await
}

#[tokio::test]
async fn an_unknown_path_and_an_unknown_method() {
    let anon = TestApp::start().await.anon();
    for path in ["/api/nothing", "/api", "/ogc/nothing", "/nothing", "/assets/nothing.js"] {
        anon.get(path).await.expect_problem(404, "not-there");
    }
    let answer = anon.send(Method::PUT, "/api/session", &[], Body::empty()).await;
    let allow = answer.header("allow").expect("says which methods there are").to_owned();
    answer.expect_problem(405, "method-not-allowed");
    let mut methods: Vec<_> = allow.split(',').map(str::trim).collect();
    methods.sort_unstable();
    assert_eq!(methods, ["DELETE", "POST"]);
}

#[tokio::test]
async fn a_body_that_cannot_be_read() {
    let anon = TestApp::start().await.anon();
    post(&anon, &JSON, "{\"login\": ").await.expect_problem(400, "malformed");
    post(&anon, &JSON, vec![0xff, 0xfe]).await.expect_problem(400, "malformed");
    post(&anon, &JSON, "{\"login\": \"a\", \"login\": \"b\"}").await.expect_problem(400, "malformed");
    post(&anon, &[], "{}").await.expect_problem(415, "unsupported-media-type");
    post(&anon, &[("content-type", "text/plain")], "{}").await.expect_problem(415, "unsupported-media-type");
    post(&anon, &JSON, format!("\"{}\"", "x".repeat(256 * 1024))).await.expect_problem(413, "too-large");
    let problem = post(&anon, &JSON, "{\"login\": 7}").await.expect_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "#/login");
}

#[tokio::test]
async fn a_wrong_parameter() {
    let (_service, _, coordinator) = TestApp::with_coordinator().await;
    for query in ["limit=0", "limit=1001", "limit=many", "limit=1&limit=2", "dog=1", "limit=%zz"] {
        let answer = coordinator.get(&format!("/api/tokens?{query}")).await;
        assert_eq!(answer.status, 400, "{query}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
}

#[tokio::test]
async fn headers_and_paths_that_are_too_large() {
    let anon = TestApp::start().await.anon();
    let large = "x".repeat(33 * 1024);
    anon.send(Method::GET, "/api/me", &[("x-large", &large)], Body::empty())
        .await
        .expect_problem(431, "headers-too-large");
    let many: Vec<_> = (0..101).map(|n| format!("x-{n}")).collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), "x")).collect();
    anon.send(Method::GET, "/api/me", &many, Body::empty()).await.expect_problem(431, "headers-too-large");
    anon.get(&format!("/api/me?{}", "x".repeat(9_000))).await.expect_problem(431, "headers-too-large");
}

#[tokio::test]
async fn a_handler_that_never_answers() {
    let routes = OpenApiRouter::new().route("/api/never", get(std::future::pending::<()>));
    let timeouts = Timeouts { handler: Duration::from_millis(1), ..Timeouts::default() };
    let service = TestApp::with(Wishes { routes, timeouts, ..Wishes::default() }).await;
    let answer = service.anon().get("/api/never").await;
    assert_eq!(answer.header("retry-after"), Some("2"));
    answer.expect_problem(503, "timeout");
}

#[tokio::test]
async fn a_handler_that_panics() {
    async fn panicking() {
        panic!("a secret of the handler's");
    }
    let routes = OpenApiRouter::new().route("/api/panic", get(panicking));
    let service = TestApp::with(Wishes { routes, ..Wishes::default() }).await;
    let anon = service.anon();
    let problem = anon.get("/api/panic").await.expect_problem(500, "internal");
    assert!(!problem.to_string().contains("secret"), "{problem}");
    anon.get("/healthz").await.expect_status(200);
}

#[tokio::test]
async fn a_path_and_a_query_in_the_wrong_encoding() {
    let (_service, _, coordinator) = TestApp::with_coordinator().await;
    let answer = coordinator
        .send(Method::POST, "/api/users/%ff/disable", &super::support::JSON, Body::from("{}"))
        .await;
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
    assert!((400..500).contains(&answer.status));
}

#[tokio::test]
async fn every_answer_has_a_number_of_its_own() {
    let anon = TestApp::start().await.anon();
    let number = |headers: &HeaderMap| headers["x-request-id"].to_str().unwrap().to_owned();
    let (one, other) = (anon.get("/healthz").await, anon.get("/healthz").await);
    assert_ne!(number(&one.headers), number(&other.headers));
    let problem = anon.get("/api/me").await.expect_problem(401, "not-logged-in");
    assert!(problem.get("errors").is_none() && problem["detail"] != json!(""));
}
