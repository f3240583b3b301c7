//! Places: made, listed, read, edited, moved on, merged, split, shared.

use super::desk::desk_of;
use super::one::{OnOne, One, Sender};
use super::shared::{self, Items, Page};
use super::{reports, shared::Represented};
use crate::domain::access::{Asking, Class, Level};
use crate::domain::command::{Command, NewPlace, Part, PlaceEdit};
use crate::domain::desk::Desk;
use crate::domain::ids::{PlaceId, ReportId};
use crate::domain::place::{Place, Status};
use crate::domain::refusal::Wrong;
use crate::domain::settings::SettingName;
use crate::domain::time::date_of;
use crate::domain::world::{NearSite, World};
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::cursor::ListCursors;
use crate::http::extract::{self, Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::place::PlaceView;
use crate::http::render::reference::NearSiteView;
use crate::http::render::report::ReportView;
use crate::http::render::rhythm::RhythmView;
use crate::http::state::App;
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;
use crate::index::view::filter::{PlaceFilter, ReportFilter};
use crate::index::view::{self, list};
use crate::space::Shape;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The parameters that choose places, in lists and in tiles.
pub const FILTERS: [&str; 11] = [
    "bbox",
    "status",
    "problem_type",
    "district",
    "party",
    "without_coordinator",
    "child_relevant",
    "asked",
    "overdue",
    "since",
    "until",
];

/// A new place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceBody {
    name: Option<String>,
    #[schema(value_type = Option<Shape>)]
    geometry: Option<Value>,
    #[serde(default)]
    reports: Vec<String>,
    problem_types: Vec<String>,
    #[serde(default)]
    physical_factors: Vec<String>,
    priority_area: Option<String>,
    note: Option<String>,
    class: Option<Class>,
    /// A code of the list `sharing_ground`; must be given where more see the place than a report it is made from.
    ground: Option<String>,
    /// That ground in words.
    reason: Option<String>,
}

/// What is to be changed of a place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceEditBody {
    name: Option<String>,
    #[schema(value_type = Option<Shape>)]
    geometry: Option<Value>,
    problem_types: Option<Vec<String>>,
    physical_factors: Option<Vec<String>>,
    priority_area: Option<String>,
    child_relevant: Option<bool>,
    note: Option<String>,
    class: Option<Class>,
    /// A code of the list `sharing_ground`; must be given where more see it than before.
    ground: Option<String>,
    reason: Option<String>,
}

/// A status and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusBody {
    status: Status,
    #[serde(default)]
    reason: String,
}

/// Where a place is merged to, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeBody {
    into: String,
    class: Option<Class>,
    #[serde(default)]
    reason: String,
}

/// What a place is split into, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitBody {
    parts: Vec<PartBody>,
    #[serde(default)]
    reason: String,
}

/// A part of a split.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartBody {
    name: String,
    #[schema(value_type = Shape)]
    geometry: Value,
    #[serde(default)]
    reports: Vec<String>,
}

/// A party and how much it sees; null takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacePartyBody {
    party: String,
    level: Option<Level>,
    /// A code of the list `sharing_ground`; must be given for a place that only its origin widens.
    ground: Option<String>,
}

/// Reads the filter of a list or a tile.
pub fn filter(snapshot: &Snapshot, params: &Params, caller: &Caller) -> Result<PlaceFilter, Problem> {
    Ok(PlaceFilter {
        bbox: shared::bbox(params)?,
        status: shared::words(params, "status", Status::parse)?,
        problem_types: shared::words(params, "problem_type", |code| Some(code.to_owned()))?,
        district: shared::district(snapshot, params)?,
        party: shared::party(snapshot, params, "party")?,
        without_coordinator: params.flag("without_coordinator")?,
        child_relevant: params.flag("child_relevant")?,
        asked: params.flag("asked")?.then_some(caller.actor.viewer.party),
        overdue_at: params.flag("overdue")?.then(Timestamp::now),
        since: shared::time(params, "since")?,
        until: shared::time(params, "until")?,
        followed: None,
    })
}

/// What only an account's own lists and maps know: a file is for others too.
pub const FOLLOWED: &str = "followed";

/// The same filter, of the places alone that the caller follows, where that is asked for.
pub fn of_followed(
    filter: PlaceFilter,
    params: &Params,
    desk: impl FnOnce() -> Desk,
) -> Result<PlaceFilter, Problem> {
    let followed = params.flag(FOLLOWED)?.then(|| desk().followed);
    Ok(PlaceFilter { followed, ..filter })
}

