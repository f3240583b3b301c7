//! The summary that low zooms show instead of features: 64 by 64 cells with count, worst status and main type.
//!
//! Far out, thousands of points lie under one pixel. A cell says how many there are and what they are, the tile stays a
//! few kilobytes, and the time to draw it is one pass over the points.

use super::memo::ValueMemo;
use super::mvt::LayerEncoder;
use super::tile::{EXTENT, TileId};
use crate::space::Spot;

/// Cells to a side of a tile: 8 pixels each.
pub const CELLS: u32 = 64;

/// How many types are told apart at most, since they are data that an administrator can add to: 4 MiB for each tile.
pub const TYPES_MAX: u16 = 256;

const CELL_UNITS: u32 = EXTENT / CELLS;

/// The zoom at which a unit of a tile is a step of a [`Spot`]: a world of 2³² steps has 2^(z + 12) units.
const STEP_ZOOM: u8 = 20;

/// One cell with at least one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The same number for the same piece of ground and zoom, in any tile and at any time; below 2^53 up to zoom 20.
    pub id: u64,
    /// Tile units eastwards of the west edge.
    pub x: i32,
    /// Tile units southwards of the north edge.
    pub y: i32,
    /// How many members there are.
    pub count: u32,
    /// The highest status rank among them.
    pub worst: u8,
    /// The most common type, the lower code when two are as common; nothing when no member has a type.
    pub main_type: Option<u16>,
}

/// Gathers the points of one tile into cells.
///
/// A cell is drawn at the centroid of its members: on the street where things happen, rather than on a lattice that
/// looks like a finding and may put a symbol in the water. That tells a viewer nothing new, since the points given here
/// are those the viewer may see one by one further in. For figures that are open to all, where the members are not, it
/// would be wrong: those are drawn by district, from suppressed counts, and never pass through here.
#[derive(Debug)]
pub struct SummaryGrid {
    tile: TileId,
    /// Tile units from the edges of the world to those of the tile.
    west: u32,
    north: u32,
    type_count: u16,
    /// One row of numbers for each cell: those named below, then how often each type occurs. Side by side, since a point
    /// then touches one or two cache lines.
    tallies: Vec<u32>,
}

/// Sums of positions within the cell. Of whole numbers, so that the order of the points cannot change them; 32 bits are
/// enough for 68 million points in a cell.
const X_SUM: usize = 0;
const Y_SUM: usize = 1;
const COUNT: usize = 2;
const WORST: usize = 3;
const TYPES: usize = 4;

/// Counts points into a grid. Points that lie together should come together: what many of one cell have in common is
/// added to it once.
pub struct Pen<'g> {
    step: u8,
    west: u32,
    north: u32,
    type_count: u16,
    row: usize,
    tallies: &'g mut [u32],
    run: Run,
}

impl Pen<'_> {
    /// Counts a point; says whether it lies in the tile (without buffer, so that no point is counted in two tiles).
    ///
    /// A `main_type` outside the table, such as a retired code, counts as a point without a type.
    #[inline(always)]
    pub fn add(&mut self, at: Spot, status_rank: u8, main_type: u16) -> bool {
        let (x, y) = (units(at.x(), self.step, self.west), units(at.y(), self.step, self.north));
        if x >= EXTENT || y >= EXTENT {
            return false;
        }
        let cell = (y / CELL_UNITS * CELLS + x / CELL_UNITS) as usize;
        if cell != self.run.cell {
            self.write();
            self.run = Run { cell, ..Run::default() };
        }
        self.run.add(x, y, status_rank);
        if main_type < self.type_count {
            let of_type = &mut self.tallies[cell * self.row + TYPES + usize::from(main_type)];
            *of_type = of_type.wrapping_add(1);
        }
        true
    }

    fn write(&mut self) {
        let tally = &mut self.tallies[self.run.cell * self.row..];
        tally[X_SUM] = tally[X_SUM].wrapping_add(self.run.x_sum);
        tally[Y_SUM] = tally[Y_SUM].wrapping_add(self.run.y_sum);
        tally[COUNT] = tally[COUNT].wrapping_add(self.run.count);
        tally[WORST] = tally[WORST].max(u32::from(self.run.worst));
    }
}

