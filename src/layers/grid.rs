//! The summary that low zooms show instead of features: 64 by 64 cells with count, worst status and main type.
//!
//! Far out, thousands of points lie under one pixel. A cell says how many there are and what they are, the tile stays a
//! few kilobytes, and the time to draw it is one pass over the points.

use super::memo::ValueMemo;
use super::mvt::LayerEncoder;
use super::tile::{EXTENT, TileId};
use crate::index::crowds::Crowd;
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
    frame: Frame,
    type_count: u16,
    tallies: Vec<Tally>,
    /// For each cell how often each type occurs, and after those how many points have none: so every point is counted
    /// somewhere, without a branch that the processor guesses wrong every other time.
    types: Vec<u32>,
}

/// What is known of a cell, besides its types.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// Sums of positions, in steps of a [`Spot`] from the edges of the world. Of whole numbers, so that the order of the
    /// points cannot change them; as many points as have numbers fit.
    x_sum: u64,
    y_sum: u64,
    count: u32,
    worst: u8,
}

impl Tally {
    /// Checked sums would be a third of what a tile of a million costs, and there are fewer points than have numbers.
    #[inline]
    fn add(&mut self, more: &Self) {
        self.x_sum = self.x_sum.wrapping_add(more.x_sum);
        self.y_sum = self.y_sum.wrapping_add(more.y_sum);
        self.count = self.count.wrapping_add(more.count);
        self.worst = self.worst.max(more.worst);
    }
}

/// Counts points into a grid. Points that lie together should come together: what many of one cell have in common is
/// added to it once.
pub struct Pen<'g> {
    frame: Frame,
    type_count: u16,
    tallies: &'g mut [Tally],
    types: &'g mut [u32],
    /// Points of one cell, one after the other, and which.
    run: Tally,
    cell: usize,
}

impl Pen<'_> {
    /// Counts a point; says whether it lies in the tile (without buffer, so that no point is counted in two tiles).
    ///
    /// A `main_type` outside the table, such as a retired code, counts as a point without a type.
    #[inline(always)]
    pub fn add(&mut self, at: Spot, status_rank: u8, main_type: u16) -> bool {
        let Some(cell) = self.frame.cell(at) else { return false };
        if cell != self.cell {
            self.write();
            (self.run, self.cell) = (Tally::default(), cell);
        }
        let (x_sum, y_sum) = (u64::from(at.x()), u64::from(at.y()));
        self.run.add(&Tally { x_sum, y_sum, count: 1, worst: status_rank });
        let of_type = &mut self.types[type_slot(cell, main_type, self.type_count)];
        *of_type = of_type.wrapping_add(1);
        true
    }

    fn write(&mut self) {
        self.tallies[self.cell].add(&self.run);
    }
}

impl Drop for Pen<'_> {
    fn drop(&mut self) {
        self.write();
    }
}

/// Where a tile lies, in tile units from the edges of the world.
#[derive(Debug, Clone, Copy)]
struct Frame {
    west: u32,
    north: u32,
    /// So many halvings of a step of a [`Spot`] are a unit.
    step: u8,
}

impl Frame {
    /// Whole tile units from an edge of the tile, rounded down; very many for what lies before it.
    #[inline]
    const fn units(self, at: Spot) -> (u32, u32) {
        ((at.x() >> self.step).wrapping_sub(self.west), (at.y() >> self.step).wrapping_sub(self.north))
    }

    /// The number of the cell that a spot lies in, if that is in the tile.
    #[inline]
    const fn cell(self, at: Spot) -> Option<usize> {
        let (x, y) = self.units(at);
        if x >= EXTENT || y >= EXTENT {
            return None;
        }
        Some((y / CELL_UNITS * CELLS + x / CELL_UNITS) as usize)
    }
}

impl SummaryGrid {
    /// An empty grid for a tile, with `type_count` types whose codes are 0 to `type_count` - 1; those beyond
    /// [`TYPES_MAX`] count as points without a type.
    ///
    /// Memory: 28 bytes and 4 for each type, in each of 4 096 cells.
    ///
    /// # Panics
    /// For a tile of a zoom beyond 20, where a unit is less than a spot tells: a fault in the layer.
    pub fn new(tile: TileId, type_count: u16) -> Self {
        assert!(tile.z() <= STEP_ZOOM, "summaries are of low zooms");
        let type_count = type_count.min(TYPES_MAX);
        let cells = (CELLS * CELLS) as usize;
        let frame = Frame { west: tile.x() * EXTENT, north: tile.y() * EXTENT, step: STEP_ZOOM - tile.z() };
        let types = vec![0; cells * slots(type_count)];
        Self { tile, frame, type_count, tallies: vec![Tally::default(); cells], types }
    }

    /// A pen to count points with. What it wrote last is in the grid when it is put down.
    pub fn pen(&mut self) -> Pen<'_> {
        Pen {
            frame: self.frame,
            type_count: self.type_count,
            tallies: &mut self.tallies,
            types: &mut self.types,
            run: Tally::default(),
            cell: 0,
        }
    }

    /// Counts things that were counted before, all in one of the grid's cells, as a [`Pen`] counts each of them.
    pub fn add_crowd<M>(&mut self, crowd: &Crowd<M>, status_rank: u8, main_type: u16) {
        let Some(cell) = self.frame.cell(crowd.at) else { return };
        let Crowd { x_sum, y_sum, count, .. } = *crowd;
        self.tallies[cell].add(&Tally { x_sum, y_sum, count, worst: status_rank });
        let of_type = &mut self.types[type_slot(cell, main_type, self.type_count)];
        *of_type = of_type.wrapping_add(count);
    }

    /// The cells that have members, row by row from the north-west.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        let tallies = (0u32..).zip(&self.tallies).filter(|(_, tally)| tally.count > 0);
        tallies.map(|(index, tally)| {
            let mean = Spot::mean(tally.x_sum, tally.y_sum, tally.count);
            let (x, y) = self.frame.units(mean);
            let first = type_slot(index as usize, 0, self.type_count);
            Cell {
                id: self.cell_id(u64::from(index)),
                x: x as i32,
                y: y as i32,
                count: tally.count,
                worst: tally.worst,
                main_type: main_type(&self.types[first..first + usize::from(self.type_count)]),
            }
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
}

/// So many counts of types a cell has: one for each, and one for points without.
fn slots(type_count: u16) -> usize {
    usize::from(type_count) + 1
}

/// Where a type is counted for a cell.
#[inline(always)]
fn type_slot(cell: usize, main_type: u16, type_count: u16) -> usize {
    cell * slots(type_count) + usize::from(main_type.min(type_count))
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
        // Units 0, 10.5, 20 and 63.9 have the mean 23.6, which lies in unit 23; types 1 and 2 are as common.
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
