//! A glance at very many things at once: who sees which, and which match, from columns alone.
//!
//! It says what [`view::report`](super::report) and [`ReportFilter::matches`] say, for each row by a few look-ups: what a
//! viewer sees is judged once for each audience and once for each place, by the access function like everything else.
//! What the columns do not hold is asked of the report itself.

use super::filter::{PlaceFilter, ReportFilter};
use super::look::{ReportLook, UNJUDGED, WITHHELD, code, decoded};
use crate::domain::access::{Asking, Level};
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::index::audiences::{Eyes, Seen};
use crate::index::columns::{SpotBox, coarse_spot};
use crate::index::snapshot::Snapshot;
use crate::index::table::{Base, Item, Row, Table};
use crate::space::{Envelope, Spot};

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

/// The reports that a viewer sees and that match, with their spot in a box in degrees. Some that are shown outside it may
/// be among them, and the filter's own box is not looked at.
pub fn reports<'a>(
    (snapshot, eyes): (&'a Snapshot, &Eyes),
    filter: Option<&ReportFilter>,
    window: &Envelope,
    each: impl FnMut(Glance<Report>),
) {
    let mut look = ReportLook::new(snapshot, eyes, filter);
    let changed = |row: &'a Row<Report>| {
        let seen = super::report(snapshot, eyes, row)?;
        filter.is_none_or(|filter| filter.matches(&seen)).then_some(seen)
    };
    glances(&snapshot.reports, window, |at| look.level(at), changed, each);
}

/// The places that a viewer sees and that match, as [`reports`] does it.
pub fn places(
    (snapshot, eyes): (&Snapshot, &Eyes),
    filter: Option<&PlaceFilter>,
    window: &Envelope,
    each: impl FnMut(Glance<Place>),
) {
    let Base { rows, columns, .. } = snapshot.places.base();
    let mut audiences = vec![UNJUDGED; columns.audience_count];
    let see = |row| {
        let seen = super::place(eyes, row, Asking::Anywhere)?;
        filter.is_none_or(|filter| filter.matches(&seen)).then_some(seen)
    };
    let level = |at: usize| {
        let judged = &mut audiences[columns.audiences[at] as usize];
        if *judged == UNJUDGED {
            *judged = code(eyes.sight(&rows[at].audience).level());
        }
        // Filters ask of a place what only the place itself holds.
        if filter.is_some() && *judged != WITHHELD {
            see(&rows[at]).map(|seen| seen.level)
        } else {
            decoded(*judged)
        }
    };
    glances(&snapshot.places, window, level, see, each);
}

fn glances<'a, T: Item>(
    table: &'a Table<T>,
    window: &Envelope,
    mut level: impl FnMut(usize) -> Option<Level>,
    changed: impl Fn(&'a Row<T>) -> Option<Seen<&'a Row<T>>>,
    mut each: impl FnMut(Glance<T>),
) {
    let (spots, columns) = (SpotBox::around(window), &table.base().columns);
    table.pieces(&spots, |piece| {
        for at in piece {
            let Some(level) = level(at) else { continue };
            let spot = columns.spots[at];
            let shown = if level >= T::EXACT_FROM { spot } else { spot.shifted(columns.shifts[at]) };
            each(Glance { bits: columns.ids[at], mark: columns.marks[at], level, at: shown });
        }
    });
    for seen in table.changes().filter(|row| spots.contains(row.spot)).filter_map(changed) {
        let Seen { thing: row, level, .. } = seen;
        let at = if level >= T::EXACT_FROM { row.spot } else { coarse_spot(&row.held.record) };
        each(Glance { bits: row.bits, mark: row.mark, level, at });
    }
}
