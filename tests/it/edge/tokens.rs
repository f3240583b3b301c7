//! Keys for programs.

use super::support::TestApp;
use axum::body::Body;
use axum::http::{HeaderMap, Method, header};
use futures_util::stream;
use jiff::SignedDuration;
use samplats::domain::access::Role;
use samplats::http::auth::{self, Standing};
use samplats::http::problem::ProblemKind;
use serde_json::json;
use std::future::pending;
use std::time::Duration;
use tokio::sync::oneshot;

#[tokio::test]
async fn an_administrator_gives_out_a_token_for_any_party_which_is_shown_once() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let asked = json!({ "party": "SISAB", "role": "coordinator", "label": "felanmälan", "days": 30 });
    let made = administrator.post("/api/tokens", asked).await.expect_status(201).json();
    let secret = made["token"].as_str().unwrap();
    assert!(secret.starts_with("samplats_") && secret.len() >= 9 + 43, "256 bits");
    let program = service.anon().bearing(secret);
    let me = program.get("/api/me").await.expect_status(200).json();
    assert_eq!(
        (&me["account"], &me["party"]["code"], &me["role"]),
        (&json!(null), &json!("SISAB"), &json!("coordinator"))
    );
    let listed = administrator.get("/api/tokens").await.expect_status(200);
    assert!(!listed.text().contains(secret), "the list holds no secret");
    assert_eq!(listed.json()["items"][0]["label"], "felanmälan");
    assert_eq!(listed.json()["next"], json!(null));
    let id = made["id"].as_str().unwrap();
    administrator.delete(&format!("/api/tokens/{id}")).await.expect_status(204);
    program.get("/api/me").await.expect_problem(401, "not-logged-in");
    administrator.delete(&format!("/api/tokens/{id}")).await.expect_problem(404, "not-there");
}

#[tokio::test]
async fn what_a_key_makes_ends_with_it_at_the_latest() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let key = |days: u32| json!({ "party": "SLK", "role": "administrator", "days": days });
    let made = administrator.post("/api/tokens", key(7)).await.expect_status(201).json();
    let (week, ends) = (service.anon().bearing(made["token"].as_str().unwrap()), &made["expires_at"]);
    let of_week = async |days| {
        week.post("/api/tokens", key(days)).await.expect_status(201).json()["expires_at"].clone()
    };
    assert_eq!((&of_week(1_095).await, &of_week(7).await), (ends, ends));
    assert_ne!(&of_week(6).await, ends);
    let link = week.post("/api/phone-links", json!({ "party": "SLK", "days": 30 })).await.expect_status(201);
    assert_eq!(&link.json()["expires_at"], ends);
    // Nor does what that makes go on.
    let second = week.post("/api/tokens", key(30)).await.expect_status(201).json();
    let third = service.anon().bearing(second["token"].as_str().unwrap()).post("/api/tokens", key(30)).await;
    assert_eq!(&third.expect_status(201).json()["expires_at"], ends);
}

#[tokio::test]
async fn a_file_that_is_still_under_way_when_its_token_ends_changes_nothing() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let asked = json!({ "party": "SLK", "role": "administrator" });
    let made = administrator.post("/api/tokens", asked).await.expect_status(201).json();
    let program = service.anon().bearing(made["token"].as_str().unwrap());
    let (begun, has_begun) = oneshot::channel();
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let rows = stream::once(async move {
        begun.send(()).unwrap();
        may_go_on.await.map(|()| "code,name,kind\nNY,Ny part,other\n")
    });
    let sending = async {
        let (path, kind) = ("/api/imports?what=parties", [("content-type", "text/csv")]);
        program.send(Method::POST, path, &kind, Body::from_stream(rows)).await
    };
    let ending = async {
        has_begun.await.unwrap();
        administrator
            .delete(&format!("/api/tokens/{}", made["id"].as_str().unwrap()))
            .await
            .expect_status(204);
        go_on.send(()).unwrap();
    };
    let (answer, ()) = tokio::join!(sending, ending);
    answer.expect_problem(401, "not-logged-in");
    administrator.get("/api/parties/NY").await.expect_problem(404, "not-there");
}

