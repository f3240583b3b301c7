use super::{ROWS_SHOWN, some_rows};
use crate::space::Repair;
use std::collections::{BTreeMap, BTreeSet};

/// What was repaired in a file, counted by kind of repair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// By kind of repair: how many things, and in which rows.
    by_kind: BTreeMap<Repair, (usize, BTreeSet<usize>)>,
    /// By kind of repair: rows beside those that are named.
    beyond: BTreeMap<Repair, usize>,
}

impl Repairs {
    pub(super) fn add(&mut self, row: usize, repairs: &[Repair]) {
        for repair in repairs {
            let (kind, count) = split(*repair);
            let (counted, rows) = self.by_kind.entry(kind).or_default();
            *counted += count;
            rows.insert(row);
        }
    }

    /// Takes the repairs of rows that are left out away.
    pub(super) fn forget(&mut self, row: usize) {
        for (_, rows) in self.by_kind.values_mut() {
            rows.remove(&row);
        }
        self.by_kind.retain(|_, (_, rows)| !rows.is_empty());
    }

    /// The rows that were repaired.
    #[must_use]
    pub fn rows(&self) -> BTreeSet<usize> {
        self.by_kind.values().flat_map(|(_, rows)| rows).copied().collect()
    }

    /// Takes over the repairs of a later batch, and remembers no more rows than are named.
    pub(super) fn absorb(&mut self, later: Self) {
        for (kind, (count, rows)) in later.by_kind {
            let (counted, named) = self.by_kind.entry(kind).or_default();
            *counted += count;
            for row in rows {
                if named.len() < ROWS_SHOWN {
                    named.insert(row);
                } else {
                    *self.beyond.entry(kind).or_default() += 1;
                }
            }
        }
    }

    /// A sentence for each kind.
    pub fn sentences(&self) -> impl Iterator<Item = String> {
        self.by_kind.iter().map(|(kind, (count, rows))| {
            let beyond = self.beyond.get(kind).copied().unwrap_or_default();
            format!("{}: {}", told(*kind, *count), some_rows(rows, beyond))
        })
    }
}

/// The kind of a repair, with its count set to none, and the count.
fn split(repair: Repair) -> (Repair, usize) {
    match repair {
        Repair::RingsTurned(n) => (Repair::RingsTurned(0), n),
        Repair::RingsClosed(n) => (Repair::RingsClosed(0), n),
        Repair::PositionsDropped(n) => (Repair::PositionsDropped(0), n),
        Repair::OrdinatesDropped(n) => (Repair::OrdinatesDropped(0), n),
        Repair::CollectionOpened => (Repair::CollectionOpened, 1),
    }
}

fn told(kind: Repair, count: usize) -> String {
    match kind {
        Repair::RingsTurned(_) => Repair::RingsTurned(count),
        Repair::RingsClosed(_) => Repair::RingsClosed(count),
        Repair::PositionsDropped(_) => Repair::PositionsDropped(count),
        Repair::OrdinatesDropped(_) => Repair::OrdinatesDropped(count),
        Repair::CollectionOpened => Repair::CollectionOpened,
    }
    .to_string()
}