impl Drop for Pen<'_> {
    fn drop(&mut self) {
        self.write();
    }
}

/// Points of one cell, one after the other.
#[derive(Default)]
struct Run {
    cell: usize,
    x_sum: u32,
    y_sum: u32,
    count: u32,
    worst: u8,
}

impl Run {
    /// Checked sums would be a third of what a tile of a million costs, and a million is far from the end of 32 bits.
    #[inline]
    fn add(&mut self, x: u32, y: u32, status_rank: u8) {
        self.x_sum = self.x_sum.wrapping_add(x % CELL_UNITS);
        self.y_sum = self.y_sum.wrapping_add(y % CELL_UNITS);
        self.count = self.count.wrapping_add(1);
        self.worst = self.worst.max(status_rank);
    }
}

/// Whole tile units from an edge of the tile, rounded down, of which there are 2^`step` steps of a spot in each; very many
/// for what lies before it.
#[inline]
const fn units(steps: u32, step: u8, edge: u32) -> u32 {
    (steps >> step).wrapping_sub(edge)
}

impl SummaryGrid {
    /// An empty grid for a tile, with `type_count` types whose codes are 0 to `type_count` - 1; those beyond
    /// [`TYPES_MAX`] count as points without a type.
    ///
    /// Memory: 16 bytes and 4 for each type, in each of 4 096 cells.
    ///
    /// # Panics
    /// For a tile of a zoom beyond 20, where a unit is less than a spot tells: a fault in the layer.
    pub fn new(tile: TileId, type_count: u16) -> Self {
        assert!(tile.z() <= STEP_ZOOM, "summaries are of low zooms");
        let type_count = type_count.min(TYPES_MAX);
        let cells = (CELLS * CELLS) as usize;
        Self {
            tile,
            west: tile.x() * EXTENT,
            north: tile.y() * EXTENT,
            type_count,
            tallies: vec![0; cells * (TYPES + usize::from(type_count))],
        }
    }

    /// A pen to count points with. What it wrote last is in the grid when it is put down.
    pub fn pen(&mut self) -> Pen<'_> {
        Pen {
            step: STEP_ZOOM - self.tile.z(),
            west: self.west,
            north: self.north,
            type_count: self.type_count,
            row: self.row_len(),
            tallies: &mut self.tallies,
            run: Run::default(),
        }
    }

    /// The cells that have members, row by row from the north-west.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        let rows = (0u32..).zip(self.tallies.chunks_exact(self.row_len()));
        rows.filter(|(_, tally)| tally[COUNT] > 0).map(|(index, tally)| Cell {
            id: self.cell_id(u64::from(index)),
            x: (index % CELLS * CELL_UNITS + mean(tally[X_SUM], tally[COUNT])) as i32,
            y: (index / CELLS * CELL_UNITS + mean(tally[Y_SUM], tally[COUNT])) as i32,
            count: tally[COUNT],
            worst: tally[WORST] as u8,
            main_type: main_type(&tally[TYPES..]),
        })
    }

    /// Appends the cells to a tile as points with `count`, `worst` and `type`.
    ///
    /// `statuses` are the words of the ranks, `types` those of the type codes; what has no word, or an empty one, is left out.
    pub fn finish(&self, name: &str, statuses: &[&str], types: &[&str], tile: &mut Vec<u8>) {
        let mut layer = LayerEncoder::new(name, EXTENT);
        let [count, worst, main] = ["count", "worst", "type"].map(|key| layer.key(key));
        let [mut counts, mut worsts, mut mains] = [(); 3].map(|()| ValueMemo::default());
        let mut tags = Vec::with_capacity(3);
        for cell in self.cells() {
            tags.clear();
            let value = counts.get(cell.count, || Some(layer.int(i64::from(cell.count))));
            tags.extend(value.map(|value| (count, value)));
            let rank = u32::from(cell.worst);
            let value = worsts.get(rank, || {
                let word = statuses.get(rank as usize).filter(|word| !word.is_empty());
                word.map(|word| layer.text(word))
            });
            tags.extend(value.map(|value| (worst, value)));
            if let Some(code) = cell.main_type {
                let value =
                    mains.get(u32::from(code), || types.get(usize::from(code)).map(|word| layer.text(word)));
                tags.extend(value.map(|value| (main, value)));
            }
            layer.point(cell.id, cell.x, cell.y, &tags);
        }
        layer.finish(tile);
    }

    /// Numbers all cells of all zooms: first those of the zooms above, then row by row.
    fn cell_id(&self, index: u64) -> u64 {
        let cells = u64::from(CELLS);
        let side = cells << self.tile.z();
        // 64² (1 + 4 + 16 + ...), a geometric series.
        let above = (side * side - cells * cells) / 3;
        let column = u64::from(self.tile.x()) * cells + index % cells;
        let row = u64::from(self.tile.y()) * cells + index / cells;
        above + row * side + column
    }

    fn row_len(&self) -> usize {
        TYPES + usize::from(self.type_count)
    }
}

