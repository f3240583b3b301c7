//! HTTP in its corners: methods, forms of the target, bodies that are not as long as they say.
//!
//! What cannot be read as HTTP at all is refused by the HTTP library with a bare status; everything that
//! reaches the service is answered with a problem document. Nothing here may hang or become a 5xx.

use super::support::listening::{Listening, SOON, listening, patient, rest, until};
use super::support::{TestApp, Wishes};
use axum::body::Body;
use axum::http::Method;
use samplats::domain::access::Role;
use samplats::http::edge::Timeouts;
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Nothing here takes longer unless it hangs.
const NOT_HANGING: Duration = Duration::from_secs(20);

async fn service() -> Listening {
    let timeouts = Timeouts { body: SOON * 4, idle: SOON * 4, ..patient() };
    listening(Wishes { timeouts, ..Wishes::default() }).await
}

/// Everything that comes back for these bytes, until the connection is closed.
async fn told(listening: &Listening, bytes: &[u8]) -> String {
    let mut stream = listening.connect().await;
    stream.write_all(bytes).await.unwrap();
    let told = tokio::time::timeout(NOT_HANGING, rest(&mut stream)).await;
    told.unwrap_or_else(|_| panic!("it hangs: {:?}", String::from_utf8_lossy(bytes)))
}

fn statuses(told: &str) -> Vec<u16> {
    let heads = told.match_indices("HTTP/1.").map(|(at, _)| &told[at..]);
    heads.filter_map(|head| head.split(' ').nth(1)?.parse().ok()).collect()
}

