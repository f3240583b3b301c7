//! One viewer's look over very many reports: what is seen of each is judged once for each audience and place.

use super::asked::Asked;
use super::filter::ReportFilter;
use crate::domain::access::{Level, goes_with_place};
use crate::domain::report::Report;
use crate::index::audiences::Eyes;
use crate::index::columns::{Columns, Groups, NO_GROUP};
use crate::index::snapshot::Snapshot;
use crate::index::table::{Base, Row};

/// The code of what is not seen.
pub(super) const WITHHELD: u8 = 0;
/// Where the level stands in what is kept of an audience; two things more stand beside it.
const LEVELS: u8 = 0b11;
/// Things of this audience may be seen with their place, and more of them.
const WITH_PLACE: u8 = 1 << 6;
/// Things of this audience are from the party that the filter asks for.
const OF_PARTY: u8 = 1 << 7;
/// Nobody has asked yet.
pub(super) const UNJUDGED: u8 = u8::MAX;

pub(super) const fn code(level: Option<Level>) -> u8 {
    match level {
        None => WITHHELD,
        Some(Level::Exists) => 1,
        Some(Level::Summary) => 2,
        Some(Level::Full) => 3,
    }
}

/// What a code of [`code`] says.
pub(super) const fn decoded(level: u8) -> Option<Level> {
    match level {
        WITHHELD => None,
        1 => Some(Level::Exists),
        2 => Some(Level::Summary),
        _ => Some(Level::Full),
    }
}

/// One viewer's look over the rows of the reports' base, through one filter.
pub struct ReportLook<'a> {
    snapshot: &'a Snapshot,
    eyes: &'a Eyes,
    rows: &'a [Row<Report>],
    columns: &'a Columns<Report>,
    groups: &'a Groups,
    audiences: Vec<u8>,
    places: Vec<u8>,
    asked: Option<Asked<'a>>,
}

impl<'a> ReportLook<'a> {
    /// A look that has judged nothing yet. The filter's box is left to the caller.
    pub fn new(snapshot: &'a Snapshot, eyes: &'a Eyes, filter: Option<&'a ReportFilter>) -> Self {
        let Base { rows, columns, groups, .. } = snapshot.reports.base();
        Self {
            snapshot,
            eyes,
            audiences: vec![UNJUDGED; columns.audience_count],
            places: vec![UNJUDGED; groups.len()],
            asked: filter.map(|filter| Asked::of(snapshot, filter, groups)),
            rows,
            columns,
            groups,
        }
    }

    /// What is seen of a row, if it is seen and matches.
    #[inline]
    pub fn level(&mut self, at: usize) -> Option<Level> {
        if self.asked.as_ref().is_some_and(|asked| !asked.fits(self.rows, self.columns, at)) {
            return None;
        }
        let number = self.columns.audiences[at] as usize;
        let mut judged = self.audiences[number];
        if judged == UNJUDGED {
            judged = self.judge(at);
            self.audiences[number] = judged;
        }
        let mut level = judged & LEVELS;
        if judged & WITH_PLACE != 0 && self.columns.groups[at] != NO_GROUP {
            level = level.max(self.of_place(self.columns.groups[at]));
        }
        let level = decoded(level)?;
        let is_told = |asked: &Asked| asked.is_told(level, judged & OF_PARTY != 0);
        self.asked.as_ref().is_none_or(is_told).then_some(level)
    }

    fn judge(&self, at: usize) -> u8 {
        let interned = &self.rows[at].audience;
        let own = code(self.eyes.sight(interned).level());
        let audience = interned.audience();
        let with_place = own < LEVELS && goes_with_place(self.eyes.viewer(), audience.class);
        let asked = self.asked.as_ref().and_then(|asked| asked.filter.party);
        let of_party = asked.is_some_and(|party| party == audience.origin);
        own | if with_place { WITH_PLACE } else { 0 } | if of_party { OF_PARTY } else { 0 }
    }

    fn of_place(&mut self, number: u32) -> u8 {
        let known = self.places[number as usize];
        if known != UNJUDGED {
            return known;
        }
        let place = self.groups.id(number).and_then(|bits| self.snapshot.places.get(bits));
        let level = code(place.and_then(|place| self.eyes.sight(&place.audience).level()));
        self.places[number as usize] = level;
        level
    }
}
