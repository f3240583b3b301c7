//! Photos by id and by report. There may be many, and one is added at a time, so they lie in many small
//! maps of which a write clones only the two that it changes.

use super::shards::{Pairs, Shards};
use crate::domain::ids::{PhotoId, ReportId};
use crate::domain::photo::Photo;
use crate::domain::world::Held;

/// All photos.
#[derive(Clone, Default)]
pub struct Photos {
    by_id: Shards<u64, Held<Photo>>,
    of_report: Pairs,
    count: usize,
}

impl Photos {
    /// Puts a version in place. A photo never changes its report.
    pub fn put(&mut self, photo: Held<Photo>) {
        let (bits, report) = (photo.id.bits(), photo.report.bits());
        self.of_report.enter(report, bits);
        let before = self.by_id.changed(bits).insert(bits, photo);
        self.count += usize::from(before.is_none());
    }

    /// Takes one out, for good.
    pub fn remove(&mut self, bits: u64) {
        if let Some(photo) = self.by_id.changed(bits).remove(&bits) {
            self.of_report.leave(photo.report.bits(), bits);
            self.count -= 1;
        }
    }

    /// By id.
    pub fn get(&self, id: PhotoId) -> Option<&Held<Photo>> {
        self.by_id.of(id.bits()).get(&id.bits())
    }

    /// Those of a report, by id.
    pub fn of_report(&self, report: ReportId) -> impl Iterator<Item = &Held<Photo>> {
        let ids = self.of_report.under(report.bits());
        ids.filter_map(|photo| self.get(PhotoId::from_bits(photo)))
    }

    /// All, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Held<Photo>> {
        self.by_id.iter().map(|(_, photo)| photo)
    }

    /// Those of an earlier state that are not here any more. Costs what has changed, and not what there is.
    pub fn gone_since<'a>(&'a self, earlier: &'a Self) -> impl Iterator<Item = &'a Held<Photo>> {
        self.by_id.changed_since(&earlier.by_id).flat_map(|(before, now)| {
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
