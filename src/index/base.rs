//! The part of a table that never changes, and the rows in it.

use super::audiences::{Interned, Interner};
use super::columns::{Columns, Groups};
use super::crowds::Crowds;
use super::homes::{Home, Homes};
use super::table::Item;
use super::view::filter::coarse;
use crate::domain::record::Versioned;
use crate::domain::world::Held;
use crate::space::{Envelope, LonLat, Spot};
use rstar::{AABB, RStarInsertionStrategy, RTree, RTreeObject, RTreeParams};
use std::sync::Arc;

/// One thing with what questions about one thing at a time need of it; what drawing asks of all of them lies in
/// the columns beside the rows.
#[derive(Debug)]
pub struct Row<T: Item> {
    /// The thing.
    pub held: Held<T>,
    /// The number of its id.
    pub bits: u64,
    /// The box around it.
    pub envelope: Envelope,
    /// The position that stands for it on a map.
    pub spot: Spot,
    /// Its mark.
    pub mark: T::Mark,
    /// For whom it is.
    pub audience: Arc<Interned>,
    /// The home that it lies in.
    pub home: Option<Arc<Home>>,
}

impl<T: Item> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self { held: self.held.clone(), audience: self.audience.clone(), home: self.home.clone(), ..*self }
    }
}

impl<T: Item> Row<T> {
    pub(super) fn new(held: Held<T>, interner: &Interner, homes: &Homes) -> Self {
        let envelope = held.record.envelope();
        let audience = interner.intern(held.record.audience());
        let (bits, spot) = (held.record.bits(), Spot::of(held.record.position()));
        let mark = held.record.mark(interner);
        let home = held.record.home(homes).cloned();
        Self { held, bits, envelope, spot, mark, audience, home }
    }

    /// Where it is shown to those who see too little of it to be shown where it is: the one place that says so.
    #[must_use]
    pub fn shown(&self) -> LonLat {
        self.home.as_ref().map_or_else(|| coarse(self.held.record.position()), |home| home.shown)
    }

    /// Its place in a list.
    pub(crate) fn place_in_list(&self) -> (T::Order, u64) {
        (self.held.record.order(), self.bits)
    }
}

impl<T: Item> AsRef<T> for Row<T> {
    fn as_ref(&self) -> &T {
        &self.held.record
    }
}

impl<T: Item> std::ops::Deref for Row<T> {
    type Target = Versioned<T>;
    fn deref(&self) -> &Versioned<T> {
        &self.held
    }
}

struct Leaf {
    low: [f64; 2],
    high: [f64; 2],
    row: u32,
}

impl RTreeObject for Leaf {
    type Envelope = AABB<[f64; 2]>;
    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.low, self.high)
    }
}

/// Wider nodes than usual: measured a third faster on a million points.
struct Wide;
impl RTreeParams for Wide {
    const MIN_SIZE: usize = 12;
    const MAX_SIZE: usize = 32;
    const REINSERTION_COUNT: usize = 6;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// The part that never changes. Every index is a list of row numbers, so that it costs 4 to 16 bytes
/// a row and not a hash map.
pub struct Base<T: Item> {
    /// Along the curve of where they are shown to those who see little of them: what lies together on the map lies together
    /// in memory, and the order in which things are drawn tells nothing that they do not.
    pub(super) rows: Vec<Row<T>>,
    pub(super) columns: Columns<T>,
    pub(super) groups: Groups,
    pub(super) crowds: Crowds<T>,
    /// Row numbers in list order.
    pub(super) order: Vec<u32>,
    /// The place of each row in that order.
    pub(super) ranks: Vec<u32>,
    /// Ids in order, and the row of each.
    ids: Vec<u64>,
    rows_by_id: Vec<u32>,
    /// Source number and row number.
    sources: Vec<(u64, u32)>,
    tree: RTree<Leaf, Wide>,
}

impl<T: Item> Base<T> {
    pub(super) fn build(mut rows: Vec<Row<T>>) -> Self {
        rows.sort_by_cached_key(|row| (Spot::of(row.shown()).on_curve(), row.bits));
        let numbers = || (0_u32..).zip(&rows);
        let mut order: Vec<u32> = numbers().map(|(at, _)| at).collect();
        order.sort_by_cached_key(|at| rows[*at as usize].place_in_list());
        let mut ranks = vec![0; rows.len()];
        (0_u32..).zip(&order).for_each(|(rank, at)| ranks[*at as usize] = rank);
        let mut by_id: Vec<(u64, u32)> = numbers().map(|(at, row)| (row.bits, at)).collect();
        by_id.sort_unstable();
        let mut sources: Vec<_> =
            numbers().filter_map(|(at, row)| Some((row.held.record.source()?, at))).collect();
        sources.sort_unstable();
        let leaf = |(row, r): (u32, &Row<T>)| Leaf {
            low: [r.envelope.west, r.envelope.south],
            high: [r.envelope.east, r.envelope.north],
            row,
        };
        let tree = RTree::bulk_load_with_params(numbers().map(leaf).collect());
        let groups = Groups::of(&rows);
        let columns = Columns::of(&rows, &groups);
        let crowds = Crowds::of(&columns);
        let (ids, rows_by_id) = by_id.into_iter().unzip();
        Self { columns, groups, crowds, order, ranks, ids, rows_by_id, sources, tree, rows }
    }

    /// The number of the row with an id.
    pub(super) fn number(&self, bits: u64) -> Option<u32> {
        self.ids.binary_search(&bits).ok().map(|at| self.rows_by_id[at])
    }

    pub(super) fn find(&self, bits: u64) -> Option<&Row<T>> {
        self.number(bits).map(|at| &self.rows[at as usize])
    }

    /// Numbers of the rows with a source number.
    pub(super) fn of_source(&self, source: u64) -> impl Iterator<Item = u32> {
        let from = self.sources.partition_point(|(of, _)| *of < source);
        self.sources[from..].iter().take_while(move |(of, _)| *of == source).map(|(_, at)| *at)
    }

    /// Whether a box holds everything.
    pub(super) fn is_within(&self, query: &Envelope) -> bool {
        let all = self.tree.root().envelope();
        let (low, high) = (all.lower(), all.upper());
        query.west <= low[0] && query.south <= low[1] && query.east >= high[0] && query.north >= high[1]
    }

    /// Numbers of the rows whose box touches a box.
    pub(super) fn in_box(&self, query: &Envelope) -> impl Iterator<Item = u32> {
        let window = AABB::from_corners([query.west, query.south], [query.east, query.north]);
        self.tree.locate_in_envelope_intersecting(window).map(|leaf| leaf.row)
    }

    /// The first place in list order after a position in it.
    pub(super) fn rank_after(&self, after: Option<&(T::Order, u64)>) -> usize {
        after.map_or(0, |after| {
            self.order.partition_point(|at| self.rows[*at as usize].place_in_list() <= *after)
        })
    }
}
