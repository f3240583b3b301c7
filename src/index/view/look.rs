//! One viewer's look over very many reports: what is seen of each is judged once for each audience and place.

use super::asked::Asked;
use super::chosen::{Chosen, Settled, take};
use super::filter::ReportFilter;
use crate::domain::access::{Level, goes_with_place};
use crate::domain::ids::PartyId;
use crate::domain::report::Report;
use crate::index::audiences::Eyes;
use crate::index::columns::{Columns, Groups};
use crate::index::crowds::Sighted;
use crate::index::snapshot::Snapshot;
use crate::index::table::{Base, Row};
use std::ops::Range;

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
/// Bits that only that has, one of which says it of a place.
const ONLY_UNJUDGED: u8 = UNJUDGED & !(LEVELS | WITH_PLACE | OF_PARTY);
const PLACE_UNJUDGED: u8 = 1 << 3;
const _: () =
    assert!(ONLY_UNJUDGED & PLACE_UNJUDGED != 0, "a place that was not judged is told from one that was");

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

/// One viewer's look over the rows of one of the reports' bases, through one filter.
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
    pub fn new(
        (snapshot, eyes): (&'a Snapshot, &'a Eyes),
        base: &'a Base<Report>,
        filter: Option<&'a ReportFilter>,
    ) -> Self {
        let Base { rows, columns, groups, .. } = base;
        let asked = filter.map(|filter| Asked::of(snapshot, filter, base));
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
    pub fn over(&mut self, mut run: Range<u32>, mut each: impl FnMut(Settled)) {
        while let Some(taken) = take(&mut run) {
            let Self { judged, asked, told, chosen } = self;
            match asked {
                Some(asked) => {
                    chosen.take_sieved(taken, |rows, fits| asked.sieve(judged.columns, rows, fits));
                    each(self.choose());
                }
                None => {
                    judged.code_run(taken.clone(), chosen);
                    each(chosen.settle_run(taken, told));
                }
            }
        }
    }

    /// Puts the numbers of those of these rows that are seen and match to others.
    pub fn admit(&mut self, mut rows: &[u32], to: &mut Vec<u32>) {
        while self.chosen.take_listed(&mut rows) {
            to.extend_from_slice(self.choose().rows());
        }
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

    /// Of the rows that are in question, those that are seen and match.
    fn choose(&mut self) -> Settled<'_> {
        let Self { judged, asked, told, chosen } = self;
        if let Some(asked) = asked {
            asked.narrow(judged.rows, judged.columns, chosen);
        }
        judged.code(chosen);
        chosen.settle(told)
    }
}

impl Judged<'_> {
    /// Puts a code beside each row: what its audience gives, with what its place gives where it goes with that. What has not
    /// been judged is judged first, and then all is looked up in one.
    fn code(&mut self, chosen: &mut Chosen) {
        let columns = self.columns;
        let (audiences, groups) = (&columns.audiences[..], &columns.groups[..]);
        let met = chosen.put(|at| self.known(audiences[at], groups[at]));
        if met & ONLY_UNJUDGED != 0 {
            chosen.rows().iter().for_each(|at| self.judge_row(*at as usize));
            chosen.put(|at| self.known(audiences[at], groups[at]));
        }
    }

    /// The same of rows that lie side by side.
    fn code_run(&mut self, run: Range<usize>, chosen: &mut Chosen) {
        let columns = self.columns;
        let known = |of: &Self, codes: &mut [u8]| {
            let numbers = columns.audiences[run.clone()].iter().zip(&columns.groups[run.clone()]);
            let mut met = 0;
            for (code, (audience, group)) in codes.iter_mut().zip(numbers) {
                *code = of.known(*audience, *group);
                met |= *code;
            }
            met
        };
        if known(self, chosen.codes(run.len())) & ONLY_UNJUDGED != 0 {
            run.clone().for_each(|at| self.judge_row(at));
            known(self, chosen.codes(run.len()));
        }
    }

    /// What is known of a row with these numbers.
    #[inline(always)]
    fn known(&self, audience: u32, group: u32) -> u8 {
        let last = self.places.len() - 1;
        let own = self.audiences[audience as usize];
        let of_place = self.places[(group as usize).min(last)];
        let goes_with_it = if own & WITH_PLACE != 0 { LEVELS | PLACE_UNJUDGED } else { 0 };
        own | (of_place & goes_with_it)
    }

    /// Judges the audience of a row, and its place where that matters, unless they have been.
    fn judge_row(&mut self, at: usize) {
        let number = (self.columns.groups[at] as usize).min(self.groups.len());
        if self.judge(at) & WITH_PLACE != 0 && self.places[number] == UNJUDGED {
            self.places[number] = self.judge_place(number);
        }
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
