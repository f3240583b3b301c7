//! Columns: what drawing and listing ask of every one of a million things, side by side in memory.
//!
//! The rows lie along the Z-order curve of where they are shown to those who see little of them. A tile of any zoom is then
//! one piece of each column, and a box a few pieces; both are read from memory in order, some twenty bytes for each thing,
//! and no pointer is followed.

use super::base::Row;
use super::table::Item;
use crate::domain::ids::AreaId;
use crate::space::{Envelope, Mercator, Spot};
use std::collections::BTreeSet;
use std::ops::Range;

/// The group of what belongs to none.
pub const NO_GROUP: u32 = u32::MAX;

/// The district of what lies in none.
pub const NO_DISTRICT: u32 = u32::MAX;

/// Pieces of so many rows are handed over whole instead of being cut further; the reader tests each row anyway.
const PIECE: usize = 64;

/// The columns of a base, one entry for each row in the order of the rows.
pub struct Columns<T: Item> {
    /// The number of its id.
    pub ids: Vec<u64>,
    /// The position that stands for it.
    pub spots: Vec<Spot>,
    /// Where it is shown to those who see too little of it to be shown that.
    pub shown: Vec<Spot>,
    /// The number of its audience.
    pub audiences: Vec<u32>,
    /// Its mark.
    pub marks: Vec<T::Mark>,
    /// What filters ask.
    pub facets: Vec<T::Facets>,
    /// The number of its group in [`Groups`], or [`NO_GROUP`].
    pub groups: Vec<u32>,
    /// The number of its district, or [`NO_DISTRICT`].
    pub districts: Vec<u32>,
    /// The districts that some row lies in, sorted; their places are their numbers.
    district_ids: Vec<AreaId>,
    /// One more than the highest number of an audience.
    pub audience_count: usize,
}

impl<T: Item> Columns<T> {
    /// The columns of these rows, which are sorted along the curve.
    pub fn of(rows: &[Row<T>], groups: &Groups) -> Self {
        let spots: Vec<Spot> = rows.iter().map(|row| row.spot).collect();
        let audiences: Vec<u32> = rows.iter().map(|row| row.audience.number()).collect();
        let met: BTreeSet<AreaId> = rows.iter().filter_map(|row| row.held.record.district()).collect();
        let district_ids: Vec<AreaId> = met.into_iter().collect();
        let district = |row: &Row<T>| row.held.record.district().and_then(|id| number_of(&district_ids, id));
        Self {
            ids: rows.iter().map(|row| row.bits).collect(),
            shown: rows.iter().map(|row| Spot::of(row.shown())).collect(),
            marks: rows.iter().map(|row| row.mark).collect(),
            facets: rows.iter().map(|row| row.held.record.facets(&row.mark)).collect(),
            groups: rows.iter().map(|row| groups.number(row.held.record.group())).collect(),
            districts: rows.iter().map(|row| district(row).unwrap_or(NO_DISTRICT)).collect(),
            district_ids,
            audience_count: audiences.iter().max().map_or(0, |most| *most as usize + 1),
            spots,
            audiences,
        }
    }

    /// The number of a district, if any row lies in it.
    pub fn district_number(&self, district: AreaId) -> Option<u32> {
        number_of(&self.district_ids, district)
    }

    /// Hands over pieces of the rows that together hold everything shown within a box; some rows in them lie outside it.
    pub fn pieces(&self, window: &SpotBox, each: &mut impl FnMut(Range<u32>)) {
        for square in window.squares() {
            let from = self.shown.partition_point(|spot| spot.precedes(square.first()));
            let to = from + self.shown[from..].partition_point(|spot| !square.last().precedes(*spot));
            self.cut(from..to, window, each);
        }
    }

    fn cut(&self, rows: Range<usize>, window: &SpotBox, each: &mut impl FnMut(Range<u32>)) {
        if rows.is_empty() {
            return;
        }
        let square = Square::around(self.shown[rows.start], self.shown[rows.end - 1]);
        if !window.touches(&square) {
            return;
        }
        if rows.len() <= PIECE || window.holds(&square) {
            let number = |at| u32::try_from(at).expect("fewer than four thousand million rows");
            each(number(rows.start)..number(rows.end));
            return;
        }
        // The smallest square around all of them has some in more than one quarter, so this ends.
        let mut from = rows.start;
        for next in square.later_quarters() {
            let to = from + self.shown[from..rows.end].partition_point(|spot| spot.precedes(next));
            self.cut(from..to, window, each);
            from = to;
        }
        self.cut(from..rows.end, window, each);
    }
}

fn number_of<K: Ord>(sorted: &[K], key: K) -> Option<u32> {
    sorted.binary_search(&key).ok().and_then(|at| u32::try_from(at).ok())
}

/// A box of spots, its sides included.
#[derive(Clone, Copy, Debug)]
pub struct SpotBox {
    west: u32,
    north: u32,
    east: u32,
    south: u32,
}

