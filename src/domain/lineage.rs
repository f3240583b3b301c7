//! What a merge or a split wrote, for whoever takes it back.

use super::ids::{MeasureId, PlaceId, ReportId};
use super::place::Place;

/// A merge or a split, as the register tells it. Empty where the place was not ended by one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineageAct {
    /// Code of the party that did it.
    pub party: String,
    /// The places it wrote with the versions it made, the one that ended first.
    pub places: Vec<(PlaceId, u32)>,
    /// Those that were there before it, as they were.
    pub before: Vec<Place>,
    /// The reports that came along.
    pub reports: Vec<ReportId>,
    /// The measures that came along.
    pub measures: Vec<MeasureId>,
}

impl LineageAct {
    /// A place as it was before.
    #[must_use]
    pub fn was(&self, place: PlaceId) -> Option<&Place> {
        self.before.iter().find(|before| before.id == place)
    }
}