/// Places this caller sees, the newest first.
#[utoipa::path(
    get, path = "/api/places", tag = "places",
    params(
        ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees"),
        ("status" = Option<String>, Query, description = "Statuses with commas"),
        ("problem_type" = Option<String>, Query, description = "Codes of the list problem_type with commas: any of them"),
        ("district" = Option<String>, Query, description = "Id, code or name of a district"),
        ("party" = Option<String>, Query, description = "Code of the party that coordinates or is asked to"),
        ("without_coordinator" = Option<bool>, Query, description = "Only those that nobody has accepted to coordinate"),
        ("child_relevant" = Option<bool>, Query, description = "Only those that matter to children"),
        ("asked" = Option<bool>, Query, description = "Only those the caller's party is asked about"),
        ("overdue" = Option<bool>, Query, description = "Only those whose coordination's clock has run out"),
        ("followed" = Option<bool>, Query, description = "Only those the caller's account follows"),
        ("since" = Option<String>, Query, description = "Made at this time or later"),
        ("until" = Option<String>, Query, description = "Made before this time"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<PlaceView>))
)]
pub async fn list_places(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &[&FILTERS[..], &[FOLLOWED, "limit", "cursor"]].concat())?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let filter = of_followed(filter(&snapshot, &params, &caller)?, &params, || desk_of(&app, &caller))?;
    let cursors = ListCursors::of(&app, &caller);
    let (limit, after) = (shared::limit(&params)?, shared::read_time_cursor::<Place>(&cursors, &params)?);
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let page = list::places(&snapshot, &eyes, &filter, after.as_ref(), limit);
    let last = page.items.last().filter(|_| page.more);
    let next = last.map(|seen| shared::time_cursor(&cursors, seen.thing));
    let items = page.items.iter().map(|seen| scene.place(seen, &caller.actor)).collect();
    answer::json(&headers, &Items { items, next })
}

/// Decides that there is a place: from a geometry, or from the reports it is made from.
#[utoipa::path(
    post, path = "/api/places", tag = "places", request_body = PlaceBody,
    responses((status = 201, body = PlaceView))
)]
pub async fn create_place(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<PlaceBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let body = body.value;
    let new = NewPlace {
        name: body.name,
        shape: body.geometry.map(|value| shared::shape(&value, "#/geometry")).transpose()?,
        reports: report_ids(&body.reports, "#/reports")?,
        problem_types: body.problem_types,
        physical_factors: body.physical_factors,
        priority_area: body.priority_area,
        note: body.note,
        class: body.class,
        ground: body.ground,
        reason: body.reason,
    };
    let done = call.submit(&app, None, Command::CreatePlace(new)).await?;
    let key = done.about.ok_or_else(|| Problem::internal("a new place has no key"))?;
    let id = PlaceId::from_bits(key.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let told = shared::told(&app, &caller, &done, Some(format!("/api/places/{id}")));
    Ok(answer::written(StatusCode::CREATED, bytes, told))
}

fn report_ids(texts: &[String], pointer: &str) -> Result<Vec<ReportId>, Problem> {
    let read = |(at, text): (usize, &String)| {
        let wrong = |_| Wrong::at(format!("{pointer}/{at}"), "unknown_report", "there is no such report");
        text.parse().map_err(|error| Problem::invalid(vec![wrong(error)]))
    };
    texts.iter().enumerate().map(read).collect()
}

/// A place this caller sees, as a read of it gives.
pub fn representation(snapshot: &Snapshot, caller: &Caller, id: PlaceId) -> Result<Represented, Problem> {
    let eyes = caller.eyes();
    let seen = seen_place(snapshot, &eyes, id)?;
    let view = Scene::new(snapshot, &eyes).place(&seen, &caller.actor);
    Ok((seen.thing.held.version, answer::bytes(&view)?))
}

/// A place these eyes see anything of.
pub fn seen_place<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    id: PlaceId,
) -> Result<Seen<&'a Row<Place>>, Problem> {
    let row = snapshot.places.get(id.bits()).ok_or_else(|| shared::missing(snapshot, eyes, id))?;
    view::place(eyes, row, Asking::Anywhere).ok_or_else(Problem::not_there)
}

/// One place, as far as this caller sees it.
#[utoipa::path(
    get, path = "/api/places/{id}", tag = "places",
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn find_place(one: One<PlaceId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Changes what is said of a place. A new geometry is a move.
#[utoipa::path(
    patch, path = "/api/places/{id}", tag = "places", request_body = PlaceEditBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn edit_place(
    OnOne { id, body, sender }: OnOne<PlaceId, PlaceEditBody>,
) -> Result<Response, Problem> {
    let edit = PlaceEdit {
        name: body.name,
        shape: body.geometry.map(|value| shared::shape(&value, "#/geometry")).transpose()?,
        problem_types: body.problem_types,
        physical_factors: body.physical_factors,
        priority_area: body.priority_area,
        child_relevant: body.child_relevant,
        note: body.note,
        class: body.class,
        ground: body.ground,
        reason: body.reason,
    };
    sender.send(representation, Command::EditPlace(id, edit)).await
}

/// Moves a place on in the work.
#[utoipa::path(
    post, path = "/api/places/{id}/status", tag = "places", request_body = StatusBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn set_place_status(
    OnOne { id: place, body, sender }: OnOne<PlaceId, StatusBody>,
) -> Result<Response, Problem> {
    let command = Command::SetStatus { place, status: body.status, reason: body.reason };
    sender.send(representation, command).await
}

/// Ends a place that is the same as another; its reports follow.
#[utoipa::path(
    post, path = "/api/places/{id}/merge", tag = "places", request_body = MergeBody,
    params(("id" = String, Path, description = "Id of the place that ends")),
    responses((status = 200, body = PlaceView))
)]
pub async fn merge_place(
    OnOne { id: place, body, sender }: OnOne<PlaceId, MergeBody>,
) -> Result<Response, Problem> {
    let into = reports::named_place(&body.into, "#/into")?;
    let command = Command::MergePlace { place, into, class: body.class, reason: body.reason };
    sender.send(representation, command).await
}

