//! A filter of reports put in the terms of a base's columns, once for a request.

use super::chosen::Chosen;
use super::filter::{ReportFilter, has_any};
use crate::domain::access::Level;
use crate::domain::hours::{HourSet, KnownHours};
use crate::domain::report::{Outcome, Report};
use crate::index::columns::{Columns, NO_GROUP};
use crate::index::items::{ReportFacets, whole_second};
use crate::index::snapshot::Snapshot;
use crate::index::table::{Base, Row};
use std::ops::Range;

/// A filter in the terms of the columns.
pub(super) struct Asked<'a> {
    pub(super) filter: &'a ReportFilter,
    asks_of_summary: bool,
    /// A bit for each outcome that is asked for.
    outcomes: u8,
    /// For each number of an only problem type, whether it is one of those asked for.
    types: [bool; 256],
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
    pub(super) fn of(snapshot: &Snapshot, filter: &'a ReportFilter, base: &Base<Report>) -> Self {
        let is_asked = |outcome: &Option<Outcome>| {
            filter.status.is_empty() || filter.status.iter().any(|state| state.is_of(*outcome))
        };
        let Base { columns, groups, .. } = base;
        Self {
            filter,
            asks_of_summary: filter.asks_of_summary(),
            outcomes: OUTCOMES.into_iter().filter(is_asked).map(outcome_bit).sum(),
            types: types_asked_for(snapshot, filter),
            district: filter.district.map(|district| columns.district_number(district)),
            place: filter.place.map(|place| groups.number(Some(place.bits()))),
            since_s: filter.since.map_or(0, whole_second),
            until_s: filter.until.map_or(u32::MAX, whole_second),
            runs: filter.hours.map(HourSet::runs),
        }
    }

    /// Says of each of these rows whether it may be what is asked for, as eight bytes of it that lie side by side tell;
    /// [`Self::narrow`] asks the rest of those that are left.
    pub(super) fn sieve(&self, columns: &Columns<Report>, rows: Range<usize>, fits: &mut [bool]) {
        let (since_s, until_s, mut types) = (self.since_s, self.until_s, self.types);
        types[usize::from(ReportFacets::SEVERAL)] = true;
        for (fits, facets) in fits.iter_mut().zip(&columns.facets[rows]) {
            let is_near_time = (facets.observed_s >= since_s) & (facets.observed_s <= until_s);
            *fits = is_near_time & types[usize::from(facets.problem_type)];
        }
    }

    /// Leaves the rows that are what is asked for, whoever asks; with [`Self::is_told`] the same questions as
    /// [`ReportFilter::matches`], but for the box. What can be asked by eight bytes that lie side by side comes first, in one.
    pub(super) fn narrow(&self, rows: &[Row<Report>], columns: &Columns<Report>, chosen: &mut Chosen) {
        // By themselves, so that their places are not read anew for each row.
        let Columns { facets, districts, groups, .. } = columns;
        let (facets, asks_of_types) = (&facets[..], !self.filter.problem_types.is_empty());
        let (outcomes, since_s, until_s) = (self.outcomes, self.since_s, self.until_s);
        chosen.keep(|at| {
            let ReportFacets { problem_type, observed_s, outcome, .. } = facets[at];
            let is_of_outcome = outcomes & outcome_bit(outcome) != 0;
            let bytes_do_not_tell = (asks_of_types & (problem_type == ReportFacets::SEVERAL))
                | (observed_s == since_s)
                | (observed_s == until_s);
            if bytes_do_not_tell {
                return is_of_outcome && self.is_of_type_and_moment(&rows[at].held.record);
            }
            let is_of_time = (observed_s > since_s) & (observed_s < until_s);
            is_of_outcome & is_of_time & self.types[usize::from(problem_type)]
        });
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
    }

    /// Whether those who see this much of a row may be told that it fits.
    #[inline]
    pub(super) fn is_told(&self, level: Level, of_party: bool) -> bool {
        if level < Level::Summary {
            return !self.asks_of_summary;
        }
        self.filter.party.is_none_or(|_| level == Level::Full && of_party)
    }

    /// What lies in the first or the last second is asked to the fraction, and what has several types for each of them.
    #[cold]
    fn is_of_type_and_moment(&self, report: &Report) -> bool {
        let types = &self.filter.problem_types;
        (types.is_empty() || has_any(&report.problem_types, types))
            && self.filter.since.is_none_or(|since| report.observed_at >= since)
            && self.filter.until.is_none_or(|until| report.observed_at < until)
    }
}

/// For each number of an only problem type, whether a filter asks for it; for all where it asks for none.
fn types_asked_for(snapshot: &Snapshot, filter: &ReportFilter) -> [bool; 256] {
    let mut types = [filter.problem_types.is_empty(); 256];
    for word in filter.problem_types.iter().filter_map(|text| snapshot.known_word(text)) {
        // The report itself is asked for one that has no number here.
        if let Some(is_asked_for) = types.get_mut(word.at()) {
            *is_asked_for = true;
        }
    }
    types
}
