//! The ground under the layers, for a city that has its own: the invented one of the demonstration.

use geo::{LineString, MultiPolygon, Polygon};

use super::clip::Clipper;
use super::features::{ABSENT, CodeMeaning, FeatureWriter, PointSchema};
use super::shapes::{ZoomShape, project, project_line};
use super::tile::{BUFFER, TileId};
use super::view::Tile;

/// Water, parks and streets, in WGS 84 longitude and latitude.
#[derive(Clone, Debug, Default)]
pub struct BaseMap {
    /// Sea and lakes.
    pub water: Vec<Polygon<f64>>,
    /// Parks and woods: name and ground.
    pub parks: Vec<(String, Polygon<f64>)>,
    /// Streets: name (may be empty), class and line, the grandest first.
    pub streets: Vec<(String, String, LineString<f64>)>,
}

/// A base map ready to draw.
#[derive(Debug)]
pub(super) struct DrawnBaseMap {
    water: Vec<Drawn<MultiPolygon<f64>>>,
    parks: Vec<Drawn<MultiPolygon<f64>>>,
    streets: Vec<Drawn<LineString<f64>>>,
}

#[derive(Debug)]
struct Drawn<S> {
    name: String,
    class: String,
    shape: ZoomShape<S>,
}

impl DrawnBaseMap {
    pub(super) fn new(map: BaseMap) -> Self {
        let ground = |name: String, polygon: Polygon<f64>| Drawn {
            name,
            class: String::new(),
            shape: ZoomShape::new(project(&MultiPolygon::new(vec![polygon]))),
        };
        let street = |(name, class, line): (String, String, LineString<f64>)| Drawn {
            name,
            class,
            shape: ZoomShape::new(project_line(&line)),
        };
        Self {
            water: map.water.into_iter().map(|polygon| ground(String::new(), polygon)).collect(),
            parks: map.parks.into_iter().map(|(name, polygon)| ground(name, polygon)).collect(),
            streets: map.streets.into_iter().map(street).collect(),
        }
    }

    pub(super) fn water(&self, tile: TileId) -> Tile {
        grounds("water", &self.water, tile)
    }

    pub(super) fn parks(&self, tile: TileId) -> Tile {
        grounds("parks", &self.parks, tile)
    }

    /// The grandest last, so that they lie on top.
    pub(super) fn streets(&self, tile: TileId) -> Tile {
        let schema = schema("streets");
        let (mut writer, mut clipper) = (FeatureWriter::new(&schema), Clipper::new(tile, BUFFER));
        for (at, street) in self.streets.iter().enumerate().rev() {
            if let Some(line) = street.shape.in_tile(tile) {
                let (codes, texts) = street.attributes();
                writer.line(at as u64 + 1, clipper.line(line), &codes, &texts);
            }
        }
        finished(writer)
    }
}

impl<S> Drawn<S> {
    /// Codes and texts in the order of [`schema`]; what is empty is left out.
    fn attributes(&self) -> ([u32; 2], [&str; 2]) {
        let code = |text: &str, at| if text.is_empty() { ABSENT } else { at };
        ([code(&self.name, 0), code(&self.class, 1)], [&self.name, &self.class])
    }
}

fn schema(layer: &str) -> PointSchema {
    PointSchema::new(layer, [("name", CodeMeaning::Given), ("class", CodeMeaning::Given)])
}

fn grounds(layer: &str, grounds: &[Drawn<MultiPolygon<f64>>], tile: TileId) -> Tile {
    let schema = schema(layer);
    let (mut writer, mut clipper) = (FeatureWriter::new(&schema), Clipper::new(tile, BUFFER));
    for (id, ground) in (1..).zip(grounds) {
        if let Some(shape) = ground.shape.in_tile(tile) {
            let (codes, texts) = ground.attributes();
            writer.polygon(id, clipper.polygons(shape), &codes, &texts);
        }
    }
    finished(writer)
}

fn finished(writer: FeatureWriter) -> Tile {
    let mut bytes = Vec::new();
    writer.finish(&mut bytes);
    Tile { bytes, dropped: 0 }
}
