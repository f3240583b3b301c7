//! A table of things on the map: a large base that never changes, and the few that have changed since.
//!
//! Readers share the base. A write clones only the changes, so publishing a new state costs the same
//! for a thousand things and for a million. When the changes have become many, a new base is built in
//! the background and installed; what was written meanwhile stays among the changes.

use super::audiences::Interner;
pub use super::base::{Base, Row};
use super::changes::Changes;
use super::columns::SpotBox;
use super::homes::{Home, Homes};
use crate::domain::access::{Audience, Level};
use crate::domain::ids::AreaId;
use crate::domain::world::Held;
use crate::space::{Envelope, LonLat};
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;

/// Beside this many changes, which only a file brings at once, a new base is built on the spot: changes are
/// scanned, and a scan over a whole file for each of its rows would cost the square of it.
const BULK: usize = 8_000;
/// Where the base is large, so many changes as this part of it: a file that comes in batches has the base built
/// anew a few dozen times, and not at each batch.
const BULK_SHARE: usize = 8;

/// Of so many rows that are shown elsewhere since the homes changed, a new base is built; fewer are changes.
const REHOMED_MAX: usize = 1_000;

/// What a table can hold.
pub trait Item: Send + Sync + Sized + 'static {
    /// What a list of these is ordered by, ascending; ids break ties.
    type Order: Ord;
    /// What maps and counts ask of every one of a million things, in a few bytes beside its position.
    type Mark: Copy + std::fmt::Debug + PartialEq + Send + Sync;
    /// What filters ask of every one of them, in a few bytes more.
    type Facets: Copy + Send + Sync;
    /// Who sees this much of it is shown where it is; who sees less, within some ten metres, or what stands for its home.
    const EXACT_FROM: Level;
    /// The number of its id.
    fn bits(&self) -> u64;
    /// The box around it, degrees.
    fn envelope(&self) -> Envelope;
    /// The position that stands for it on a map.
    fn position(&self) -> LonLat;
    /// Its mark; texts in it are interned.
    fn mark(&self, interner: &Interner) -> Self::Mark;
    /// Its facets; its mark has the numbers of its codes.
    fn facets(&self, mark: &Self::Mark) -> Self::Facets;
    /// For whom it is.
    fn audience(&self) -> Audience;
    /// Its place in a list.
    fn order(&self) -> Self::Order;
    /// What it belongs to, by number: a report's place.
    fn group(&self) -> Option<u64> {
        None
    }
    /// The district it lies in.
    fn district(&self) -> Option<AreaId> {
        None
    }
    /// The home that it lies in, where that matters.
    fn home<'h>(&self, _: &'h Homes) -> Option<&'h Arc<Home>> {
        None
    }
    /// A number made from its identity in its source, the same for the same identity.
    fn source(&self) -> Option<u64> {
        None
    }
}

/// A table as it stands at one moment.
pub struct Table<T: Item> {
    base: Arc<Base<T>>,
    /// By id: new things, and newer versions of things in the base.
    changes: Changes<T>,
    /// Numbers of the base's rows of which there is a newer version, or which are gone, in order.
    superseded: Arc<Vec<u32>>,
    /// Source numbers and ids of the changes: a file asks by its source for each of its rows, and what the rows
    /// before it made are changes.
    sources: Arc<BTreeSet<(u64, u64)>>,
    /// Things that are gone, as long as the base, or one that is being built, may have them.
    removed: Arc<BTreeSet<u64>>,
}

impl<T: Item> Clone for Table<T> {
    fn clone(&self) -> Self {
        let Self { base, changes, superseded, sources, removed } = self;
        Self {
            base: base.clone(),
            changes: changes.clone(),
            superseded: superseded.clone(),
            sources: sources.clone(),
            removed: removed.clone(),
        }
    }
}

impl<T: Item> Table<T> {
    /// A table of these things.
    pub fn build(things: Vec<Held<T>>, interner: &Interner, homes: &Homes) -> Self {
        let rows = things.into_iter().map(|held| Row::new(held, interner, homes)).collect();
        Self {
            base: Arc::new(Base::build(rows)),
            changes: Changes::default(),
            superseded: Arc::default(),
            sources: Arc::default(),
            removed: Arc::default(),
        }
    }

