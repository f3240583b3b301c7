//! A table of things on the map: bases that never change, and the few that have changed since.
//!
//! Readers share the bases. A write clones only the changes, so publishing a new state costs the same
//! for a thousand things and for a million. When the changes have become many, they are made a base in
//! the background, with those of the last bases that are not much larger; what was written meanwhile stays among the
//! changes. So there are a handful of bases, each several times as large as the next, and a row is put into a new one some
//! fourteen times on the way to a million, not once for each thousand that come (decision 39).

use super::audiences::Interner;
pub use super::base::{Base, Row};
use super::changes::Changes;
use super::columns::SpotBox;
use super::homes::{Home, Homes};
use super::stratum::Stratum;
use crate::domain::access::{Audience, Level};
use crate::domain::ids::AreaId;
use crate::domain::world::Held;
use crate::space::{Envelope, LonLat};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock};

/// Beside this many changes, which only a file brings at once, a new base is built on the spot: changes are
/// scanned, and a scan over a whole file for each of its rows would cost the square of it.
const BULK: usize = 8_000;
/// Where there is much, so many changes as this part of it: who writes would wait for a base of everything, which is being
/// built beside them already.
const BULK_SHARE: usize = 8;
/// A base stays as it is beside what is less than this part of it. On the way to a million, a thousand at a time, each is put
/// into a new base some fourteen times, and there are four bases at most.
const GROWTH: usize = 8;

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
    /// Bases, each much smaller than the one before it. Of a thing that is in several, the row of the last one counts.
    strata: Vec<Stratum<T>>,
    /// By id: new things, and newer versions of things in the strata.
    changes: Changes<T>,
    /// Source numbers and ids of the changes: a file asks by its source for each of its rows, and what the rows
    /// before it made are changes.
    sources: Arc<BTreeSet<(u64, u64)>>,
    /// Things that are gone, as long as a base, or one that is being built, may have them.
    removed: Arc<BTreeSet<u64>>,
}

/// A base to be taken into use: it has all that the strata from this one on had when it was begun, and all changes.
pub struct Merged<T: Item> {
    from: usize,
    base: Arc<Base<T>>,
}