#[tokio::test]
async fn what_takes_long_ends_with_the_token_it_is_for() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let asked = json!({ "party": "SISAB", "role": "reader" });
    let made = administrator.post("/api/tokens", asked).await.expect_status(201).json();
    let mut headers = HeaderMap::new();
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    headers.insert(header::AUTHORIZATION, bearer.parse().unwrap());
    let found = auth::identify(&service.app, &headers).unwrap();
    let caller = auth::caller_of(&service.app, &found).unwrap();
    let standing = Standing::of(&service.app, &headers, &caller).unwrap();
    assert_eq!(standing.while_it_holds(&service.app, async { 7 }).await.unwrap(), 7);
    let ending = async {
        administrator
            .delete(&format!("/api/tokens/{}", made["id"].as_str().unwrap()))
            .await
            .expect_status(204);
        std::time::Instant::now()
    };
    let (ended, since) = tokio::join!(standing.while_it_holds(&service.app, pending::<()>()), ending);
    assert_eq!(ended.unwrap_err().kind, ProblemKind::NotLoggedIn);
    assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());
}

#[tokio::test]
async fn a_token_ends_by_itself() {
    let service = TestApp::start().await;
    let program = service.program("SISAB", Role::Reader).await;
    service.clock.pass(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    program.get("/api/me").await.expect_status(200);
    service.clock.pass(SignedDuration::from_secs(1));
    program.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn a_coordinator_gives_out_tokens_for_the_own_party_up_to_the_own_role() {
    let service = TestApp::start().await;
    let coordinator = service.program("SDF01", Role::Coordinator).await;
    let asked = |party: &str, role: &str| json!({ "party": party, "role": role });
    for role in ["reader", "reporter", "member", "coordinator"] {
        coordinator.post("/api/tokens", asked("SDF01", role)).await.expect_status(201);
    }
    coordinator.post("/api/tokens", asked("SDF01", "administrator")).await.expect_problem(403, "not-allowed");
    coordinator.post("/api/tokens", asked("SISAB", "reader")).await.expect_problem(403, "not-allowed");
    for role in [Role::Reader, Role::Reporter, Role::Member] {
        let other = service.program("SDF01", role).await;
        other.post("/api/tokens", asked("SDF01", "reader")).await.expect_problem(403, "not-allowed");
        other.get("/api/tokens").await.expect_problem(403, "not-allowed");
    }
}

#[tokio::test]
async fn a_coordinator_neither_sees_nor_ends_another_partys_tokens() {
    let service = TestApp::start().await;
    let foreign = service.program("SISAB", Role::Coordinator).await;
    let coordinator = service.program("SDF01", Role::Coordinator).await;
    let listed = coordinator.get("/api/tokens").await.expect_status(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["party"], "SDF01");
    let book = service.app.accounts().book();
    let theirs = book.tokens.values().find(|token| token.id != listed["items"][0]["id"]).unwrap();
    coordinator.delete(&format!("/api/tokens/{}", theirs.id)).await.expect_problem(404, "not-there");
    foreign.get("/api/me").await.expect_status(200);
}

#[tokio::test]
async fn everything_wrong_with_a_token_is_told_at_once() {
    let (_service, _, coordinator) = TestApp::with_coordinator().await;
    let asked = json!({ "party": "NOBODY", "role": "king", "days": 0, "label": "x".repeat(81) });
    let problem = coordinator.post("/api/tokens", asked).await.expect_problem(422, "invalid");
    let pointers: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|e| e["pointer"].clone()).collect();
    assert_eq!(pointers, ["#/party", "#/role", "#/days", "#/label"]);
}

#[tokio::test]
async fn a_request_that_names_a_token_is_judged_by_it_alone() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Member).await;
    let both = service.anon().with_cookie(browser.cookie()).bearing("samplats_made-up");
    both.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn a_token_with_scopes_does_what_they_name_and_no_more() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let give = async |scopes: serde_json::Value, role: &str| {
        let asked = json!({ "party": "SDF01", "role": role, "scopes": scopes });
        let made = administrator.post("/api/tokens", asked).await.expect_status(201).json();
        assert_eq!(made["scopes"], scopes, "{made}");
        service.anon().bearing(made["token"].as_str().unwrap())
    };
    let report = json!({ "position": { "lon": 18.05, "lat": 59.35 }, "problem_types": ["disorder"] });
    let reads = give(json!(["read"]), "coordinator").await;
    reads.get("/api/reports").await.expect_status(200);
    let told = reads.post("/api/reports", report.clone()).await.expect_problem(403, "not-allowed");
    assert_eq!(told["errors"][0]["code"], "scope", "{told}");
    reads.get("/api/exports/places").await.expect_problem(403, "not-allowed");
    reads.get("/api/tokens").await.expect_problem(403, "not-allowed");
    assert_eq!(reads.get("/api/me").await.expect_status(200).json()["may"], json!([]));
    let reports = give(json!(["report"]), "coordinator").await;
    reports.post("/api/reports", report.clone()).await.expect_status(201);
    for known in ["/api/me/reports", "/api/codes", "/api/locate?lon=18.05&lat=59.35", "/api/parties"] {
        reports.get(known).await.expect_status(200);
    }
    for beyond in
        ["/api/reports", "/api/places", "/api/changes", "/api/me/news", "/api/exports/places", "/api/users"]
    {
        reports.get(beyond).await.expect_problem(403, "not-allowed");
    }
    assert_eq!(reports.get("/api/me").await.expect_status(200).json()["may"], json!(["report"]));
    // A scope widens no role.
    let all = give(json!(["read", "report", "work", "export", "administer"]), "reader").await;
    all.post("/api/reports", report).await.expect_problem(403, "not-allowed");
    all.get("/api/users").await.expect_problem(403, "not-allowed");
    all.get("/api/exports/places").await.expect_status(200);
}

