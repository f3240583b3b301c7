//! One viewer's look over very many reports: what is seen of each is judged once for each audience and place.

use super::asked::Asked;
use super::chosen::{Chosen, Met, Settled};
use super::filter::ReportFilter;
use crate::domain::access::{Level, goes_with_place};
use crate::domain::ids::PartyId;
use crate::domain::report::Report;
use crate::index::audiences::Eyes;
use crate::index::columns::{Columns, Groups};
use crate::index::crowds::Sighted;
use crate::index::snapshot::Snapshot;
use crate::index::table::{Base, Row};

/// The code of what is not seen. The code of a level has the bits of all levels below it, so that the more of two is
/// what either has.
pub(super) const WITHHELD: u8 = 0;
const EXISTS: u8 = 0b001;
const SUMMARY: u8 = 0b011;
const FULL: u8 = 0b111;
/// Where the level stands in what is kept of an audience; two things more stand beside it.
const LEVELS: u8 = FULL;
/// Things of this audience may be seen with their place, and more of them.
const WITH_PLACE: u8 = 1 << 6;
/// Things of this audience are from the party that the filter asks for.
const OF_PARTY: u8 = 1 << 7;
/// Nobody has asked yet.
pub(super) const UNJUDGED: u8 = u8::MAX;
/// Bits that only that has.
const ONLY_UNJUDGED: u8 = UNJUDGED & !(LEVELS | WITH_PLACE | OF_PARTY);

pub(super) const fn code(level: Option<Level>) -> u8 {
    match level {
        None => WITHHELD,
        Some(Level::Exists) => EXISTS,
        Some(Level::Summary) => SUMMARY,
        Some(Level::Full) => FULL,
    }
}

/// The level whose code this is, for the codes of those that are seen.
#[inline]
pub(super) const fn decoded(level: u8) -> Level {
    match level {
        FULL => Level::Full,
        SUMMARY => Level::Summary,
        // Nothing less is seen.
        _ => Level::Exists,
    }
}

/// One viewer's look over the rows of the reports' base, through one filter.
pub struct ReportLook<'a> {
    judged: Judged<'a>,
    asked: Option<Asked<'a>>,
    /// For each code, the level at which its rows are told of.
    told: [u8; 256],
    chosen: Chosen,
}

/// What has been judged so far.
struct Judged<'a> {
    snapshot: &'a Snapshot,
    eyes: &'a Eyes,
    rows: &'a [Row<Report>],
    columns: &'a Columns<Report>,
    groups: &'a Groups,
    /// The party that the filter asks for.
    asked: Option<PartyId>,
    audiences: Vec<u8>,
    /// After the last place stands what goes for reports without one.
    places: Vec<u8>,
}

impl<'a> ReportLook<'a> {
    /// A look that has judged nothing yet. The filter's box is left to the caller.
    pub fn new(snapshot: &'a Snapshot, eyes: &'a Eyes, filter: Option<&'a ReportFilter>) -> Self {
        let Base { rows, columns, groups, .. } = snapshot.reports.base();
        let asked = filter.map(|filter| Asked::of(snapshot, filter, groups));
        let mut places = vec![UNJUDGED; groups.len()];
        places.push(WITHHELD);
        let judged = Judged {
            snapshot,
            eyes,
            rows,
            columns,
            groups,
            asked: filter.and_then(|filter| filter.party),
            audiences: vec![UNJUDGED; columns.audience_count],
            places,
        };
        Self { judged, told: told(asked.as_ref()), asked, chosen: Chosen::new() }
    }

    /// Hands over those of these rows that are seen and match, with their levels, some at a time.
    #[inline]
    pub fn over(&mut self, mut rows: impl Iterator<Item = u32>, mut each: impl FnMut(Settled)) {
        while self.chosen.fill(&mut rows) {
            each(self.choose());
        }
    }

    /// Puts the numbers of those of these rows that are seen and match to others.
    pub fn admit(&mut self, rows: &[u32], to: &mut Vec<u32>) {
        self.over(rows.iter().copied(), |settled| to.extend_from_slice(settled.rows()));
    }