    /// Puts a version in place.
    pub fn put(&mut self, held: Held<T>, interner: &Interner, homes: &Homes) {
        self.put_row(Row::new(held, interner, homes));
    }

    fn put_row(&mut self, row: Row<T>) {
        self.supersede(row.bits);
        self.forget_source(row.bits);
        if let Some(source) = row.held.record.source() {
            Arc::make_mut(&mut self.sources).insert((source, row.bits));
        }
        self.changes.put(row);
    }

    /// Looks up anew what lies in these boxes, now that other homes are there, and says whether anything is shown elsewhere
    /// since: then a base that is being built is out of date.
    pub fn rehome(&mut self, boxes: impl Iterator<Item = Envelope>, homes: &Homes) -> bool {
        let mut moved: BTreeMap<u64, Row<T>> = BTreeMap::new();
        for window in boxes {
            for row in self.in_box(&window) {
                let home = row.held.record.home(homes);
                if home.map(Arc::as_ptr) != row.home.as_ref().map(Arc::as_ptr) {
                    moved.insert(row.bits, Row { home: home.cloned(), ..row.clone() });
                }
            }
        }
        if moved.len() > REHOMED_MAX {
            let row = |row: &Row<T>| moved.remove(&row.bits).unwrap_or_else(|| row.clone());
            let rows = self.iter().map(row).collect();
            self.install(Arc::new(Base::build(rows)));
            return true;
        }
        let any = !moved.is_empty();
        moved.into_values().for_each(|row| self.put_row(row));
        any
    }

    /// Takes a thing out, for good: its id is never given again.
    pub fn remove(&mut self, bits: u64) {
        self.supersede(bits);
        self.forget_source(bits);
        self.changes.remove(bits);
        // Also where the base does not have it: one that is being built may.
        Arc::make_mut(&mut self.removed).insert(bits);
    }

    /// The base's row of a thing, if it has one, counts no more.
    fn supersede(&mut self, bits: u64) {
        if let Some(number) = self.base.number(bits)
            && let Err(at) = self.superseded.binary_search(&number)
        {
            Arc::make_mut(&mut self.superseded).insert(at, number);
        }
    }

    /// A change is no longer found by the source that it had.
    fn forget_source(&mut self, bits: u64) {
        if let Some(source) = self.changes.get(bits).and_then(|row| row.held.record.source()) {
            Arc::make_mut(&mut self.sources).remove(&(source, bits));
        }
    }

