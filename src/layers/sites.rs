//! The layer of sites, open to everyone with a log-in.

use std::collections::HashSet;

use super::features::{CodeMeaning, PointSchema};
use super::things::{Thing, draw};
use super::tile::{BUFFER, TileId};
use super::view::Tile;
use crate::domain::codes::CodeList;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::view;
use crate::space::Shape;

/// Draws a tile of sites. Sites that matter to children stay before others when there are too many.
#[must_use]
pub fn tile((snapshot, eyes): (&Snapshot, &Eyes), tile: TileId) -> Tile {
    let codes = snapshot.reference.codes.values();
    let for_children: HashSet<&str> = codes
        .filter(|code| code.list == CodeList::SiteKind && code.child_relevant)
        .map(|code| code.code.as_str())
        .collect();
    let window = tile.window(f64::from(BUFFER), 0.0);
    let rows = snapshot.sites.in_box(&window).filter(|row| view::site(eyes, row).is_some());
    let things = rows.map(|row| {
        let site = &row.held.record;
        let child = for_children.contains(site.kind.as_str());
        let ground = match &site.shape {
            Shape::Point(_) => None,
            Shape::Polygons(polygons) => Some((polygons, row.envelope)),
        };
        Thing {
            id: row.bits,
            priority: u8::from(child),
            at: row.spot.mercator(),
            ground,
            codes: [0, 0, 1, u32::from(child)],
            texts: [&*site.name, &*site.kind],
        }
    });
    draw(&schema(), "sites_points", tile, things)
}

fn schema() -> PointSchema {
    let attributes = [
        ("id", CodeMeaning::Id),
        ("name", CodeMeaning::Given),
        ("kind", CodeMeaning::Given),
        ("child", CodeMeaning::Flag),
    ];
    PointSchema::new("sites", attributes)
}
