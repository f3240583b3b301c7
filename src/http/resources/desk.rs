//! The caller's own desk: places followed and muted, and until when news has been read.

use super::places::seen_place;
use super::shared;
use crate::domain::desk::{Desk, Mark};
use crate::domain::ids::{AccountId, PlaceId};
use crate::domain::refusal::{Refusal, Wrong};
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::{self, Json, Params};
use crate::http::problem::Problem;
use crate::http::render::{PlaceRef, Scene, Time};
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A browser's clock may be this much ahead.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);

/// What is on a desk, of what its owner still sees.
#[derive(Serialize, ToSchema)]
pub struct DeskView {
    /// Places it follows.
    followed: Vec<PlaceRef>,
    /// Places it does not want to hear of.
    muted: Vec<PlaceRef>,
    /// Until when it has read what is new.
    #[schema(required)]
    read_until: Option<Time>,
}

/// A mark on a place; null takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkBody {
    mark: Option<Mark>,
}

/// Until when news has been read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadBody {
    #[schema(value_type = String)]
    until: Timestamp,
}

/// A caller's desk; a program has none, so nothing is on it.
#[must_use]
pub fn desk_of(app: &App, caller: &Caller) -> Desk {
    caller.actor.account.map(|account| app.accounts().desk(account)).unwrap_or_default()
}

/// The account that a desk is changed for.
fn account(caller: &Caller) -> Result<AccountId, Problem> {
    let no_desk =
        || Refusal::WrongState("no-desk", "A program has no desk; log in with an account.".to_owned());
    caller.actor.account.ok_or_else(|| no_desk().into())
}

/// What is on a desk, as far as its owner sees the places.
pub fn desk_view(snapshot: &Snapshot, caller: &Caller, desk: &Desk) -> DeskView {
    let eyes = caller.eyes();
    let scene = Scene::new(snapshot, &eyes);
    let seen = |places: &BTreeSet<PlaceId>| -> Vec<PlaceRef> {
        let mut seen: Vec<_> = places.iter().filter_map(|id| scene.place_ref(*id)).collect();
        seen.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        seen
    };
    DeskView {
        followed: seen(&desk.followed),
        muted: seen(&desk.muted),
        read_until: desk.read_until.map(Time),
    }
}

fn changed(app: &App, caller: &Caller, desk: &Desk) -> Result<Response, Problem> {
    let view = desk_view(&app.engine().snapshot(), caller, desk);
    Ok(answer::written(StatusCode::OK, answer::bytes(&view)?, answer::Told::default()))
}

/// What is on the caller's own desk. Nobody else sees it.
#[utoipa::path(get, path = "/api/me/desk", tag = "me", responses((status = 200, body = DeskView)))]
pub async fn find_desk(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let desk = desk_of(&app, &caller);
    let snapshot = shared::snapshot(&app, &headers).await;
    answer::json(&headers, &desk_view(&snapshot, &caller, &desk))
}

/// Follows a place, mutes it, or neither. Programs have no desk: 409.
#[utoipa::path(
    put, path = "/api/me/desk/places/{id}", tag = "me", request_body = MarkBody,
    params(("id" = String, Path, description = "Id of a place")),
    responses((status = 200, body = DeskView))
)]
pub async fn mark_place(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Json { value: body, .. }: Json<MarkBody>,
) -> Result<Response, Problem> {
    let id: PlaceId = extract::id(&id)?;
    seen_place(&app.engine().snapshot(), &caller.eyes(), id)?;
    let desk = app.accounts().mark(app.engine(), account(&caller)?, id, body.mark).await?;
    changed(&app, &caller, &desk)
}

/// Says until when the caller has read what is new. It is never unread again. Programs have no desk: 409.
#[utoipa::path(
    put, path = "/api/me/desk/read", tag = "me", request_body = ReadBody,
    responses((status = 200, body = DeskView))
)]
pub async fn read_news(
    State(app): State<App>,
    caller: Caller,
    Json { value: body, .. }: Json<ReadBody>,
) -> Result<Response, Problem> {
    if body.until > app.accounts().now() + AHEAD {
        let wrong =
            Wrong::at("#/until", "in_the_future", "is in the future; nothing of it can have been read");
        return Err(Problem::invalid(vec![wrong]));
    }
    let desk = app.accounts().read_until(app.engine(), account(&caller)?, body.until).await?;
    changed(&app, &caller, &desk)
}
