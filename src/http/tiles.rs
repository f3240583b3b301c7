//! Vector tiles, what describes them, and the catalogue of what the map shows.

use super::answer;
use super::audited;
use super::background::BackgroundMap;
use super::caller::Caller;
use super::extract::Params;
use super::problem::{Problem, ProblemKind};
use super::request::{self, Language};
use super::resources::desk::desk_of;
use super::resources::shared;
use super::state::App;
use super::tile_filters;
use crate::domain::time::date_of;
use crate::index::snapshot::Snapshot;
use crate::layers::catalog::{AttributeKind, LayerDescription, Words};
use crate::layers::collections::{Collection, Layers, city_bounds};
use crate::layers::encode::gzip_level1;
use crate::layers::tile::TileId;
use crate::layers::view::Tile;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const MVT: &str = "application/vnd.mapbox-vector-tile";
/// How many features the cap has left out of a tile; absent when none.
const DROPPED: &str = "samplats-dropped";

/// Tiles and their descriptions.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find_tile))
        .routes(routes!(find_tilejson))
        .routes(routes!(list_layers))
}

/// One vector tile of a collection, as this caller sees it. Row before column.
#[utoipa::path(
    get, path = "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}", tag = "layers",
    params(
        ("id" = String, Path, description = "districts, neighbourhoods, sites, places, reports; in the demo also water, parks, streets"),
        ("z" = u8, Path, description = "Zoom, 0 to 22"),
        ("row" = u32, Path, description = "Row, from the north"),
        ("col" = u32, Path, description = "Column, from the west"),
        ("status" = Option<String>, Query, description = "Places and reports: as in their lists; several with commas"),
        ("problem_type" = Option<String>, Query, description = "Places and reports: as in their lists; several with commas"),
        ("district" = Option<String>, Query, description = "Places and reports: id, code or name of a district"),
        ("party" = Option<String>, Query, description = "Places and reports: code of a party, as in their lists"),
        ("without_coordinator" = Option<bool>, Query, description = "Places: open, and nobody has accepted to coordinate"),
        ("child_relevant" = Option<bool>, Query, description = "Places: matter to children"),
        ("asked" = Option<bool>, Query, description = "Places: the caller's party is asked about"),
        ("overdue" = Option<bool>, Query, description = "Places: the coordination's clock has run out"),
        ("since" = Option<String>, Query, description = "Places and reports: at this time or later"),
        ("until" = Option<String>, Query, description = "Places and reports: before this time"),
        ("hours" = Option<String>, Query, description = "Reports: as in their list"),
    ),
    responses(
        (status = 200, description = "The tile", body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile",
         headers(("Samplats-Dropped" = u32, description = "Features left out, the least pressing first; absent when none"))),
        (status = 204, description = "There is nothing in it"),
        (status = 304, description = "The caller has it"),
        (status = 404, description = "No such collection or tile"),
    )
)]
pub async fn find_tile(
    State(app): State<App>,
    caller: Caller,
    Path((id, z, row, col)): Path<(String, String, String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = collection(app.layers(), &id)?;
    let tile = tile_id(&z, &row, &col)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    let desk = || desk_of(&app, &caller);
    let filters = tile_filters::read(collection, uri.query(), &snapshot, &caller, desk)?;
    let leave = app.drawing().clone().acquire_owned().await.map_err(Problem::internal)?;
    let draw = move || {
        let _leave = leave;
        let world = (&*snapshot, &caller.eyes());
        let drawn = app.layers().draw(collection, tile, world, &filters, today());
        let keeps = !answer::forbids_store(&headers);
        answer_tile(drawn, &headers, |body, hash| match keeps {
            true => app.packed().gzip(caller.actor.viewer, hash, body),
            false => Bytes::from(gzip_level1(body)),
        })
    };
    audited::aside(draw).await
}

/// Hashes and compresses, which like drawing is work for a thread that may be busy.
fn answer_tile(drawn: Tile, headers: &HeaderMap, gzip: impl FnOnce(&[u8], [u8; 32]) -> Bytes) -> Response {
    let empty = drawn.bytes.is_empty();
    let mut response = answer::body_packed(headers, drawn.bytes, MVT, gzip);
    // An answer without content has no representation to validate.
    if empty {
        let mut empty = StatusCode::NO_CONTENT.into_response();
        for name in [header::CACHE_CONTROL, header::VARY] {
            empty.headers_mut().extend(response.headers_mut().remove(&name).map(|value| (name, value)));
        }
        return empty;
    }
    if drawn.dropped > 0 {
        response.headers_mut().insert(DROPPED, HeaderValue::from(drawn.dropped));
    }
    response
}

/// A collection that this city has.
fn collection(layers: &Layers, id: &str) -> Result<Collection, Problem> {
    Collection::parse(id).filter(|collection| layers.has(*collection)).ok_or_else(Problem::not_there)
}

pub(super) fn tile_id(z: &str, row: &str, col: &str) -> Result<TileId, Problem> {
    let numbers = (|| Some((whole(z)?, whole(row)?, whole(col)?)))();
    let (z, row, col) = numbers.ok_or_else(Problem::not_there)?;
    let z = u8::try_from(z).unwrap_or(u8::MAX);
    TileId::new(z, col, row)
        .map_err(|fault| Problem::new(ProblemKind::NotThere, format!("There is no such tile: {fault}.")))
}

/// A whole number written in its one way, so that each tile has one address.
fn whole(text: &str) -> Option<u32> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    canonical.then(|| text.parse().ok()).flatten()
}

