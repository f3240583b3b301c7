//! Many small maps as one, for what there may be much of and of which one comes at a time: a write clones only the small map
//! that it changes.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Ids are random, so their last bits spread them evenly.
const SHARDS: usize = 256;

/// The small maps; which of them has something is said by the number of an id.
#[derive(Clone)]
pub(super) struct Shards<K, V>(Vec<Arc<BTreeMap<K, V>>>);

/// What belongs to one thing, by the number of that and by its own.
pub(super) type Pairs = Shards<(u64, u64), ()>;

impl<K: Ord + Clone, V: Clone> Shards<K, V> {
    /// The map that has what this number says.
    pub(super) fn of(&self, bits: u64) -> &BTreeMap<K, V> {
        &self.0[bits as usize % SHARDS]
    }

    /// The same, to be changed.
    pub(super) fn changed(&mut self, bits: u64) -> &mut BTreeMap<K, V> {
        Arc::make_mut(&mut self.0[bits as usize % SHARDS])
    }

    /// All there is, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().flat_map(|shard| shard.iter())
    }

    /// How much there is.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|shard| shard.len()).sum()
    }

    /// The maps of an earlier state that are others now, each with what it is now. Costs what has changed, and not what there
    /// is.
    pub(super) fn changed_since<'a>(
        &'a self,
        earlier: &'a Self,
    ) -> impl Iterator<Item = (&'a BTreeMap<K, V>, &'a BTreeMap<K, V>)> {
        let shards = earlier.0.iter().zip(&self.0).filter(|(before, now)| !Arc::ptr_eq(before, now));
        shards.map(|(before, now)| (before.as_ref(), now.as_ref()))
    }
}

impl Pairs {
    /// Something belongs there.
    pub(super) fn enter(&mut self, under: u64, bits: u64) {
        self.changed(under).insert((under, bits), ());
    }

    /// It does so no longer.
    pub(super) fn leave(&mut self, under: u64, bits: u64) {
        self.changed(under).remove(&(under, bits));
    }

    /// What belongs there, by number.
    pub(super) fn under(&self, under: u64) -> impl Iterator<Item = u64> {
        self.of(under).range((under, 0)..=(under, u64::MAX)).map(|((_, bits), ())| *bits)
    }
}

impl<K, V> Default for Shards<K, V> {
    fn default() -> Self {
        Self((0..SHARDS).map(|_| Arc::default()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_clones_one_small_map_and_leaves_what_was_shared_as_it_was() {
        let mut before = Pairs::default();
        (0..2_000).for_each(|bits| before.enter(bits % 300, bits));
        let mut now = before.clone();
        assert_eq!(now.changed_since(&before).count(), 0);
        now.enter(7, 5_000);
        now.leave(7, 307);
        assert_eq!(now.changed_since(&before).count(), 1);
        assert_eq!((before.len(), now.len(), now.iter().count()), (2_000, 2_000, 2_000));
        let of_seven = [7, 307, 607, 907, 1_207, 1_507, 1_807];
        assert_eq!(before.under(7).collect::<Vec<_>>(), of_seven);
        assert_eq!(now.under(7).collect::<Vec<_>>(), [7, 607, 907, 1_207, 1_507, 1_807, 5_000]);
        // What lies in the same small map is another's all the same.
        assert!(now.under(263).eq(before.under(263)) && before.under(263).count() > 0);
    }
}