/// Ends a place that is really several; each report follows the part that names it, or the nearest.
#[utoipa::path(
    post, path = "/api/places/{id}/split", tag = "places", request_body = SplitBody,
    params(("id" = String, Path, description = "Id of the place that ends")),
    responses((status = 200, body = PlaceView))
)]
pub async fn split_place(
    OnOne { id: place, body, sender }: OnOne<PlaceId, SplitBody>,
) -> Result<Response, Problem> {
    let part = |(at, part): (usize, PartBody)| {
        let reports = format!("#/parts/{at}/reports");
        Ok(Part {
            name: part.name,
            shape: shared::shape(&part.geometry, &format!("#/parts/{at}/geometry"))?,
            reports: report_ids(&part.reports, &reports)?,
        })
    };
    let parts = body.parts.into_iter().enumerate().map(part).collect::<Result<_, Problem>>()?;
    let command = Command::SplitPlace { place, parts, reason: body.reason };
    sender.send(representation, command).await
}

/// Takes back the merge or the split that ended a place: for who made it, a quarter of an hour long, while no place of it
/// has changed since.
#[utoipa::path(
    post, path = "/api/places/{id}/take-back", tag = "places",
    params(("id" = String, Path, description = "Id of the place that ended")),
    responses((status = 200, body = PlaceView))
)]
pub async fn take_back_place(sender: Sender<PlaceId>) -> Result<Response, Problem> {
    let place = sender.id;
    // What is withheld is answered like what is not there, and as soon.
    sender.check(representation, &Command::TakeBack { place, act: Box::default() })?;
    let act = sender.app().engine().lineage_act(place).await.map_err(Problem::unread)?;
    sender.send(representation, Command::TakeBack { place, act: Box::new(act) }).await
}

/// Confirms a party of a place, changes how much it sees, or takes it away.
#[utoipa::path(
    post, path = "/api/places/{id}/parties", tag = "places", request_body = PlacePartyBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn set_place_party(
    OnOne { id: place, body, sender }: OnOne<PlaceId, PlacePartyBody>,
) -> Result<Response, Problem> {
    let PlacePartyBody { party, level, ground } = body;
    let command = Command::SetPlaceParty { place, party, level, ground };
    sender.send(representation, command).await
}

/// The sites that adjoin a place, with who manages and who owns them.
#[utoipa::path(
    get, path = "/api/places/{id}/neighbours", tag = "places",
    params(
        ("id" = String, Path, description = "Id of a place"),
        ("radius_m" = Option<f64>, Query, description = "Metres, 50 unless told, at most 1 000"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<NearSiteView>))
)]
pub async fn list_place_neighbours(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["radius_m", "limit", "cursor"])?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let seen = seen_place(&snapshot, &eyes, extract::id(&id)?)?;
    if !seen.summary() {
        return Err(Problem::not_there());
    }
    let place = &seen.thing.held.record;
    let scene = Scene::new(&snapshot, &eyes);
    let today = date_of(scene.now);
    let near_m = f64::from(snapshot.setting(SettingName::NearSiteM, place.district(), today));
    let radius_m = params.number("radius_m")?.unwrap_or(near_m);
    if !(0.0..=1_000.0).contains(&radius_m) {
        return Err(Problem::parameter("radius_m", "must be from 0 to 1000 metres"));
    }
    let near = snapshot.sites_near(&place.shape, radius_m, today);
    let key = |near: &NearSite| format!("{:012.4}.{}", near.distance_m, near.site.id);
    let items = near.iter().map(|near| (key(near), scene.near_site(near)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}

/// When things are seen at a place: its reports by week and by hour of the day, of those this caller sees.
#[utoipa::path(
    get, path = "/api/places/{id}/rhythm", tag = "places",
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = RhythmView))
)]
pub async fn find_place_rhythm(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let id: PlaceId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    if !seen_place(&snapshot, &eyes, id)?.summary() {
        return Err(Problem::not_there());
    }
    let scene = Scene { now: app.accounts().now(), ..Scene::new(&snapshot, &eyes) };
    answer::json(&headers, &scene.rhythm(id))
}

/// The reports of a place that this caller sees, the newest first.
#[utoipa::path(
    get, path = "/api/places/{id}/reports", tag = "places",
    params(
        ("id" = String, Path, description = "Id of a place"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<ReportView>))
)]
pub async fn list_place_reports(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["limit", "cursor"])?;
    let id: PlaceId = extract::id(&id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    if !seen_place(&snapshot, &caller.eyes(), id)?.summary() {
        return Err(Problem::not_there());
    }
    let filter = ReportFilter { place: Some(id), ..ReportFilter::default() };
    reports::page_of(&app, &snapshot, &caller, &headers, &params, &filter)
}
