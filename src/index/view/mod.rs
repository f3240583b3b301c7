//! Answers: what a viewer sees of the world. Everything here goes through their [`Eyes`].
//!
//! As in the access function itself there are no wildcard arms: a new kind of thing does not compile until somebody has
//! ruled on who is shown it.

#![deny(clippy::wildcard_enum_match_arm)]

mod asked;
mod chosen;
pub mod disclosures;
pub mod effort;
pub mod filter;
pub mod glance;
pub mod list;
pub mod locate;
mod look;
pub mod over_time;
pub mod reads;
pub mod then;
pub mod waiting;

use super::audiences::{Eyes, Seen};
use super::snapshot::Snapshot;
use super::table::Row;
use crate::domain::access::{
    Asking, Audience, Level, Reason, Sight, see, see_effort, see_office, see_own, see_past, see_photo,
    see_report,
};
use crate::domain::erasure::{Erasure, Gone};
use crate::domain::filing::{Filing, carries_decisions};
use crate::domain::ids::{
    DocumentRequestId, FilingId, PhotoId, PlaceId, PresenceId, ReportId, RoundId, WalkId,
};
use crate::domain::measure::Measure;
use crate::domain::openness::DocumentRequest;
use crate::domain::photo::Photo;
use crate::domain::place::Place;
use crate::domain::record::{Key, Kind, Versioned};
use crate::domain::report::{Report, Sighting};
use crate::domain::site::Site;
use crate::domain::world::Held;
use std::collections::BTreeMap;

/// What a viewer sees of a report; of one in a world of the past, by the rule of then and of now.
#[must_use]
pub fn report<'a>(snapshot: &Snapshot, eyes: &Eyes, row: &'a Row<Report>) -> Option<Seen<&'a Row<Report>>> {
    let then = sight_of_report(snapshot, eyes, row);
    let sight = match eyes.present() {
        None => then,
        Some(present) => {
            let now = present.snapshot.reports.get(row.bits);
            see_past(then, now.map(|now| sight_of_report(&present.snapshot, &present.eyes, now)))
        }
    };
    Seen::new(row, sight)
}

fn sight_of_report(snapshot: &Snapshot, eyes: &Eyes, row: &Row<Report>) -> Sight {
    let own = eyes.sight(&row.audience);
    // Most reports are judged by their own audience; only what it withholds is looked up with its place.
    if own.level() == Some(Level::Full) {
        return own;
    }
    let place = row.held.record.place.and_then(|place| snapshot.places.get(place.bits()));
    let place = place.map(|place| place.audience.audience());
    eyes.by(|viewer| see_report(viewer, row.audience.audience(), place))
}

/// What a viewer sees of a place; of one in a world of the past, by the rule of then and of now.
#[must_use]
pub fn place<'a>(eyes: &Eyes, row: &'a Row<Place>, asking: Asking) -> Option<Seen<&'a Row<Place>>> {
    let then = sight_of_place(eyes, row, asking);
    let sight = match eyes.present() {
        None => then,
        Some(present) => {
            let now = present.snapshot.places.get(row.bits);
            see_past(then, now.map(|now| sight_of_place(&present.eyes, now, asking)))
        }
    };
    Seen::new(row, sight)
}

fn sight_of_place(eyes: &Eyes, row: &Row<Place>, asking: Asking) -> Sight {
    match asking {
        Asking::Anywhere => eyes.sight(&row.audience),
        Asking::CloseBy => eyes.sight_close_by(&row.audience),
    }
}

/// What a viewer sees of a site. Sites are open to everyone with a log-in, then as now.
#[must_use]
pub fn site<'a>(eyes: &Eyes, row: &'a Row<Site>) -> Option<Seen<&'a Row<Site>>> {
    Seen::new(row, eyes.sight(&row.audience))
}

