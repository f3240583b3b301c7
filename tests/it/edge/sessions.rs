//! Which sessions there are, and ending them.

use super::support::listening::{listening, patient, until};
use super::support::{Client, TestApp, TestClock, Wishes};
use axum::body::Body;
use axum::http::Method;
use jiff::SignedDuration;
use samplats::domain::access::Role;
use samplats::register::Surroundings;
use samplats::register::memory::Memory;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

async fn own(client: &Client) -> Vec<Value> {
    client.get("/api/me/sessions").await.expect_status(200).json()["items"].as_array().unwrap().clone()
}

/// The name of the session that a client has.
async fn current(client: &Client) -> String {
    let own = own(client).await;
    let current: Vec<_> = own.iter().filter(|session| session["current"] == true).collect();
    assert_eq!(current.len(), 1, "{own:?}");
    current[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn everybody_lists_the_own_sessions_and_ends_one_of_them() {
    let service = TestApp::start().await;
    let desk = service.browser("anv", "SDF01", Role::Member).await;
    let phone = service.anon();
    let said = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36";
    let log_in = json!({ "login": "anv", "password": super::support::PASSWORD }).to_string();
    let headers = [("content-type", "application/json"), ("user-agent", said)];
    phone.send(Method::POST, "/api/session", &headers, Body::from(log_in)).await.expect_status(200);
    service.browser("annan", "SDF01", Role::Coordinator).await;
    let listed = own(&desk).await;
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|session| session["login"] == "anv" && session["party"] == "SDF01"));
    let devices: Vec<_> = listed.iter().map(|session| session["device"].clone()).collect();
    assert!(devices.contains(&json!("Chrome, Android")) && devices.contains(&json!(null)), "{devices:?}");
    let whole = desk.get("/api/me/sessions").await.text();
    let secret = phone.cookie().unwrap().split_once('=').unwrap().1.to_owned();
    assert!(!whole.contains(&secret) && !whole.contains("Mozilla"), "{whole}");
    let lost = current(&phone).await;
    desk.delete(&format!("/api/me/sessions/{lost}")).await.expect_status(204);
    phone.get("/api/me").await.expect_problem(401, "not-logged-in");
    desk.get("/api/me").await.expect_status(200);
    assert_eq!(own(&desk).await.len(), 1);
    // Ended already: told the same.
    desk.delete(&format!("/api/me/sessions/{lost}")).await.expect_status(204);
}

#[tokio::test]
async fn nobody_ends_another_accounts_session_but_an_administrator() {
    let service = TestApp::start().await;
    let victim = service.browser("anv", "SDF01", Role::Member).await;
    let stranger = service.browser("annan", "SDF01", Role::Coordinator).await;
    let administrator = service.browser("chef", "SLK", Role::Administrator).await;
    let name = current(&victim).await;
    stranger.delete(&format!("/api/me/sessions/{name}")).await.expect_status(204);
    stranger.delete(&format!("/api/sessions/{name}")).await.expect_problem(403, "not-allowed");
    stranger.get("/api/sessions").await.expect_problem(403, "not-allowed");
    service.program("SDF01", Role::Member).await.delete(&format!("/api/me/sessions/{name}")).await;
    victim.get("/api/me").await.expect_status(200);
    let listed = administrator.get("/api/sessions?login=anv").await.expect_status(200).json();
    assert_eq!((listed["items"].as_array().unwrap().len(), &listed["items"][0]["id"]), (1, &json!(name)));
    assert_eq!(administrator.get("/api/sessions").await.json()["items"].as_array().unwrap().len(), 3);
    administrator.delete(&format!("/api/sessions/{name}")).await.expect_status(204);
    victim.get("/api/me").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn what_has_ended_by_itself_is_not_listed() {
    let service = TestApp::start().await;
    let old = service.browser("anv", "SDF01", Role::Member).await;
    service.clock.pass(SignedDuration::from_mins(50));
    let new = service.anon();
    new.log_in("anv").await.expect_status(200);
    service.clock.pass(SignedDuration::from_mins(11));
    assert_eq!(own(&new).await.len(), 1);
    old.get("/api/me/sessions").await.expect_problem(401, "not-logged-in");
}

#[tokio::test]
async fn an_ended_session_ends_its_event_stream_within_two_seconds() {
    let listening = listening(Wishes { timeouts: patient(), ..Wishes::default() }).await;
    let desk = listening.service.browser("anv", "SDF01", Role::Coordinator).await;
    let phone = listening.service.anon();
    phone.log_in("anv").await.expect_status(200);
    let mut stream = listening.connect().await;
    let head = format!(
        "GET /api/changes HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncookie: {}\r\n\r\n",
        phone.cookie().unwrap()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    until(&mut stream, ": listening").await;
    desk.delete(&format!("/api/me/sessions/{}", current(&phone).await)).await.expect_status(204);
    let ended = tokio::time::timeout(Duration::from_secs(2), until(&mut stream, "0\r\n\r\n")).await;
    ended.expect("the stream goes on although its session was ended");
    listening.stop().await;
}

#[tokio::test]
async fn what_is_ended_on_one_instance_is_out_on_the_others_within_two_seconds() {
    let memory = Memory::new(Surroundings::real());
    let beside = async |clock: Option<TestClock>| {
        let wishes = Wishes { register: Box::new(memory.beside(Surroundings::real())), ..Wishes::default() };
        TestApp::with(Wishes { clock: clock.unwrap_or_else(|| wishes.clock.clone()), ..wishes }).await
    };
    let one = beside(None).await;
    let other = beside(Some(one.clock.clone())).await;
    let following = tokio::spawn(other.app.accounts().clone().follow(other.app.engine().clone()));
    let desk = one.browser("anv", "SDF01", Role::Coordinator).await;
    let phone = one.anon();
    phone.log_in("anv").await.expect_status(200);
    let link = json!({ "party": "SDF01" });
    let link = desk.post("/api/phone-links", link).await.expect_status(201).json();
    let secret = link["address"].as_str().unwrap().split_once("#phone=").unwrap().1.to_owned();
    let bound = one.anon();
    bound.post("/api/session/phone", json!({ "secret": secret })).await.expect_status(200);
    let there = [other.anon().with_cookie(phone.cookie()), other.anon().with_cookie(bound.cookie())];
    let becomes = async |client: &Client, status: u16| {
        let waited = async {
            while client.get("/api/me").await.status != status {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(2), waited).await.expect("within two seconds");
    };
    for client in &there {
        becomes(client, 200).await;
    }
    desk.delete(&format!("/api/me/sessions/{}", current(&phone).await)).await.expect_status(204);
    becomes(&there[0], 401).await;
    there[1].get("/api/me").await.expect_status(200);
    let path = format!("/api/phone-links/{}", link["id"].as_str().unwrap());
    desk.delete(&path).await.expect_status(204);
    becomes(&there[1], 401).await;
    following.abort();
}
