//! Areas.

use super::one::{OnOne, One};
use super::shared::{self, GeometryBody, Items, Page, Represented};
use crate::domain::area::{Area, AreaKind};
use crate::domain::command::Command;
use crate::domain::ids::AreaId;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::Scene;
use crate::http::render::reference::AreaView;
use crate::http::state::App;
use crate::index::snapshot::Snapshot;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

/// Areas, by kind and code, without their ground.
#[utoipa::path(
    get, path = "/api/areas", tag = "areas",
    params(
        ("kind" = Option<String>, Query, description = "district, neighbourhood, local_police_area or custom"),
        ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees: areas that touch it"),
        ("limit" = Option<u32>, Query, description = "1 to 1 000, 100 unless told"),
        ("cursor" = Option<String>, Query, description = "The next of an earlier page"),
    ),
    responses((status = 200, body = Items<AreaView>))
)]
pub async fn list_areas(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["kind", "bbox", "limit", "cursor"])?;
    let kind = kind(&params)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let bbox = shared::bbox(&params)?;
    let grounds = snapshot.reference.areas.iter();
    let areas =
        grounds.filter(|ground| bbox.is_none_or(|query| ground.touches(&query))).map(|ground| &ground.area);
    let mut items: Vec<_> = areas
        .filter(|area| kind.is_none_or(|kind| area.kind == kind))
        .map(|area| (key(area), scene.area_view(area, false)))
        .collect();
    items.sort_by(|a, b| a.0.cmp(&b.0));
    answer::json(&headers, &Page::read(&params)?.of(items.into_iter()))
}

/// The kind that is asked for.
///
/// # Errors
/// 400 for a word that is no kind.
pub fn kind(params: &Params) -> Result<Option<AreaKind>, Problem> {
    let read =
        |text| AreaKind::parse(text).ok_or_else(|| Problem::parameter("kind", "is not a kind of area"));
    params.get("kind").map(read).transpose()
}

/// Where an area stands in the list.
fn key(area: &Area) -> String {
    let (code, name, _) = area.rank();
    format!("{}.{code}.{name}.{}", area.kind as u8, area.id)
}

fn representation(snapshot: &Snapshot, caller: &Caller, id: AreaId) -> Result<Represented, Problem> {
    let area = snapshot.reference.areas.get(id).ok_or_else(Problem::not_there)?;
    let eyes = caller.eyes();
    let view = Scene::new(snapshot, &eyes).area_view(area, true);
    Ok((area.version, answer::bytes(&view)?))
}

/// Says what an area covers, drawn by hand. A file that is imported again puts back what it says.
#[utoipa::path(
    put, path = "/api/areas/{id}/geometry", tag = "areas", request_body = GeometryBody,
    params(("id" = String, Path, description = "Id of an area")),
    responses((status = 200, body = AreaView))
)]
pub async fn draw_area(OnOne { id, body, sender }: OnOne<AreaId, GeometryBody>) -> Result<Response, Problem> {
    let command = Command::DrawArea(id, body.shape()?);
    sender.send(representation, command).await
}

/// One area, with its ground.
#[utoipa::path(
    get, path = "/api/areas/{id}", tag = "areas",
    params(("id" = String, Path, description = "Id of an area")),
    responses((status = 200, body = AreaView))
)]
pub async fn find_area(one: One<AreaId>) -> Result<Response, Problem> {
    one.shown(representation).await
}
