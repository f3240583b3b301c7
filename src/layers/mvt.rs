//! A Mapbox Vector Tile 2.1 layer, written by hand as features arrive.
//!
//! The tile is the heart of the service, and generic encoders spend most of their time allocating a feature before they
//! write it. Here a feature goes straight into the layer's bytes, and its attributes are positions in two tables.

use std::collections::HashMap;

use super::paths::{PathRole, Paths, doubled_area};
use super::protobuf::{bytes, delimited, double, number, varint, zigzag, zigzag64};
use super::tile::PIXEL;

/// Field numbers of the specification's schema.
mod field {
    pub const TILE_LAYER: u32 = 3;
    pub const LAYER_NAME: u32 = 1;
    pub const LAYER_FEATURE: u32 = 2;
    pub const LAYER_KEY: u32 = 3;
    pub const LAYER_VALUE: u32 = 4;
    pub const LAYER_EXTENT: u32 = 5;
    pub const LAYER_VERSION: u32 = 15;
    pub const FEATURE_ID: u32 = 1;
    pub const FEATURE_TAGS: u32 = 2;
    pub const FEATURE_TYPE: u32 = 3;
    pub const FEATURE_GEOMETRY: u32 = 4;
    pub const VALUE_TEXT: u32 = 1;
    pub const VALUE_DOUBLE: u32 = 3;
    pub const VALUE_UINT: u32 = 5;
    pub const VALUE_SINT: u32 = 6;
    pub const VALUE_BOOL: u32 = 7;
}

const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

/// Rings smaller than one pixel are not drawn; this is twice that area in square tile units.
const RING_DOUBLED_AREA_MIN: u64 = 2 * (PIXEL as u64) * (PIXEL as u64);

#[derive(Debug, Clone, Copy)]
enum GeometryType {
    Point = 1,
    Line = 2,
    Polygon = 3,
}

/// An attribute's name in the table of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u32);

/// An attribute's value in the table of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value(u32);

/// Writes one layer: declare keys, look up values, add features, [`finish`](LayerEncoder::finish).
///
/// Coordinates are whole tile units, x eastwards and y southwards. The bytes depend on the order of the calls alone.
#[derive(Debug)]
pub struct LayerEncoder {
    name: String,
    extent: u32,
    count: usize,
    features: Vec<u8>,
    keys: Vec<String>,
    values: ValueTable,
    commands: Vec<u32>,
}

impl LayerEncoder {
    /// Starts a layer. Its name must be its own within the tile; `extent` is the tile's side in tile units.
    pub fn new(name: &str, extent: u32) -> Self {
        Self {
            name: name.to_owned(),
            extent,
            count: 0,
            features: Vec::new(),
            keys: Vec::new(),
            values: ValueTable::default(),
            commands: Vec::new(),
        }
    }

    /// Makes room for so many point features at once.
    pub fn reserve_points(&mut self, count: usize, tags_each: usize) {
        // Identifier, geometry and headers of a point take at most 30 bytes, a tag two to four.
        self.features.reserve(count.saturating_mul(30 + 3 * tags_each));
    }

    /// Declares an attribute; the same name again gives the same key.
    pub fn key(&mut self, name: &str) -> Key {
        let at = self.keys.iter().position(|known| known == name).unwrap_or_else(|| {
            self.keys.push(name.to_owned());
            self.keys.len() - 1
        });
        Key(at as u32)
    }

    /// The place of a text in the value table.
    pub fn text(&mut self, text: &str) -> Value {
        self.values.text(text)
    }

    /// The place of a text that no other feature of the layer has, such as an identifier: written without looking for
    /// it first.
    pub fn text_of_one(&mut self, text: &[u8]) -> Value {
        self.values.text_of_one(text)
    }

    /// The place of a whole number in the value table.
    pub fn int(&mut self, value: i64) -> Value {
        self.values.scalar(Scalar::Int(value))
    }

    /// The place of a truth value in the value table.
    pub fn flag(&mut self, value: bool) -> Value {
        self.values.scalar(Scalar::Flag(value))
    }

    /// The place of a floating-point number in the value table.
    pub fn double(&mut self, value: f64) -> Value {
        self.values.scalar(Scalar::Double(value.to_bits()))
    }

    /// Adds a point.
    #[inline]
    pub fn point(&mut self, id: u64, x: i32, y: i32, tags: &[(Key, Value)]) {
        let commands = [command(MOVE_TO, 1), zigzag(x), zigzag(y)];
        feature(&mut self.features, id, tags, GeometryType::Point, &commands);
        self.count += 1;
    }

