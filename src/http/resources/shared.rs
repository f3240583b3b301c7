//! What handlers share: pages and cursors, parameters that name things, the freshness of a read.

use crate::domain::area::AreaKind;
use crate::domain::ids::{AreaId, ID_MAX, PartyId, crockford};
use crate::domain::record::Key;
use crate::domain::time::{day, stockholm};
use crate::engine::Done;
use crate::http::answer::Told;
use crate::http::auth;
use crate::http::caller::Caller;
use crate::http::cursor::{ListCursors, VersionCursors};
use crate::http::extract::Params;
pub use crate::http::page_of::{Listed as Items, Page, cursor, limit, not_a_cursor, read_cursor};
use crate::http::problem::{Problem, ProblemKind};
use crate::http::state::App;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::table::{Item, Row};
use crate::index::view;
use crate::index::view::list::After;
use crate::space::{Envelope, Shape};
use axum::http::HeaderMap;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;
use utoipa::ToSchema;

/// A read that carries `Samplats-Seen` waits this long to be that fresh.
const FRESH_WAIT: Duration = Duration::from_secs(1);

/// The cursor of a list that is ordered by time, the newest first. When a thing was is not told to all who know of it.
pub fn time_cursor<T>(cursors: &ListCursors, row: &Row<T>) -> String
where
    T: Item<Order = Reverse<Timestamp>>,
{
    let record = &row.held.record;
    cursors.seal((record.order().0, record.bits()))
}

/// Reads the cursor of a list that is ordered by time.
pub fn read_time_cursor<T>(cursors: &ListCursors, params: &Params) -> Result<Option<After<T>>, Problem>
where
    T: Item<Order = Reverse<Timestamp>>,
{
    let Some(cursor) = params.get("cursor") else { return Ok(None) };
    let (time, bits) = cursors.open(cursor).ok_or_else(not_a_cursor)?;
    Ok(Some((Reverse(time), bits)))
}

/// Things with their keys in a list that begins with the newest, given when each was and the number of its id.
pub fn newest_first<T>(
    things: impl IntoIterator<Item = T>,
    of: impl Fn(&T) -> (Timestamp, u64),
) -> Vec<(String, T)> {
    let keyed = |thing: T| {
        let (time, bits) = of(&thing);
        // The newest has the smallest key.
        let back = u64::MAX - u64::try_from(time.as_millisecond()).unwrap_or_default();
        (format!("{back:020}.{}", crockford(!bits & ID_MAX)), thing)
    };
    let mut keyed: Vec<_> = things.into_iter().map(keyed).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed
}

