//! `GET /api/locate`: what is here.

use super::shared;
use crate::domain::area::AreaKind;
use crate::http::answer;
use crate::http::caller::Caller;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::render::place::{NearPlaceView, ProposalView};
use crate::http::render::reference::NearSiteView;
use crate::http::render::{AreaRef, Scene};
use crate::http::state::App;
use crate::index::view::locate as view;
use crate::space::LonLat;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// Metres around a position when the caller does not say.
const RADIUS_M: f64 = 250.0;
/// Most metres around a position.
const RADIUS_MAX_M: f64 = 1_000.0;

/// What is at a position.
#[derive(Serialize, ToSchema)]
pub struct Located {
    /// The district; null outside them all.
    #[schema(required)]
    district: Option<AreaRef>,
    /// Whether it lies outside every district.
    outside_districts: bool,
    /// Every area here.
    areas: Vec<KindOfArea>,
    /// Sites on and near, the nearest first.
    sites: Vec<NearSiteView>,
    /// Places here and near, the nearest first.
    places: Vec<NearPlaceView>,
    /// Who should coordinate a place here.
    #[schema(required)]
    coordinator_proposal: Option<ProposalView>,
}

/// An area with its kind.
#[derive(Serialize, ToSchema)]
pub struct KindOfArea {
    /// Its kind.
    kind: AreaKind,
    #[serde(flatten)]
    #[schema(inline)]
    area: AreaRef,
}

/// What is here: district, sites with their managers, known places, and who should coordinate.
#[utoipa::path(
    get, path = "/api/locate", tag = "locate",
    params(
        ("lon" = f64, Query, description = "Longitude, WGS 84 degrees"),
        ("lat" = f64, Query, description = "Latitude, WGS 84 degrees"),
        ("radius_m" = Option<f64>, Query, description = "Metres around it, 250 unless told, at most 1 000"),
    ),
    responses((status = 200, body = Located))
)]
pub async fn locate(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let params = Params::parse(uri.query(), &["lon", "lat", "radius_m"])?;
    let number = |name| params.number(name)?.ok_or_else(|| Problem::parameter(name, "is required"));
    let position = LonLat::new(number("lon")?, number("lat")?).map_err(|fault| {
        let hint = fault.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        Problem::parameter("lon", &format!("and lat are no position: {fault}{hint}"))
    })?;
    let radius_m = params.number("radius_m")?.unwrap_or(RADIUS_M);
    if !(0.0..=RADIUS_MAX_M).contains(&radius_m) {
        return Err(Problem::parameter("radius_m", "must be from 0 to 1000 metres"));
    }
    let snapshot = shared::snapshot(&app, &headers).await;
    let eyes = caller.eyes();
    let scene = Scene::new(&snapshot, &eyes);
    let located = view::locate(&snapshot, &eyes, position, radius_m, scene.now);
    let kind_of = |area: &crate::domain::world::Held<crate::domain::area::Area>| {
        Some(KindOfArea { kind: area.kind, area: scene.area(area.id)? })
    };
    let body = Located {
        outside_districts: located.district.is_none(),
        district: located.district.as_ref().and_then(|area| scene.area(area.id)),
        areas: located.areas.iter().filter_map(kind_of).collect(),
        sites: located.sites.iter().map(|near| scene.near_site(near)).collect(),
        places: located.places.iter().map(|near| scene.near_place(near)).collect(),
        coordinator_proposal: located.proposal.as_ref().map(|proposed| scene.proposal(proposed)),
    };
    answer::json(&headers, &body)
}
