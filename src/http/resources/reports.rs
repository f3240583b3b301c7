//! Reports: taken in, listed, triaged.

use super::one::{OnOne, One, Sender};
use super::shared::{self, Items};
use crate::domain::access::{CLOSE_BY_M, Class};
use crate::domain::command::{Command, NewReport};
use crate::domain::guard;
use crate::domain::hours::{HourBand, HourSet};
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::proposal::{Matter, propose};
use crate::domain::refusal::Wrong;
use crate::domain::report::{ObservedPrecision, Outcome, Report, Sighting};
use crate::domain::time::date_of;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::cursor::ListCursors;
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::report::{Here, ReportView};
use crate::http::render::report_fields::{Fields, Member};
use crate::http::state::App;
use crate::index::audiences::Seen;
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;
use crate::index::view::filter::{ReportFilter, ReportState};
use crate::index::view::locate::places_near;
use crate::index::view::{self, list};
use crate::space::{LonLat, Shape};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The parameters that choose reports, in lists and in tiles.
pub const FILTERS: [&str; 9] =
    ["bbox", "status", "problem_type", "district", "party", "place", "since", "until", "hours"];

/// A new report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    position: PositionBody,
    #[schema(value_type = Option<String>)]
    observed_at: Option<Timestamp>,
    /// How closely that is known; to the moment unless told.
    #[serde(default)]
    observed_precision: ObservedPrecision,
    /// With `hours`: in how many hours from `observed_at` on it was seen, 1 to 12.
    observed_hours: Option<u8>,
    problem_types: Vec<String>,
    count_band: Option<String>,
    text: Option<String>,
    source: Option<String>,
    place: Option<String>,
    #[serde(default)]
    sighting: Sighting,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    class: Option<Class>,
}

/// A position in a body.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PositionBody {
    lon: f64,
    lat: f64,
    accuracy_m: Option<f64>,
    /// Somebody pointed at it, instead of taking where their device said that it was.
    #[serde(default)]
    by_hand: bool,
}

/// What is decided about a report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageBody {
    outcome: Outcome,
    place: Option<String>,
    reason: Option<String>,
}

/// How far a report is to be shared, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportClassBody {
    class: Class,
    /// A code of the list `sharing_ground`; must be given where more see it than before.
    ground: Option<String>,
    #[serde(default)]
    reason: String,
}

/// Reads the filter of a list or a tile.
pub fn filter(snapshot: &Snapshot, params: &Params) -> Result<ReportFilter, Problem> {
    Ok(ReportFilter {
        bbox: shared::bbox(params)?,
        status: shared::words(params, "status", ReportState::parse)?,
        problem_types: shared::words(params, "problem_type", |code| Some(code.to_owned()))?,
        district: shared::district(snapshot, params)?,
        party: shared::party(snapshot, params, "party")?,
        place: params.read("place", "must be the id of a place")?,
        since: shared::time(params, "since")?,
        until: shared::time(params, "until")?,
        hours: hours(params)?,
    })
}

fn hours(params: &Params) -> Result<Option<HourSet>, Problem> {
    let bands = shared::words(params, "hours", |band| band.parse::<HourBand>().ok())?;
    Ok((!bands.is_empty()).then(|| HourSet::of(&bands)))
}

/// Reports this caller sees, the newest first.
#[utoipa::path(
    get, path = "/api/reports", tag = "reports",
    params(
        ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees"),
        ("status" = Option<String>, Query, description = "received, triaged, linked, became_place, not_ours, no_action, hidden; several with commas"),
        ("problem_type" = Option<String>, Query, description = "Codes of the list problem_type with commas: any of them"),
        ("district" = Option<String>, Query, description = "Id, code or name of a district"),
        ("party" = Option<String>, Query, description = "Code of the party they come from"),
        ("place" = Option<String>, Query, description = "Id of the place they belong to"),
        ("since" = Option<String>, Query, description = "Seen at this time or later"),
        ("until" = Option<String>, Query, description = "Seen before this time"),
        ("hours" = Option<String>, Query, description = "Known to have been seen in these hours of the day in Stockholm, such as 17-22 or 22-6; several with commas"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
        ("fields" = Option<String>, Query, description = "Members of the items with commas: of what is seen only these are told, beside id and level; all of it unless told"),
    ),
    responses((status = 200, body = Items<ReportView>))
)]
pub async fn list_reports(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &[&FILTERS[..], &["limit", "cursor", "fields"]].concat())?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let filter = filter(&snapshot, &params)?;
    page_of(&app, &snapshot, &caller, &headers, &params, &filter)
}

/// A page of the reports that match a filter.
pub fn page_of(
    app: &App,
    snapshot: &Snapshot,
    caller: &Caller,
    headers: &HeaderMap,
    params: &Params,
    filter: &ReportFilter,
) -> Result<Response, Problem> {
    let cursors = ListCursors::of(app, caller);
    let (limit, after) = (shared::limit(params)?, shared::read_time_cursor::<Report>(&cursors, params)?);
    let fields = Fields::of(&shared::words(params, "fields", Member::parse)?);
    let eyes = caller.eyes();
    let scene = Scene::new(snapshot, &eyes);
    let page = list::reports(snapshot, &eyes, filter, after.as_ref(), limit);
    let last = page.items.last().filter(|_| page.more);
    let next = last.map(|seen| shared::time_cursor(&cursors, seen.thing));
    let body = scene.report_page(&page.items, next.as_deref(), &caller.actor, fields);
    Ok(answer::body(headers, body, "application/json"))
}