/// `bbox=west,south,east,north`, WGS 84 degrees. One whose west lies east of its east would go around the world by the antimeridian:
/// no city lies there, and somebody has exchanged the two.
pub fn bbox(params: &Params) -> Result<Option<Envelope>, Problem> {
    const EXPECTED: &str = "must be west,south,east,north in degrees, at most 180 and 90";
    let Some(text) = params.get("bbox") else { return Ok(None) };
    let wrong = || Problem::parameter("bbox", EXPECTED);
    let sides: Result<Vec<f64>, _> = text.split(',').map(|side| side.trim().parse()).collect();
    match sides.map_err(|_| wrong())?.as_slice() {
        [west, _, east, _] if west > east => Err(Problem::parameter(
            "bbox",
            "has its west side east of its east side; give west,south,east,north",
        )),
        [west, south, east, north] => {
            Envelope::new(*west, *south, *east, *north).map(Some).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}

/// A time: RFC 3339 with offset, or a date in Stockholm.
pub fn time(params: &Params, name: &str) -> Result<Option<Timestamp>, Problem> {
    let Some(text) = params.get(name) else { return Ok(None) };
    let date = || Some(day(text)?.to_zoned(stockholm().clone()).ok()?.timestamp());
    let moment = text.parse().ok().or_else(date);
    moment.map(Some).ok_or_else(|| Problem::parameter(name, "must be a time with offset, or a date"))
}

/// A day.
pub fn date(params: &Params, name: &str) -> Result<Option<Date>, Problem> {
    let Some(text) = params.get(name) else { return Ok(None) };
    day(text).map(Some).ok_or_else(|| Problem::parameter(name, "must be a date such as 2024-01-31"))
}

/// A party by its code.
pub fn party(snapshot: &Snapshot, params: &Params, name: &str) -> Result<Option<PartyId>, Problem> {
    let Some(code) = params.get(name) else { return Ok(None) };
    let party = snapshot.reference.parties.coded(code);
    party.map(|p| Some(p.id)).ok_or_else(|| Problem::parameter(name, "is not the code of a party"))
}

/// A district by its id, code or name.
pub fn district(snapshot: &Snapshot, params: &Params) -> Result<Option<AreaId>, Problem> {
    let Some(text) = params.get("district") else { return Ok(None) };
    let named = |area: &crate::domain::area::Area| {
        area.id.to_string() == text || area.code.as_deref() == Some(text) || area.name == text
    };
    let mut districts = snapshot.reference.areas.of_kind(AreaKind::District);
    let found = districts.find(|ground| named(&ground.area.record)).map(|ground| ground.area.id);
    found.map(Some).ok_or_else(|| Problem::parameter("district", "is not the id, code or name of a district"))
}

/// Words separated by commas, each read.
pub fn words<T>(params: &Params, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Problem> {
    let words = params.get(name).unwrap_or_default().split(',').filter(|word| !word.is_empty());
    words
        .map(|word| read(word).ok_or_else(|| Problem::parameter(name, "has a word that is not known")))
        .collect()
}

/// The world, at least as fresh as the caller has seen it.
pub async fn snapshot(app: &App, headers: &HeaderMap) -> Arc<Snapshot> {
    let engine = app.engine();
    let Some((key, version)) = seen(app, headers) else { return engine.snapshot() };
    // What has been erased since is as fresh as can be: waiting for it would tell that it was.
    let fresh = |snapshot: &Snapshot| match snapshot.record(key) {
        Some(record) => record.version() >= version,
        None => snapshot.gone.contains_key(&key),
    };
    let mut bell = engine.events().listen();
    let wait = async { while !fresh(&engine.snapshot()) && bell.changed().await.is_ok() {} };
    let _ = tokio::time::timeout(FRESH_WAIT, wait).await;
    engine.snapshot()
}

/// What the caller was last told they had written. Nobody else's counts, and none that they made up: how long its answer
/// takes would tell whether a thing is there, and which version of it.
fn seen(app: &App, headers: &HeaderMap) -> Option<(Key, u32)> {
    let sealed = headers.get("samplats-seen")?.to_str().ok()?;
    let caller = auth::caller_of(app, &auth::identify(app, headers)?).ok()?;
    VersionCursors::of(app, &caller).open(sealed)
}

/// A thing as a caller sees it: the version behind it and its representation.
pub type Represented = (u32, Vec<u8>);

/// What the headers tell whoever sent a command.
pub fn told(app: &App, caller: &Caller, done: &Done, location: Option<String>) -> Told {
    told_of(app, caller, done, done.about.map(|key| (key, done.version)), location)
}

/// The same, where what was written is told apart from what the command was about.
pub fn told_of(
    app: &App,
    caller: &Caller,
    done: &Done,
    written: Option<(Key, u32)>,
    location: Option<String>,
) -> Told {
    let seal = |written| VersionCursors::of(app, caller).seal(written);
    Told { location, seen: written.map(seal), replayed: done.replayed }
}

/// What is answered of a thing that is not among those that are there: who saw all of it is told that it
/// was erased, and by which decision.
pub fn missing(snapshot: &Snapshot, eyes: &Eyes, key: impl Into<Key>) -> Problem {
    match view::gone(snapshot, eyes, key.into()) {
        Some(seen) if seen.full() => Problem::erased(seen.thing),
        Some(_) | None => Problem::not_there(),
    }
}

/// A body that is a file's one row: faults point into it.
pub fn of_one_row(mut problem: Problem) -> Problem {
    for wrong in &mut problem.errors {
        wrong.pointer = wrong.pointer.replacen("#/rows/0", "#", 1);
    }
    problem
}

/// What somebody looks a case up by, however it is written: letters and digits alone count.
pub struct Reference(String);

impl Reference {
    /// What is looked for.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(folded(text))
    }

    /// Whether it is part of a number.
    #[must_use]
    pub fn is_in(&self, number: Option<&str>) -> bool {
        !self.0.is_empty() && number.is_some_and(|number| folded(number).contains(&self.0))
    }

    /// Whether an id begins with it.
    #[must_use]
    pub fn begins(&self, id: &str) -> bool {
        !self.0.is_empty() && folded(id).starts_with(&self.0)
    }
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Refuses everybody but administrators, with a sentence.
pub fn administers(caller: &Caller, otherwise: &str) -> Result<(), Problem> {
    if caller.actor.viewer.role.administers() {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::NotAllowed, otherwise))
}

/// A shape in a body: GeoJSON, WGS 84, read through the one door.
pub fn shape(value: &serde_json::Value, pointer: &str) -> Result<Shape, Problem> {
    use crate::domain::refusal::Wrong;
    use crate::space::{Crs, GeometryLimits, geometry};
    let limits =
        GeometryLimits { max_vertices: VERTICES_MAX, points: true, polygons: true, max_area_m2: None };
    match geometry::read(value, Crs::Crs84, &limits) {
        Ok(read) => Ok(read.shape),
        Err(faults) => Err(Problem::invalid(
            faults
                .into_iter()
                .map(|fault| {
                    let inside = fault.pointer.trim_start_matches('#');
                    Wrong::at(format!("{pointer}{inside}"), "geometry", fault.detail)
                })
                .collect(),
        )),
    }
}

/// Where a thing is, drawn anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GeometryBody {
    /// GeoJSON, WGS 84: a point, or polygons with at most 2 000 corners.
    #[schema(value_type = Shape)]
    geometry: serde_json::Value,
}

impl GeometryBody {
    /// The shape that was drawn.
    ///
    /// # Errors
    /// 422, as [`shape`].
    pub fn shape(&self) -> Result<Shape, Problem> {
        shape(&self.geometry, "#/geometry")
    }
}

/// Most vertices of what is drawn.
const VERTICES_MAX: usize = 2_000;
