//! The headers that every answer carries.

use super::support::{Answer, TestApp, Wishes};
use axum::body::Body;
use axum::http::Method;
use samplats::domain::access::Role;

const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types svelte-trusted-html default";
const API: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

fn check(what: &str, answer: &Answer, policy: &str) {
    check_all_but_robots(what, answer, policy);
    assert_eq!(answer.header("x-robots-tag"), Some("noindex"), "{what}");
}

fn check_all_but_robots(what: &str, answer: &Answer, policy: &str) {
    for (name, value) in [
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{what}: {name}");
    }
    assert!(
        answer.header("permissions-policy").is_some_and(|policy| policy.contains("geolocation=(self)")),
        "{what}"
    );
    assert!(answer.header("cache-control").is_some(), "{what}: says whether it may be kept");
    assert!(answer.header("x-request-id").is_some(), "{what}");
    assert_eq!(answer.header("server"), None, "{what}");
    assert_eq!(answer.header("access-control-allow-origin"), None, "{what}");
}

#[tokio::test]
async fn every_answer_carries_them() {
    let service = TestApp::start().await;
    let browser = service.browser("anv", "SDF01", Role::Coordinator).await;
    for (path, status, policy) in [
        ("/", 200, PAGE),
        ("/healthz", 200, PAGE),
        ("/readyz", 200, PAGE),
        ("/nothing", 404, PAGE),
        ("/api/docs", 200, PAGE),
        ("/api/openapi.json", 200, API),
        ("/api/me", 200, API),
        ("/api/tokens", 200, API),
        ("/api/users", 403, API),
        ("/api/nothing", 404, API),
        ("/api/tokens?limit=0", 400, API),
        ("/ogc/nothing", 404, API),
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        check(path, &answer, policy);
        assert_eq!(answer.header("strict-transport-security"), None, "{path}: over plain HTTP");
    }
    let answer = browser.send(Method::PUT, "/api/me", &[], Body::empty()).await.expect_status(405);
    check("405", &answer, API);
}

#[tokio::test]
async fn what_is_published_may_be_found_by_anybody() {
    let service = TestApp::start().await;
    for path in ["/api/public/catalogue", "/api/public/publications"] {
        let answer = service.anon().get(path).await.expect_status(200);
        check_all_but_robots(path, &answer, API);
        assert_eq!(answer.header("x-robots-tag"), None, "{path}");
    }
}

#[tokio::test]
async fn https_is_for_two_years() {
    let service = TestApp::with(Wishes { https: true, ..Wishes::default() }).await;
    for path in ["/", "/api/me", "/api/nothing"] {
        let answer = service.anon().get(path).await;
        assert_eq!(answer.header("strict-transport-security"), Some("max-age=63072000; includeSubDomains"));
    }
}

#[tokio::test]
async fn what_is_told_to_one_caller_is_kept_by_nobody_else() {
    let (_service, _, coordinator) = TestApp::with_coordinator().await;
    for path in ["/api/me", "/api/tokens", "/api/nothing"] {
        let answer = coordinator.get(path).await;
        assert!(answer.header("cache-control").unwrap().starts_with("private, no-"), "{path}");
    }
}
