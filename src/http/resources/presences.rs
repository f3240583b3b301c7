//! Presence at places: who has been there, as kind, time and organisation.

use super::one::{One, Sender};
use super::reports::named_place;
use super::rounds::newest_first;
use super::shared::{self, Items, Page, Represented};
use crate::domain::command::{Command, PresenceDraft};
use crate::domain::ids::{PlaceId, PresenceId};
use crate::http::answer;
use crate::http::caller::{Call, Caller, Sent};
use crate::http::extract::{Json, Params};
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::effort::PresenceView;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use crate::index::view::effort;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

/// A presence as a party gives it: by a party, or by an organisation of a kind.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceBody {
    place: String,
    presence_kind: String,
    #[schema(value_type = String)]
    starts_at: Timestamp,
    #[schema(value_type = String)]
    ends_at: Timestamp,
    party: Option<String>,
    organisation_kind: Option<String>,
}

/// The presences that the caller sees, at one place or at all, the newest first.
#[utoipa::path(
    get, path = "/api/presences", tag = "presences",
    params(
        ("place" = Option<String>, Query, description = "Id of a place"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<PresenceView>))
)]
pub async fn list_presences(
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
    let seen = effort::presences(&snapshot, &eyes, place);
    let keyed = seen.into_iter().map(|presence| (newest_first(presence.starts_at, presence.id), presence));
    let page = Page::read(&params)?.of(keyed);
    answer::json(&headers, &page.map(|presence| scene.presence(presence, &caller.actor)))
}

fn representation(snapshot: &Snapshot, caller: &Caller, id: PresenceId) -> Result<Represented, Problem> {
    let eyes = caller.eyes();
    let presence =
        effort::presence(snapshot, &eyes, id).ok_or_else(|| shared::missing(snapshot, &eyes, id))?;
    let view = Scene::new(snapshot, &eyes).presence(presence, &caller.actor);
    Ok((presence.version, answer::bytes(&view)?))
}

/// Writes down that somebody was at a place. What is planned is not taken.
#[utoipa::path(
    post, path = "/api/presences", tag = "presences", request_body = PresenceBody,
    responses((status = 201, body = PresenceView))
)]
pub async fn add_presence(
    State(app): State<App>,
    caller: Caller,
    sent: Sent,
    body: Json<PresenceBody>,
) -> Result<Response, Problem> {
    let call = Call::new(&app, &caller, &sent, body.text.as_bytes())?;
    let body = body.value;
    let draft = PresenceDraft {
        place: named_place(&body.place, "#/place")?,
        presence_kind: body.presence_kind,
        starts_at: body.starts_at,
        ends_at: body.ends_at,
        party: body.party,
        organisation_kind: body.organisation_kind,
    };
    let done = call.submit(&app, None, Command::AddPresence(draft)).await?;
    let key = done.about.ok_or_else(|| Problem::internal("a new presence has no key"))?;
    let id = PresenceId::from_bits(key.bits);
    let (_, bytes) = representation(&app.engine().snapshot(), &caller, id)?;
    let location = Some(format!("/api/presences/{id}"));
    Ok(answer::written(StatusCode::CREATED, bytes, shared::told(&app, &caller, &done, location)))
}

/// One presence.
#[utoipa::path(
    get, path = "/api/presences/{id}", tag = "presences",
    params(("id" = String, Path, description = "Id of a presence")),
    responses((status = 200, body = PresenceView))
)]
pub async fn find_presence(one: One<PresenceId>) -> Result<Response, Problem> {
    one.shown(representation).await
}

/// Takes back a presence that was written down in error.
#[utoipa::path(
    post, path = "/api/presences/{id}/withdraw", tag = "presences",
    params(("id" = String, Path, description = "Id of a presence")),
    responses((status = 200, body = PresenceView))
)]
pub async fn withdraw_presence(sender: Sender<PresenceId>) -> Result<Response, Problem> {
    let command = Command::WithdrawPresence(sender.id);
    sender.send(representation, command).await
}