impl<T: Item> Clone for Table<T> {
    fn clone(&self) -> Self {
        let Self { strata, changes, sources, removed } = self;
        Self {
            strata: strata.clone(),
            changes: changes.clone(),
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
            strata: vec![Stratum::of(Arc::new(Base::build(rows)), std::iter::empty())],
            changes: Changes::default(),
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
            self.install(Merged { from: 0, base: Arc::new(Base::build(rows)) });
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
        // Also where no base has it: one that is being built may.
        Arc::make_mut(&mut self.removed).insert(bits);
    }

    /// The row of a thing that counts in a base, if any, counts no more.
    fn supersede(&mut self, bits: u64) {
        self.strata.iter_mut().for_each(|stratum| stratum.supersede(bits));
    }

    /// A change is no longer found by the source that it had.
    fn forget_source(&mut self, bits: u64) {
        if let Some(source) = self.changes.get(bits).and_then(|row| row.held.record.source()) {
            Arc::make_mut(&mut self.sources).remove(&(source, bits));
        }
    }

    /// Whether so much has changed at once that the next reader of it pays for more than a new base costs.
    pub fn is_overgrown(&self) -> bool {
        self.changed() > BULK.max(self.len() / BULK_SHARE)
    }

    /// How many changes lie beside the bases.
    pub fn changed(&self) -> usize {
        self.changes.len() + self.removed.len()
    }

    /// One base of the changes and of those last strata that are not much larger than what is put to them, so that each row
    /// is put into a new base a few times and not at each merge; none where nothing has changed. What is gone is taken out of
    /// all of them. Costs a sort and a tree of its rows.
    pub fn merged(&self) -> Option<Merged<T>> {
        self.merged_beside(GROWTH)
    }

    /// The same, where a base stays as it is beside what is less than such a part of it.
    pub(super) fn merged_beside(&self, growth: usize) -> Option<Merged<T>> {
        if self.changed() == 0 {
            return None;
        }
        if !self.removed.is_empty() {
            return Some(self.merged_whole());
        }
        let (mut from, mut size) = (self.strata.len(), self.changes.len());
        while let Some(last) = self.strata[..from].last()
            && last.len() < size * growth
        {
            (from, size) = (from - 1, size + last.len());
        }
        Some(self.merged_from(from))
    }

    /// One base of everything here: of what no longer counts nothing is left in it.
    pub fn merged_whole(&self) -> Merged<T> {
        self.merged_from(0)
    }

    fn merged_from(&self, from: usize) -> Merged<T> {
        let rows = self.strata[from..].iter().flat_map(Stratum::rows).chain(self.changes.rows());
        Merged { from, base: Arc::new(Base::build(rows.cloned().collect())) }
    }

    /// Takes a new base into use and drops the strata and the changes that are in it. No other may have been taken into use
    /// since it was begun.
    pub fn install(&mut self, merged: Merged<T>) {
        let Merged { from, base } = merged;
        let in_base =
            |bits: u64, row: &Row<T>| base.find(bits).is_some_and(|b| b.held.version >= row.held.version);
        let rest: Vec<_> = self.changes.rows().filter(|row| !in_base(row.bits, row)).cloned().collect();
        let source = |row: &Row<T>| Some((row.held.record.source()?, row.bits));
        self.sources = Arc::new(rest.iter().filter_map(source).collect());
        self.strata.truncate(from);
        let newer = rest.iter().map(|row| row.bits).chain(self.removed.iter().copied());
        self.strata.push(Stratum::of(base, newer));
        let removed = self.removed.iter().copied().filter(|bits| self.strata.iter().any(|s| s.has(*bits)));
        self.removed = Arc::new(removed.collect());
        self.changes = rest.into_iter().collect();
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.strata.iter().map(Stratum::len).sum::<usize>() + self.changes.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The thing with an id.
    pub fn get(&self, bits: u64) -> Option<&Row<T>> {
        self.changes.get(bits).or_else(|| self.strata.iter().find_map(|stratum| stratum.get(bits)))
    }

    /// The bases, with which of their rows count.
    pub(super) fn strata(&self) -> &[Stratum<T>] {
        &self.strata
    }

    /// How many bases there are.
    #[cfg(test)]
    pub fn bases(&self) -> usize {
        self.strata.len()
    }

    /// New things, and newer versions of things in the strata.
    pub(super) fn changes(&self) -> impl Iterator<Item = &Row<T>> {
        self.changes.rows()
    }

    /// All things, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Row<T>> {
        self.strata.iter().flat_map(Stratum::rows).chain(self.changes.rows())
    }

    /// Everything of which filters are told what is wanted, in no order.
    pub(super) fn with_facets(&self, wanted: impl Fn(&T::Facets) -> bool) -> impl Iterator<Item = &Row<T>> {
        let wanted = std::rc::Rc::new(wanted);
        let of_strata = wanted.clone();
        let standing = self.strata.iter().flat_map(move |stratum| {
            let wanted = of_strata.clone();
            stratum.with_facets(move |facets| wanted(facets))
        });
        standing.chain(self.changes.rows().filter(move |row| wanted(&row.held.record.facets(&row.mark))))
    }

    /// Everything whose box touches a box. The caller tests the exact geometry.
    pub fn in_box(&self, query: &Envelope) -> impl Iterator<Item = &Row<T>> {
        // Changes are at most a few thousand, and a scan over them costs microseconds; a tree would
        // have to be cloned at every write.
        self.strata.iter().flat_map(move |stratum| stratum.in_box(query)).chain(self.changed_in(query))
    }

    fn changed_in(&self, query: &Envelope) -> impl Iterator<Item = &Row<T>> {
        self.changes.rows().filter(move |row| row.envelope.intersects(query))
    }

    /// What belongs to a group, in no order.
    pub fn in_group(&self, group: u64) -> impl Iterator<Item = &Row<T>> {
        let changed = self.changes.rows().filter(move |row| row.held.record.group() == Some(group));
        self.strata.iter().flat_map(move |stratum| stratum.in_group(group)).chain(changed)
    }

    /// Those whose source number is this; the caller compares the identity itself.
    pub fn from_source(&self, source: u64) -> impl Iterator<Item = &Row<T>> {
        let changed = self.sources.range((source, 0)..=(source, u64::MAX));
        let changed = changed.filter_map(|(_, bits)| self.changes.get(*bits));
        self.strata.iter().flat_map(move |stratum| stratum.of_source(source)).chain(changed)
    }

    /// In list order, beginning after a position in it.
    pub fn ordered(&self, after: Option<&(T::Order, u64)>) -> InListOrder<'_, '_, T> {
        let strata = self.strata.iter();
        let strata = strata.map(|stratum| Run::of(stratum.first_after(after), stratum.ordered(after)));
        InListOrder::of(strata.chain([self.changed_after(after, |_| true)]))
    }

    /// The same, of the rows of a base only those that are admitted: for each base `admits` gives who is given some of the
    /// numbers of its rows, and puts those to the others that shall come.
    pub(super) fn ordered_of<'t: 'x, 'x, A: FnMut(&[u32], &mut Vec<u32>) + 'x>(
        &'t self,
        after: Option<&(T::Order, u64)>,
        admits: impl Fn(&'t Base<T>) -> A,
    ) -> InListOrder<'t, 'x, T> {
        let admitted = |stratum: &'t Stratum<T>| stratum.ordered_of(after, admits(stratum.base()));
        let strata = self.strata.iter();
        let strata = strata.map(|stratum| Run::of(stratum.first_after(after), admitted(stratum)));
        InListOrder::of(strata.chain([self.changed_after(after, |_| true)]))
    }

    /// In list order, beginning after a position in it, of those that lie in a box and are shown in it as well; of the rows
    /// of a base only those that are admitted, as in [`Table::ordered_of`]. Some that lie or are shown outside the box may
    /// be among them.
    pub(super) fn ordered_in<'t: 'x, 'x, A: FnMut(&[u32], &mut Vec<u32>) + 'x>(
        &'t self,
        window: &Envelope,
        after: Option<&(T::Order, u64)>,
        admits: impl Fn(&'t Base<T>) -> A,
    ) -> InListOrder<'t, 'x, T> {
        let spots = SpotBox::around(window);
        let admitted = |stratum: &'t Stratum<T>| stratum.ordered_in(&spots, after, admits(stratum.base()));
        let strata = self.strata.iter();
        let strata = strata.map(|stratum| Run::of(stratum.first_after(after), admitted(stratum)));
        InListOrder::of(strata.chain([self.changed_after(after, |row| row.envelope.intersects(window))]))
    }

    fn changed_after<'t>(
        &'t self,
        after: Option<&(T::Order, u64)>,
        wanted: impl Fn(&Row<T>) -> bool,
    ) -> Option<Run<'t, 't, T>> {
        let is_after = |row: &Row<T>| after.is_none_or(|after| row.place_in_list() > *after);
        let mut changed: Vec<_> = self.changes.rows().filter(|row| wanted(row) && is_after(row)).collect();
        changed.sort_by_cached_key(|row| row.place_in_list());
        Run::of(changed.first().map(|row| row.place_in_list()), changed.into_iter())
    }
}

/// Rows in list order, which are looked for only when it may be their turn: behind a filter the first of many may be far.
struct Run<'t, 'x, T: Item> {
    /// None of those that are still to come stands before this in the list.
    from: (T::Order, u64),
    /// The next one, once it has been found.
    next: Option<&'t Row<T>>,
    rest: Box<dyn Iterator<Item = &'t Row<T>> + 'x>,
}

impl<'t, 'x, T: Item> Run<'t, 'x, T> {
    /// Rows of which none stands before a place in the list; where there is no such place, there are none.
    fn of(from: Option<(T::Order, u64)>, rows: impl Iterator<Item = &'t Row<T>> + 'x) -> Option<Self> {
        from.map(|from| Self { from, next: None, rest: Box::new(rows) })
    }
}

/// A handful of runs of rows in list order, as one.
pub struct InListOrder<'t, 'x, T: Item> {
    runs: Vec<Run<'t, 'x, T>>,
}

impl<'t, 'x, T: Item> InListOrder<'t, 'x, T> {
    fn of(runs: impl Iterator<Item = Option<Run<'t, 'x, T>>>) -> Self {
        Self { runs: runs.flatten().collect() }
    }
}

impl<'t, T: Item> Iterator for InListOrder<'t, '_, T> {
    type Item = &'t Row<T>;

    fn next(&mut self) -> Option<&'t Row<T>> {
        loop {
            let first = (0..self.runs.len()).min_by(|a, b| self.runs[*a].from.cmp(&self.runs[*b].from))?;
            let run = &mut self.runs[first];
            if let Some(row) = run.next.take() {
                return Some(row);
            }
            match run.rest.next() {
                Some(next) => (run.from, run.next) = (next.place_in_list(), Some(next)),
                None => drop(self.runs.swap_remove(first)),
            }
        }
    }
}

/// What numbers of identities are made with: another in every process, so that nobody can write a file whose rows all have one
/// number, each of which would be compared with all before it.
static IDENTITIES: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// A number for an identity, the same as long as this process runs. It is never stored, and good enough for a list that is
/// checked against the identity itself; what stays of an erased report has a number of its own
/// ([`Gone::source_of`](crate::domain::erasure::Gone::source_of)).
pub fn source_number(parts: &[&str]) -> u64 {
    IDENTITIES.hash_one(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_has_one_number_and_its_parts_do_not_run_together() {
        assert_eq!(source_number(&["a", "b"]), source_number(&["a", "b"]));
        let others: [&[&str]; 5] = [&["a", "c"], &["ab", ""], &["", "ab"], &["ab"], &["b", "a"]];
        for other in others {
            assert_ne!(source_number(&["a", "b"]), source_number(other), "{other:?}");
        }
    }
}