/// Takes a report in. The answer says what is already known there and who should coordinate.
#[utoipa::path(
    post, path = "/api/reports", tag = "reports", request_body = ReportBody,
    responses((status = 201, body = ReportView))
)]
pub async fn create_report(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<ReportBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let command = Command::CreateReport(new_report(body.value)?);
    let done = call.submit(&app, None, command).await?;
    let key = done.about.ok_or_else(|| Problem::internal("a new report has no key"))?;
    let snapshot = app.engine().snapshot();
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let seen = seen_report(&snapshot, ReportId::from_bits(key.bits), &eyes)?;
    let mut view = scene.report(&seen, &caller.actor);
    view.here = Some(here(&scene, &seen.thing.held.record));
    let location = format!("/api/reports/{}", view.id);
    Ok(answer::written(
        StatusCode::CREATED,
        answer::bytes(&view)?,
        shared::told(&app, &caller, &done, Some(location)),
    ))
}

fn new_report(body: ReportBody) -> Result<NewReport, Problem> {
    let position = LonLat::new(body.position.lon, body.position.lat).map_err(|fault| {
        let hint = fault.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        Problem::invalid(vec![Wrong::at("#/position", "out_of_range", format!("{fault}{hint}"))])
    })?;
    let place = body.place.as_deref().map(|id| named_place(id, "#/place")).transpose()?;
    Ok(NewReport {
        position,
        accuracy_m: body.position.accuracy_m,
        position_by_hand: body.position.by_hand,
        observed_at: body.observed_at,
        observed_precision: body.observed_precision,
        observed_hours: body.observed_hours,
        problem_types: body.problem_types,
        count_band: body.count_band,
        text: body.text,
        source: body.source,
        source_id: None,
        place,
        sighting: body.sighting,
        answers: body.answers,
        class: body.class,
    })
}

/// The id of a place in a body.
pub fn named_place(text: &str, pointer: &str) -> Result<PlaceId, Problem> {
    let wrong = |_| Problem::invalid(vec![Wrong::at(pointer, "unknown_place", "there is no such place")]);
    text.parse().map_err(wrong)
}

/// What is known where a report lies.
fn here(scene: &Scene<'_>, report: &Report) -> Here {
    let near =
        places_near(scene.snapshot, scene.eyes, report.position, (CLOSE_BY_M, date_of(scene.now)), None);
    let shape = Shape::Point(report.position);
    let matter = Matter { shape: &shape, problem_types: &report.problem_types };
    let proposed = propose(scene.snapshot, &matter, date_of(scene.now));
    let warnings = guard::warnings(report.text().unwrap_or_default());
    Here {
        text_warnings: warnings.into_iter().map(guard::Sensitive::code).collect(),
        places: near.iter().map(|near| scene.near_place(near)).collect(),
        coordinator_proposal: proposed.as_ref().map(|proposed| scene.proposal(proposed)),
        triage_by: report.outcome.is_none().then(|| scene.triage_deadline(report).into()),
    }
}

/// A report this caller sees.
pub fn seen_report<'a>(
    snapshot: &'a Snapshot,
    id: ReportId,
    eyes: &crate::index::audiences::Eyes,
) -> Result<Seen<&'a Row<Report>>, Problem> {
    let row = snapshot.reports.get(id.bits()).ok_or_else(|| shared::missing(snapshot, eyes, id))?;
    view::report(snapshot, eyes, row).ok_or_else(Problem::not_there)
}

/// One report, as far as this caller sees it, with what is known where it lies.
#[utoipa::path(
    get, path = "/api/reports/{id}", tag = "reports",
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = ReportView))
)]
pub async fn find_report(one: One<ReportId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// A report as a caller sees it.
pub fn representation(snapshot: &Snapshot, caller: &Caller, id: ReportId) -> Result<(u32, Vec<u8>), Problem> {
    let eyes = caller.eyes();
    let scene = Scene::new(snapshot, &eyes);
    let seen = seen_report(snapshot, id, &eyes)?;
    let mut view = scene.report(&seen, &caller.actor);
    if seen.full() {
        view.here = Some(here(&scene, &seen.thing.held.record));
    }
    Ok((seen.thing.held.version, answer::bytes(&view)?))
}

/// Decides what a report is: belongs to a place, is somebody else's, needs nothing, or is hidden.
#[utoipa::path(
    post, path = "/api/reports/{id}/triage", tag = "reports", request_body = TriageBody,
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = ReportView))
)]
pub async fn triage_report(
    OnOne { id, body, sender }: OnOne<ReportId, TriageBody>,
) -> Result<Response, Problem> {
    let TriageBody { outcome, place, reason } = body;
    let place = place.as_deref().map(|id| named_place(id, "#/place")).transpose()?;
    let command = Command::TriageReport { report: id, outcome, place, reason };
    sender.send(representation, command).await
}

/// Takes back what was decided about a report: it waits again. Not where a place was made from it (409); and a place that
/// woke with it stays awake.
#[utoipa::path(
    post, path = "/api/reports/{id}/put-back", tag = "reports",
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = ReportView))
)]
pub async fn put_back_report(sender: Sender<ReportId>) -> Result<Response, Problem> {
    let command = Command::PutBackReport(sender.id);
    sender.send(representation, command).await
}

/// Shares a report further than it was, or less far: its origin's own coordinator may.
#[utoipa::path(
    post, path = "/api/reports/{id}/class", tag = "reports", request_body = ReportClassBody,
    params(("id" = String, Path, description = "Id of a report")),
    responses((status = 200, body = ReportView))
)]
pub async fn set_report_class(
    OnOne { id, body, sender }: OnOne<ReportId, ReportClassBody>,
) -> Result<Response, Problem> {
    let ReportClassBody { class, ground, reason } = body;
    let command = Command::SetReportClass { report: id, class, ground, reason };
    sender.send(representation, command).await
}