impl SpotBox {
    /// A box that holds every position within an envelope.
    #[must_use]
    pub fn around(envelope: &Envelope) -> Self {
        let north_west = Spot::at(Mercator::from_lonlat(envelope.west, envelope.north));
        let south_east = Spot::at(Mercator::from_lonlat(envelope.east, envelope.south));
        // A step more on each side, since projecting may round a hair either way.
        Self {
            west: north_west.x().saturating_sub(1),
            north: north_west.y().saturating_sub(1),
            east: south_east.x().saturating_add(1),
            south: south_east.y().saturating_add(1),
        }
    }

    /// Whether a spot lies in it.
    #[inline]
    #[must_use]
    pub fn contains(&self, spot: Spot) -> bool {
        (self.west..=self.east).contains(&spot.x()) && (self.north..=self.south).contains(&spot.y())
    }

    /// The squares of the curve that hold it: at most four, no smaller than itself, so that no search begins at the whole world.
    fn squares(&self) -> impl Iterator<Item = Square> {
        let longest = (self.east.saturating_sub(self.west)).max(self.south.saturating_sub(self.north));
        let inside = low_bits(u32::BITS - longest.leading_zeros());
        let both = |low: u32, high: u32| {
            let (first, last) = (low & !inside, high & !inside);
            std::iter::once(first).chain((last > first).then_some(last))
        };
        let columns = both(self.west, self.east);
        both(self.north, self.south)
            .flat_map(move |north| columns.clone().map(move |west| Square { west, north, inside }))
    }

    fn touches(&self, square: &Square) -> bool {
        self.west <= square.east()
            && square.west <= self.east
            && self.north <= square.south()
            && square.north <= self.south
    }

    fn holds(&self, square: &Square) -> bool {
        self.west <= square.west
            && square.east() <= self.east
            && self.north <= square.north
            && square.south() <= self.south
    }
}

/// A square of the curve: a tile of some zoom.
#[derive(Clone, Copy, Debug)]
struct Square {
    west: u32,
    north: u32,
    /// The bits of a step that tell where in it.
    inside: u32,
}

impl Square {
    /// The smallest that holds everything between two spots along the curve.
    fn around(first: Spot, last: Spot) -> Self {
        let differing = (first.x() ^ last.x()) | (first.y() ^ last.y());
        let inside = low_bits(u32::BITS - differing.leading_zeros());
        Self { west: first.x() & !inside, north: first.y() & !inside, inside }
    }

    const fn east(&self) -> u32 {
        self.west | self.inside
    }

    const fn south(&self) -> u32 {
        self.north | self.inside
    }

    /// The first spot of the curve in it.
    const fn first(&self) -> Spot {
        Spot::new(self.west, self.north)
    }

    /// The last one.
    const fn last(&self) -> Spot {
        Spot::new(self.east(), self.south())
    }

    /// Where its second, third and fourth quarter begin along the curve. A square of one spot has no quarters.
    const fn later_quarters(&self) -> [Spot; 3] {
        let half = self.inside ^ (self.inside >> 1);
        let (east, south) = (self.west | half, self.north | half);
        [Spot::new(east, self.north), Spot::new(self.west, south), Spot::new(east, south)]
    }
}

/// A number with so many of its lowest bits set, at most 32.
const fn low_bits(count: u32) -> u32 {
    if count == 0 { 0 } else { u32::MAX >> (u32::BITS - count) }
}

/// What belongs together: each group's rows.
pub struct Groups {
    /// The groups, sorted.
    ids: Vec<u64>,
    /// Where the rows of each begin, and after the last.
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Groups {
    /// The groups of these rows.
    pub fn of<T: Item>(rows: &[Row<T>]) -> Self {
        let mut members: Vec<(u64, u32)> =
            (0..).zip(rows).filter_map(|(at, row)| Some((row.held.record.group()?, at))).collect();
        members.sort_unstable();
        let (mut ids, mut starts) = (Vec::new(), Vec::new());
        for (at, (group, _)) in (0_u32..).zip(&members) {
            if ids.last() != Some(group) {
                ids.push(*group);
                starts.push(at);
            }
        }
        starts.push(u32::try_from(members.len()).expect("fewer than four thousand million rows"));
        Self { ids, starts, rows: members.into_iter().map(|(_, at)| at).collect() }
    }

    /// The group with a number.
    pub fn id(&self, number: usize) -> Option<u64> {
        self.ids.get(number).copied()
    }

    /// The number of a group.
    pub fn number(&self, group: Option<u64>) -> u32 {
        group.and_then(|group| number_of(&self.ids, group)).unwrap_or(NO_GROUP)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The numbers of a group's rows.
    pub fn rows(&self, group: u64) -> &[u32] {
        match self.ids.binary_search(&group) {
            Ok(at) => &self.rows[self.starts[at] as usize..self.starts[at + 1] as usize],
            Err(_) => &[],
        }
    }
}
