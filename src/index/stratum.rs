//! A base and which of its rows still count: of the others there are newer versions in later strata or among the changes, or
//! they are gone.

use super::base::{Base, Row};
use super::columns::SpotBox;
use super::table::Item;
use crate::space::Envelope;
use std::ops::Range;
use std::sync::Arc;

/// A base in use.
pub struct Stratum<T: Item> {
    base: Arc<Base<T>>,
    /// Numbers of the rows that count no more, in order.
    superseded: Arc<Vec<u32>>,
}

impl<T: Item> Clone for Stratum<T> {
    fn clone(&self) -> Self {
        Self { base: self.base.clone(), superseded: self.superseded.clone() }
    }
}

impl<T: Item> Stratum<T> {
    /// A base, beside which there are newer versions of these things, or they are gone.
    pub(super) fn of(base: Arc<Base<T>>, newer: impl Iterator<Item = u64>) -> Self {
        let mut superseded: Vec<u32> = newer.filter_map(|bits| base.number(bits)).collect();
        superseded.sort_unstable();
        Self { superseded: Arc::new(superseded), base }
    }

    /// The base, of whose rows not all count.
    pub(super) fn base(&self) -> &Base<T> {
        &self.base
    }

    /// How many rows count.
    pub(super) fn len(&self) -> usize {
        self.base.rows.len() - self.superseded.len()
    }

    /// Whether the base has a row of a thing, though it may count no more.
    pub(super) fn has(&self, bits: u64) -> bool {
        self.base.number(bits).is_some()
    }

    /// The row of a thing, if there is one, counts no more.
    pub(super) fn supersede(&mut self, bits: u64) {
        if let Some(number) = self.base.number(bits)
            && let Err(at) = self.superseded.binary_search(&number)
        {
            Arc::make_mut(&mut self.superseded).insert(at, number);
        }
    }

    /// The row of a thing, if it counts.
    pub(super) fn get(&self, bits: u64) -> Option<&Row<T>> {
        let number = self.base.number(bits).filter(|at| self.stands(*at))?;
        Some(&self.base.rows[number as usize])
    }

    fn stands(&self, number: u32) -> bool {
        self.superseded.is_empty() || self.superseded.binary_search(&number).is_err()
    }

    fn standing(&self, numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = &Row<T>> {
        numbers.filter(|at| self.stands(*at)).map(|at| &self.base.rows[at as usize])
    }

    /// All rows that count, in no order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row<T>> {
        let mut superseded = self.superseded.iter().peekable();
        let stands = move |(at, _): &(u32, &Row<T>)| superseded.next_if_eq(&at).is_none();
        (0_u32..).zip(&self.base.rows).filter(stands).map(|(_, row)| row)
    }

    /// Hands over pieces of the base's rows that together hold all that count and are shown within a box to those who see
    /// little of them, and none that counts no more; some rows in them lie outside it.
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

    /// Those of which filters are told what is wanted, in no order.
    pub(super) fn with_facets(&self, wanted: impl Fn(&T::Facets) -> bool) -> impl Iterator<Item = &Row<T>> {
        let numbered = (0_u32..).zip(&self.base.columns.facets);
        self.standing(numbered.filter(move |(_, facets)| wanted(facets)).map(|(number, _)| number))
    }

    /// Those whose box touches a box.
    pub(super) fn in_box(&self, query: &Envelope) -> impl Iterator<Item = &Row<T>> {
        // Rows in their order are read several times as fast as through the tree.
        let all = self.base.is_within(query);
        let every = all.then(|| self.rows());
        let some = (!all).then(|| self.standing(self.base.in_box(query)));
        every.into_iter().flatten().chain(some.into_iter().flatten())
    }

    /// What belongs to a group, in no order.
    pub(super) fn in_group(&self, group: u64) -> impl Iterator<Item = &Row<T>> {
        self.standing(self.base.groups.rows(group).iter().copied())
    }

    /// Those whose source number is this.
    pub(super) fn of_source(&self, source: u64) -> impl Iterator<Item = &Row<T>> {
        self.standing(self.base.of_source(source))
    }

    /// The first place in list order after a position in it at which there may be something.
    pub(super) fn first_after(&self, after: Option<&(T::Order, u64)>) -> Option<(T::Order, u64)> {
        let at = self.base.order.get(self.base.rank_after(after))?;
        Some(self.base.rows[*at as usize].place_in_list())
    }

    /// In list order, beginning after a position in it.
    pub(super) fn ordered<'t>(
        &'t self,
        after: Option<&(T::Order, u64)>,
    ) -> impl Iterator<Item = &'t Row<T>> + use<'t, T> {
        self.standing(self.base.order[self.base.rank_after(after)..].iter().copied())
    }

    /// The same, only those that are admitted: given some of their numbers, `admit` puts those to the others that shall come.
    pub(super) fn ordered_of<'t, A: FnMut(&[u32], &mut Vec<u32>)>(
        &'t self,
        after: Option<&(T::Order, u64)>,
        mut admit: A,
    ) -> impl Iterator<Item = &'t Row<T>> + use<'t, T, A> {
        let admitted = growing(&self.base.order[self.base.rank_after(after)..]).flat_map(move |some| {
            let mut admitted = Vec::new();
            admit(some, &mut admitted);
            admitted
        });
        self.standing(admitted)
    }

    /// In list order, beginning after a position in it, of those that lie in a box and are shown in it as well those that are
    /// admitted. Some that lie or are shown outside the box may be among them.
    pub(super) fn ordered_in<'t, A: FnMut(&[u32], &mut Vec<u32>)>(
        &'t self,
        window: &SpotBox,
        after: Option<&(T::Order, u64)>,
        mut admit: A,
    ) -> impl Iterator<Item = &'t Row<T>> + use<'t, T, A> {
        let (base, from) = (&*self.base, self.base.rank_after(after));
        let (mut inside, mut admitted) = (Vec::new(), Vec::new());
        self.pieces(window, |rows| {
            inside.extend(rows.filter(|at| window.contains(base.columns.spots[*at as usize])));
        });
        admit(&inside, &mut admitted);
        let ranks = admitted.into_iter().map(|at| base.ranks[at as usize]);
        let ranks = ranks.filter(|rank| *rank as usize >= from).collect();
        Rising::of(ranks).map(|rank| &base.rows[base.order[rank as usize] as usize])
    }
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
