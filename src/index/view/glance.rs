//! A glance at very many things at once: who sees which, and which match, from columns alone.
//!
//! It says what [`view::report`](super::report) and [`ReportFilter::matches`] say, for each row by a few look-ups: what a
//! viewer sees is judged once for each audience and once for each place, by the access function like everything else.
//! What the columns do not hold is asked of the report itself.

use super::chosen::{Chosen, Settled, take};
use super::filter::{PlaceFilter, ReportFilter};
use super::look::{LEVELS_AS_THEY_ARE, ReportLook, UNJUDGED, WITHHELD, code};
use crate::domain::access::{Asking, Level};
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::index::audiences::{Eyes, Seen};
use crate::index::columns::{Columns, SpotBox};
use crate::index::crowds::{Crowd, Onlooker, Sighted};
use crate::index::items::ReportMark;
use crate::index::snapshot::Snapshot;
use crate::index::table::{Base, Item, Row, Table};
use crate::space::{Envelope, Spot};
use std::ops::Range;

/// One thing that is seen, in the little that a map asks.
pub struct Glance<T: Item> {
    /// The number of its id.
    pub bits: u64,
    /// Its mark.
    pub mark: T::Mark,
    /// How much of it is seen.
    pub level: Level,
    /// Where it is shown to those who see this much.
    pub at: Spot,
}

impl<T: Item> Glance<T> {
    /// Whether at least a summary is seen.
    #[inline]
    pub fn summary(&self) -> bool {
        self.level >= Level::Summary
    }
}

/// What is drawn from glances. They come many at a time, so that the loop over them is the canvas's own.
pub trait Canvas<T: Item> {
    /// Draws them.
    fn draw(&mut self, glances: impl Iterator<Item = Glance<T>>);
}

/// What only counts what is seen, so that crowds will do.
pub trait Tally<T: Item>: Canvas<T> {
    /// Counts things that are seen in full.
    fn count(&mut self, crowds: &[Crowd<T::Mark>]);
}

/// Counts the reports that a viewer sees, of those that lie or are shown in a box in degrees, as [`reports`] draws them.
pub fn count_reports(
    (snapshot, eyes): (&Snapshot, &Eyes),
    window: &Envelope,
    tally: &mut impl Tally<Report>,
) {
    let (table, spots) = (&snapshot.reports, SpotBox::around(window));
    for stratum in table.strata() {
        let base = stratum.base();
        let look = ReportLook::new((snapshot, eyes), base, None);
        let mut above = FromAbove { base, look, tally: &mut *tally };
        stratum.pieces(&spots, |rows| base.crowds.show(&rows, &mut above));
    }
    tally.draw(of_changes(table, &spots, |row| super::report(snapshot, eyes, row)));
}

/// A viewer who looks from far above.
struct FromAbove<'a, C> {
    base: &'a Base<Report>,
    look: ReportLook<'a>,
    tally: &'a mut C,
}

impl<C: Tally<Report>> Onlooker<Report> for FromAbove<'_, C> {
    fn sighted(&mut self, faces: &[u32]) -> Sighted {
        self.look.sighted(faces)
    }

    fn crowds(&mut self, crowds: &[Crowd<ReportMark>]) {
        self.tally.count(crowds);
    }

    fn rows(&mut self, rows: Range<u32>) {
        let (columns, tally) = (&self.base.columns, &mut *self.tally);
        self.look.over(rows, |settled| tally.draw(of_base(columns, settled)));
    }
}

/// Draws the reports that a viewer sees and that match, of those that lie or are shown in a box in degrees: all that lie in
/// it *and* are shown in it, whatever else is among them. The filter's own box is not looked at.
pub fn reports<'a>(
    (snapshot, eyes): (&'a Snapshot, &'a Eyes),
    filter: Option<&'a ReportFilter>,
    window: &Envelope,
    canvas: &mut impl Canvas<Report>,
) {
    let (table, spots) = (&snapshot.reports, SpotBox::around(window));
    for stratum in table.strata() {
        let base = stratum.base();
        let mut look = ReportLook::new((snapshot, eyes), base, filter);
        stratum.pieces(&spots, |rows| {
            look.over(rows, |settled| canvas.draw(of_base(&base.columns, settled)));
        });
    }
    let see = |row: &'a Row<Report>| {
        let seen = super::report(snapshot, eyes, row)?;
        filter.is_none_or(|filter| filter.matches(&seen)).then_some(seen)
    };
    canvas.draw(of_changes(table, &spots, see));
}

/// Draws the places that a viewer sees and that match, as [`reports`] does it.
pub fn places<'a>(
    (snapshot, eyes): (&'a Snapshot, &'a Eyes),
    filter: Option<&'a PlaceFilter>,
    window: &Envelope,
    canvas: &mut impl Canvas<Place>,
) {
    let (table, spots) = (&snapshot.places, SpotBox::around(window));
    let see = |row: &'a Row<Place>| {
        let seen = super::place(eyes, row, Asking::Anywhere)?;
        filter.is_none_or(|filter| filter.matches(&seen)).then_some(seen)
    };
    for stratum in table.strata() {
        let Base { rows, columns, .. } = stratum.base();
        let mut audiences = vec![UNJUDGED; columns.audience_count];
        let mut judge = |at: usize| {
            let judged = &mut audiences[columns.audiences[at] as usize];
            if *judged == UNJUDGED {
                *judged = code(eyes.sight(&rows[at].audience).level());
            }
            // Filters ask of a place what only the place itself holds.
            if filter.is_some() && *judged != WITHHELD {
                code(see(&rows[at]).map(|seen| seen.level))
            } else {
                *judged
            }
        };
        let mut chosen = Chosen::new();
        stratum.pieces(&spots, |mut piece| {
            while let Some(run) = take(&mut piece) {
                let codes = chosen.codes(run.len()).iter_mut();
                codes.zip(run.clone()).for_each(|(code, at)| *code = judge(at));
                canvas.draw(of_base(columns, chosen.settle_run(run, &LEVELS_AS_THEY_ARE)));
            }
        });
    }
    canvas.draw(of_changes(table, &spots, see));
}

fn of_base<T: Item>(columns: &Columns<T>, settled: Settled) -> impl Iterator<Item = Glance<T>> {
    // By themselves and of one length, so that neither is looked up anew for each row.
    let count = columns.ids.len();
    let (ids, marks) = (&columns.ids[..count], &columns.marks[..count]);
    let (spots, shown) = (&columns.spots[..count], &columns.shown[..count]);
    settled.levels().map(move |(at, level)| {
        let spot = if level >= T::EXACT_FROM { spots[at] } else { shown[at] };
        Glance { bits: ids[at], mark: marks[at], level, at: spot }
    })
}

fn of_changes<'a, T: Item>(
    table: &'a Table<T>,
    spots: &SpotBox,
    see: impl Fn(&'a Row<T>) -> Option<Seen<&'a Row<T>>>,
) -> impl Iterator<Item = Glance<T>> {
    let seen = table.changes().filter(|row| spots.contains(row.spot)).filter_map(see);
    seen.map(|seen| {
        let Seen { thing: row, level, .. } = seen;
        let at = if level >= T::EXACT_FROM { row.spot } else { Spot::of(row.shown()) };
        Glance { bits: row.bits, mark: row.mark, level, at }
    })
}