    /// Whether so much has changed at once that the next reader of it pays for more than a new base costs.
    pub fn is_overgrown(&self) -> bool {
        self.changed() > BULK.max(self.base.rows.len() / BULK_SHARE)
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
        let rest: Vec<_> = self.changes.rows().filter(|row| !in_base(row.bits, row)).cloned().collect();
        let removed: BTreeSet<_> =
            self.removed.iter().copied().filter(|bits| base.number(*bits).is_some()).collect();
        let replaced = rest.iter().map(|row| row.bits).chain(removed.iter().copied());
        let mut superseded: Vec<u32> = replaced.filter_map(|bits| base.number(bits)).collect();
        superseded.sort_unstable();
        let source = |row: &Row<T>| Some((row.held.record.source()?, row.bits));
        self.sources = Arc::new(rest.iter().filter_map(source).collect());
        (self.changes, self.removed) = (rest.into_iter().collect(), Arc::new(removed));
        (self.superseded, self.base) = (Arc::new(superseded), base);
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.base.rows.len() + self.changes.len() - self.superseded.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The thing with an id.
    pub fn get(&self, bits: u64) -> Option<&Row<T>> {
        let in_base = || self.base.number(bits).filter(|at| self.stands(*at));
        self.changes.get(bits).or_else(|| in_base().map(|at| &self.base.rows[at as usize]))
    }

    /// The base, whose rows count where [`Table::stands`] says so.
    pub(super) fn base(&self) -> &Base<T> {
        &self.base
    }

    /// New things, and newer versions of things in the base.
    pub(super) fn changes(&self) -> impl Iterator<Item = &Row<T>> {
        self.changes.rows()
    }

    /// Whether a row of the base is the newest version of something that is there.
    fn stands(&self, number: u32) -> bool {
        self.superseded.is_empty() || self.superseded.binary_search(&number).is_err()
    }

    fn standing(&self, numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = &Row<T>> {
        numbers.filter(|at| self.stands(*at)).map(|at| &self.base.rows[at as usize])
    }

    /// Hands over pieces of the base's rows that together hold every newest version that is shown within a box to those
    /// who see little of it, and no older one; some rows in them lie outside it.
    pub(super) fn pieces(&self, window: &SpotBox, mut each: impl FnMut(Range<u32>)) {
        let superseded = &self.superseded[..];
        self.base.columns.pieces(window, &mut |rows: Range<u32>| {
            let mut from = rows.start;
            let first = superseded.partition_point(|at| *at < from);
            for gap in superseded[first..].iter().take_while(|at| **at < rows.end) {
                each(from..*gap);
                from = gap + 1;
            }
            each(from..rows.end);
        });
    }

    /// All things, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Row<T>> {
        let mut superseded = self.superseded.iter().peekable();
        let stands = move |(at, _): &(u32, &Row<T>)| superseded.next_if_eq(&at).is_none();
        let rows = (0_u32..).zip(&self.base.rows).filter(stands).map(|(_, row)| row);
        rows.chain(self.changes.rows())
    }

    /// Everything of which filters are told what is wanted, in no order.
    pub(super) fn with_facets(&self, wanted: impl Fn(&T::Facets) -> bool) -> impl Iterator<Item = &Row<T>> {
        let wanted = std::rc::Rc::new(wanted);
        let numbered = (0_u32..).zip(&self.base.columns.facets);
        let of_base = wanted.clone();
        let numbers = numbered.filter(move |(_, facets)| of_base(facets)).map(|(number, _)| number);
        let changed = self.changes.rows().filter(move |row| wanted(&row.held.record.facets(&row.mark)));
        self.standing(numbers).chain(changed)
    }

    /// Everything whose box touches a box. The caller tests the exact geometry.
    pub fn in_box(&self, query: &Envelope) -> impl Iterator<Item = &Row<T>> {
        // Rows in their order are read several times as fast as through the tree.
        let all = self.base.is_within(query);
        let every = all.then(|| self.iter().filter(|row| row.envelope.intersects(query)));
        // Changes are at most a few thousand, and a scan over them costs microseconds; a tree would
        // have to be cloned at every write.
        let some = (!all).then(|| self.standing(self.base.in_box(query)).chain(self.changed_in(query)));
        every.into_iter().flatten().chain(some.into_iter().flatten())
    }

    fn changed_in(&self, query: &Envelope) -> impl Iterator<Item = &Row<T>> {
        self.changes.rows().filter(move |row| row.envelope.intersects(query))
    }

    /// What belongs to a group, in no order.
    pub fn in_group(&self, group: u64) -> impl Iterator<Item = &Row<T>> {
        let changed = self.changes.rows().filter(move |row| row.held.record.group() == Some(group));
        self.standing(self.base.groups.rows(group).iter().copied()).chain(changed)
    }

    /// Those whose source number is this; the caller compares the identity itself.
    pub fn from_source(&self, source: u64) -> impl Iterator<Item = &Row<T>> {
        let changed = self.sources.range((source, 0)..=(source, u64::MAX));
        let changed = changed.filter_map(|(_, bits)| self.changes.get(*bits));
        self.standing(self.base.of_source(source)).chain(changed)
    }

    /// In list order, beginning after a position in it.
    pub fn ordered(&self, after: Option<&(T::Order, u64)>) -> impl Iterator<Item = &Row<T>> {
        let rest = self.base.order[self.base.rank_after(after)..].iter().copied();
        merged(self.standing(rest), self.changed_after(after, |_| true))
    }

    /// The same, of the rows of the base only those that are admitted: given some of their numbers, `admit` puts those to
    /// the others that shall come.
    pub(super) fn ordered_of(
        &self,
        after: Option<&(T::Order, u64)>,
        mut admit: impl FnMut(&[u32], &mut Vec<u32>),
    ) -> impl Iterator<Item = &Row<T>> {
        let admitted = growing(&self.base.order[self.base.rank_after(after)..]).flat_map(move |some| {
            let mut admitted = Vec::new();
            admit(some, &mut admitted);
            admitted
        });
        merged(self.standing(admitted), self.changed_after(after, |_| true))
    }

    /// In list order, beginning after a position in it, of those that lie in a box and are shown in it as well; of the rows
    /// of the base only those that are admitted, as in [`Table::ordered_of`]. Some that lie or are shown outside the box may
    /// be among them.
    pub(super) fn ordered_in(
        &self,
        window: &Envelope,
        after: Option<&(T::Order, u64)>,
        mut admit: impl FnMut(&[u32], &mut Vec<u32>),
    ) -> impl Iterator<Item = &Row<T>> {
        let (spots, from) = (SpotBox::around(window), self.base.rank_after(after));
        let (mut inside, mut admitted) = (Vec::new(), Vec::new());
        self.pieces(&spots, |rows| {
            inside.extend(rows.filter(|at| spots.contains(self.base.columns.spots[*at as usize])));
        });
        admit(&inside, &mut admitted);
        let ranks = admitted.into_iter().map(|at| self.base.ranks[at as usize]);
        let ranks = ranks.filter(|rank| *rank as usize >= from).collect();
        let base = &self.base;
        let rows = Rising::of(ranks).map(|rank| &base.rows[base.order[rank as usize] as usize]);
        merged(rows, self.changed_after(after, |row| row.envelope.intersects(window)))
    }

    fn changed_after(
        &self,
        after: Option<&(T::Order, u64)>,
        wanted: impl Fn(&Row<T>) -> bool,
    ) -> impl Iterator<Item = &Row<T>> {
        let is_after = |row: &Row<T>| after.is_none_or(|after| row.place_in_list() > *after);
        let mut changed: Vec<_> = self.changes.rows().filter(|row| wanted(row) && is_after(row)).collect();
        changed.sort_by_cached_key(|row| row.place_in_list());
        changed.into_iter()
    }
}

/// Two runs of rows in list order as one.
fn merged<'a, T: Item>(
    a: impl Iterator<Item = &'a Row<T>>,
    b: impl Iterator<Item = &'a Row<T>>,
) -> impl Iterator<Item = &'a Row<T>> {
    let (mut a, mut b): (Peekable<_>, Peekable<_>) = (a.peekable(), b.peekable());
    std::iter::from_fn(move || {
        let Some(later) = b.peek() else { return a.next() };
        match a.peek() {
            Some(earlier) if earlier.place_in_list() <= later.place_in_list() => a.next(),
            Some(_) | None => b.next(),
        }
    })
}

