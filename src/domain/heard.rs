//! What a viewer has heard of a place: its reports, in the little that lists over time ask of them.

use super::ids::PartyId;
use super::report::{ObservedPrecision, Report, Sighting};
use jiff::Timestamp;

/// One report of a place, as far as somebody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard<'a> {
    /// When it was seen.
    pub observed_at: Timestamp,
    /// How closely that is known.
    pub precision: ObservedPrecision,
    /// When it reached us.
    pub received_at: Timestamp,
    /// New, still there, or gone.
    pub sighting: Sighting,
    /// Where it comes from.
    pub source: &'a str,
    /// And from whom, for who sees it in full.
    pub origin: Option<PartyId>,
}

impl<'a> Heard<'a> {
    /// What is heard of a report; in full with its origin.
    #[must_use]
    pub fn of(report: &'a Report, full: bool) -> Self {
        Self {
            observed_at: report.observed_at,
            precision: report.observed_precision,
            received_at: report.received_at,
            sighting: report.sighting,
            source: &report.source,
            origin: full.then_some(report.origin),
        }
    }

    /// Whether it says that something is there.
    #[must_use]
    pub fn says_it_is_there(&self) -> bool {
        match self.sighting {
            Sighting::New | Sighting::Still => true,
            Sighting::Gone => false,
        }
    }

    /// Whether its week is known.
    #[must_use]
    pub fn week_is_known(&self) -> bool {
        match self.precision {
            ObservedPrecision::Moment | ObservedPrecision::Hours | ObservedPrecision::Day => true,
            ObservedPrecision::Month => false,
        }
    }

    /// Whether its hour is known: what was seen some time in several is in none of them.
    #[must_use]
    pub fn hour_is_known(&self) -> bool {
        match self.precision {
            ObservedPrecision::Moment => true,
            ObservedPrecision::Hours | ObservedPrecision::Day | ObservedPrecision::Month => false,
        }
    }
}
