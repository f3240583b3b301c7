//! Logging in and out.

use super::support::{Answer, PASSWORD, TestApp};
use axum::body::Body;
use axum::http::{Request, header};
use jiff::SignedDuration;
use samplats::domain::access::Role;
use serde_json::json;

async fn log_in(app: &TestApp, login: &str, password: &str) -> Answer {
    let body = json!({ "login": login, "password": password }).to_string();
    let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(body)).unwrap()).await
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn me(app: &TestApp, cookie: &str) -> Answer {
    app.send(Request::get("/api/me").header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_first_run_makes_one_administrator_once() {
    let app = TestApp::start().await;
    let nobody = app.get("/api/me", "").await;
    assert_eq!((nobody.status.as_u16(), nobody.problem().as_str()), (401, "not-logged-in"));
    assert_eq!(nobody.json()["first_run"], true);
    let token = app.app.accounts().open_first_run().unwrap().unwrap();
    let first = |token: &str| {
        let body = json!({ "token": token, "login": "anna", "password": PASSWORD }).to_string();
        let request = Request::post("/api/session/first").header(header::CONTENT_TYPE, "application/json");
        request.body(Body::from(body)).unwrap()
    };
    assert_eq!(app.send(first("another")).await.status, 409);
    let made = app.send(first(&token)).await;
    assert_eq!(made.status, 201);
    assert_eq!(me(&app, &cookie(&made)).await.json()["role"], "administrator");
    assert_eq!(app.send(first(&token)).await.status, 409, "once");
}

#[tokio::test]
async fn a_session_begins_ends_and_runs_out() {
    let app = TestApp::with_city().await;
    app.account("berit", "W", Role::Coordinator).await;
    for (login, password) in [("berit", "another password"), ("nobody", PASSWORD)] {
        let refused = log_in(&app, login, password).await;
        assert_eq!((refused.status.as_u16(), refused.problem().as_str()), (401, "wrong-login"));
    }
    let entered = log_in(&app, "berit", PASSWORD).await;
    assert_eq!(entered.status, 200);
    let flags = entered.header("set-cookie").to_owned();
    assert!(
        flags.contains("HttpOnly") && flags.contains("SameSite=Lax") && flags.contains("Path=/"),
        "{flags}"
    );
    let session = cookie(&entered);
    let who = me(&app, &session).await.json();
    assert_eq!((&who["party"]["code"], &who["role"]), (&json!("W"), &json!("coordinator")));
    assert!(who["may"].as_array().unwrap().contains(&json!("decide")));
    app.wait(SignedDuration::from_mins(61));
    assert_eq!(me(&app, &session).await.status, 401, "idle for an hour");
    let again = cookie(&log_in(&app, "berit", PASSWORD).await);
    let out = Request::delete("/api/session").header(header::COOKIE, &again).header("x-samplats", "1");
    assert_eq!(app.send(out.body(Body::empty()).unwrap()).await.status, 204);
    assert_eq!(me(&app, &again).await.status, 401);
}

#[tokio::test]
async fn a_write_by_cookie_comes_from_our_own_page() {
    let app = TestApp::with_city().await;
    app.account("berit", "W", Role::Coordinator).await;
    let session = cookie(&log_in(&app, "berit", PASSWORD).await);
    let body =
        json!({ "position": { "lon": 18.05, "lat": 59.35 }, "problem_types": ["disorder"] }).to_string();
    let report = |headers: &[(&str, &str)]| {
        let mut request = Request::post("/api/reports")
            .header(header::COOKIE, &session)
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from(body.clone())).unwrap()
    };
    assert_eq!(app.send(report(&[])).await.problem(), "foreign-page");
    let foreign = [("x-samplats", "1"), ("sec-fetch-site", "cross-site")];
    assert_eq!(app.send(report(&foreign)).await.problem(), "foreign-page");
    assert_eq!(app.send(report(&[("x-samplats", "1"), ("sec-fetch-site", "same-origin")])).await.status, 201);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let app = TestApp::with_city().await;
    app.account("berit", "W", Role::Reader).await;
    app.account("anna", "STAD", Role::Administrator).await;
    let session = cookie(&log_in(&app, "berit", PASSWORD).await);
    assert_eq!(me(&app, &session).await.status, 200);
    app.app.accounts().disable(app.app.engine(), "berit").await.unwrap();
    assert_eq!(me(&app, &session).await.status, 401);
    assert_eq!(log_in(&app, "berit", PASSWORD).await.status, 401);
}
