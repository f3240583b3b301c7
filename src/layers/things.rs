//! Things that are a point or have ground of their own, drawn as both.

use super::clip::Clipper;
use super::features::{FeatureWriter, PointSchema};
use super::shapes::project;
use super::thin::{FEATURES_MAX, precedence, thin};
use super::tile::{BUFFER, BufferedTile, Mercator, TileId};
use super::view::Tile;
use crate::space::{Envelope, Polygons};

/// One thing on its way into a tile.
pub(super) struct Thing<'a, const CODES: usize, const TEXTS: usize> {
    pub id: u64,
    /// What stays when there are too many, and lies on top.
    pub priority: u8,
    /// The position that stands for it.
    pub at: Mercator,
    /// Its ground, where it has one that may be shown, and the box around it.
    pub ground: Option<(&'a Polygons, Envelope)>,
    pub codes: [u32; CODES],
    pub texts: [&'a str; TEXTS],
}

/// Draws things into two layers: grounds and points in the one that the schema names, and in `marks_name` a point for
/// each ground, so that a ground cut by tiles has its symbol once.
pub(super) fn draw<'a, const CODES: usize, const TEXTS: usize>(
    schema: &PointSchema,
    marks_name: &str,
    id: TileId,
    things: impl Iterator<Item = Thing<'a, CODES, TEXTS>>,
) -> Tile {
    let tile = BufferedTile::new(id, BUFFER);
    let window = id.window(f64::from(BUFFER), 0.0);
    let mut things: Vec<_> = things
        .filter(|thing| match &thing.ground {
            Some((_, envelope)) => envelope.intersects(&window),
            None => tile.place(thing.at).is_some(),
        })
        .collect();
    let dropped = thin(&mut things, FEATURES_MAX, |thing| precedence(thing.priority, thing.id));
    things.sort_unstable_by_key(|thing| (thing.priority, thing.id));
    let marks_schema = schema.named(marks_name);
    let (mut writer, mut marks) = (FeatureWriter::new(schema), FeatureWriter::new(&marks_schema));
    let mut clipper = Clipper::new(id, BUFFER);
    for thing in &things {
        let at = tile.place(thing.at);
        if let Some((ground, _)) = thing.ground {
            let paths = clipper.polygons(&project(ground.as_multi_polygon()));
            writer.polygon(thing.id, paths, &thing.codes, &thing.texts);
        }
        let points = if thing.ground.is_some() { &mut marks } else { &mut writer };
        if let Some(at) = at {
            points.point(thing.id, at, &thing.codes, &thing.texts);
        }
    }
    let mut bytes = Vec::new();
    writer.finish(&mut bytes);
    marks.finish(&mut bytes);
    Tile { bytes, dropped }
}
