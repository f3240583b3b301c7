//! Answers: what a viewer sees of the world. Everything here goes through their [`Eyes`].

pub mod filter;
pub mod list;
pub mod locate;

use super::audiences::{Eyes, Seen};
use super::snapshot::Snapshot;
use super::table::Row;
use crate::domain::access::{Asking, see_report};
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::ids::PlaceId;

/// What a viewer sees of a report.
#[must_use]
pub fn report<'a>(snapshot: &Snapshot, eyes: &Eyes, row: &'a Row<Report>) -> Option<Seen<&'a Row<Report>>> {
    let own = eyes.sight(&row.audience);
    // Most reports are judged by their own audience; only what it withholds is looked up with its place.
    if own.level() == Some(crate::domain::access::Level::Full) {
        return Seen::new(row, own);
    }
    let place = row.held.record.place.and_then(|place| snapshot.places.get(place.bits()));
    let place = place.map(|place| place.audience.audience());
    Seen::new(row, see_report(eyes.viewer(), row.audience.audience(), place))
}

/// What a viewer sees of a place.
#[must_use]
pub fn place<'a>(eyes: &Eyes, row: &'a Row<Place>, asking: Asking) -> Option<Seen<&'a Row<Place>>> {
    let sight = match asking {
        Asking::Anywhere => eyes.sight(&row.audience),
        Asking::CloseBy => eyes.sight_close_by(&row.audience),
    };
    Seen::new(row, sight)
}

/// The reports of a place that a viewer sees, by id.
pub fn reports_of<'a>(
    snapshot: &'a Snapshot,
    eyes: &'a Eyes,
    id: PlaceId,
) -> impl Iterator<Item = Seen<&'a Row<Report>>> {
    snapshot
        .reports
        .in_group(id.bits())
        .filter_map(move |row| report(snapshot, eyes, row))
        .filter(Seen::summary)
}

/// When a place was last seen as it is, and how many reports it has: of those this viewer sees.
#[must_use]
pub fn seen_at_place(snapshot: &Snapshot, eyes: &Eyes, id: PlaceId) -> (Option<jiff::Timestamp>, usize) {
    use crate::domain::report::Sighting;
    let (mut last, mut count) = (None, 0);
    for seen in reports_of(snapshot, eyes, id) {
        count += 1;
        if seen.thing.held.sighting != Sighting::Gone {
            last = last.max(Some(seen.thing.held.observed_at));
        }
    }
    (last, count)
}
