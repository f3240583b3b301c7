//! Photos by id and by report. There may be many, and one is added at a time, so they lie in many small
//! maps of which a write clones only the two that it changes.

use crate::domain::ids::{PhotoId, ReportId};
use crate::domain::photo::Photo;
use crate::domain::world::Held;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Ids are random, so their last bits spread them evenly.
const SHARDS: usize = 256;

/// Many small maps as one.
#[derive(Clone)]
struct Shards<K, V>(Vec<Arc<BTreeMap<K, V>>>);

impl<K: Ord + Clone, V: Clone> Shards<K, V> {
    fn of(&self, bits: u64) -> &BTreeMap<K, V> {
        &self.0[bits as usize % SHARDS]
    }

    fn changed(&mut self, bits: u64) -> &mut BTreeMap<K, V> {
        Arc::make_mut(&mut self.0[bits as usize % SHARDS])
    }
}

impl<K, V> Default for Shards<K, V> {
    fn default() -> Self {
        Self((0..SHARDS).map(|_| Arc::default()).collect())
    }
}

/// All photos.
#[derive(Clone, Default)]
pub struct Photos {
    by_id: Shards<u64, Held<Photo>>,
    of_report: Shards<(u64, u64), ()>,
    count: usize,
}

impl Photos {
    /// Puts a version in place. A photo never changes its report.
    pub fn put(&mut self, photo: Held<Photo>) {
        let (bits, report) = (photo.id.bits(), photo.report.bits());
        self.of_report.changed(report).insert((report, bits), ());
        let before = self.by_id.changed(bits).insert(bits, photo);
        self.count += usize::from(before.is_none());
    }

    /// Takes one out, for good.
    pub fn remove(&mut self, bits: u64) {
        if let Some(photo) = self.by_id.changed(bits).remove(&bits) {
            let report = photo.report.bits();
            self.of_report.changed(report).remove(&(report, bits));
            self.count -= 1;
        }
    }

    /// By id.
    pub fn get(&self, id: PhotoId) -> Option<&Held<Photo>> {
        self.by_id.of(id.bits()).get(&id.bits())
    }

    /// Those of a report, by id.
    pub fn of_report(&self, report: ReportId) -> impl Iterator<Item = &Held<Photo>> {
        let bits = report.bits();
        let ids = self.of_report.of(bits).range((bits, 0)..=(bits, u64::MAX));
        ids.filter_map(|((_, photo), ())| self.get(PhotoId::from_bits(*photo)))
    }

    /// All, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Held<Photo>> {
        self.by_id.0.iter().flat_map(|shard| shard.values())
    }

    /// Those of an earlier state that are not here any more. Costs what has changed, and not what there is.
    pub fn gone_since<'a>(&'a self, earlier: &'a Self) -> impl Iterator<Item = &'a Held<Photo>> {
        let shards = earlier.by_id.0.iter().zip(&self.by_id.0);
        let changed = shards.filter(|(before, now)| !Arc::ptr_eq(before, now));
        changed.flat_map(|(before, now)| {
            before.iter().filter(|(bits, _)| !now.contains_key(bits)).map(|(_, photo)| photo)
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
