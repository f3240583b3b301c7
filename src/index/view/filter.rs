//! Filters: the same for lists, tiles and counts.
//!
//! A filter on something a viewer does not see at their level does not match: otherwise asking would
//! tell what looking does not.

use crate::domain::hours::HourSet;
use crate::domain::ids::{AreaId, PartyId, PlaceId};
use crate::domain::place::{Place, Status};
use crate::domain::report::{Outcome, Report};
use crate::index::audiences::Seen;
use crate::index::table::Row;
use crate::space::{Envelope, LonLat, Shape};
use geo::{Intersects, Rect};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Whether a shape touches a box, exactly.
#[must_use]
pub fn touches(shape: &Shape, query: &Envelope) -> bool {
    match shape {
        Shape::Point(position) => query.contains(*position),
        Shape::Polygons(polygons) => {
            let query = Rect::new((query.west, query.south), (query.east, query.north));
            polygons.as_multi_polygon().intersects(&query)
        }
    }
}

/// Whether something has one of the problem types asked for; none asked for are all.
pub(super) fn has_any(problem_types: &[String], wanted: &[String]) -> bool {
    wanted.is_empty() || problem_types.iter().any(|one| wanted.contains(one))
}

/// Which places.
#[derive(Clone, Debug, Default)]
pub struct PlaceFilter {
    /// Touching this box.
    pub bbox: Option<Envelope>,
    /// In any of these statuses.
    pub status: Vec<Status>,
    /// With any of these problem types.
    pub problem_types: Vec<String>,
    /// In this district.
    pub district: Option<AreaId>,
    /// Coordinated by this party, or it is asked to.
    pub party: Option<PartyId>,
    /// Open, and nobody has accepted to coordinate.
    pub without_coordinator: bool,
    /// Matters to children.
    pub child_relevant: bool,
    /// This party is asked and has not answered.
    pub asked: Option<PartyId>,
    /// The clock of its coordination has run out at this moment.
    pub overdue_at: Option<Timestamp>,
    /// One of these, which an account follows.
    pub followed: Option<BTreeSet<PlaceId>>,
    /// Made at this time or later.
    pub since: Option<Timestamp>,
    /// Made before this time.
    pub until: Option<Timestamp>,
}

impl PlaceFilter {
    /// Whether what is seen of a place matches.
    #[must_use]
    pub fn matches(&self, seen: &Seen<&Row<Place>>) -> bool {
        let place = &seen.thing.held.record;
        let is_inside = |query: Envelope| match seen.summary() {
            true => touches(&place.shape, &query),
            // Narrowing the box must not tell more than the position that is shown.
            false => query.contains(shown_place(place, false)),
        };
        if self.bbox.is_some_and(|query| !is_inside(query)) {
            return false;
        }
        if self.followed.as_ref().is_some_and(|followed| !followed.contains(&place.id)) {
            return false;
        }
        // A ground that is shown tells every district it lies in; without it only the one that is named.
        let lies_in = |district| match seen.summary() {
            true => place.districts.iter().any(|share| share.district == district),
            false => place.district() == Some(district),
        };
        if self.district.is_some_and(|district| !lies_in(district)) {
            return false;
        }
        if !seen.summary() {
            return !self.asks_of_summary();
        }
        let holder = &place.coordination.holder;
        (self.status.is_empty() || self.status.contains(&place.status))
            && has_any(&place.problem_types, &self.problem_types)
            && self
                .party
                .is_none_or(|p| holder.party == p || (seen.full() && place.coordination.asked() == Some(p)))
            && self.asked.is_none_or(|p| {
                seen.full() && place.status.is_open() && place.coordination.asked() == Some(p)
            })
            && self
                .overdue_at
                .is_none_or(|now| seen.full() && place.deadline().is_some_and(|deadline| deadline <= now))
            && (!self.without_coordinator || place.without_coordinator())
            && (!self.child_relevant || place.child_relevant)
            && self.since.is_none_or(|since| place.created_at >= since)
            && self.until.is_none_or(|until| place.created_at < until)
    }

    fn asks_of_summary(&self) -> bool {
        !self.status.is_empty()
            || !self.problem_types.is_empty()
            || self.party.is_some()
            || self.asked.is_some()
            || self.overdue_at.is_some()
            || self.without_coordinator
            || self.child_relevant
            || self.since.is_some()
            || self.until.is_some()
    }
}

/// What a report is asked to have come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// It waits.
    Received,
    /// It has been read.
    Triaged,
    /// This became of it.
    Outcome(Outcome),
}

