//! A table of things on the map: a large base that never changes, and the few that have changed since.
//!
//! Readers share the base. A write clones only the changes, so publishing a new state costs the same
//! for a thousand things and for a million. When the changes have become many, a new base is built in
//! the background and installed; what was written meanwhile stays among the changes.

use super::audiences::{Interned, Interner};
use crate::domain::access::Audience;
use crate::domain::record::Versioned;
use crate::domain::world::Held;
use crate::space::{Envelope, Spot};
use rstar::{AABB, RStarInsertionStrategy, RTree, RTreeObject, RTreeParams};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a table can hold.
pub trait Item: Send + Sync + Sized + 'static {
    /// What a list of these is ordered by, ascending; ids break ties.
    type Order: Ord;
    /// What maps and counts ask of every one of a million things, in a few bytes beside the box.
    type Mark: Copy + std::fmt::Debug + Send + Sync;
    /// The number of its id.
    fn bits(&self) -> u64;
    /// The box around it, degrees.
    fn envelope(&self) -> Envelope;
    /// The position that stands for it on a map.
    fn spot(&self) -> Spot;
    /// Its mark; texts in it are interned.
    fn mark(&self, interner: &Interner) -> Self::Mark;
    /// For whom it is.
    fn audience(&self) -> Audience;
    /// Its place in a list.
    fn order(&self) -> Self::Order;
    /// What it belongs to, by number: a report's place.
    fn group(&self) -> Option<u64> {
        None
    }
    /// A number made from its identity in its source, the same for the same identity.
    fn source(&self) -> Option<u64> {
        None
    }
}

/// One thing with what every question needs of it: 72 bytes, so that drawing a whole city reads one line of memory for
/// each thing and follows no pointer.
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
}

impl<T: Item> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self { held: self.held.clone(), audience: self.audience.clone(), ..*self }
    }
}

impl<T: Item> Row<T> {
    fn new(held: Held<T>, interner: &Interner) -> Self {
        let envelope = held.record.envelope();
        let audience = interner.intern(held.record.audience());
        let (bits, spot, mark) = (held.record.bits(), held.record.spot(), held.record.mark(interner));
        Self { held, bits, envelope, spot, mark, audience }
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
    /// By id.
    rows: Vec<Row<T>>,
    /// Row numbers in list order.
    order: Vec<u32>,
    /// Group and row number.
    groups: Vec<(u64, u32)>,
    /// Source number and row number.
    sources: Vec<(u64, u32)>,
    tree: RTree<Leaf, Wide>,
}

impl<T: Item> Base<T> {
    fn build(mut rows: Vec<Row<T>>) -> Self {
        rows.sort_unstable_by_key(|row| row.bits);
        let numbers = || (0_u32..).zip(&rows);
        let mut order: Vec<u32> = numbers().map(|(at, _)| at).collect();
        order.sort_by_cached_key(|at| rows[*at as usize].held.record.order());
        let keyed = |key: fn(&T) -> Option<u64>| {
            let mut list: Vec<_> =
                numbers().filter_map(|(at, row)| Some((key(&row.held.record)?, at))).collect();
            list.sort_unstable();
            list
        };
        let leaf = |(row, r): (u32, &Row<T>)| Leaf {
            low: [r.envelope.west, r.envelope.south],
            high: [r.envelope.east, r.envelope.north],
            row,
        };
        let tree = RTree::bulk_load_with_params(numbers().map(leaf).collect());
        let (groups, sources) = (keyed(T::group), keyed(T::source));
        Self { order, groups, sources, tree, rows }
    }

    fn find(&self, bits: u64) -> Option<&Row<T>> {
        self.rows.binary_search_by_key(&bits, |row| row.bits).ok().map(|at| &self.rows[at])
    }

    fn keyed<'a>(&'a self, list: &'a [(u64, u32)], key: u64) -> impl Iterator<Item = &'a Row<T>> {
        let from = list.partition_point(|(k, _)| *k < key);
        list[from..].iter().take_while(move |(k, _)| *k == key).map(|(_, at)| &self.rows[*at as usize])
    }
}

/// A table as it stands at one moment.
pub struct Table<T: Item> {
    base: Arc<Base<T>>,
    /// By id: new things, and newer versions of things in the base.
    changes: Arc<BTreeMap<u64, Row<T>>>,
    /// Things that are gone, as long as the base, or one that is being built, may have them.
    removed: Arc<BTreeSet<u64>>,
}

impl<T: Item> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self { base: self.base.clone(), changes: self.changes.clone(), removed: self.removed.clone() }
    }
}

impl<T: Item> Table<T> {
    /// A table of these things.
    pub fn build(things: Vec<Held<T>>, interner: &Interner) -> Self {
        let rows = things.into_iter().map(|held| Row::new(held, interner)).collect();
        Self { base: Arc::new(Base::build(rows)), changes: Arc::default(), removed: Arc::default() }
    }

    /// Puts a version in place.
    pub fn put(&mut self, held: Held<T>, interner: &Interner) {
        let row = Row::new(held, interner);
        Arc::make_mut(&mut self.changes).insert(row.bits, row);
    }

    /// Takes a thing out, for good: its id is never given again.
    pub fn remove(&mut self, bits: u64) {
        Arc::make_mut(&mut self.changes).remove(&bits);
        // Also where the base does not have it: one that is being built may.
        Arc::make_mut(&mut self.removed).insert(bits);
    }

    /// How many changes lie beside the base.
    pub fn changed(&self) -> usize {
        self.changes.len() + self.removed.len()
    }