fn today() -> Date {
    date_of(Timestamp::now())
}

/// The tiles of a collection, for clients that read TileJSON. Filters given here are carried over to the tiles.
#[utoipa::path(
    get, path = "/ogc/collections/{id}/tiles/WebMercatorQuad/tilejson", tag = "layers",
    params(("id" = String, Path, description = "A collection with tiles")),
    responses((status = 200, body = TileJson), (status = 404, description = "No such collection"))
)]
pub async fn find_tilejson(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = collection(app.layers(), &id)?;
    let snapshot = shared::snapshot(&app, &headers).await;
    tile_filters::read(collection, uri.query(), &snapshot, &caller, || desk_of(&app, &caller))?;
    let base = base_url(app.city().public_url.as_deref(), &headers)?;
    let query =
        uri.query().filter(|query| !query.is_empty()).map(|query| format!("?{query}")).unwrap_or_default();
    let tiles = format!("{base}/ogc/collections/{id}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}{query}");
    answer::json(&headers, &TileJson::new(app.layers(), collection, tiles, &snapshot, request::language()))
}

/// How the service is reached: as configured, else as this request did. GIS programs take a path alone for another host's.
/// Whoever can write the Host of somebody else's request could send them elsewhere by it, so a service that is reached
/// through a proxy has its address configured, and what is no plain authority is refused.
pub(super) fn base_url(public_url: Option<&str>, headers: &HeaderMap) -> Result<String, Problem> {
    if let Some(url) = public_url {
        return Ok(url.trim_end_matches('/').to_owned());
    }
    let Some(host) = headers.get(header::HOST) else { return Ok(String::new()) };
    let host = host.to_str().ok().filter(|host| is_plain_authority(host));
    let malformed =
        || Problem::new(ProblemKind::Malformed, "Host must be a name or an address, and perhaps a port.");
    host.map(|host| format!("http://{host}")).ok_or_else(malformed)
}

/// A name or an address, perhaps with a port: nothing of a user, a path or a second host.
fn is_plain_authority(text: &str) -> bool {
    let Ok(authority) = text.parse::<axum::http::uri::Authority>() else { return false };
    let (host, rest) = (authority.host(), text.strip_prefix(authority.host()));
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let named = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)),
    };
    let port = rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port));
    named && port
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// TileJSON 3.0.0.
#[derive(Serialize, ToSchema)]
pub struct TileJson {
    /// The version of the format.
    tilejson: &'static str,
    /// What the collection is called.
    name: String,
    /// Row 0 is in the north.
    scheme: &'static str,
    /// The address of a tile.
    tiles: [String; 1],
    /// The first zoom with features.
    minzoom: u8,
    /// The deepest zoom to ask for.
    maxzoom: u8,
    /// West, south, east, north of the districts: the same for everybody, whatever they see.
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<[f64; 4]>,
    /// The layers inside the tiles.
    vector_layers: Vec<VectorLayer>,
}

