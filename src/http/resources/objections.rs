//! Objections to a place being set aside, and the weekly check's answer to them.

use super::one::OnOne;
use super::places::representation;
use crate::domain::command::Command;
use crate::domain::ids::PlaceId;
use crate::http::problem::Problem;
use crate::http::render::place::PlaceView;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Why a place should not have been set aside, or why it was right all the same.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectionBody {
    #[serde(default)]
    reason: String,
}

/// Objects, for a party of the place, to its being set dormant or dismissed. The next weekly check of its district takes
/// it up.
#[utoipa::path(
    post, path = "/api/places/{id}/object", tag = "places", request_body = ObjectionBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn object_to_place(
    OnOne { id: place, body, sender }: OnOne<PlaceId, ObjectionBody>,
) -> Result<Response, Problem> {
    sender.send(representation, Command::Object { place, reason: body.reason }).await
}

/// Stands by a place being set dormant or dismissed, after the objections of its parties. Taking it up again is to set
/// its status.
#[utoipa::path(
    post, path = "/api/places/{id}/uphold", tag = "places", request_body = ObjectionBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = PlaceView))
)]
pub async fn uphold_place(
    OnOne { id: place, body, sender }: OnOne<PlaceId, ObjectionBody>,
) -> Result<Response, Problem> {
    sender.send(representation, Command::Uphold { place, reason: body.reason }).await
}
