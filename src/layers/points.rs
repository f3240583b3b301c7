//! Exact point features of one tile: gathered, thinned and written without an allocation for each.
//!
//! A point carries its attributes as small whole numbers. What they mean stands once in the schema of the layer, and
//! only words that are used come into the tile.

use super::features::FeatureWriter;
use super::thin::{Precedence, precedence, thin};
use super::tile::{BufferedTile, Mercator, TileId};

pub use super::features::{ABSENT, CodeMeaning, PointAttribute, PointSchema};

/// How many features a tile got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Features in the tile.
    pub drawn: usize,
    /// Features left out by the cap; the reader is told.
    pub dropped: usize,
}

/// The points of one tile on their way into it, at most so many of them.
#[derive(Debug)]
pub struct PointBatch<'s> {
    schema: &'s PointSchema,
    tile: BufferedTile,
    cap: usize,
    points: Vec<TilePoint>,
    codes: Vec<u32>,
    dropped: usize,
    /// Once some have been dropped: what of the rest comes no earlier than this is dropped as well.
    last_kept: Option<Precedence>,
}

#[derive(Debug, Clone, Copy)]
struct TilePoint {
    id: u64,
    /// Which row of the codes belongs to this point.
    row: u32,
    x: i16,
    y: i16,
    priority: u8,
}

impl TilePoint {
    fn precedence(&self) -> Precedence {
        precedence(self.priority, self.id)
    }
}

impl<'s> PointBatch<'s> {
    /// An empty batch for a tile grown by `buffer` tile units on each side (at most 2048), thinned to `cap` points.
    pub fn new(schema: &'s PointSchema, tile: TileId, buffer: u32, cap: usize) -> Self {
        let tile = BufferedTile::new(tile, buffer);
        Self { schema, tile, cap, points: Vec::new(), codes: Vec::new(), dropped: 0, last_kept: None }
    }

    /// Makes room for so many points at once.
    pub fn reserve(&mut self, count: usize) {
        let count = count.min(self.room());
        self.points.reserve(count);
        self.codes.reserve(count.saturating_mul(self.schema.attributes.len()));
    }

    /// Offers a point; says whether it lies within the buffered tile and was taken or dropped.
    ///
    /// `id` is the same number as everywhere else in the service (at most 53 bits, so that browsers read it exactly).
    /// `priority` decides what stays when there are too many, and what is drawn on top. `codes` has one number for each
    /// attribute of the schema, [`ABSENT`] where the feature has none.
    ///
    /// # Panics
    /// When there are more or fewer codes than attributes, which is a fault in the layer.
    #[inline]
    pub fn push(&mut self, id: u64, at: Mercator, priority: u8, codes: &[u32]) -> bool {
        assert_eq!(codes.len(), self.schema.attributes.len(), "one code for each attribute");
        let Some([x, y]) = self.tile.place(at) else {
            return false;
        };
        if self.last_kept.is_some_and(|last| precedence(priority, id) >= last) {
            self.dropped += 1;
            return true;
        }
        self.points.push(TilePoint { id, row: self.points.len() as u32, x: x as i16, y: y as i16, priority });
        self.codes.extend_from_slice(codes);
        if self.points.len() >= self.room() {
            self.thin();
        }
        true
    }

    /// So many are held before they are thinned: a crowd costs each of its members a comparison, and memory for a few.
    fn room(&self) -> usize {
        self.cap.saturating_mul(2).max(1)
    }

    fn thin(&mut self) {
        let dropped = thin(&mut self.points, self.cap, TilePoint::precedence);
        if dropped == 0 {
            return;
        }
        self.dropped += dropped;
        self.last_kept = self.points.iter().map(TilePoint::precedence).max().or(Some(Precedence::FIRST));
        let width = self.schema.attributes.len();
        let mut codes = Vec::with_capacity(self.room() * width);
        for (row, point) in (0..).zip(&mut self.points) {
            let from = point.row as usize * width;
            codes.extend_from_slice(&self.codes[from..from + width]);
            point.row = row;
        }
        self.codes = codes;
    }

