//! Measures: what each party does at a place.

use super::one::{OnOne, One, Sender};
use super::places::seen_place;
use super::shared::{self, Items, Page, Represented};
use crate::domain::command::{Command, MeasureDraft};
use crate::domain::ids::{MeasureId, PlaceId};
use crate::domain::world::World;
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::reference::MeasureView;
use crate::http::resources::reports::named_place;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A measure as a party gives it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureBody {
    place: String,
    measure_type: String,
    party: String,
    /// `universal` or `selective`; `indicated` is refused with where it belongs.
    prevention_level: Option<String>,
    #[schema(value_type = Option<String>)]
    starts: Option<Date>,
    #[schema(value_type = Option<String>)]
    ends: Option<Date>,
    note: Option<String>,
    /// What the type asks to be stated, by the words of its particulars in the list `measure_type`.
    #[serde(default)]
    particulars: BTreeMap<String, String>,
}

/// What a measure's type asks, stated anew: all of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestateBody {
    particulars: BTreeMap<String, String>,
}

/// The measures of a place that the caller sees in full, or of all such places.
#[utoipa::path(
    get, path = "/api/measures", tag = "measures",
    params(
        ("place" = Option<String>, Query, description = "Id of a place"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<MeasureView>))
)]
pub async fn list_measures(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["place", "limit", "cursor"])?;
    let place: Option<PlaceId> = params.read("place", "must be the id of a place")?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let seen = |id: PlaceId| seen_place(&snapshot, &eyes, id).is_ok_and(|seen| seen.full());
    let items = snapshot
        .reference
        .measures
        .values()
        .filter(|measure| place.is_none_or(|place| measure.place == place) && seen(measure.place))
        .map(|measure| (measure.id.to_string(), scene.measure_view(measure)));
    answer::json(&headers, &Page::read(&params)?.of(items))
}

/// A measure as a caller sees it.
pub fn representation(snapshot: &Snapshot, caller: &Caller, id: MeasureId) -> Result<Represented, Problem> {
    let eyes = caller.eyes();
    let measure = snapshot.measure(id).ok_or_else(|| shared::missing(snapshot, &eyes, id))?;
    if !seen_place(snapshot, &eyes, measure.place)?.full() {
        return Err(Problem::not_there());
    }
    Ok((measure.version, answer::bytes(&Scene::new(snapshot, &eyes).measure_view(&measure))?))
}

/// Writes down what a party does at a place: a small immediate activity, flagged so. Some types must state more, as their
/// particulars say; and a type that is a step (`step_at`) is taken at places of some problem types only, on the day `starts`,
/// without words, and is closed from the start.
#[utoipa::path(
    post, path = "/api/measures", tag = "measures", request_body = MeasureBody,
    responses((status = 201, body = MeasureView))
)]
pub async fn add_measure(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<MeasureBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let body = body.value;
    let draft = MeasureDraft {
        place: named_place(&body.place, "#/place")?,
        measure_type: body.measure_type,
        party: body.party,
        prevention_level: body.prevention_level,
        starts: body.starts,
        ends: body.ends,
        note: body.note,
        particulars: body.particulars,
    };
    let done = call.submit(&app, None, Command::AddMeasure(draft)).await?;
    let key = done.about.ok_or_else(|| Problem::internal("a new measure has no key"))?;
    let id = MeasureId::from_bits(key.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/measures/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

/// One measure.
#[utoipa::path(
    get, path = "/api/measures/{id}", tag = "measures",
    params(("id" = String, Path, description = "Id of a measure")),
    responses((status = 200, body = MeasureView))
)]
pub async fn find_measure(one: One<MeasureId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Says that a measure is done.
#[utoipa::path(
    post, path = "/api/measures/{id}/close", tag = "measures",
    params(("id" = String, Path, description = "Id of a measure")),
    responses((status = 200, body = MeasureView))
)]
pub async fn close_measure(sender: Sender<MeasureId>) -> Result<Response, Problem> {
    let command = Command::CloseMeasure(sender.id);
    sender.send(representation, command).await
}

/// States anew what the measure's type asks, as after a review: all of it.
#[utoipa::path(
    post, path = "/api/measures/{id}/restate", tag = "measures", request_body = RestateBody,
    params(("id" = String, Path, description = "Id of a measure")),
    responses((status = 200, body = MeasureView))
)]
pub async fn restate_measure(
    OnOne { id, body, sender }: OnOne<MeasureId, RestateBody>,
) -> Result<Response, Problem> {
    let command = Command::RestateMeasure { measure: id, particulars: body.particulars };
    sender.send(representation, command).await
}