/// The type that occurs most; the lowest code of those that occur as often.
fn main_type(tallies: &[u32]) -> Option<u16> {
    let mut best = (0, None);
    for (code, &tally) in (0u16..).zip(tallies) {
        if tally > best.0 {
            best = (tally, Some(code));
        }
    }
    best.1
}

/// The mean, rounded to the nearest whole number within the cell.
fn mean(sum: u32, count: u32) -> u32 {
    ((u64::from(sum) + u64::from(count) / 2) / u64::from(count)) as u32
}

#[cfg(test)]
mod tests {
    use super::super::decode::{self, Decoded};
    use super::super::tile::TileFrame;
    use super::*;
    use crate::space::Mercator;
    use proptest::prelude::*;
    use std::collections::HashSet;

    const STATUSES: [&str; 3] = ["dormant", "monitoring", "active"];
    const TYPES: [&str; 3] = ["disorder", "vandalism", "graffiti"];

    fn tile() -> TileId {
        TileId::new(8, 140, 75).unwrap()
    }

    fn at(x: f64, y: f64) -> Spot {
        let world = 256.0 * 4096.0;
        Spot::at(Mercator { x: (140.0 * 4096.0 + x) / world, y: (75.0 * 4096.0 + y) / world })
    }

    #[test]
    fn a_cell_says_how_many_how_bad_and_mainly_what() {
        let mut grid = SummaryGrid::new(tile(), 3);
        let mut pen = grid.pen();
        for (x, rank, code) in [(0.0, 1, 2), (10.5, 0, 1), (64.0, 0, 900), (20.0, 2, 1), (63.9, 0, 2)] {
            assert!(pen.add(at(x, 70.0), rank, code));
        }
        drop(pen);
        let cells: Vec<_> = grid.cells().collect();
        // Whole units 0, 10, 20 and 63 have the mean 23.25; types 1 and 2 are as common.
        assert_eq!((cells[0].x, cells[0].y, cells[0].count), (23, 70, 4));
        assert_eq!((cells[0].worst, cells[0].main_type), (2, Some(1)));
        assert_eq!((cells[1].x, cells[1].count, cells[1].main_type), (64, 1, None));
        assert_eq!(cells.len(), 2);

        let mut bytes = Vec::new();
        grid.finish("places_summary", &STATUSES, &TYPES, &mut bytes);
        let layer = &decode::tile(&bytes)[0];
        let attribute = |feature: usize, key| layer.attribute(&layer.features[feature], key);
        assert_eq!(layer.name, "places_summary");
        assert_eq!(attribute(0, "count"), Some(Decoded::Int(4)));
        assert_eq!(attribute(0, "worst"), Some(Decoded::Text("active".into())));
        assert_eq!(attribute(0, "type"), Some(Decoded::Text("vandalism".into())));
        assert_eq!(attribute(1, "type"), None);
        assert_eq!(layer.features[0].point(), [23, 70]);
    }

    #[test]
    fn more_types_than_there_is_room_for_are_counted_without_a_type() {
        let mut grid = SummaryGrid::new(tile(), u16::MAX);
        assert!(grid.pen().add(at(1.0, 1.0), 0, TYPES_MAX));
        assert!(grid.pen().add(at(100.0, 1.0), 0, TYPES_MAX - 1));
        let found: Vec<_> = grid.cells().map(|cell| (cell.count, cell.main_type)).collect();
        assert_eq!(found, [(1, None), (1, Some(TYPES_MAX - 1))]);
    }