#[tokio::test]
async fn nobody_gives_out_more_scopes_than_they_have() {
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let asked = |scopes: serde_json::Value| json!({ "party": "SDF01", "role": "reader", "scopes": scopes });
    let narrow = json!({ "party": "SLK", "role": "administrator", "scopes": ["administer"] });
    let made = administrator.post("/api/tokens", narrow).await.expect_status(201).json();
    let narrow = service.anon().bearing(made["token"].as_str().unwrap());
    narrow.post("/api/tokens", asked(json!(["administer"]))).await.expect_status(201);
    narrow.post("/api/tokens", asked(json!(["administer", "read"]))).await.expect_problem(403, "not-allowed");
    narrow.post("/api/tokens", asked(json!(null))).await.expect_problem(403, "not-allowed");
    for (wrong, pointer) in [
        (json!([]), "#/scopes"),
        (json!(["everything"]), "#/scopes/0"),
        (json!(["read", "read", "read", "read", "read", "read"]), "#/scopes"),
    ] {
        let told = administrator.post("/api/tokens", asked(wrong)).await.expect_problem(422, "invalid");
        assert_eq!(told["errors"][0]["pointer"], pointer);
    }
}

#[tokio::test]
async fn scopes_outlive_a_restart_and_an_older_program_cannot_read_them_away() {
    use samplats::register::CredentialKind;
    let service = TestApp::start().await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    for scopes in [json!(null), json!(["read"])] {
        let asked = json!({ "party": "SDF01", "role": "coordinator", "scopes": scopes });
        administrator.post("/api/tokens", asked).await.expect_status(201);
    }
    let kept = service.app.engine().credentials().await.unwrap();
    let tokens: Vec<serde_json::Value> = kept
        .rows
        .iter()
        .filter(|row| row.kind == CredentialKind::Token)
        .map(|row| serde_json::from_str(&row.body).unwrap())
        .collect();
    // What the version before looked for at the top of a token.
    let readable = tokens.iter().filter(|token| token["role"].is_string()).count();
    assert_eq!((tokens.len(), readable), (2, 1), "{tokens:?}");
    let read = samplats::accounts::book::Book::read(&kept);
    assert_eq!(read.tokens.values().filter(|token| !token.scopes.is_all()).count(), 1);
}
