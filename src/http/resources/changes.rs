//! What has changed, as a list and as a stream of events. Only what the caller sees is told, and the cursor
//! stands at the last of that, so that nothing counts what is not.

use super::shared;
use crate::domain::access::Level;
use crate::domain::ids::crockford;
use crate::domain::record::Kind;
use crate::engine::events::Event;
use crate::http::answer;
use crate::http::auth::{self, Standing};
use crate::http::caller::Caller;
use crate::http::cursor::{Cursors, Stand};
use crate::http::extract::{self, Params};
use crate::http::problem::Problem;
use crate::http::render::Time;
use crate::http::state::App;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use serde::Serialize;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, timeout};
use utoipa::ToSchema;

/// Changes looked at for one page or one turn of a stream.
const TURN: usize = 1_000;
/// A quiet stream says so this often, so that proxies keep it and the browser knows it lives.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// What a stream says when nobody can tell what happened since: the lists are to be read again.
const START_OVER: &str = "event: start-over\ndata: {}\n\n";
/// A quiet stream looks this often whether its listener may still listen: logged out, it ends within two seconds.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// One change.
#[derive(Serialize, ToSchema)]
pub struct ChangeView {
    /// Where to go on after it.
    cursor: String,
    /// When.
    time: Time,
    /// What happened; `<kind>.change` and no more to those who do not see all of the thing.
    verb: String,
    /// Kind of the thing.
    kind: Kind,
    /// Its id.
    id: String,
}

/// A page of changes.
#[derive(Serialize, ToSchema)]
pub struct Changes {
    /// Oldest first.
    items: Vec<ChangeView>,
    /// Where to go on; the cursor that was given when nothing has happened since that the caller sees.
    next: String,
    /// The cursor was too old, or not ours: read the lists again, and go on from `next`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    start_over: bool,
}

/// Changes the caller sees since a cursor. With `Accept: text/event-stream` the same as events, for as long as the
/// caller listens; `event: start-over` says that the lists are to be read again, as `start_over` does.
#[utoipa::path(
    get, path = "/api/changes", tag = "changes",
    params(
        ("since" = Option<String>, Query,
            description = "The cursor of the last change seen; from now on when left out. `Last-Event-ID` goes before it"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
    ),
    responses((status = 200, content((Changes = "application/json"), (String = "text/event-stream"))))
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
    // A browser whose line broke comes back to the address it began at, and says beside it how far it got.
    let since = last_event.or(params.get("since")).map(str::to_owned);
    // Before anything is looked at, so that a history that becomes another meanwhile is noticed.
    let generation = app.engine().events().generation();
    let snapshot = app.engine().snapshot();
    let begun = begin(&app, &snapshot, &caller, since);
    if extract::wants_events(&headers) {
        let standing = Standing::of(&app, &headers, &caller).ok_or_else(|| auth::not_logged_in(&app))?;
        return Ok(event_stream(app, standing, begun, generation));
    }
    let (begun, items) = match items(&app, &snapshot, &caller, (generation, begun.after), limit) {
        Some(items) => (begun, items),
        None => (Begun { start_over: true, ..now(&app, &app.engine().snapshot(), &caller) }, Vec::new()),
    };
    let next = items.last().map_or(begun.cursor, |change| change.cursor.clone());
    answer::json(&headers, &Changes { items, next, start_over: begun.start_over })
}

/// What a caller is told of since a number of a history, up to the world that it is judged by: what that does not have yet
/// would be taken for unseen, and passed over for good. `None` when some of that is forgotten.
fn items(
    app: &App,
    snapshot: &Snapshot,
    caller: &Caller,
    (generation, mut from): (u64, u64),
    limit: usize,
) -> Option<Vec<ChangeView>> {
    let (eyes, cursors) = (caller.eyes(), Cursors::of(app, caller));
    let mut items = Vec::new();
    while items.len() < limit {
        let mut events = app.engine().events().since(generation, from, TURN)?;
        events.truncate(events.partition_point(|event| event.seq <= snapshot.seq));
        let Some(last) = events.last() else { break };
        from = last.seq;
        let seen = events.iter().filter_map(|event| change(snapshot, (&eyes, &cursors), event));
        items.extend(seen.take(limit - items.len()));
    }
    Some(items)
}

/// Where somebody begins to follow.
struct Begun {
    /// The number of the last change they need not be told of.
    after: u64,
    /// The cursor that says so.
    cursor: String,
    /// They came with one that says nothing any more.
    start_over: bool,
}