    /// Adds a line of one or more parts; says whether anything was left to draw.
    ///
    /// Parts of a single point are skipped, as the specification asks.
    pub fn line(&mut self, id: u64, paths: &Paths, tags: &[(Key, Value)]) -> bool {
        let mut pen = Pen::onto(&mut self.commands);
        for (_, part) in paths.iter().filter(|(role, part)| *role == PathRole::Line && part.len() > 1) {
            pen.path(part.iter().copied(), part.len());
        }
        self.finish_feature(id, tags, GeometryType::Line)
    }

    /// Adds a polygon or multipolygon; says whether anything was left to draw.
    ///
    /// Exteriors are turned clockwise on screen and interiors the other way, whatever way they came. Rings under one
    /// pixel are skipped, an exterior with its holes; a layer whose small features must be seen draws a point instead.
    pub fn polygon(&mut self, id: u64, paths: &Paths, tags: &[(Key, Value)]) -> bool {
        let mut pen = Pen::onto(&mut self.commands);
        let mut exterior_drawn = false;
        for (role, ring) in paths.iter() {
            let exterior = match role {
                PathRole::Exterior => true,
                PathRole::Interior => false,
                PathRole::Line => continue,
            };
            let area = doubled_area(ring);
            let large = area.unsigned_abs() >= RING_DOUBLED_AREA_MIN;
            if exterior {
                exterior_drawn = large;
            }
            if large && exterior_drawn {
                pen.ring(ring, (area > 0) != exterior);
            }
        }
        self.finish_feature(id, tags, GeometryType::Polygon)
    }

    /// How many features have been added.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether no feature has been added.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Appends the layer to a tile. A layer without features is left out, as the specification advises.
    pub fn finish(self, tile: &mut Vec<u8>) {
        if self.count == 0 {
            return;
        }
        tile.reserve(self.features.len() + self.values.encoded.len() + 256);
        delimited(tile, field::TILE_LAYER, |layer| {
            number(layer, field::LAYER_VERSION, 2);
            bytes(layer, field::LAYER_NAME, self.name.as_bytes());
            layer.extend_from_slice(&self.features);
            for key in &self.keys {
                bytes(layer, field::LAYER_KEY, key.as_bytes());
            }
            layer.extend_from_slice(&self.values.encoded);
            number(layer, field::LAYER_EXTENT, u64::from(self.extent));
        });
    }

    fn finish_feature(&mut self, id: u64, tags: &[(Key, Value)], kind: GeometryType) -> bool {
        if self.commands.is_empty() {
            return false;
        }
        feature(&mut self.features, id, tags, kind, &self.commands);
        self.count += 1;
        true
    }
}

#[inline]
fn feature(out: &mut Vec<u8>, id: u64, tags: &[(Key, Value)], kind: GeometryType, commands: &[u32]) {
    delimited(out, field::LAYER_FEATURE, |out| {
        number(out, field::FEATURE_ID, id);
        if !tags.is_empty() {
            delimited(out, field::FEATURE_TAGS, |out| {
                for (key, value) in tags {
                    varint(out, u64::from(key.0));
                    varint(out, u64::from(value.0));
                }
            });
        }
        number(out, field::FEATURE_TYPE, kind as u64);
        delimited(out, field::FEATURE_GEOMETRY, |out| {
            for &word in commands {
                varint(out, u64::from(word));
            }
        });
    });
}

#[inline]
fn command(id: u32, repeat: usize) -> u32 {
    (repeat as u32) << 3 | id
}

/// Draws paths as commands, each point as its distance from the last one across the whole feature.
struct Pen<'a> {
    commands: &'a mut Vec<u32>,
    at: [i32; 2],
}

impl<'a> Pen<'a> {
    fn onto(commands: &'a mut Vec<u32>) -> Self {
        commands.clear();
        Self { commands, at: [0, 0] }
    }

    fn path(&mut self, mut points: impl Iterator<Item = [i32; 2]>, count: usize) {
        if let Some(first) = points.next() {
            self.commands.push(command(MOVE_TO, 1));
            self.go(first);
            self.commands.push(command(LINE_TO, count - 1));
            points.for_each(|point| self.go(point));
        }
    }

    fn ring(&mut self, ring: &[[i32; 2]], reversed: bool) {
        if reversed {
            self.path(ring.iter().rev().copied(), ring.len());
        } else {
            self.path(ring.iter().copied(), ring.len());
        }
        self.commands.push(command(CLOSE_PATH, 1));
    }

