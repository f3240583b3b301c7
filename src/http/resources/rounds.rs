//! Rounds and walks, and how much has been looked at a place.

use super::one::{OnOne, One};
use super::places::seen_place;
use super::reports::named_place;
use super::shared::{self, Items, Page, Represented};
use crate::domain::command::{Command, RoundDraft, StopDraft, VisitDraft, WalkDraft};
use crate::domain::ids::{PlaceId, RoundId, SiteId, WalkId};
use crate::domain::record::Key;
use crate::domain::refusal::Wrong;
use crate::domain::round::{Found, Round};
use crate::domain::world::Held;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::effort::{EffortView, KnownAtStop, RoundView, WalkView};
use crate::http::state::App;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view::effort;
use crate::space::LonLat;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use std::str::FromStr;
use utoipa::ToSchema;

/// A round as its party writes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundBody {
    name: String,
    stops: Vec<StopBody>,
    #[serde(default)]
    ended: bool,
}

/// A stop: a place, a site or a position.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopBody {
    /// Of a stop that was there before; a new one gets its own.
    number: Option<u32>,
    label: String,
    /// Where; that of the place or the site when left out.
    position: Option<StopPosition>,
    place: Option<String>,
    site: Option<String>,
}

/// Where a stop is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopPosition {
    lon: f64,
    lat: f64,
}

/// A walk, sent whole when it has ended.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WalkBody {
    round: String,
    #[schema(value_type = String)]
    started_at: Timestamp,
    #[schema(value_type = String)]
    ended_at: Timestamp,
    visits: Vec<VisitBody>,
}

/// One look at one stop.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitBody {
    stop: u32,
    #[schema(value_type = String)]
    at: Timestamp,
    found: Found,
}

fn draft(body: RoundBody) -> Result<RoundDraft, Problem> {
    let stop = |(at, stop): (usize, StopBody)| {
        let pointer = |member: &str| format!("#/stops/{at}/{member}");
        let position = stop.position.map(|given| LonLat::new(given.lon, given.lat)).transpose();
        let position = position.map_err(|fault| {
            Problem::invalid(vec![Wrong::at(pointer("position"), "range", fault.to_string())])
        })?;
        let place = stop.place.map(|id| named_place(&id, &pointer("place"))).transpose()?;
        let site: Option<SiteId> = named(stop.site.as_deref(), &pointer("site"), "unknown_site")?;
        Ok(StopDraft { number: stop.number, label: stop.label, position, place, site })
    };
    let stops: Result<_, Problem> = body.stops.into_iter().enumerate().map(stop).collect();
    Ok(RoundDraft { name: body.name, stops: stops?, ended: body.ended })
}

fn named<Id: FromStr>(text: Option<&str>, pointer: &str, word: &'static str) -> Result<Option<Id>, Problem> {
    let wrong = |_| Problem::invalid(vec![Wrong::at(pointer, word, "there is no such thing")]);
    text.map(|text| text.parse().map_err(wrong)).transpose()
}

fn seen<'a>(snapshot: &'a Snapshot, eyes: &Eyes, id: RoundId) -> Result<&'a Held<Round>, Problem> {
    effort::round(snapshot, eyes, id).ok_or_else(|| shared::missing(snapshot, eyes, id))
}

/// A round as a caller sees it.
pub fn representation(snapshot: &Snapshot, caller: &Caller, id: RoundId) -> Result<Represented, Problem> {
    let eyes = caller.eyes();
    let round = seen(snapshot, &eyes, id)?;
    Ok((round.version, answer::bytes(&Scene::new(snapshot, &eyes).round(round))?))
}

/// The rounds of the caller's party.
#[utoipa::path(
    get, path = "/api/rounds", tag = "rounds",
    params(Page),
    responses((status = 200, body = Items<RoundView>))
)]
pub async fn list_rounds(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &Page::PARAMETERS)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let own = snapshot.reference.effort.rounds_of(caller.actor.viewer.party);
    let own = own.filter(|round| effort::round(&snapshot, &eyes, round.id).is_some());
    let page = Page::read(&params)?.of(own.map(|round| (round.id.to_string(), round)));
    answer::json(&headers, &page.map(|round| scene.round(round)))
}