/// Goes on from a cursor; without one that says where, from now on.
fn begin(app: &App, snapshot: &Snapshot, caller: &Caller, since: Option<String>) -> Begun {
    let (events, cursors) = (app.engine().events(), Cursors::of(app, caller));
    let after = |cursor: &str| match cursors.open(cursor)? {
        Stand::After(key, version, at) => events.position(key, version, at),
        Stand::Nothing(after) => events.position_after(after),
    };
    if let Some(cursor) = &since
        && let Some(after) = after(cursor)
    {
        return Begun { after, cursor: cursor.clone(), start_over: false };
    }
    Begun { start_over: since.is_some(), ..now(app, snapshot, caller) }
}

/// The cursor of now, for a caller.
#[must_use]
pub fn from_now_on(app: &App, snapshot: &Snapshot, caller: &Caller) -> String {
    now(app, snapshot, caller).cursor
}

/// From now on. Now is told by the last change that the caller sees, which is the same whatever else has happened since.
fn now(app: &App, snapshot: &Snapshot, caller: &Caller) -> Begun {
    let (events, cursors, eyes) = (app.engine().events(), Cursors::of(app, caller), caller.eyes());
    let seen =
        |event: &Event| event.seq <= snapshot.seq && event.then.level(snapshot, &eyes, event.key).is_some();
    let stand =
        events.newest(seen).map_or_else(|| Stand::Nothing(events.begins_after()), |event| after(&event));
    Begun { after: snapshot.seq, cursor: cursors.seal(stand), start_over: false }
}

/// Where somebody stands who was told of it.
fn after(event: &Event) -> Stand {
    Stand::After(event.key, event.version, event.time)
}

/// A change as a viewer is told of it; `None` for one of what they do not see.
fn change(snapshot: &Snapshot, (eyes, cursors): (&Eyes, &Cursors), event: &Event) -> Option<ChangeView> {
    let kind = event.key.kind.code();
    // The verb is about what was done with the thing, such as who was asked to coordinate it: that is shown to who sees all of it.
    let verb = match event.then.level(snapshot, eyes, event.key)? {
        Level::Exists | Level::Summary => format!("{kind}.change"),
        Level::Full => event.verb.to_string(),
    };
    let cursor = cursors.seal(after(event));
    let id = crockford(event.key.bits);
    Some(ChangeView { cursor, time: event.time.into(), verb, kind: event.key.kind, id })
}

/// One follower of the stream.
struct Follower {
    app: App,
    standing: Standing,
    bell: tokio::sync::watch::Receiver<u64>,
    seen: u64,
    /// The history that `seen` counts in.
    generation: u64,
}

impl Follower {
    /// Waits for the next thing to say; `None` ends the stream.
    async fn next(&mut self) -> Option<Bytes> {
        let quiet_until = Instant::now() + HEARTBEAT;
        loop {
            if !self.standing.holds(&self.app) {
                return None;
            }
            let Some(events) = self.app.engine().events().since(self.generation, self.seen, TURN) else {
                return Some(self.start_over());
            };
            if let Some(last) = events.last() {
                self.seen = last.seq;
                let text = self.told(&events);
                if !text.is_empty() {
                    return Some(Bytes::from(text));
                }
                continue;
            }
            if Instant::now() >= quiet_until {
                return Some(Bytes::from_static(b": quiet\n\n"));
            }
            // The engine is gone: the browser will come back and find out.
            if let Ok(Err(_)) = timeout(LOOK_AGAIN, self.bell.changed()).await {
                return None;
            }
        }
    }

    /// Goes on from now, and says so with a cursor that holds: what the browser was told last is of a history that is no
    /// more, or so long ago that some of what came after it is forgotten.
    fn start_over(&mut self) -> Bytes {
        self.generation = self.app.engine().events().generation();
        let snapshot = self.app.engine().snapshot();
        let begun = now(&self.app, &snapshot, self.standing.caller());
        self.seen = begun.after;
        Bytes::from(format!("id: {}\n{START_OVER}", begun.cursor))
    }

    fn told(&self, events: &[Event]) -> String {
        let snapshot = self.app.engine().snapshot();
        let caller = self.standing.caller();
        let (eyes, cursors) = (caller.eyes(), Cursors::of(&self.app, caller));
        let told = events.iter().filter_map(|event| change(&snapshot, (&eyes, &cursors), event));
        told.filter_map(|change| {
            let data = serde_json::to_string(&change).ok()?;
            Some(format!("id: {}\nevent: change\ndata: {data}\n\n", change.cursor))
        })
        .collect()
    }
}

fn event_stream(app: App, standing: Standing, begun: Begun, generation: u64) -> Response {
    let bell = app.engine().events().listen();
    let follower = Follower { app, standing, bell, seen: begun.after, generation };
    // With the cursor, so that a browser whose line breaks before anything was told comes back with one.
    let start_over = if begun.start_over { START_OVER } else { "" };
    let hello = format!("retry: 2000\nid: {}\n: listening\n\n{start_over}", begun.cursor);
    let hello = stream::once(async { Ok::<_, Infallible>(Bytes::from(hello)) });
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