    fn go(&mut self, to: [i32; 2]) {
        self.commands.extend([zigzag(to[0] - self.at[0]), zigzag(to[1] - self.at[1])]);
        self.at = to;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scalar {
    Int(i64),
    Flag(bool),
    Double(u64),
}

/// The values of a layer, each written once. Two maps, so that looking up a text borrows it.
#[derive(Debug, Default)]
struct ValueTable {
    encoded: Vec<u8>,
    count: u32,
    texts: HashMap<Box<str>, Value>,
    scalars: HashMap<Scalar, Value>,
}

impl ValueTable {
    fn text(&mut self, text: &str) -> Value {
        if let Some(&known) = self.texts.get(text) {
            return known;
        }
        let value = self.text_of_one(text.as_bytes());
        self.texts.insert(text.into(), value);
        value
    }

    fn text_of_one(&mut self, text: &[u8]) -> Value {
        delimited(&mut self.encoded, field::LAYER_VALUE, |out| bytes(out, field::VALUE_TEXT, text));
        self.next()
    }

    fn scalar(&mut self, scalar: Scalar) -> Value {
        if let Some(&known) = self.scalars.get(&scalar) {
            return known;
        }
        let value = self.next();
        delimited(&mut self.encoded, field::LAYER_VALUE, |out| match scalar {
            Scalar::Int(int) => match u64::try_from(int) {
                Ok(positive) => number(out, field::VALUE_UINT, positive),
                Err(_) => number(out, field::VALUE_SINT, zigzag64(int)),
            },
            Scalar::Flag(flag) => number(out, field::VALUE_BOOL, u64::from(flag)),
            Scalar::Double(bits) => double(out, field::VALUE_DOUBLE, f64::from_bits(bits)),
        });
        self.scalars.insert(scalar, value);
        value
    }

    fn next(&mut self) -> Value {
        self.count += 1;
        Value(self.count - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::{self, Decoded};
    use super::*;

    fn ring(role: PathRole, points: &[[i32; 2]]) -> Paths {
        let mut paths = Paths::default();
        paths.push(role, points.iter().copied());
        paths
    }

    fn finished(layer: LayerEncoder) -> decode::Layer {
        let mut tile = Vec::new();
        layer.finish(&mut tile);
        decode::tile(&tile).pop().expect("one layer")
    }

    #[test]
    fn one_point_is_these_bytes() {
        let mut layer = LayerEncoder::new("p", 4096);
        let tag = (layer.key("k"), layer.text("v"));
        layer.point(5, 25, 17, &[tag]);
        let mut tile = Vec::new();
        layer.finish(&mut tile);
        // Worked out by hand from the schema; the geometry [9, 50, 34] is the specification's own example.
        let expected = [
            0x1a, 31, // layer, 31 bytes
            0x78, 2, // version 2
            0x0a, 1, b'p', // name
            0x12, 13, // feature, 13 bytes
            0x08, 5, // id
            0x12, 2, 0, 0, // tags: key 0, value 0
            0x18, 1, // a point
            0x22, 3, 9, 50, 34, // move to +25 +17
            0x1a, 1, b'k', // key
            0x22, 3, 0x0a, 1, b'v', // value, a text
            0x28, 0x80, 0x20, // extent 4096
        ];
        assert_eq!(tile, expected);
    }

    #[test]
    fn the_specifications_polygons_come_out_as_its_commands() {
        // Section 4.3.5.6, two exteriors and a hole in the second, ten times as large so that nothing is under a pixel.
        let mut paths = ring(PathRole::Exterior, &[[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]);
        paths.push(PathRole::Exterior, [[110, 110], [200, 110], [200, 200], [110, 200]]);
        paths.push(PathRole::Interior, [[130, 130], [130, 170], [170, 170], [170, 130]]);
        let mut layer = LayerEncoder::new("p", 4096);
        assert!(layer.polygon(1, &paths, &[]));
        let feature = &finished(layer).features[0];
        let expected = [
            9, 0, 0, 26, 200, 0, 0, 200, 199, 0, 15, //
            9, 220, 20, 26, 180, 0, 0, 180, 179, 0, 15, //
            9, 40, 139, 26, 0, 80, 80, 0, 0, 79, 15,
        ];
        assert_eq!(feature.geometry, expected);
    }

    #[test]
    fn winding_is_put_right_whatever_way_rings_come() {
        let square = [[0, 0], [100, 0], [100, 100], [0, 100]];
        let hole = [[20, 20], [60, 20], [60, 60], [20, 60]];
        for (turn_square, turn_hole) in [(false, false), (true, false), (false, true), (true, true)] {
            let turned = |ring: [[i32; 2]; 4], turn| {
                if turn { [ring[3], ring[2], ring[1], ring[0]] } else { ring }
            };
            let mut paths = ring(PathRole::Exterior, &turned(square, turn_square));
            paths.push(PathRole::Interior, turned(hole, turn_hole));
            let mut layer = LayerEncoder::new("p", 4096);
            layer.polygon(1, &paths, &[]);
            let rings = finished(layer).features[0].paths();
            let areas: Vec<_> = rings.iter().map(|ring| doubled_area(&ring.points)).collect();
            assert_eq!(areas, [20_000, -3_200]);
            assert!(rings.iter().all(|ring| ring.closed));
        }
    }

    #[test]
    fn rings_under_a_pixel_are_skipped_an_exterior_with_its_holes() {
        let mut layer = LayerEncoder::new("p", 4096);
        let mut paths = ring(PathRole::Exterior, &[[0, 0], [7, 0], [7, 8], [0, 8]]);
        paths.push(PathRole::Interior, [[0, 0], [0, 50], [50, 50]]);
        assert!(!layer.polygon(1, &paths, &[]));
        assert!(!layer.polygon(2, &ring(PathRole::Exterior, &[[5, 5], [9, 9], [5, 5]]), &[]));
        assert!(!layer.line(3, &ring(PathRole::Line, &[[5, 5], [5, 5]]), &[]));
        assert!(layer.polygon(4, &ring(PathRole::Exterior, &[[0, 0], [8, 0], [8, 8], [0, 8]]), &[]));
        assert_eq!(layer.len(), 1);
        assert_eq!(finished(layer).features[0].id, 4);
    }

    #[test]
    fn lines_keep_their_parts() {
        let mut paths = ring(PathRole::Line, &[[2, 2], [2, 10], [10, 10]]);
        paths.push(PathRole::Line, [[1, 1], [3, 5]]);
        let mut layer = LayerEncoder::new("p", 4096);
        assert!(layer.line(7, &paths, &[]));
        // The specification's own multi-line, section 4.3.5.4.
        assert_eq!(finished(layer).features[0].geometry, [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]);
    }

    #[test]
    fn values_of_every_kind_are_stored_once_and_read_back() {
        let mut layer = LayerEncoder::new("p", 4096);
        let values = |layer: &mut LayerEncoder| {
            [
                layer.text("åäö"),
                layer.int(-3),
                layer.int(i64::MIN),
                layer.int(1),
                layer.flag(true),
                layer.double(1.0),
                layer.double(-0.5),
            ]
        };
        let first = values(&mut layer);
        assert_eq!(first, values(&mut layer));
        let keys: Vec<_> = (0..7).map(|i| layer.key(&format!("k{i}"))).collect();
        assert_eq!(layer.key("k3"), keys[3]);
        let tags: Vec<_> = keys.into_iter().zip(first).collect();
        let id_of_53_bits = (1 << 53) - 1;
        layer.point(id_of_53_bits, -64, 4160, &tags);
        let layer = finished(layer);
        assert_eq!(layer.values.len(), 7);
        assert_eq!(layer.features[0].id, id_of_53_bits);
        assert_eq!(layer.features[0].point(), [-64, 4160]);
        let read: Vec<_> = layer.attributes(&layer.features[0]).into_iter().map(|(_, value)| value).collect();
        let expected = [
            Decoded::Text("åäö".into()),
            Decoded::Int(-3),
            Decoded::Int(i64::MIN),
            Decoded::Int(1),
            Decoded::Flag(true),
            Decoded::Double(1.0),
            Decoded::Double(-0.5),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn layers_follow_one_another_and_empty_ones_are_left_out() {
        let mut tile = Vec::new();
        for (name, points) in [("a", 1), ("b", 0), ("c", 300)] {
            let mut layer = LayerEncoder::new(name, 4096);
            (0..points).for_each(|i| layer.point(i, i as i32, 0, &[]));
            layer.finish(&mut tile);
        }
        let layers = decode::tile(&tile);
        let found: Vec<_> = layers.iter().map(|layer| (layer.name.as_str(), layer.features.len())).collect();
        assert_eq!(found, [("a", 1), ("c", 300)]);
        assert!(layers.iter().all(|layer| layer.version == 2 && layer.extent == 4096));
    }
}