/// Makes a round of the caller's own party.
#[utoipa::path(
    post, path = "/api/rounds", tag = "rounds", request_body = RoundBody,
    responses((status = 201, body = RoundView))
)]
pub async fn create_round(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<RoundBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let done = call.submit(&app, None, Command::AddRound(draft(body.value)?)).await?;
    let id = RoundId::from_bits(about(done.about)?.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/rounds/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

fn about(key: Option<Key>) -> Result<Key, Problem> {
    key.ok_or_else(|| Problem::internal("a new thing has no key"))
}

/// One round.
#[utoipa::path(
    get, path = "/api/rounds/{id}", tag = "rounds",
    params(("id" = String, Path, description = "Id of a round")),
    responses((status = 200, body = RoundView))
)]
pub async fn find_round(one: One<RoundId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Writes a round anew. A stop that keeps its number keeps what was found there.
#[utoipa::path(
    put, path = "/api/rounds/{id}", tag = "rounds", request_body = RoundBody,
    params(("id" = String, Path, description = "Id of a round")),
    responses((status = 200, body = RoundView))
)]
pub async fn edit_round(OnOne { id, body, sender }: OnOne<RoundId, RoundBody>) -> Result<Response, Problem> {
    let command = Command::EditRound(id, draft(body)?);
    sender.send(representation, command).await
}

/// What is known at each stop of a round, of the last two years: what a walk opens with.
#[utoipa::path(
    get, path = "/api/rounds/{id}/known", tag = "rounds",
    params(("id" = String, Path, description = "Id of a round")),
    responses((status = 200, body = Items<KnownAtStop>))
)]
pub async fn list_known_at_stops(one: One<RoundId>) -> Result<Response, Problem> {
    one.shown(|snapshot, caller, id| {
        let eyes = caller.eyes();
        let round = seen(snapshot, &eyes, id)?;
        let items = Scene::new(snapshot, &eyes).known_at_stops(round);
        Ok((round.version, answer::bytes(&Items { items, next: None })?))
    })
    .await
}

/// The walks of the caller's party, or of one of its rounds.
#[utoipa::path(
    get, path = "/api/walks", tag = "rounds",
    params(
        ("round" = Option<String>, Query, description = "Id of a round"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<WalkView>))
)]
pub async fn list_walks(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["round", "limit", "cursor"])?;
    let round: Option<RoundId> = params.read("round", "must be the id of a round")?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let walks = effort::walks(&snapshot, &eyes, round).into_iter();
    // The newest first: the key falls as time goes on.
    let page = Page::read(&params)?.of(walks.map(|walk| (newest_first(walk.started_at, walk.id), walk)));
    answer::json(&headers, &page.map(|walk| scene.walk(walk)))
}

/// A key by which the newest come first.
pub fn newest_first(at: Timestamp, id: impl std::fmt::Display) -> String {
    let left = Timestamp::MAX.as_millisecond().saturating_sub(at.as_millisecond());
    format!("{left:020} {id}")
}

/// Writes down a walk, when it has ended. What nobody found is written down as well: it says that somebody looked.
#[utoipa::path(
    post, path = "/api/walks", tag = "rounds", request_body = WalkBody,
    responses((status = 201, body = WalkView))
)]
pub async fn add_walk(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<WalkBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let WalkBody { round, started_at, ended_at, visits } = body.value;
    let visit = |visit: VisitBody| VisitDraft { stop: visit.stop, at: visit.at, found: visit.found };
    let round: Option<RoundId> = named(Some(&round), "#/round", "unknown_round")?;
    let Some(round) = round else { return Err(Problem::not_there()) };
    let draft = WalkDraft { round, started_at, ended_at, visits: visits.into_iter().map(visit).collect() };
    let done = call.submit(&app, None, Command::AddWalk(draft)).await?;
    let id = WalkId::from_bits(about(done.about)?.bits);
    let (_, bytes) = walk_representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/walks/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

fn walk_representation(snapshot: &Snapshot, caller: &Caller, id: WalkId) -> Result<Represented, Problem> {
    let eyes = caller.eyes();
    let walk = effort::walk(snapshot, &eyes, id).ok_or_else(|| shared::missing(snapshot, &eyes, id))?;
    Ok((walk.version, answer::bytes(&Scene::new(snapshot, &eyes).walk(walk))?))
}

/// One walk.
#[utoipa::path(
    get, path = "/api/walks/{id}", tag = "rounds",
    params(("id" = String, Path, description = "Id of a walk")),
    responses((status = 200, body = WalkView))
)]
pub async fn find_walk(one: One<WalkId>) -> Result<Response, Problem> {
    one.shown(walk_representation).await
}

/// How much has been looked at a place in the last two years, as far as the caller may know of it.
#[utoipa::path(
    get, path = "/api/places/{id}/effort", tag = "rounds",
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = EffortView))
)]
pub async fn find_place_effort(one: One<PlaceId>) -> Result<Response, Problem> {
    one.shown(|snapshot, caller, id| {
        let eyes = caller.eyes();
        let place = seen_place(snapshot, &eyes, id)?;
        Ok((place.thing.held.version, answer::bytes(&Scene::new(snapshot, &eyes).effort(id))?))
    })
    .await
}
