//! The accept loop, on a real socket.

use super::support::Wishes;
use super::support::listening::{FAR_OFF, SOON, listening, patient, rest, until};
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use samplats::domain::access::Role;
use samplats::http::edge::{Edge, Timeouts};
use std::convert::Infallible;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use utoipa_axum::router::OpenApiRouter;

const ASK: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let timeouts = Timeouts { first_byte: SOON, ..patient() };
    let listening = listening(Wishes { timeouts, ..Wishes::default() }).await;
    assert_eq!(rest(&mut listening.connect().await).await, "");
    listening.stop().await;
}

#[tokio::test]
async fn a_head_that_comes_drop_by_drop_is_not_waited_for() {
    let timeouts = Timeouts { headers: SOON, ..patient() };
    let listening = listening(Wishes { timeouts, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    let begun = Instant::now();
    // Each drop comes in time; together they never end.
    while stream.write_all(b"G").await.is_ok() && begun.elapsed() < FAR_OFF {
        tokio::time::sleep(SOON / 10).await;
    }
    assert!(begun.elapsed() < FAR_OFF / 2, "closed long before the connection's idle time");
    listening.stop().await;
}

#[tokio::test]
async fn the_second_head_is_not_waited_for_either() {
    let timeouts = Timeouts { headers: SOON, ..patient() };
    let listening = listening(Wishes { timeouts, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    stream.write_all(ASK).await.unwrap();
    until(&mut stream, "alive\n").await;
    stream.write_all(b"GET /heal").await.unwrap();
    rest(&mut stream).await;
    listening.stop().await;
}

#[tokio::test]
async fn a_connection_may_rest_between_requests_for_longer_than_a_head_may_take() {
    let timeouts = Timeouts { headers: SOON, ..patient() };
    let listening = listening(Wishes { timeouts, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    for _ in 0..3 {
        stream.write_all(ASK).await.unwrap();
        until(&mut stream, "alive\n").await;
        // The time itself is what is tested: it must pass without the connection being closed.
        tokio::time::sleep(SOON * 3).await;
    }
    listening.stop().await;
}

#[tokio::test]
async fn a_connection_that_rests_too_long_is_closed() {
    let timeouts = Timeouts { idle: SOON, ..patient() };
    let listening = listening(Wishes { timeouts, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    stream.write_all(ASK).await.unwrap();
    until(&mut stream, "alive\n").await;
    assert_eq!(rest(&mut stream).await, "");
    listening.stop().await;
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let timeouts = Timeouts { body: SOON, handler: FAR_OFF, ..patient() };
    let listening = listening(Wishes { timeouts, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    let head = "POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("/problems/malformed"), "{answer}");
    listening.stop().await;
}

/// A body without end.
async fn endless() -> impl IntoResponse {
    let chunk = Bytes::from(vec![b'x'; 64 * 1024]);
    let chunks = futures_util::stream::repeat_with(move || Ok::<_, Infallible>(chunk.clone()));
    Body::from_stream(chunks)
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_let_go_of() {
    let timeouts = Timeouts { write_stall: SOON, ..patient() };
    let routes = OpenApiRouter::new().route("/api/endless", get(endless));
    let listening = listening(Wishes { timeouts, routes, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    stream.write_all(b"GET /api/endless HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    until(&mut stream, "200 OK").await;
    // Stopping waits for it to be let go of, far sooner than it waits for what is under way.
    let begun = Instant::now();
    listening.stop().await;
    assert!(begun.elapsed() < FAR_OFF / 2);
}

#[tokio::test]
async fn what_is_under_way_when_it_stops_is_answered_and_nothing_new_is_taken() {
    static UNDER_WAY: Notify = Notify::const_new();
    static GO_ON: Notify = Notify::const_new();
    async fn slow() -> &'static str {
        UNDER_WAY.notify_one();
        GO_ON.notified().await;
        "done\n"
    }
    let routes = OpenApiRouter::new().route("/api/slow", get(slow));
    let listening = listening(Wishes { timeouts: patient(), routes, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    stream.write_all(b"GET /api/slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    UNDER_WAY.notified().await;
    listening.service.edge.stop();
    while TcpStream::connect(listening.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!listening.ended.is_finished());
    GO_ON.notify_one();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done\n"), "{answer}");
    listening.stop().await;
}

#[tokio::test]
async fn a_stream_of_events_ends_with_the_service() {
    async fn events() -> impl IntoResponse {
        let first = futures_util::stream::iter([Ok::<_, Infallible>(": here\n\n")]);
        let stream = futures_util::StreamExt::chain(first, futures_util::stream::pending());
        ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(stream))
    }
    let routes = OpenApiRouter::new().route("/api/events", get(events));
    let listening = listening(Wishes { timeouts: patient(), routes, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    stream.write_all(b"GET /api/events HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    until(&mut stream, ": here").await;
    let begun = Instant::now();
    listening.stop().await;
    assert!(begun.elapsed() < FAR_OFF / 2, "the stream held the service up");
}

#[tokio::test]
async fn what_does_not_end_in_time_is_cut() {
    static UNDER_WAY: Notify = Notify::const_new();
    async fn never() {
        UNDER_WAY.notify_one();
        std::future::pending::<()>().await;
    }
    let routes = OpenApiRouter::new().route("/api/never", get(never));
    let timeouts = Timeouts { drain: SOON, handler: FAR_OFF, ..patient() };
    let listening = listening(Wishes { timeouts, routes, ..Wishes::default() }).await;
    let mut stream = listening.connect().await;
    stream.write_all(b"GET /api/never HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    UNDER_WAY.notified().await;
    listening.service.edge.stop();
    assert_eq!(rest(&mut stream).await, "");
    listening.stop().await;
}

#[tokio::test]
async fn one_address_has_so_many_connections_of_strangers_and_no_more() {
    let wishes = Wishes { timeouts: patient(), rate_limits: true, ..Wishes::default() };
    let listening = listening(wishes).await;
    let mut held = Vec::new();
    for _ in 0..64 {
        held.push(listening.connect().await);
    }
    // Accepted in order, so the last of them answers only when all before it have their place.
    let last = held.last_mut().unwrap();
    last.write_all(ASK).await.unwrap();
    until(last, "alive\n").await;
    assert_eq!(rest(&mut listening.connect().await).await, "");
    // Whoever shows who they are is no stranger, and makes room for one.
    let program = listening.service.program("SDF01", Role::Reader).await;
    let ask = format!(
        "GET /api/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n",
        program.token().unwrap()
    );
    held[0].write_all(ask.as_bytes()).await.unwrap();
    until(&mut held[0], "\"role\"").await;
    let mut another = listening.connect().await;
    another.write_all(ASK).await.unwrap();
    until(&mut another, "alive\n").await;
    assert_eq!(rest(&mut listening.connect().await).await, "");
    drop((held, another));
    // Their places are given back.
    loop {
        let mut stream = listening.connect().await;
        if stream.write_all(ASK).await.is_ok() && rest_of_one(&mut stream).await {
            break;
        }
    }
    listening.stop().await;
}

async fn rest_of_one(stream: &mut TcpStream) -> bool {
    let mut buffer = [0; 512];
    matches!(stream.read(&mut buffer).await, Ok(count) if count > 0)
}

#[test]
fn an_edge_says_that_it_stops_before_anything_ends() {
    let edge = Edge::new(&super::support::config(), Timeouts::default());
    assert!(!edge.is_stopping());
    edge.stop();
    assert!(edge.is_stopping());
}
