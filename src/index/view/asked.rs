//! A filter of reports put in the terms of the columns, once for a request.

use super::filter::{ReportFilter, has_any};
use super::look::ReportLook;
use crate::domain::access::Level;
use crate::domain::ids::AreaId;
use crate::domain::report::Outcome;
use crate::index::audiences::Word;
use crate::index::columns::{Groups, NO_GROUP};
use crate::index::items::ReportFacets;
use crate::index::snapshot::Snapshot;

/// A filter in the terms of the columns.
pub(super) struct Asked<'a> {
    pub(super) filter: &'a ReportFilter,
    asks_of_summary: bool,
    /// A bit for each outcome that is asked for.
    outcomes: u8,
    /// Those of the problem types asked for that some report has.
    types: Vec<Word>,
    district: Option<AreaId>,
    place: Option<u32>,
    since_ms: i64,
    until_ms: i64,
}

const OUTCOMES: [Option<Outcome>; 6] = [
    None,
    Some(Outcome::Linked),
    Some(Outcome::BecamePlace),
    Some(Outcome::NotOurs),
    Some(Outcome::NoAction),
    Some(Outcome::Hidden),
];

const fn outcome_bit(outcome: Option<Outcome>) -> u8 {
    match outcome {
        None => 1,
        Some(Outcome::Linked) => 1 << 1,
        Some(Outcome::BecamePlace) => 1 << 2,
        Some(Outcome::NotOurs) => 1 << 3,
        Some(Outcome::NoAction) => 1 << 4,
        Some(Outcome::Hidden) => 1 << 5,
    }
}

impl<'a> Asked<'a> {
    pub(super) fn of(snapshot: &Snapshot, filter: &'a ReportFilter, groups: &Groups) -> Self {
        let is_asked = |outcome: &Option<Outcome>| {
            filter.status.is_empty() || filter.status.iter().any(|state| state.is_of(*outcome))
        };
        Self {
            filter,
            asks_of_summary: filter.asks_of_summary(),
            outcomes: OUTCOMES.into_iter().filter(is_asked).map(outcome_bit).sum(),
            types: filter.problem_types.iter().filter_map(|text| snapshot.known_word(text)).collect(),
            district: filter.district,
            place: filter.place.map(|place| groups.number(Some(place.bits()))),
            since_ms: filter.since.map_or(i64::MIN, |since| since.as_millisecond()),
            until_ms: filter.until.map_or(i64::MAX, |until| until.as_millisecond()),
        }
    }

    /// The same questions in the same order as [`ReportFilter::matches`], but for the box.
    #[inline]
    pub(super) fn matches(&self, look: &ReportLook, at: usize, level: Level, of_party: bool) -> bool {
        let facets = &look.columns.facets[at];
        if self.district.is_some() && facets.district != self.district {
            return false;
        }
        if level < Level::Summary {
            return !self.asks_of_summary;
        }
        self.outcomes & outcome_bit(facets.outcome) != 0
            && self.filter.party.is_none_or(|_| level == Level::Full && of_party)
            && self.place.is_none_or(|place| place != NO_GROUP && look.columns.groups[at] == place)
            && self.is_of_time(look, at, facets)
            && self.is_of_type(look, at, facets)
    }

    fn is_of_time(&self, look: &ReportLook, at: usize, facets: &ReportFacets) -> bool {
        let observed = || look.rows[at].held.record.observed_at;
        let from = facets.observed_ms > self.since_ms
            || facets.observed_ms == self.since_ms
                && self.filter.since.is_none_or(|since| observed() >= since);
        let before = facets.observed_ms < self.until_ms
            || facets.observed_ms == self.until_ms
                && self.filter.until.is_none_or(|until| observed() < until);
        from && before
    }

    fn is_of_type(&self, look: &ReportLook, at: usize, facets: &ReportFacets) -> bool {
        if self.filter.problem_types.is_empty() {
            return true;
        }
        // A report's only type stands in its mark, unless there were too many words to number.
        if facets.has_more_types || self.types.contains(&Word::NONE) {
            return has_any(&look.rows[at].held.record.problem_types, &self.filter.problem_types);
        }
        self.types.contains(&look.columns.marks[at].problem_type)
    }
}