impl ReportState {
    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        use Outcome::{BecamePlace, Hidden, Linked, NoAction, NotOurs};
        match code {
            "received" => Some(Self::Received),
            "triaged" => Some(Self::Triaged),
            _ => [Linked, BecamePlace, NotOurs, NoAction, Hidden]
                .into_iter()
                .find(|outcome| outcome.code() == code)
                .map(Self::Outcome),
        }
    }

    /// Whether it is that of a report of which this became.
    pub(super) fn is_of(self, outcome: Option<Outcome>) -> bool {
        match self {
            Self::Received => outcome.is_none(),
            Self::Triaged => outcome.is_some(),
            Self::Outcome(asked) => outcome == Some(asked),
        }
    }
}

/// Which reports.
#[derive(Clone, Debug, Default)]
pub struct ReportFilter {
    /// In this box.
    pub bbox: Option<Envelope>,
    /// In any of these states.
    pub status: Vec<ReportState>,
    /// With any of these problem types.
    pub problem_types: Vec<String>,
    /// In this district.
    pub district: Option<AreaId>,
    /// From this party.
    pub party: Option<PartyId>,
    /// Belonging to this place, of which the asker sees at least a summary.
    pub place: Option<PlaceId>,
    /// Seen at this time or later.
    pub since: Option<Timestamp>,
    /// Seen before this time.
    pub until: Option<Timestamp>,
    /// Known to have been seen in these hours of the day.
    pub hours: Option<HourSet>,
}

impl ReportFilter {
    /// Whether what is seen of a report matches.
    #[must_use]
    pub fn matches(&self, seen: &Seen<&Row<Report>>) -> bool {
        let report = &seen.thing.held.record;
        let is_inside =
            |query: Envelope| !report.is_vague() && query.contains(shown_position(seen.thing, seen.full()));
        if self.bbox.is_some_and(|query| !is_inside(query)) {
            return false;
        }
        if self.district.is_some_and(|d| report.district != Some(d)) {
            return false;
        }
        if !seen.summary() {
            return !self.asks_of_summary();
        }
        (self.status.is_empty() || self.status.iter().any(|state| state.is_of(report.outcome)))
            && has_any(&report.problem_types, &self.problem_types)
            && self.party.is_none_or(|party| seen.full() && report.origin == party)
            && self.place.is_none_or(|place| report.place == Some(place))
            && self.since.is_none_or(|since| report.observed_at >= since)
            && self.until.is_none_or(|until| report.observed_at < until)
            && self.hours.is_none_or(|hours| hours.hold(report.known_hours()))
    }

    /// Whether it asks for anything that whoever only knows that a report exists is not told.
    pub(super) fn asks_of_summary(&self) -> bool {
        !self.status.is_empty()
            || !self.problem_types.is_empty()
            || self.party.is_some()
            || self.place.is_some()
            || self.since.is_some()
            || self.until.is_some()
            || self.hours.is_some()
    }
}

/// Where a report is shown: exactly to those who see all of it and may have to go there (docs/decisions/0031); to others
/// within some ten metres, and where it lies in somebody's home at what stands for that (docs/decisions/0033).
#[must_use]
pub fn shown_position(row: &Row<Report>, full: bool) -> LonLat {
    if full { row.held.record.position } else { row.shown() }
}

/// How far outside a box, in degrees, something may lie that is shown inside it to four decimals of a degree.
pub const COARSE_DEG: f64 = 1e-4;

/// A position to four decimals, some ten metres: where something is shown to those who see too little of it.
#[must_use]
pub fn coarse(position: LonLat) -> LonLat {
    let coarse = |degrees: f64| (degrees * 1e4).round() / 1e4;
    LonLat::new(coarse(position.lon()), coarse(position.lat())).unwrap_or(position)
}

/// Where a place is shown: at a position inside it, or to those who only know that it exists within
/// some ten metres of that.
#[must_use]
pub fn shown_place(place: &Place, summary: bool) -> LonLat {
    let position = place.shape.representative_point();
    if summary { position } else { coarse(position) }
}

/// Which sites.
#[derive(Clone, Debug, Default)]
pub struct SiteFilter {
    /// Touching this box.
    pub bbox: Option<Envelope>,
    /// Their middle lies in this district.
    pub district: Option<AreaId>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Managed, or its land owned, by this party today.
    pub party: Option<PartyId>,
    /// In this group.
    pub group: Option<String>,
    /// With this in its name or code.
    pub words: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_the_problem_types_asked_for_is_enough() {
        let words = |words: &[&str]| -> Vec<String> { words.iter().map(ToString::to_string).collect() };
        let of_place = words(&["graffiti", "arson"]);
        for (wanted, expected) in [
            (&[][..], true),
            (&["arson"], true),
            (&["disorder", "graffiti"], true),
            (&["disorder"], false),
            (&["disorder", "theft"], false),
        ] {
            assert_eq!(has_any(&of_place, &words(wanted)), expected, "{wanted:?}");
        }
    }
}