/// A measure, for who sees its place in full. One of the past is there now as well.
#[must_use]
pub fn measure<'a>(
    snapshot: &Snapshot,
    eyes: &Eyes,
    measure: &'a Held<Measure>,
) -> Option<&'a Held<Measure>> {
    let row = snapshot.places.get(measure.place.bits())?;
    if !place(eyes, row, Asking::Anywhere)?.full() {
        return None;
    }
    let Some(present) = eyes.present() else { return Some(measure) };
    let now = present.snapshot.reference.measures.get(&measure.id.bits())?;
    // It may have been moved with its place since; the measure of now is seen by the place of now.
    let row = present.snapshot.places.get(now.place.bits())?;
    place(&present.eyes, row, Asking::Anywhere)?.full().then_some(measure)
}

/// A photo, for who sees it. One of the past is there now as well.
#[must_use]
pub fn photo<'a>(snapshot: &Snapshot, eyes: &Eyes, photo: &'a Held<Photo>) -> Option<&'a Held<Photo>> {
    let then = sight_of_photo(snapshot, eyes, photo);
    let sight = match eyes.present() {
        None => then,
        Some(present) => {
            let now = present.snapshot.reference.photos.get(photo.id);
            see_past(then, now.map(|now| sight_of_photo(&present.snapshot, &present.eyes, now)))
        }
    };
    (sight.level() == Some(Level::Full)).then_some(photo)
}

fn sight_of_photo(snapshot: &Snapshot, eyes: &Eyes, photo: &Photo) -> Sight {
    let row = snapshot.reports.get(photo.report.bits());
    let report = row.map_or(Sight::Withheld(Reason::NotAParty), |row| sight_of_report(snapshot, eyes, row));
    eyes.by(|viewer| see_photo(viewer, photo.origin, photo.is_checked(), report))
}

/// The photos of a report that a viewer sees, the oldest first.
#[must_use]
pub fn photos_of<'a>(snapshot: &'a Snapshot, eyes: &Eyes, report: ReportId) -> Vec<&'a Held<Photo>> {
    let photos = snapshot.reference.photos.of_report(report);
    let mut seen: Vec<_> = photos.filter_map(|held| photo(snapshot, eyes, held)).collect();
    seen.sort_by_key(|photo| (photo.added_at, photo.id));
    seen
}

/// What a viewer sees of a thing that was erased whole: as much as of the thing itself.
#[must_use]
pub fn gone<'a>(snapshot: &'a Snapshot, eyes: &Eyes, key: Key) -> Option<Seen<&'a Versioned<Gone>>> {
    let gone = snapshot.gone.get(&key)?;
    let audience = Audience::new(gone.class, gone.origin, &gone.grants);
    let place = gone.place.and_then(|place| snapshot.places.get(place.bits()));
    let place = place.map(|place| place.audience.audience());
    let sight = match key.kind {
        Kind::Report | Kind::Photo => see_report(eyes.viewer(), &audience, place),
        // A measure is for whom its place is.
        Kind::Measure => see(eyes.viewer(), place.unwrap_or(&audience), Asking::Anywhere),
        Kind::Round | Kind::Walk => see_own(eyes.viewer(), gone.origin),
        Kind::DocumentRequest | Kind::Filing | Kind::AccessReview => see_office(eyes.viewer(), gone.origin),
        Kind::Presence => see_effort(eyes.viewer(), gone.origin, Some(place.unwrap_or(&audience))),
        Kind::Place
        | Kind::Party
        | Kind::Area
        | Kind::Site
        | Kind::Code
        | Kind::Setting
        | Kind::Designation
        | Kind::Statistic
        | Kind::Publication
        | Kind::Address
        | Kind::Building
        | Kind::Erasure
        | Kind::RetentionRule
        | Kind::RetentionRun => see(eyes.viewer(), &audience, Asking::Anywhere),
    };
    // Of a measure and a photo is seen all or nothing.
    let whole = matches!(key.kind, Kind::Measure | Kind::Photo);
    Seen::new(&**gone, sight).filter(|seen| !whole || seen.full())
}

