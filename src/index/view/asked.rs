//! A filter of reports put in the terms of the columns, once for a request.

use super::filter::{ReportFilter, has_any};
use crate::domain::access::Level;
use crate::domain::report::{Outcome, Report};
use crate::index::audiences::Word;
use crate::index::columns::{Columns, Groups, NO_GROUP};
use crate::index::items::whole_second;
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;

/// A filter in the terms of the columns.
pub(super) struct Asked<'a> {
    pub(super) filter: &'a ReportFilter,
    asks_of_summary: bool,
    /// A bit for each outcome that is asked for.
    outcomes: u8,
    /// For each number of a code, whether it is one of the problem types asked for.
    types: Vec<bool>,
    /// Some codes have no number: the reports themselves must be asked.
    numbers_do_not_tell: bool,
    /// The number of the district asked for; one that no report lies in has none.
    district: Option<Option<u32>>,
    place: Option<u32>,
    since_s: u32,
    until_s: u32,
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
        let wanted: Vec<Word> =
            filter.problem_types.iter().filter_map(|text| snapshot.known_word(text)).collect();
        let numbered = wanted.iter().filter(|word| **word != Word::NONE);
        let mut types = vec![false; numbered.clone().map(|word| word.at() + 1).max().unwrap_or(0)];
        numbered.for_each(|word| types[word.at()] = true);
        let columns = &snapshot.reports.base().columns;
        Self {
            filter,
            asks_of_summary: filter.asks_of_summary(),
            outcomes: OUTCOMES.into_iter().filter(is_asked).map(outcome_bit).sum(),
            types,
            numbers_do_not_tell: wanted.contains(&Word::NONE),
            district: filter.district.map(|district| columns.district_number(district)),
            place: filter.place.map(|place| groups.number(Some(place.bits()))),
            since_s: filter.since.map_or(0, whole_second),
            until_s: filter.until.map_or(u32::MAX, whole_second),
        }
    }

    /// Whether a row is what is asked for, whoever asks; with [`Self::is_told`] the same questions as
    /// [`ReportFilter::matches`], but for the box. What leaves most of them out by the fewest bytes comes first.
    #[inline]
    pub(super) fn fits(&self, rows: &[Row<Report>], columns: &Columns<Report>, at: usize) -> bool {
        (self.filter.problem_types.is_empty() || self.is_of_type(rows, columns, at))
            && self.district.is_none_or(|district| district == Some(columns.districts[at]))
            && self.place.is_none_or(|place| place != NO_GROUP && columns.groups[at] == place)
            && self.outcomes & outcome_bit(columns.facets[at].outcome) != 0
            && self.is_of_time(rows, columns, at)
    }

    /// Whether those who see this much of a row may be told that it fits.
    #[inline]
    pub(super) fn is_told(&self, level: Level, of_party: bool) -> bool {
        if level < Level::Summary {
            return !self.asks_of_summary;
        }
        self.filter.party.is_none_or(|_| level == Level::Full && of_party)
    }

    #[inline]
    fn is_of_time(&self, rows: &[Row<Report>], columns: &Columns<Report>, at: usize) -> bool {
        let second = columns.facets[at].observed_s;
        let observed = || rows[at].held.record.observed_at;
        let from = second > self.since_s
            || second == self.since_s && self.filter.since.is_none_or(|since| observed() >= since);
        let before = second < self.until_s
            || second == self.until_s && self.filter.until.is_none_or(|until| observed() < until);
        from && before
    }

    #[inline]
    fn is_of_type(&self, rows: &[Row<Report>], columns: &Columns<Report>, at: usize) -> bool {
        // A report's only type stands in its mark, unless there were too many words to number.
        if columns.marks[at].has_more_types || self.numbers_do_not_tell {
            return has_any(&rows[at].held.record.problem_types, &self.filter.problem_types);
        }
        self.types.get(columns.marks[at].problem_type.at()).is_some_and(|wanted| *wanted)
    }
}