    /// A base of everything here. Costs a sort and a tree of all rows.
    pub fn merged(&self) -> Arc<Base<T>> {
        Arc::new(Base::build(self.iter().cloned().collect()))
    }

    /// Takes a new base into use and drops the changes that are in it.
    pub fn install(&mut self, base: Arc<Base<T>>) {
        let in_base =
            |bits: u64, row: &Row<T>| base.find(bits).is_some_and(|b| b.held.version >= row.held.version);
        let rest = self.changes.iter().filter(|(bits, row)| !in_base(**bits, row));
        self.changes = Arc::new(rest.map(|(bits, row)| (*bits, row.clone())).collect());
        self.removed =
            Arc::new(self.removed.iter().copied().filter(|bits| base.find(*bits).is_some()).collect());
        self.base = base;
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        let in_base = |bits: &&u64| self.base.find(**bits).is_some();
        let new = self.changes.keys().filter(|bits| !in_base(bits)).count();
        self.base.rows.len() + new - self.removed.iter().filter(in_base).count()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The thing with an id.
    pub fn get(&self, bits: u64) -> Option<&Row<T>> {
        self.changes.get(&bits).or_else(|| self.base.find(bits).filter(|_| !self.removed.contains(&bits)))
    }

    /// Whether a row of the base is the newest version.
    fn stands(&self, row: &Row<T>) -> bool {
        (self.changes.is_empty() || !self.changes.contains_key(&row.bits))
            && (self.removed.is_empty() || !self.removed.contains(&row.bits))
    }

    /// All things, in no order. Costs a walk over the rows, side by side with the changes.
    pub fn iter(&self) -> impl Iterator<Item = &Row<T>> {
        let mut changed = self.changes.keys().copied().peekable();
        let mut removed = self.removed.iter().copied().peekable();
        let stands = move |row: &&Row<T>| {
            while changed.next_if(|bits| *bits < row.bits).is_some() {}
            while removed.next_if(|bits| *bits < row.bits).is_some() {}
            changed.peek() != Some(&row.bits) && removed.peek() != Some(&row.bits)
        };
        self.base.rows.iter().filter(stands).chain(self.changes.values())
    }

    /// Whether a box holds all of the base.
    fn is_within(&self, query: &Envelope) -> bool {
        let all = self.base.tree.root().envelope();
        let (low, high) = (all.lower(), all.upper());
        query.west <= low[0] && query.south <= low[1] && query.east >= high[0] && query.north >= high[1]
    }

    /// Everything whose box touches a box. The caller tests the exact geometry.
    pub fn in_box(&self, query: &Envelope) -> impl Iterator<Item = &Row<T>> {
        let window = AABB::from_corners([query.west, query.south], [query.east, query.north]);
        // Rows in their order are read several times as fast as through the tree.
        let all = self.is_within(query).then(|| self.iter().filter(|row| row.envelope.intersects(query)));
        // Changes are at most a few thousand, and a scan over them costs microseconds; a tree would
        // have to be cloned at every write.
        let some = all.is_none().then(|| {
            let changed = self.changes.values().filter(move |row| row.envelope.intersects(query));
            self.base
                .tree
                .locate_in_envelope_intersecting(window)
                .map(|leaf| &self.base.rows[leaf.row as usize])
                .filter(|row| self.stands(row))
                .chain(changed)
        });
        all.into_iter().flatten().chain(some.into_iter().flatten())
    }

    /// What belongs to a group, in no order.
    pub fn in_group(&self, group: u64) -> impl Iterator<Item = &Row<T>> {
        let changed = self.changes.values().filter(move |row| row.held.record.group() == Some(group));
        self.base.keyed(&self.base.groups, group).filter(|row| self.stands(row)).chain(changed)
    }

    /// Those whose source number is this; the caller compares the identity itself.
    pub fn from_source(&self, source: u64) -> impl Iterator<Item = &Row<T>> {
        let changed = self.changes.values().filter(move |row| row.held.record.source() == Some(source));
        self.base.keyed(&self.base.sources, source).filter(|row| self.stands(row)).chain(changed)
    }

    /// In list order, beginning after a position in it.
    pub fn ordered(&self, after: Option<&(T::Order, u64)>) -> impl Iterator<Item = &Row<T>> {
        let position = |row: &Row<T>| (row.held.record.order(), row.bits);
        let is_after = move |row: &Row<T>| after.is_none_or(|after| position(row) > *after);
        let base = &self.base;
        let from = after
            .map_or(0, |after| base.order.partition_point(|at| position(&base.rows[*at as usize]) <= *after));
        let mut changed: Vec<&Row<T>> = self.changes.values().filter(|row| is_after(row)).collect();
        changed.sort_by_cached_key(|row| position(row));
        let mut standing = base.order[from..]
            .iter()
            .map(|at| &base.rows[*at as usize])
            .filter(|row| self.stands(row))
            .peekable();
        let mut changed = changed.into_iter().peekable();
        std::iter::from_fn(move || match (standing.peek(), changed.peek()) {
            (Some(s), Some(c)) if position(s) <= position(c) => standing.next(),
            (_, Some(_)) => changed.next(),
            (Some(_), None) => standing.next(),
            (None, None) => None,
        })
    }
}

/// A number for an identity: the same in every process, so that it can be compared across restarts.
pub fn source_number(parts: &[&str]) -> u64 {
    // FNV-1a with a separator that no text holds: short, stable and good enough for a list that is
    // checked against the identity itself.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
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