/// Pieces of a list, the first ones small: mostly no more than those are asked for.
fn growing(mut rest: &[u32]) -> impl Iterator<Item = &[u32]> {
    const MOST: usize = 1_024;
    let mut size = 32;
    std::iter::from_fn(move || {
        size = (size * 2).min(MOST);
        let (some, later) = rest.split_at(size.min(rest.len()));
        rest = later;
        (!some.is_empty()).then_some(some)
    })
}

/// Numbers in rising order, of which the first are asked for mostly: sorted piece by piece.
struct Rising {
    rest: Vec<u32>,
    /// The next ones, the first last.
    sorted: Vec<u32>,
    piece: usize,
}

impl Rising {
    fn of(numbers: Vec<u32>) -> Self {
        Self { rest: numbers, sorted: Vec::new(), piece: 256 }
    }

    fn sort_some(&mut self) {
        self.piece *= 4;
        let kept = self.rest.len().saturating_sub(self.piece);
        if kept > 0 {
            // The smallest to the end, so that they can be cut off.
            self.rest.select_nth_unstable_by(kept, |a, b| b.cmp(a));
        }
        self.sorted = self.rest.split_off(kept);
        self.sorted.sort_unstable_by(|a, b| b.cmp(a));
    }
}

impl Iterator for Rising {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.sorted.is_empty() {
            self.sort_some();
        }
        self.sorted.pop()
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