#[tokio::test]
async fn head_tells_what_get_would_without_the_body() {
    let (_service, _, coordinator) = TestApp::with_coordinator().await;
    for path in ["/healthz", "/api/openapi.json", "/api/me", "/api/places", "/problems/stale", "/api/nothing"]
    {
        let get = coordinator.get(path).await;
        let head = coordinator.send(Method::HEAD, path, &[], Body::empty()).await;
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        for name in ["etag", "content-type", "vary", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn other_methods_are_answered_with_those_there_are_and_grant_nothing() {
    let (_service, anon, coordinator) = TestApp::with_coordinator().await;
    let brew = Method::from_bytes(b"BREW").unwrap();
    for method in [Method::OPTIONS, Method::TRACE, Method::PUT, brew] {
        for client in [&anon, &coordinator] {
            for (path, allowed) in [
                ("/api/places", vec!["GET", "HEAD", "POST"]),
                ("/api/places/00000000001", vec!["GET", "HEAD", "PATCH"]),
                ("/api/session/first", vec!["POST"]),
                ("/problems/stale", vec!["GET", "HEAD"]),
            ] {
                let origin =
                    [("origin", "https://elsewhere.example"), ("access-control-request-method", "POST")];
                let answer = client.send(method.clone(), path, &origin, Body::empty()).await;
                let allow = answer.header("allow").unwrap_or_default().to_owned();
                let mut methods: Vec<_> = allow.split(',').map(str::trim).collect();
                methods.sort_unstable();
                assert_eq!(methods, allowed, "{method} {path}");
                assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control")));
                answer.expect_problem(405, "method-not-allowed");
            }
            client
                .send(method.clone(), "/api/nothing", &[], Body::empty())
                .await
                .expect_problem(404, "not-there");
        }
    }
}

#[tokio::test]
async fn no_read_takes_a_parameter_twice_or_one_it_does_not_know() {
    let service = TestApp::start().await;
    let admin = service.program("SLK", Role::Administrator).await;
    let mut taken = Vec::new();
    for (path, operations) in crate::support::contract()["paths"].as_object().unwrap() {
        // A browser comes back from an identity provider with whatever that one likes, and is sent on to the page.
        let is_walked = path.starts_with("/api/session/providers/") || path == "/api/session/callback";
        if operations.get("get").is_none() || is_walked {
            continue;
        }
        let path = crate::support::filled(path);
        for query in ["limit=1&limit=1", "dog=1&dog=2", "dog=1"] {
            let answer = admin.get(&format!("{path}?{query}")).await;
            let is_problem = answer.header("content-type") == Some("application/problem+json");
            if ![400, 404].contains(&answer.status) || !is_problem {
                taken.push(format!("{path}?{query}: {}", answer.status));
            }
        }
    }
    assert_eq!(taken, Vec::<String>::new());
}

#[tokio::test]
async fn a_part_of_an_answer_is_answered_with_the_whole() {
    let (_service, _, coordinator) = TestApp::with_coordinator().await;
    let whole = coordinator.get("/api/parties").await.expect_status(200);
    for range in ["bytes=0-1", "bytes=5-", "bytes=9-1", "dogs=1-2"] {
        let answer = coordinator.send(Method::GET, "/api/parties", &[("range", range)], Body::empty()).await;
        assert_eq!((answer.status, &answer.body), (200, &whole.body), "{range}");
        assert_eq!(answer.header("content-range"), None);
    }
}

#[tokio::test]
async fn an_old_client_and_one_that_does_not_wait_are_answered() {
    let listening = service().await;
    let old = told(&listening, b"GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(old.starts_with("HTTP/1.0 200") && old.ends_with("alive\n"), "{old}");
    let three = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\nGET /api/nothing HTTP/1.1\r\nhost: x\r\n\r\n\
        GET /api/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    assert_eq!(statuses(&told(&listening, three).await), [200, 404, 401], "in the order they were asked");
    listening.stop().await;
}

#[tokio::test]
async fn a_client_that_asks_before_it_sends_is_told_to_go_on() {
    let listening = service().await;
    let mut stream = listening.connect().await;
    let head =
        b"POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\
        expect: 100-continue\r\nconnection: close\r\n\r\n";
    stream.write_all(head).await.unwrap();
    until(&mut stream, "100 Continue\r\n\r\n").await;
    stream.write_all(b"{}").await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 422") && answer.contains("/problems/invalid"), "{answer}");
    // One that is refused before its body is read never sends it.
    let refused =
        b"POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\
        expect: 100-continue\r\n\r\n";
    assert_eq!(statuses(&told(&listening, refused).await), [415]);
    // One that is told to go on and does not is not waited for.
    let silent =
        b"POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\
        expect: 100-continue\r\n\r\n";
    assert_eq!(statuses(&told(&listening, silent).await), [100, 400]);
    listening.stop().await;
}

#[tokio::test]
async fn a_body_that_is_not_as_long_as_it_says_is_refused() {
    let listening = service().await;
    let post = |more: &str| {
        let head = "POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
        format!("{head}{more}").into_bytes()
    };
    for (more, problem) in [
        ("transfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n", true),
        ("transfer-encoding: chunked\r\n\r\n5\r\n{}\r\n0\r\n\r\n", true),
        ("transfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", true),
        ("transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n", true),
        ("transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n", true),
        ("content-length: 9\r\n\r\n{}", true),
        ("content-length: 2\r\n\r\n{}{}", true),
        ("content-length: 2\r\ncontent-length: 3\r\n\r\n{}", false),
        ("content-length: -1\r\n\r\n{}", false),
        ("content-length: 99999999999999999999\r\n\r\n{}", false),
        ("transfer-encoding: gzip\r\n\r\n{}", false),
        ("transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n", false),
    ] {
        let answer = told(&listening, &post(more)).await;
        let statuses = statuses(&answer);
        assert!(statuses.iter().all(|status| (400..500).contains(status)), "{more:?}: {answer}");
        assert!(!problem || answer.contains("application/problem+json"), "{more:?}: {answer}");
    }
    listening.stop().await;
}

#[tokio::test]
async fn a_target_in_another_form_is_a_plain_4xx() {
    let listening = service().await;
    for line in [
        "OPTIONS * HTTP/1.1",
        "CONNECT x:443 HTTP/1.1",
        "GET // HTTP/1.1",
        "GET /api/../api/me HTTP/1.1",
        "GET /api/%2e%2e/me HTTP/1.1",
        "GET /api/places/%00 HTTP/1.1",
        "GET /api/places/%ff HTTP/1.1",
        "GET api/me HTTP/1.1",
        "GET /api/me HTTP/9.9",
        "GET /api/me",
        "PRI * HTTP/2.0",
        "\u{16}\u{3}\u{1}",
    ] {
        let answer =
            told(&listening, format!("{line}\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()).await;
        let statuses = statuses(&answer);
        assert!(statuses.iter().all(|status| (400..500).contains(status)), "{line}: {answer}");
    }
    let absolute =
        told(&listening, b"GET http://x/healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert_eq!(statuses(&absolute), [200]);
    listening.stop().await;
}
