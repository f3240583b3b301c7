//! The map under the layers, from the city's file or service, through our own host.

use super::answer;
use super::caller::Caller;
use super::extract::Params;
use super::problem::{Problem, ProblemKind};
use super::state::App;
use super::tiles::tile_id;
use crate::background::{About, Fault, Tile};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::io::Read;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// A background map changes with its file, a few times a year; browsers keep a tile for a day.
const KEPT: HeaderValue = HeaderValue::from_static("private, max-age=86400");
/// A vector tile that does not fit in this when unpacked is no tile.
const UNPACKED_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Tiles of the background map.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find_background_tile))
}

/// The map under the layers, for whoever draws it.
#[derive(Serialize, ToSchema)]
pub struct BackgroundMap {
    /// `picture` or `vector`.
    kind: &'static str,
    /// The address of a tile, with `{z}`, `{row}` and `{col}`.
    tiles: &'static str,
    /// The first zoom it has.
    min_zoom: u8,
    /// The last zoom it has.
    max_zoom: u8,
    /// West, south, east, north, where the map says.
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<[f64; 4]>,
    /// Who made it, to be shown on the map.
    credit: String,
}

impl BackgroundMap {
    /// What the catalogue says of it.
    #[must_use]
    pub fn of(about: &About) -> Self {
        Self {
            kind: if about.format.is_picture() { "picture" } else { "vector" },
            tiles: "/api/background/{z}/{row}/{col}",
            min_zoom: about.min_zoom,
            max_zoom: about.max_zoom,
            bounds: about.bounds,
            credit: about.credit.clone(),
        }
    }
}

/// One tile of the background map. The same for everybody who is logged in; row before column.
#[utoipa::path(
    get, path = "/api/background/{z}/{row}/{col}", tag = "layers",
    params(
        ("z" = u8, Path, description = "Zoom, 0 to 22"),
        ("row" = u32, Path, description = "Row, from the north"),
        ("col" = u32, Path, description = "Column, from the west"),
    ),
    responses(
        (status = 200, description = "The tile: a vector tile or a picture, as /api/layers says",
         content((Vec<u8> = "application/vnd.mapbox-vector-tile"), (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"),
                 (Vec<u8> = "image/webp"))),
        (status = 204, description = "The map has nothing there"),
        (status = 304, description = "The caller has it"),
        (status = 404, description = "No such tile, or no background map"),
    )
)]
pub async fn find_background_tile(
    State(app): State<App>,
    _caller: Caller,
    Path((z, row, col)): Path<(String, String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let background = app.city().background.as_ref().ok_or_else(Problem::not_there)?;
    let tile = tile_id(&z, &row, &col)?;
    match background.tile(tile).await.map_err(told)? {
        Some(tile) => answered(&headers, tile, background.about().format.content_type()),
        None => Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, KEPT)]).into_response()),
    }
}

fn told(fault: Fault) -> Problem {
    match fault {
        // Somebody else's service; the map goes on without it.
        Fault::Away(why) => {
            tracing::warn!(why, "no background tile");
            let away = Problem::new(ProblemKind::Unavailable, "The background map's service did not answer.");
            Problem { retry_after_s: Some(10), ..away }
        }
        Fault::Broken(why) => Problem::internal(why),
    }
}

/// Compressed tiles go on compressed to whoever takes that, which is every browser.
fn answered(request: &HeaderMap, tile: Tile, content_type: &'static str) -> Result<Response, Problem> {
    let tag = answer::etag(&tile.bytes);
    let mut headers = HeaderMap::from_iter([
        (header::CACHE_CONTROL, KEPT),
        (header::VARY, HeaderValue::from_static("accept-encoding, authorization, cookie")),
    ]);
    headers.insert(header::ETAG, HeaderValue::try_from(&tag).map_err(Problem::internal)?);
    if answer::names_tag(request, header::IF_NONE_MATCH, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if !tile.gzipped {
        return Ok((headers, tile.bytes).into_response());
    }
    if answer::takes_gzip(request) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return Ok((headers, tile.bytes).into_response());
    }
    Ok((headers, unpacked(&tile.bytes).map_err(Problem::internal)?).into_response())
}

fn unpacked(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    flate2::read::GzDecoder::new(bytes).take(UNPACKED_MAX_BYTES + 1).read_to_end(&mut whole)?;
    if whole.len() as u64 > UNPACKED_MAX_BYTES {
        return Err(std::io::Error::other("a background tile is larger than a tile can be"));
    }
    Ok(whole)
}