/// One layer inside the tiles.
#[derive(Serialize, ToSchema)]
pub struct VectorLayer {
    /// Its name in the tile.
    id: &'static str,
    /// What it is called.
    description: String,
    /// The first zoom at which it has features.
    minzoom: u8,
    /// The deepest zoom to ask for.
    maxzoom: u8,
    /// Attributes, with what their values are.
    fields: BTreeMap<&'static str, &'static str>,
}

impl TileJson {
    fn new(
        layers: &Layers,
        collection: Collection,
        tiles: String,
        snapshot: &Snapshot,
        language: Language,
    ) -> Self {
        let catalog = layers.catalog();
        let described = |id: &str| catalog.iter().find(|entry| entry.id == id);
        let vector_layers: Vec<_> = collection
            .layers()
            .iter()
            .filter_map(|layer| Some(VectorLayer::new(layer.name, described(layer.described_as)?, language)))
            .collect();
        let (minzoom, maxzoom) = layers.zooms(collection);
        let bounds = city_bounds(snapshot, today());
        Self {
            tilejson: "3.0.0",
            name: vector_layers.first().map(|layer| layer.description.clone()).unwrap_or_default(),
            scheme: "xyz",
            tiles: [tiles],
            minzoom,
            maxzoom,
            bounds: bounds.map(|bounds| [bounds.west, bounds.south, bounds.east, bounds.north]),
            vector_layers,
        }
    }
}

impl VectorLayer {
    fn new(id: &'static str, entry: &LayerDescription, language: Language) -> Self {
        let kind = |kind| match kind {
            AttributeKind::Code | AttributeKind::Text => "String",
            AttributeKind::Whole => "Number",
            AttributeKind::Flag => "Boolean",
        };
        Self {
            id,
            description: in_language(&entry.title, language),
            minzoom: entry.min_zoom,
            maxzoom: entry.max_zoom,
            fields: entry.attributes.iter().map(|attribute| (attribute.key, kind(attribute.kind))).collect(),
        }
    }
}

fn in_language(words: &Words, language: Language) -> String {
    match language {
        Language::Swedish => words.sv.to_string(),
        Language::English => words.en.to_string(),
    }
}

/// What the map shows.
#[derive(Serialize, ToSchema)]
pub struct Catalog {
    /// The layers, lowest first.
    layers: Vec<CatalogLayer>,
    /// The address of a tile, with `{id}` for a layer's `collection`, and `{z}`, `{row}` and `{col}`.
    tiles: &'static str,
    /// The map under them, in a city that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    background: Option<BackgroundMap>,
}

/// A layer, and where its features are.
#[derive(Serialize, ToSchema)]
pub struct CatalogLayer {
    #[serde(flatten)]
    #[schema(inline)]
    layer: LayerDescription,
    /// The collection in whose tiles it is drawn: a summary comes with the things it sums up.
    collection: &'static str,
}

/// What the map shows, in words of both languages, how it looks, and between which zooms it exists.
#[utoipa::path(
    get, path = "/api/layers", tag = "layers",
    responses((status = 200, body = Catalog))
)]
pub async fn list_layers(
    State(app): State<App>,
    _caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Params::parse(uri.query(), &[])?;
    let tiles = "/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}";
    let drawn = |layer: LayerDescription| {
        Some(CatalogLayer { collection: Collection::drawing(layer.id)?.code(), layer })
    };
    let layers = app.layers().catalog().into_iter().filter_map(drawn).collect();
    let background = app.city().background.as_ref().map(|map| BackgroundMap::of(map.about()));
    answer::json(&headers, &Catalog { layers, tiles, background })
}