    #[test]
    fn edges_belong_to_the_tile_on_their_east_and_south() {
        let mut grid = SummaryGrid::new(tile(), 1);
        let mut lies_in = |x, y| grid.pen().add(at(x, y), 0, 0);
        assert!(lies_in(0.0, 0.0));
        assert!(!lies_in(4096.0, 0.0));
        assert!(!lies_in(0.0, 4096.0));
        assert!(!lies_in(-0.1, 0.0));
    }

    proptest! {
        #[test]
        fn whole_steps_give_the_units_that_projecting_gives(x in any::<u32>(), y in any::<u32>(), z in 0u8..=11) {
            let spot = Spot::at(Mercator { x: f64::from(x) / 4_294_967_296.0, y: f64::from(y) / 4_294_967_296.0 });
            let side = f64::from(1u32 << z);
            let (column, row) = ((spot.mercator().x * side) as u32, (spot.mercator().y * side) as u32);
            let tile = TileId::new(z, column, row).unwrap();
            let mut grid = SummaryGrid::new(tile, 0);
            prop_assert!(grid.pen().add(spot, 0, 0));
            let [east, south] = TileFrame::new(tile).place(spot.mercator().x, spot.mercator().y).map(f64::floor);
            let cell = grid.cells().next().unwrap();
            prop_assert_eq!((cell.x, cell.y), (east as i32, south as i32));
        }
    }

    #[test]
    fn cell_identifiers_are_stable_and_never_meet() {
        let ids = |z, x, y| -> Vec<u64> {
            let grid = SummaryGrid::new(TileId::new(z, x, y).unwrap(), 0);
            (0..4096).map(|index| grid.cell_id(index)).collect()
        };
        let all: Vec<u64> = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1), (2, 0, 0)]
            .map(|(z, x, y)| ids(z, x, y))
            .concat();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert_eq!(ids(0, 0, 0), (0..4096).collect::<Vec<_>>());
        assert_eq!(ids(1, 0, 0)[0], 4096);
        assert_eq!(ids(2, 0, 0)[0], 4096 + 4 * 4096);
        assert!(ids(20, (1 << 20) - 1, (1 << 20) - 1)[4095] < 1 << 53);
    }

    fn any_points() -> impl Strategy<Value = Vec<(f64, f64, u8, u16)>> {
        prop::collection::vec((0.0..4096.0f64, 0.0..4096.0f64, 0u8..3, 0u16..4), 0..300)
    }

    fn bytes(points: impl Iterator<Item = (f64, f64, u8, u16)>) -> Vec<u8> {
        let mut grid = SummaryGrid::new(tile(), 3);
        let mut pen = grid.pen();
        points.for_each(|(x, y, rank, code)| assert!(pen.add(at(x, y), rank, code)));
        drop(pen);
        let mut bytes = Vec::new();
        grid.finish("places_summary", &STATUSES, &TYPES, &mut bytes);
        bytes
    }

    proptest! {
        #[test]
        fn the_counts_add_up_to_the_points_given(points in any_points()) {
            let layers = decode::tile(&bytes(points.iter().copied()));
            let counts = layers.iter().flat_map(|layer| layer.features.iter().map(|f| layer.attribute(f, "count")));
            let total: i64 = counts.map(|count| if let Some(Decoded::Int(count)) = count { count } else { 0 }).sum();
            prop_assert_eq!(total, points.len() as i64);
        }

        #[test]
        fn a_symbol_lies_in_its_own_cell(points in any_points()) {
            let mut grid = SummaryGrid::new(tile(), 3);
            for &(x, y, rank, code) in &points {
                grid.pen().add(at(x, y), rank, code);
            }
            for cell in grid.cells() {
                let index = (cell.y as u32 / CELL_UNITS * CELLS + cell.x as u32 / CELL_UNITS) as u64;
                prop_assert_eq!(grid.cell_id(index), cell.id);
            }
        }

        #[test]
        fn the_bytes_do_not_depend_on_the_order(points in any_points()) {
            prop_assert_eq!(bytes(points.iter().copied()), bytes(points.iter().rev().copied()));
        }
    }
}
