//! Whatever goes wrong is a problem document, one after another.

use super::support::{Client, TestApp, Wishes};
use crate::support::{Answer as CityAnswer, TestApp as City};
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::routing::{get, post as post_to};
use samplats::domain::access::Role;
use samplats::http::edge::Timeouts;
use samplats::http::problem::ProblemKind;
use samplats::register::audit::Asked;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
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

/// A service with a change that is done once it is told, and what tells it.
async fn slow_to_change(timeouts: Timeouts) -> (TestApp, Arc<Notify>) {
    let told = Arc::new(Notify::new());
    let waits = told.clone();
    let change = move || {
        let waits = waits.clone();
        async move {
            waits.notified().await;
            StatusCode::NO_CONTENT
        }
    };
    let routes = OpenApiRouter::new().route("/api/users/slow", post_to(change));
    (TestApp::with(Wishes { routes, timeouts, ..Wishes::default() }).await, told)
}

/// Waits for the line of that change.
async fn is_written_down(service: &TestApp) {
    let asked = Asked { surface: Some("users/slow".into()), ..Asked::default() };
    let written = async {
        loop {
            let lines = service.app.engine().archive().noted(&asked).await.unwrap();
            if let Some(line) = lines.first() {
                return line.act.clone();
            }
            tokio::task::yield_now().await;
        }
    };
    let act = tokio::time::timeout(Duration::from_secs(20), written).await.expect("it is written down");
    assert_eq!(act, "access_changed");
}

#[tokio::test]
async fn a_change_that_takes_too_long_is_done_and_written_down() {
    let timeouts = Timeouts { handler: Duration::from_millis(1), ..Timeouts::default() };
    let (service, told) = slow_to_change(timeouts).await;
    service.anon().post("/api/users/slow", json!({})).await.expect_problem(503, "timeout");
    told.notify_one();
    is_written_down(&service).await;
}

#[tokio::test]
async fn so_is_one_whose_caller_hangs_up() {
    let (service, told) = slow_to_change(Timeouts::default()).await;
    let client = service.anon();
    let asked = client.post("/api/users/slow", json!({}));
    assert!(tokio::time::timeout(Duration::from_millis(50), asked).await.is_err());
    told.notify_one();
    is_written_down(&service).await;
}

#[tokio::test]
async fn a_handler_that_panics() {
    async fn panicking() {
        panic!("a secret of the handler's");
    }
    let routes = OpenApiRouter::new().route("/api/panic", get(panicking).post(panicking));
    let service = TestApp::with(Wishes { routes, ..Wishes::default() }).await;
    let anon = service.anon();
    for answer in [anon.get("/api/panic").await, anon.post("/api/panic", json!({})).await] {
        let problem = answer.expect_problem(500, "internal");
        assert!(!problem.to_string().contains("secret"), "{problem}");
    }
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

async fn raw(app: &City, token: &str, kind: &str, body: Vec<u8>) -> CityAnswer {
    let request = Request::post("/api/reports")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, kind);
    app.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn every_failure_at_the_edge_is_a_problem() {
    let app = City::with_city().await;
    let token = app.token("W", Role::Coordinator).await;
    let is = |answer: CityAnswer, status: u16, problem: &str| {
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
    let app = City::with_city().await;
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
async fn every_type_of_problem_leads_to_a_page_in_both_languages() {
    let anon = TestApp::start().await.anon();
    let all = anon.get("/problems").await.expect_status(200).text();
    for kind in ProblemKind::ALL {
        let path = format!("/problems/{}", kind.code());
        assert!(all.contains(&format!("href=\"{path}\"")), "{path} is listed");
        let swedish = anon.get(&path).await.expect_status(200);
        assert_eq!(swedish.header("content-type"), Some("text/html; charset=utf-8"));
        let page = swedish.text();
        assert!(page.starts_with("<!doctype html><html lang=\"sv\">"), "{path}");
        for explained in [kind.swedish(), kind.english()] {
            for words in [explained.title, explained.meaning, explained.remedy] {
                assert!(words.len() > 10 && page.contains(words), "{path}: {words}");
            }
        }
        assert_ne!(kind.swedish().title, kind.english().title, "{path} is translated");
        let english = anon.send(Method::GET, &path, &[("accept-language", "en")], Body::empty()).await.text();
        let at = |words: &str| english.find(words).expect("both languages are there");
        assert!(
            at(kind.english().title) < at(kind.swedish().meaning),
            "{path}: the reader's own comes first"
        );
    }
    anon.get("/problems/nothing").await.expect_problem(404, "not-there");
    // The way a reader gets there: from a document to its page.
    let met = anon.get("/api/me").await.expect_problem(401, "not-logged-in");
    anon.get(met["type"].as_str().unwrap()).await.expect_status(200);
}
