//! History: what happened to a thing, in words. Goes to the disk; nothing else that reads does.
//!
//! A line is shown to whoever sees the thing in full now *and* would have seen that version in full.

use super::places::seen_place;
use super::shared::{self, Items, Page};
use crate::domain::access::{Asking, Level, see};
use crate::domain::access::{Audience, see_report};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::record::{Kind, Record};
use crate::engine::wire;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::{self, Params};
use crate::http::problem::Problem;
use crate::http::render::{PartyRef, Scene, Time, words};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::register::StoredVersion;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Most lines of a history; the newest are kept.
const LINES_MAX: usize = 500;

/// One line of a history.
#[derive(Serialize, ToSchema)]
pub struct HistoryLine {
    /// The version it made.
    version: u32,
    /// When.
    time: Time,
    /// What, for programs.
    verb: String,
    /// Which party did it; null for the system itself.
    #[schema(required)]
    party: Option<PartyRef>,
    /// In which role.
    role: String,
    /// What, in words.
    words: String,
    /// Why, where somebody said and it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// Its text has been erased by a decision.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    erased: bool,
}

/// What happened to a place, the newest first.
#[utoipa::path(
    get, path = "/api/places/{id}/history", tag = "places",
    params(
        ("id" = String, Path, description = "Id of a place"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<HistoryLine>))
)]
pub async fn find_place_history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let id: PlaceId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    if !seen_place(&snapshot, &caller.eyes(), id)?.full() {
        return Err(Problem::not_there());
    }
    lines(&app, &snapshot, &caller, (&headers, &params), (Kind::Place, id.bits())).await
}

/// What happened to a report, the newest first.
#[utoipa::path(
    get, path = "/api/reports/{id}/history", tag = "reports",
    params(
        ("id" = String, Path, description = "Id of a report"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<HistoryLine>))
)]
pub async fn find_report_history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let id: ReportId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let seen = view::report(&snapshot, &caller.eyes(), shared::report_row(&snapshot, id)?)
        .ok_or_else(Problem::not_there)?;
    if !seen.full() {
        return Err(Problem::not_there());
    }
    lines(&app, &snapshot, &caller, (&headers, &params), (Kind::Report, id.bits())).await
}

async fn lines(
    app: &App,
    snapshot: &Snapshot,
    caller: &Caller,
    (headers, params): (&HeaderMap, &Params),
    (kind, bits): (Kind, u64),
) -> Result<Response, Problem> {
    let versions = app.engine().archive().history(kind.code(), bits, LINES_MAX).await;
    let versions = versions.map_err(Problem::internal)?;
    let eyes = caller.eyes();
    let scene = Scene::new(snapshot, &eyes);
    let line = |version: &StoredVersion| {
        let record = wire::decode(&version.record).ok()?;
        let key = format!("{:010}", u32::MAX - version.change.version);
        was_seen(snapshot, caller, &record).then(|| (key, line(&scene, version, &record)))
    };
    let items = versions.iter().rev().filter_map(line);
    answer::json(headers, &Page::read(params)?.of(items))
}

/// Whether the caller would have seen that version in full.
fn was_seen(snapshot: &Snapshot, caller: &Caller, record: &Record) -> bool {
    let viewer = &caller.actor.viewer;
    let sight = match record {
        Record::Place(place) => {
            let audience = Audience::new(place.class, place.origin, &place.grants);
            see(viewer, &audience, Asking::Anywhere)
        }
        Record::Report(report) => {
            let audience = Audience::new(report.class, report.origin, &report.grants);
            let place = report.place.and_then(|id| snapshot.places.get(id.bits()));
            see_report(viewer, &audience, place.map(|place| place.audience.audience()))
        }
        Record::Party(_)
        | Record::Area(_)
        | Record::Site(_)
        | Record::Code(_)
        | Record::Setting(_)
        | Record::Designation(_)
        | Record::Statistic(_)
        | Record::Measure(_) => return true,
    };
    sight.level() == Some(Level::Full)
}

fn line(scene: &Scene<'_>, version: &StoredVersion, record: &Record) -> HistoryLine {
    let change = &version.change;
    let reason = match record {
        Record::Place(place) => place.content.as_ref().and_then(|content| content.reason.clone()),
        Record::Report(report) => report.content.as_ref().and_then(|content| content.reason.clone()),
        Record::Party(_)
        | Record::Area(_)
        | Record::Site(_)
        | Record::Code(_)
        | Record::Setting(_)
        | Record::Designation(_)
        | Record::Statistic(_)
        | Record::Measure(_) => None,
    };
    let party = scene.snapshot.reference.parties.coded(&change.party);
    HistoryLine {
        version: change.version,
        time: Timestamp::from_millisecond(change.time_ms).unwrap_or(Timestamp::UNIX_EPOCH).into(),
        verb: change.verb.clone(),
        party: party.map(|party| PartyRef { code: party.code.clone(), name: party.name.clone() }),
        role: change.role.clone(),
        words: words::verb(&change.verb, scene.language),
        reason,
        erased: version.content_erased,
    }
}
