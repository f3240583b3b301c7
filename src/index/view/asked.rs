//! A filter of reports put in the terms of the columns, once for a request.

use super::chosen::Chosen;
use super::filter::{ReportFilter, has_any};
use crate::domain::access::Level;
use crate::domain::hours::{HourSet, KnownHours};
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
    /// For each number of a code, whether it is one of the problem types asked for; the last for all that follow.
    types: Vec<bool>,
    /// Some codes have no number: the reports themselves must be asked.
    numbers_do_not_tell: bool,
    /// The number of the district asked for; one that no report lies in has none.
    district: Option<Option<u32>>,
    place: Option<u32>,
    since_s: u32,
    until_s: u32,
    /// For each hour of the day, how many of those asked for follow one another from it on.
    runs: Option<[u8; 24]>,
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
        let mut types = vec![false; numbered.clone().map(|word| word.at() + 2).max().unwrap_or(1)];
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
            runs: filter.hours.map(HourSet::runs),
        }
    }

    /// Leaves the rows that are what is asked for, whoever asks; with [`Self::is_told`] the same questions as
    /// [`ReportFilter::matches`], but for the box. What leaves most of them out by the fewest bytes comes first.
    pub(super) fn narrow(&self, rows: &[Row<Report>], columns: &Columns<Report>, chosen: &mut Chosen) {
        // By themselves, so that their places are not read anew for each row.
        let Columns { marks, facets, districts, groups, .. } = columns;
        let (marks, facets, types) = (&marks[..], &facets[..], &self.types[..]);
        if !self.filter.problem_types.is_empty() {
            let of_report =
                |at: usize| has_any(&rows[at].held.record.problem_types, &self.filter.problem_types);
            let last = types.len() - 1;
            chosen.keep(|at| {
                let mark = &marks[at];
                // A report's only type stands in its mark, unless there were too many words to number.
                if mark.has_more_types | self.numbers_do_not_tell {
                    return of_report(at);
                }
                types[mark.problem_type.at().min(last)]
            });
        }
        if let Some(district) = self.district {
            chosen.keep(|at| district == Some(districts[at]));
        }
        if let Some(place) = self.place {
            chosen.keep(|at| place != NO_GROUP && groups[at] == place);
        }
        if let Some(runs) = &self.runs {
            chosen.keep(|at| {
                let KnownHours { first, count } = facets[at].hours;
                (count > 0) & (count <= runs[usize::from(first) % runs.len()])
            });
        }
        let (outcomes, since_s, until_s) = (self.outcomes, self.since_s, self.until_s);
        chosen.keep(|at| {
            let second = facets[at].observed_s;
            let is_of_time = if second == since_s || second == until_s {
                self.is_of_moment(&rows[at].held.record)
            } else {
                (second > since_s) & (second < until_s)
            };
            is_of_time & (outcomes & outcome_bit(facets[at].outcome) != 0)
        });
    }

    /// Whether those who see this much of a row may be told that it fits.
    #[inline]
    pub(super) fn is_told(&self, level: Level, of_party: bool) -> bool {
        if level < Level::Summary {
            return !self.asks_of_summary;
        }
        self.filter.party.is_none_or(|_| level == Level::Full && of_party)
    }

    /// What lies in the first or the last second is asked to the fraction.
    #[cold]
    fn is_of_moment(&self, report: &Report) -> bool {
        self.filter.since.is_none_or(|since| report.observed_at >= since)
            && self.filter.until.is_none_or(|until| report.observed_at < until)
    }
}
