//! The layers against small invented worlds, in the eyes of many viewers.

mod areas;
mod eyes;
mod invented;
mod plain;

use super::collections::{Collection, Filters, Layers};
use super::decode::{self, Decoded, Layer};
use super::tile::{Mercator, TileId};
use super::view::Tile;
use crate::domain::access::Viewer;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 2);
/// Around the invented things, with room to spare.
const BOUNDS: [f64; 4] = [17.95, 59.25, 18.25, 59.45];

fn draw(
    snapshot: &Snapshot,
    viewer: Viewer,
    collection: Collection,
    filters: &Filters,
    tile: TileId,
) -> Tile {
    Layers::new(None).draw(collection, tile, (snapshot, &Eyes::of(viewer)), filters, TODAY)
}

/// All tiles of a zoom over the invented city.
fn tiles(zoom: u8) -> Vec<TileId> {
    let [west, south, east, north] = BOUNDS;
    let side = f64::from(1u32 << zoom);
    let (low, high) = (Mercator::from_lonlat(west, north), Mercator::from_lonlat(east, south));
    let range = |from: f64, to: f64| (from * side) as u32..=(to * side) as u32;
    let rows = |x| range(low.y, high.y).map(move |y| TileId::new(zoom, x, y).unwrap());
    range(low.x, high.x).flat_map(rows).collect()
}

fn decoded(
    snapshot: &Snapshot,
    viewer: Viewer,
    collection: Collection,
    filters: &Filters,
    zoom: u8,
) -> Vec<Layer> {
    let draw = |tile| decode::tile(&draw(snapshot, viewer, collection, filters, tile).bytes);
    tiles(zoom).into_iter().flat_map(draw).collect()
}

fn whole(layer: &Layer, feature: &decode::Feature, key: &str) -> i64 {
    match layer.attribute(feature, key) {
        Some(Decoded::Int(value)) => value,
        other => panic!("{key} is {other:?}"),
    }
}
