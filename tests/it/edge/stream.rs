//! A stream of events lives as long as the log-in it was opened with.

use super::support::listening::{Listening, listening, patient, until};
use super::support::{Client, PASSWORD, Wishes};
use jiff::SignedDuration;
use samplats::domain::access::Role;
use samplats::domain::record::{Key, Kind};
use samplats::engine::events::{Event, Moment, REMEMBERED, Stretch};
use samplats::index::view::then::Then;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// A stream must have ended this long after its log-in has.
const AT_ONCE: Duration = Duration::from_secs(2);

async fn service() -> Listening {
    listening(Wishes { timeouts: patient(), ..Wishes::default() }).await
}

/// Asks for events from now on, with the client's cookie or token.
async fn ask(listening: &Listening, client: &Client) -> TcpStream {
    ask_for(listening, client, "/api/changes").await
}

async fn ask_for(listening: &Listening, client: &Client, path: &str) -> TcpStream {
    let mut stream = listening.connect().await;
    let credential = match (client.cookie(), client.token()) {
        (Some(cookie), _) => format!("cookie: {cookie}"),
        (None, Some(token)) => format!("authorization: Bearer {token}"),
        (None, None) => "x-nobody: 1".to_owned(),
    };
    let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n{credential}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// A stream that has begun.
async fn open(listening: &Listening, client: &Client) -> TcpStream {
    let mut stream = ask(listening, client).await;
    let begun = until(&mut stream, ": listening").await;
    assert!(begun.starts_with("HTTP/1.1 200"), "{begun}");
    stream
}

async fn ends_at_once(stream: &mut TcpStream, why: &str) {
    let ended = tokio::time::timeout(AT_ONCE, until(stream, "0\r\n\r\n")).await;
    let told = ended.unwrap_or_else(|_| panic!("it goes on although {why}"));
    assert!(!told.contains("event: change"), "{why}: {told}");
}

/// Whether it goes on: something happens, and is told.
async fn goes_on(listening: &Listening, stream: &mut TcpStream, reporter: &Client) {
    let body =
        serde_json::json!({ "position": { "lon": 18.05, "lat": 59.35 }, "problem_types": ["disorder"] });
    reporter.post("/api/reports", body).await.expect_status(201);
    until(stream, "event: change").await;
    assert!(!listening.ended.is_finished());
}

#[tokio::test]
async fn it_ends_when_its_session_does_and_not_when_another_does() {
    let listening = service().await;
    let staying = listening.service.browser("anv", "SDF01", Role::Coordinator).await;
    let leaving = listening.service.anon();
    leaving.log_in("anv").await.expect_status(200);
    let (mut stays, mut leaves) = (open(&listening, &staying).await, open(&listening, &leaving).await);
    let cookie = leaving.cookie();
    leaving.delete("/api/session").await.expect_status(204);
    ends_at_once(&mut leaves, "its session was logged out").await;
    goes_on(&listening, &mut stays, &staying).await;
    let stolen = listening.service.anon().with_cookie(cookie);
    let refused = until(&mut ask(&listening, &stolen).await, "not-logged-in").await;
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    // Logging in again ends the session before.
    staying.log_in("anv").await.expect_status(200);
    ends_at_once(&mut stays, "the browser has another session now").await;
    listening.stop().await;
}

#[tokio::test]
async fn listening_is_not_use_and_an_idle_session_ends_its_stream() {
    let listening = service().await;
    let browser = listening.service.browser("anv", "SDF01", Role::Coordinator).await;
    let mut stream = open(&listening, &browser).await;
    listening.service.clock.pass(SignedDuration::from_mins(59));
    // Nor is it to begin, which browsers do again by themselves.
    let _again = open(&listening, &browser).await;
    goes_on(&listening, &mut stream, &listening.service.program("SDF01", Role::Coordinator).await).await;
    listening.service.clock.pass(SignedDuration::from_mins(1));
    ends_at_once(&mut stream, "nobody has used its session for an hour").await;
    listening.stop().await;
}

#[tokio::test]
async fn it_ends_with_its_account_and_with_its_password() {
    let listening = service().await;
    let (app, engine) = (listening.service.app.clone(), listening.service.app.engine().clone());
    let disabled = listening.service.browser("disabled", "SDF01", Role::Member).await;
    let changed = listening.service.browser("changed", "SDF01", Role::Member).await;
    let (mut one, mut other) = (open(&listening, &disabled).await, open(&listening, &changed).await);
    app.accounts().disable(&engine, "disabled").await.unwrap();
    ends_at_once(&mut one, "its account is disabled").await;
    let another = format!("{PASSWORD} till");
    app.accounts().set_password(&engine, "changed", another).await.unwrap();
    ends_at_once(&mut other, "its account has another password").await;
    drop((app, engine));
    listening.stop().await;
}

#[tokio::test]
async fn it_ends_with_its_token() {
    let listening = service().await;
    let ended = listening.service.program("SDF01", Role::Reader).await;
    let mut stream = open(&listening, &ended).await;
    let tokens = listening.service.app.accounts().book().tokens.values().cloned().collect::<Vec<_>>();
    let id = tokens.first().expect("the only one").id.clone();
    listening.service.app.accounts().delete_token(listening.service.app.engine(), &id).await.unwrap();
    ends_at_once(&mut stream, "its token was taken back").await;
    let expiring = listening.service.program("SDF01", Role::Reader).await;
    let mut stream = open(&listening, &expiring).await;
    listening.service.clock.pass(SignedDuration::from_hours(24));
    ends_at_once(&mut stream, "its token holds no longer").await;
    listening.stop().await;
}

#[tokio::test]
async fn it_says_first_when_nobody_can_tell_what_happened_since() {
    let listening = service().await;
    let browser = listening.service.browser("anv", "SDF01", Role::Coordinator).await;
    let mut lost = ask_for(&listening, &browser, "/api/changes?since=place.00000000001.7").await;
    let begun = until(&mut lost, "data: {}").await;
    assert!(begun.contains("event: start-over"), "{begun}");
    goes_on(&listening, &mut lost, &browser).await;
    listening.stop().await;
}

#[tokio::test]
async fn it_says_when_the_history_has_become_another_and_goes_on() {
    let listening = service().await;
    let browser = listening.service.browser("anv", "SDF01", Role::Coordinator).await;
    let mut stream = open(&listening, &browser).await;
    let engine = listening.service.app.engine().clone();
    engine.events().start_over(Moment { seq: engine.snapshot().seq, at: None });
    let told = until(&mut stream, "event: start-over").await;
    let id =
        told.rsplit("id: ").next().and_then(|rest| rest.lines().next()).expect("a cursor to come back with");
    let page = browser.get(&format!("/api/changes?since={id}")).await.expect_status(200).json();
    assert_eq!((page.get("start_over"), page["next"].as_str()), (None, Some(id)));
    goes_on(&listening, &mut stream, &browser).await;
    drop(engine);
    listening.stop().await;
}

#[tokio::test]
async fn it_says_when_more_happened_than_is_remembered() {
    let listening = service().await;
    let browser = listening.service.browser("anv", "SDF01", Role::Coordinator).await;
    let mut stream = open(&listening, &browser).await;
    let engine = listening.service.app.engine().clone();
    let after = engine.snapshot().seq;
    let until_seq = after + 2 * REMEMBERED as u64;
    let event = |seq| Event {
        seq,
        time: jiff::Timestamp::UNIX_EPOCH,
        verb: "report.create".into(),
        // One that is not there is seen by nobody.
        key: Key { kind: Kind::Report, bits: seq },
        version: 1,
        then: Then::AsNow,
    };
    let events = (after + 1..=until_seq).map(event).collect();
    engine.events().publish(Stretch { after, until: until_seq, events });
    until(&mut stream, "event: start-over").await;
    drop(engine);
    listening.stop().await;
}
