//! Answers: what a viewer sees of the world. Everything here goes through their [`Eyes`].

mod asked;
pub mod filter;
pub mod glance;
pub mod list;
pub mod locate;
mod look;

use super::audiences::{Eyes, Seen};
use super::snapshot::Snapshot;
use super::table::Row;
use crate::domain::access::{Asking, see_report};
use crate::domain::ids::PlaceId;
use crate::domain::place::Place;
use crate::domain::report::{Report, Sighting};
use std::collections::BTreeMap;

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

/// What the reports of a place say together: of those one viewer sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenAtPlace {
    /// When it was last seen as it is.
    pub last: Option<jiff::Timestamp>,
    /// How many reports there are, by where they come from: a count names its sources (R9).
    pub sources: BTreeMap<String, usize>,
}

impl SeenAtPlace {
    /// How many reports there are in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sources.values().sum()
    }
}

/// What the reports of a place that a viewer sees say together.
#[must_use]
pub fn seen_at_place(snapshot: &Snapshot, eyes: &Eyes, id: PlaceId) -> SeenAtPlace {
    let mut at_place = SeenAtPlace::default();
    for seen in reports_of(snapshot, eyes, id) {
        let report = &seen.thing.held.record;
        *at_place.sources.entry(report.source.clone()).or_default() += 1;
        if report.sighting != Sighting::Gone {
            at_place.last = at_place.last.max(Some(report.observed_at));
        }
    }
    at_place
}