/// A request for a public document, for who answers for the party that did.
#[must_use]
pub fn document_request<'a>(
    snapshot: &'a Snapshot,
    eyes: &Eyes,
    id: DocumentRequestId,
) -> Option<&'a Held<DocumentRequest>> {
    let held = snapshot.reference.document_requests.get(&id.bits())?;
    let seen = eyes.by(|viewer| see_office(viewer, held.holder));
    seen.level().map(|_| held)
}

/// Where a decision lies, for who sees all of what it is about.
#[must_use]
pub fn filing<'a>(snapshot: &'a Snapshot, eyes: &Eyes, id: FilingId) -> Option<&'a Held<Filing>> {
    let held = snapshot.reference.filings.get(&id.bits())?;
    // Of what carries no decision there is none, whatever a row in the register says.
    let seen = carries_decisions(held.kind) && level(snapshot, eyes, held.about()) == Some(Level::Full);
    seen.then_some(held)
}

/// How much a viewer sees of whatever has a key.
#[must_use]
pub fn level(snapshot: &Snapshot, eyes: &Eyes, key: Key) -> Option<Level> {
    if let Some(seen) = gone(snapshot, eyes, key) {
        return Some(seen.level);
    }
    match key.kind {
        Kind::Report => {
            let row = snapshot.reports.get(key.bits)?;
            report(snapshot, eyes, row).map(|seen| seen.level)
        }
        Kind::Place => {
            let row = snapshot.places.get(key.bits)?;
            place(eyes, row, Asking::Anywhere).map(|seen| seen.level)
        }
        Kind::Measure => {
            let measure = snapshot.reference.measures.get(&key.bits)?;
            let row = snapshot.places.get(measure.place.bits())?;
            place(eyes, row, Asking::Anywhere).map(|seen| seen.level).filter(|l| *l == Level::Full)
        }
        Kind::Photo => {
            let held = snapshot.reference.photos.get(PhotoId::from_bits(key.bits))?;
            photo(snapshot, eyes, held).map(|_| Level::Full)
        }
        Kind::Party
        | Kind::Area
        | Kind::Site
        | Kind::Code
        | Kind::Setting
        | Kind::Designation
        | Kind::RetentionRule
        | Kind::Publication
        | Kind::Statistic
        | Kind::Address
        | Kind::Building => Some(Level::Full),
        Kind::Round => effort::round(snapshot, eyes, RoundId::from_bits(key.bits)).map(|_| Level::Full),
        Kind::Walk => effort::walk(snapshot, eyes, WalkId::from_bits(key.bits)).map(|_| Level::Full),
        Kind::Presence => {
            effort::presence(snapshot, eyes, PresenceId::from_bits(key.bits)).map(|_| Level::Full)
        }
        Kind::DocumentRequest => {
            document_request(snapshot, eyes, DocumentRequestId::from_bits(key.bits)).map(|_| Level::Full)
        }
        Kind::Filing => filing(snapshot, eyes, FilingId::from_bits(key.bits)).map(|_| Level::Full),
        Kind::AccessReview => {
            let review = snapshot.reference.access_reviews.get(&key.bits)?;
            eyes.by(|viewer| see_office(viewer, review.party)).level()
        }
        Kind::Erasure => {
            let erasure = snapshot.reference.erasures.get(&key.bits)?;
            tells_erasure(snapshot, eyes, erasure).then_some(Level::Full)
        }
        // It counts things of everybody's.
        Kind::RetentionRun => eyes.viewer().role.administers().then_some(Level::Full),
    }
}

/// Whether an administrator is told of an erasure: each of the retention, which counts things of everybody's, and what somebody
/// erased by hand where they see any of it, or would were it there.
#[must_use]
pub fn tells_erasure(snapshot: &Snapshot, eyes: &Eyes, erasure: &Erasure) -> bool {
    let of_retention = erasure.rule.is_some() || erasure.run.is_some();
    let seen = || erasure.items.iter().any(|item| level(snapshot, eyes, item.key()).is_some());
    eyes.viewer().role.administers() && (of_retention || seen())
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
    /// How many reports there are, by where they come from: a count names its sources.
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