    /// Appends the points that stay to a tile as one layer.
    ///
    /// The bytes are the same whatever order the points came in: they are drawn by rising priority, then identifier, so
    /// that what matters most lies on top in any client.
    pub fn finish(mut self, tile: &mut Vec<u8>) -> Drawn {
        self.thin();
        self.points.sort_unstable_by_key(|point| (point.priority, point.id));
        let width = self.schema.attributes.len();
        let mut writer = FeatureWriter::new(self.schema);
        writer.reserve_points(self.points.len());
        for point in &self.points {
            let row = point.row as usize * width;
            let at = [i32::from(point.x), i32::from(point.y)];
            writer.point(point.id, at, &self.codes[row..row + width], &[]);
        }
        writer.finish(tile);
        Drawn { drawn: self.points.len(), dropped: self.dropped }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::{self, Decoded};
    use super::super::thin::FEATURES_MAX;
    use super::super::tile::BUFFER;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn schema() -> PointSchema {
        let attribute = |key: &str, meaning| PointAttribute { key: key.into(), meaning };
        PointSchema {
            name: "places".into(),
            attributes: vec![
                attribute(
                    "status",
                    CodeMeaning::Words(["suspected", "active", "dormant"].map(String::from).to_vec()),
                ),
                attribute("reports", CodeMeaning::Whole),
                attribute("child_relevant", CodeMeaning::Flag),
            ],
        }
    }

    fn tile() -> TileId {
        TileId::new(14, 9014, 4817).unwrap()
    }

    /// A position given in the units of the test tile.
    fn at(x: f64, y: f64) -> Mercator {
        let world = 16_384.0 * 4096.0;
        Mercator { x: (9014.0 * 4096.0 + x) / world, y: (4817.0 * 4096.0 + y) / world }
    }

    #[derive(Debug, Clone)]
    struct Given {
        id: u64,
        x: f64,
        y: f64,
        priority: u8,
        codes: [u32; 3],
    }

    fn drawn(points: &[Given], cap: usize) -> (Vec<u8>, Drawn) {
        let schema = schema();
        let mut batch = PointBatch::new(&schema, tile(), BUFFER, cap);
        for point in points {
            batch.push(point.id, at(point.x, point.y), point.priority, &point.codes);
        }
        let mut bytes = Vec::new();
        let drawn = batch.finish(&mut bytes);
        (bytes, drawn)
    }

    #[test]
    fn codes_become_the_words_of_the_schema() {
        let given = [
            Given { id: 1, x: 10.0, y: 20.0, priority: 0, codes: [1, 70_000, 1] },
            Given { id: 2, x: 10.4, y: 20.6, priority: 0, codes: [ABSENT, 12, 0] },
            Given { id: 3, x: 30.0, y: 40.0, priority: 0, codes: [99, ABSENT, ABSENT] },
        ];
        let (bytes, _) = drawn(&given, FEATURES_MAX);
        let layer = &decode::tile(&bytes)[0];
        let attribute = |feature: usize, key| layer.attribute(&layer.features[feature], key);
        assert_eq!(attribute(0, "status"), Some(Decoded::Text("active".into())));
        assert_eq!(attribute(0, "reports"), Some(Decoded::Int(70_000)));
        assert_eq!(attribute(0, "child_relevant"), Some(Decoded::Flag(true)));
        assert_eq!(attribute(1, "status"), None);
        assert_eq!(attribute(1, "child_relevant"), Some(Decoded::Flag(false)));
        assert_eq!(layer.features[1].point(), [10, 21]);
        assert!(layer.attributes(&layer.features[2]).is_empty());
        assert!(!layer.values.contains(&Decoded::Text("dormant".into())), "words that nobody uses stay out");
    }

    #[test]
    fn points_outside_the_buffer_and_impossible_ones_are_not_taken() {
        let schema = schema();
        let mut batch = PointBatch::new(&schema, tile(), 64, FEATURES_MAX);
        let codes = [ABSENT; 3];
        assert!(batch.push(1, at(-64.0, 4160.0), 0, &codes));
        assert!(!batch.push(2, at(-65.0, 0.0), 0, &codes));
        assert!(!batch.push(3, at(0.0, 4161.0), 0, &codes));
        assert!(!batch.push(4, Mercator { x: f64::NAN, y: 0.3 }, 0, &codes));
        assert!(!batch.push(5, Mercator { x: 0.5, y: f64::INFINITY }, 0, &codes));
        let mut bytes = Vec::new();
        assert_eq!(batch.finish(&mut bytes), Drawn { drawn: 1, dropped: 0 });
    }

    #[test]
    fn the_most_important_stay_and_lie_on_top() {
        let given: Vec<_> = (0..100)
            .map(|id| Given { id, x: id as f64, y: 0.0, priority: (id % 10) as u8, codes: [ABSENT; 3] })
            .collect();
        let (bytes, counts) = drawn(&given, 20);
        assert_eq!(counts, Drawn { drawn: 20, dropped: 80 });
        let ids: Vec<_> = decode::tile(&bytes)[0].features.iter().map(|feature| feature.id).collect();
        let expected: Vec<_> = (0..10).map(|i| i * 10 + 8).chain((0..10).map(|i| i * 10 + 9)).collect();
        assert_eq!(ids, expected);
    }

    #[test]
    fn a_tile_without_points_is_empty() {
        assert_eq!(drawn(&[], FEATURES_MAX), (vec![], Drawn { drawn: 0, dropped: 0 }));
    }

    fn any_points() -> impl Strategy<Value = Vec<Given>> {
        let point = (-100.0..4200.0f64, -100.0..4200.0f64, 0u8..4, [0u32..5, 0u32..3000, 0u32..2]);
        prop::collection::btree_map(0u64..(1 << 53), point, 0..120).prop_map(|points| {
            points
                .into_iter()
                .map(|(id, (x, y, priority, codes))| Given { id, x, y, priority, codes })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn below_the_cap_no_point_is_lost_and_all_lie_in_the_buffered_tile(given in any_points()) {
            let (bytes, counts) = drawn(&given, FEATURES_MAX);
            let layers = decode::tile(&bytes);
            let features: Vec<_> = layers.iter().flat_map(|layer| &layer.features).collect();
            let inside = |value: f64| (-64.0..=4160.0).contains(&value);
            let expected: BTreeSet<_> =
                given.iter().filter(|point| inside(point.x) && inside(point.y)).map(|point| point.id).collect();
            let found: BTreeSet<_> = features.iter().map(|feature| feature.id).collect();
            prop_assert_eq!(&found, &expected);
            prop_assert_eq!(counts, Drawn { drawn: found.len(), dropped: 0 });
            for point in features.iter().map(|feature| feature.point()) {
                prop_assert!(point.iter().all(|value| (-64..=4160).contains(value)));
            }
        }

        #[test]
        fn the_bytes_do_not_depend_on_the_order(given in any_points(), cap in 1usize..150, seed in any::<u64>()) {
            let mut shuffled = given.clone();
            shuffled.sort_by_key(|point| (point.id ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            prop_assert_eq!(drawn(&given, cap), drawn(&shuffled, cap));
        }
    }
}
