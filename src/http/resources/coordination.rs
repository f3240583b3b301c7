//! Coordination: propose, accept, decline, hand over.

use super::one::OnOne;
use super::places::representation;
use crate::domain::command::{Command, OnBehalfOf};
use crate::domain::ids::PlaceId;
use crate::domain::refusal::Wrong;
use crate::http::problem::Problem;
use crate::http::render::place::PlaceView;
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
    OnOne { id: place, body, sender }: OnOne<PlaceId, ProposeBody>,
) -> Result<Response, Problem> {
    let ProposeBody { party, function, reason } = body;
    let command = Command::Propose { place, party, function, reason };
    sender.send(representation, command).await
}

/// Says yes to coordinating a place, or volunteers.
#[utoipa::path(
    post, path = "/api/places/{id}/coordination/accept", tag = "coordination", request_body = AcceptBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn accept_coordination(
    OnOne { id: place, body, sender }: OnOne<PlaceId, AcceptBody>,
) -> Result<Response, Problem> {
    let on_behalf_of = on_behalf_of(body.on_behalf_of, body.source)?;
    let command = Command::Accept { place, function: body.function, on_behalf_of };
    sender.send(representation, command).await
}

/// Says no to coordinating a place, with a reason.
#[utoipa::path(
    post, path = "/api/places/{id}/coordination/decline", tag = "coordination", request_body = DeclineBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn decline_coordination(
    OnOne { id: place, body, sender }: OnOne<PlaceId, DeclineBody>,
) -> Result<Response, Problem> {
    let on_behalf_of = on_behalf_of(body.on_behalf_of, body.source)?;
    let (reason, suggested) = (body.reason, body.suggested_party);
    let command = Command::Decline { place, reason, suggested, on_behalf_of };
    sender.send(representation, command).await
}

/// The holder asks another party to take over, and holds on until it has accepted.
#[utoipa::path(
    post, path = "/api/places/{id}/coordination/hand-over", tag = "coordination", request_body = HandOverBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn hand_over_coordination(
    OnOne { id: place, body, sender }: OnOne<PlaceId, HandOverBody>,
) -> Result<Response, Problem> {
    let command = Command::HandOver { place, party: body.party, reason: body.reason };
    sender.send(representation, command).await
}
