//! Coordination: propose, accept, decline, hand over.

use super::places::command_on_place;
use crate::domain::command::{Command, OnBehalfOf};
use crate::domain::refusal::Wrong;
use crate::http::caller::{Caller, Sent};
use crate::http::extract::{self, Json};
use crate::http::problem::Problem;
use crate::http::render::place::PlaceView;
use crate::http::state::App;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Whom to ask.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeBody {
    party: String,
    function: Option<String>,
    reason: Option<String>,
}

/// A yes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptBody {
    function: Option<String>,
    on_behalf_of: Option<String>,
    source: Option<String>,
}

/// A no.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineBody {
    #[serde(default)]
    reason: String,
    suggested_party: Option<String>,
    on_behalf_of: Option<String>,
    source: Option<String>,
}

/// To whom the holder hands over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOverBody {
    party: String,
    #[serde(default)]
    reason: String,
}

/// A party without log-in answers through the district, which says where the answer is kept.
fn on_behalf_of(party: Option<String>, source: Option<String>) -> Result<Option<OnBehalfOf>, Problem> {
    match (party, source) {
        (Some(party), source) => Ok(Some(OnBehalfOf { party, source: source.unwrap_or_default() })),
        (None, None) => Ok(None),
        (None, Some(_)) => {
            let detail = "belongs to an answer on behalf of another party";
            Err(Problem::invalid(vec![Wrong::at("#/on_behalf_of", "required", detail)]))
        }
    }
}

/// Asks a party to coordinate a place.
#[utoipa::path(
    post, path = "/api/places/{id}/coordination/propose", tag = "coordination", request_body = ProposeBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn propose_coordination(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<ProposeBody>,
) -> Result<Response, Problem> {
    let place = extract::id(&id)?;
    let ProposeBody { party, function, reason } = body.value;
    let command = Command::Propose { place, party, function, reason };
    command_on_place(&app, (&caller, &sent, &body.text), place, command).await
}

/// Says yes to coordinating a place, or volunteers.
#[utoipa::path(
    post, path = "/api/places/{id}/coordination/accept", tag = "coordination", request_body = AcceptBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn accept_coordination(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<AcceptBody>,
) -> Result<Response, Problem> {
    let place = extract::id(&id)?;
    let on_behalf_of = on_behalf_of(body.value.on_behalf_of, body.value.source)?;
    let command = Command::Accept { place, function: body.value.function, on_behalf_of };
    command_on_place(&app, (&caller, &sent, &body.text), place, command).await
}

/// Says no to coordinating a place, with a reason.
#[utoipa::path(
    post, path = "/api/places/{id}/coordination/decline", tag = "coordination", request_body = DeclineBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn decline_coordination(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<DeclineBody>,
) -> Result<Response, Problem> {
    let place = extract::id(&id)?;
    let on_behalf_of = on_behalf_of(body.value.on_behalf_of, body.value.source)?;
    let (reason, suggested) = (body.value.reason, body.value.suggested_party);
    let command = Command::Decline { place, reason, suggested, on_behalf_of };
    command_on_place(&app, (&caller, &sent, &body.text), place, command).await
}

/// The holder asks another party to take over, and holds on until it has accepted.
#[utoipa::path(
    post, path = "/api/places/{id}/coordination/hand-over", tag = "coordination", request_body = HandOverBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn hand_over_coordination(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
    body: Json<HandOverBody>,
) -> Result<Response, Problem> {
    let place = extract::id(&id)?;
    let command = Command::HandOver { place, party: body.value.party, reason: body.value.reason };
    command_on_place(&app, (&caller, &sent, &body.text), place, command).await
}