    /// What is seen of all rows that are for the same audiences as these, where the filter asks for nothing.
    pub fn sighted(&mut self, faces: &[u32]) -> Sighted {
        let mut codes = faces.iter().map(|at| self.judged.judge(*at as usize));
        match codes.next() {
            Some(FULL) if codes.all(|code| code == FULL) => Sighted::Full,
            Some(WITHHELD) if codes.all(|code| code == WITHHELD) => Sighted::Nothing,
            _ => Sighted::Mixed,
        }
    }

    fn choose(&mut self) -> Settled<'_> {
        let Self { judged, asked, told, chosen } = self;
        if let Some(asked) = asked {
            asked.narrow(judged.rows, judged.columns, chosen);
        }
        let met = judged.by_audience(chosen);
        if met.any & WITH_PLACE != 0 {
            judged.with_place(chosen);
        }
        // Who sees everything of all of them is told of them as they stand there.
        if met == Met::alike(FULL) && told[usize::from(FULL)] == FULL {
            return chosen.settled();
        }
        chosen.settle(told)
    }
}

impl Judged<'_> {
    /// Puts beside each row the level that its audience gives and what else goes for all of that audience; answers what
    /// goes for any of them, and for all.
    fn by_audience(&mut self, chosen: &mut Chosen) -> Met {
        // By themselves, so that their places are not read anew for each row.
        let (numbers, known) = (&self.columns.audiences[..], &self.audiences[..]);
        let met = chosen.put(|at| known[numbers[at] as usize]);
        if met.any & ONLY_UNJUDGED == 0 {
            return met;
        }
        chosen.change(|at, code| if code == UNJUDGED { self.judge(at) } else { code })
    }

    fn judge(&mut self, at: usize) -> u8 {
        let number = self.columns.audiences[at] as usize;
        if self.audiences[number] != UNJUDGED {
            return self.audiences[number];
        }
        let interned = &self.rows[at].audience;
        let own = code(self.eyes.sight(interned).level());
        let audience = interned.audience();
        let with_place = own != FULL && goes_with_place(self.eyes.viewer(), audience.class);
        let of_party = self.asked.is_some_and(|party| party == audience.origin);
        let judged = own | if with_place { WITH_PLACE } else { 0 } | if of_party { OF_PARTY } else { 0 };
        self.audiences[number] = judged;
        judged
    }

    /// Adds to the code of each row that may be seen with its place the level of that place.
    fn with_place(&mut self, chosen: &mut Chosen) {
        // By itself, so that its place is not read anew for each row.
        let columns = self.columns;
        let (numbers, last) = (&columns.groups[..], self.groups.len());
        chosen.change(|at, code| {
            let number = (numbers[at] as usize).min(last);
            let mut known = self.places[number];
            if known == UNJUDGED {
                known = self.judge_place(number);
                self.places[number] = known;
            }
            let goes_with_it = if code & WITH_PLACE != 0 { LEVELS } else { 0 };
            code | (known & goes_with_it)
        });
    }

    fn judge_place(&self, number: usize) -> u8 {
        let place = self.groups.id(number).and_then(|bits| self.snapshot.places.get(bits));
        code(place.and_then(|place| self.eyes.sight(&place.audience).level()))
    }
}

/// For [`Chosen::settle`], where the codes are levels and all that are seen are told of.
pub(super) const LEVELS_AS_THEY_ARE: [u8; 256] = {
    let mut levels = [WITHHELD; 256];
    levels[EXISTS as usize] = EXISTS;
    levels[SUMMARY as usize] = SUMMARY;
    levels[FULL as usize] = FULL;
    levels
};

/// For each code that a row can have, the level at which it is told that the row fits.
fn told(asked: Option<&Asked>) -> [u8; 256] {
    let mut told = [WITHHELD; 256];
    for (judged, told) in (0..=u8::MAX).zip(&mut told) {
        let level = judged & LEVELS;
        let is_told = asked.is_none_or(|asked| asked.is_told(decoded(level), judged & OF_PARTY != 0));
        if level != WITHHELD && is_told {
            *told = level;
        }
    }
    told
}
