//! The few things that have changed since a base was built, by id.
//!
//! Each batch that is written clones what it adds to, since readers hold the rest. So the latest lie by
//! themselves, and only when they have become many are they put to those before them.

use super::base::Row;
use super::table::Item;
use std::collections::BTreeMap;
use std::sync::Arc;

/// As many as are cloned for a batch at most.
const LATEST_MAX: usize = 64;

/// Rows by id. Cloning shares them.
pub(super) struct Changes<T: Item> {
    latest: Arc<BTreeMap<u64, Row<T>>>,
    /// No id is in both.
    earlier: Arc<BTreeMap<u64, Row<T>>>,
}

impl<T: Item> Clone for Changes<T> {
    fn clone(&self) -> Self {
        Self { latest: self.latest.clone(), earlier: self.earlier.clone() }
    }
}

impl<T: Item> Default for Changes<T> {
    fn default() -> Self {
        Self { latest: Arc::default(), earlier: Arc::default() }
    }
}

impl<T: Item> FromIterator<Row<T>> for Changes<T> {
    fn from_iter<I: IntoIterator<Item = Row<T>>>(rows: I) -> Self {
        let earlier = rows.into_iter().map(|row| (row.bits, row)).collect();
        Self { latest: Arc::default(), earlier: Arc::new(earlier) }
    }
}

impl<T: Item> Changes<T> {
    /// Puts a row in the place of an earlier one of the same id.
    pub fn put(&mut self, row: Row<T>) {
        self.remove_earlier(row.bits);
        let latest = Arc::make_mut(&mut self.latest);
        latest.insert(row.bits, row);
        if latest.len() > LATEST_MAX {
            let latest = std::mem::take(latest);
            Arc::make_mut(&mut self.earlier).extend(latest);
        }
    }

    pub fn remove(&mut self, bits: u64) {
        self.remove_earlier(bits);
        if self.latest.contains_key(&bits) {
            Arc::make_mut(&mut self.latest).remove(&bits);
        }
    }

    fn remove_earlier(&mut self, bits: u64) {
        if self.earlier.contains_key(&bits) {
            Arc::make_mut(&mut self.earlier).remove(&bits);
        }
    }

    pub fn get(&self, bits: u64) -> Option<&Row<T>> {
        self.latest.get(&bits).or_else(|| self.earlier.get(&bits))
    }

    pub fn len(&self) -> usize {
        self.latest.len() + self.earlier.len()
    }

    /// All of them, in no order.
    pub fn rows(&self) -> impl Iterator<Item = &Row<T>> {
        self.earlier.values().chain(self.latest.values())
    }
}
