//! What has changed, as a list and as a stream of events. Only what the caller sees is told; the
//! cursor names the last change told, so that nothing counts what is not.

use super::shared;
use crate::domain::access::Asking;
use crate::domain::ids::crockford;
use crate::domain::record::{Key, Kind};
use crate::engine::events::{Event, parse_cursor};
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::Time;
use crate::http::state::App;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use serde::Serialize;
use std::convert::Infallible;
use std::time::Duration;
use utoipa::ToSchema;

/// Changes looked at for one page or one turn of a stream.
const TURN: usize = 1_000;
/// A quiet stream says so this often, so that proxies keep it and the browser knows it lives.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// One change.
#[derive(Serialize, ToSchema)]
pub struct ChangeView {
    /// Where to go on after it.
    cursor: String,
    /// When.
    time: Time,
    /// What happened.
    verb: String,
    /// Kind of the thing.
    kind: &'static str,
    /// Its id.
    id: String,
}

/// A page of changes.
#[derive(Serialize, ToSchema)]
pub struct Changes {
    /// Oldest first.
    items: Vec<ChangeView>,
    /// Where to go on; the cursor that was given when nothing has happened since.
    next: Option<String>,
    /// The cursor was too old, or not ours: read the lists again, and go on from `next`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    start_over: bool,
}

/// Changes the caller sees since a cursor. With `Accept: text/event-stream` the same as events, for as long as the
/// caller listens.
#[utoipa::path(
    get, path = "/api/changes", tag = "changes",
    params(
        ("since" = Option<String>, Query, description = "The cursor of the last change seen; from now on when left out"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
    ),
    responses((status = 200, body = Changes))
)]
pub async fn list_changes(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["since", "limit"])?;
    let limit = shared::limit(&params)?;
    let last_event = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let since = params.get("since").or(last_event).map(str::to_owned);
    let wants_events = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/event-stream"));
    let snapshot = app.engine().snapshot();
    let position = position(&app, &snapshot, &caller, since.as_deref());
    if wants_events {
        return Ok(event_stream(app, caller, position));
    }
    let (position, start_over) = match position {
        Position::After(seq) => (seq, false),
        Position::Now => (snapshot.seq, since.is_some()),
    };
    let eyes = caller.eyes();
    let mut from = position;
    let mut items = Vec::new();
    while items.len() < limit {
        let events = app.engine().events().after(from, TURN);
        let Some(last) = events.last() else { break };
        from = last.seq;
        let seen = events.iter().filter(|event| is_seen(&snapshot, &eyes, event.key));
        items.extend(seen.take(limit - items.len()).map(change));
    }
    let next = items.last().map(|change| change.cursor.clone()).or(since.filter(|_| !start_over));
    answer::json(&headers, &Changes { items, next, start_over })
}

enum Position {
    After(u64),
    Now,
}

/// Where a cursor stands. A cursor for what the caller does not see tells as much as a wrong one.
fn position(app: &App, snapshot: &Snapshot, caller: &Caller, since: Option<&str>) -> Position {
    since
        .and_then(parse_cursor)
        .filter(|(key, _)| is_seen(snapshot, &caller.eyes(), *key))
        .and_then(|(key, version)| app.engine().events().position(key, version))
        .map_or(Position::Now, Position::After)
}

fn change(event: &Event) -> ChangeView {
    ChangeView {
        cursor: event.cursor(),
        time: event.time.into(),
        verb: event.verb.to_string(),
        kind: event.key.kind.code(),
        id: crockford(event.key.bits),
    }
}

/// Whether the caller sees anything of what changed.
fn is_seen(snapshot: &Snapshot, eyes: &Eyes, key: Key) -> bool {
    match key.kind {
        Kind::Report => {
            snapshot.reports.get(key.bits).is_some_and(|row| view::report(snapshot, eyes, row).is_some())
        }
        Kind::Place => snapshot
            .places
            .get(key.bits)
            .is_some_and(|row| view::place(eyes, row, Asking::Anywhere).is_some()),
        Kind::Measure => snapshot.reference.measures.get(&key.bits).is_some_and(|measure| {
            let place = snapshot.places.get(measure.place.bits());
            place.and_then(|row| view::place(eyes, row, Asking::Anywhere)).is_some_and(|seen| seen.full())
        }),
        Kind::Party
        | Kind::Area
        | Kind::Site
        | Kind::Code
        | Kind::Setting
        | Kind::Designation
        | Kind::Statistic => true,
    }
}

/// One follower of the stream.
struct Follower {
    app: App,
    caller: Caller,
    bell: tokio::sync::watch::Receiver<u64>,
    seen: u64,
}

impl Follower {
    /// Waits for the next thing to say; `None` ends the stream.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if !crate::http::auth::is_live(&self.app, &self.caller) {
                return None;
            }
            let events = self.app.engine().events().after(self.seen, TURN);
            if let Some(last) = events.last() {
                self.seen = last.seq;
                let text = self.told(&events);
                if !text.is_empty() {
                    return Some(Bytes::from(text));
                }
                continue;
            }
            match tokio::time::timeout(HEARTBEAT, self.bell.changed()).await {
                Ok(Ok(())) => {}
                // The engine is gone: the browser will come back and find out.
                Ok(Err(_)) => return None,
                Err(_) => return Some(Bytes::from_static(b": quiet\n\n")),
            }
        }
    }

    fn told(&self, events: &[Event]) -> String {
        let snapshot = self.app.engine().snapshot();
        let eyes = self.caller.eyes();
        events
            .iter()
            .filter(|event| is_seen(&snapshot, &eyes, event.key))
            .filter_map(|event| {
                let data = serde_json::to_string(&change(event)).ok()?;
                Some(format!("id: {}\nevent: change\ndata: {data}\n\n", event.cursor()))
            })
            .collect()
    }
}

fn event_stream(app: App, caller: Caller, position: Position) -> Response {
    let bell = app.engine().events().listen();
    let seen = match position {
        Position::After(seq) => seq,
        Position::Now => app.engine().snapshot().seq,
    };
    let follower = Follower { app, caller, bell, seen };
    let hello =
        stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b"retry: 2000\n: listening\n\n")) });
    let told = stream::unfold(follower, |mut follower| async {
        let bytes = follower.next().await?;
        Some((Ok::<_, Infallible>(bytes), follower))
    });
    let body = Body::from_stream(stream::StreamExt::chain(hello, told));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, body).into_response()
}
