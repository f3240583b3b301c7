//! To whom things were handed on, for those who may be told.

use super::{photo, place, report};
use crate::domain::access::{Asking, Level, Sight, see_disclosures};
use crate::domain::disclosure::Disclosure;
use crate::domain::ids::{PartyId, PhotoId, PlaceId, ReportId};
use crate::domain::photo::Photo;
use crate::domain::place::Place;
use crate::domain::record::{Key, Kind};
use crate::domain::report::Report;
use crate::domain::world::Held;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;

/// What something was that was handed on.
#[derive(Clone, Copy)]
pub enum Of<'a> {
    /// A place.
    Place(&'a Row<Place>),
    /// A report.
    Report(&'a Row<Report>),
    /// A photo of one.
    Photo(&'a Held<Photo>),
}

impl<'a> Of<'a> {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Self::Place(row) => row.held.record.id.into(),
            Self::Report(row) => row.held.record.id.into(),
            Self::Photo(held) => held.id.into(),
        }
    }

    /// The organisation that made it.
    #[must_use]
    pub fn origin(&self) -> PartyId {
        match self {
            Self::Place(row) => row.held.record.origin,
            Self::Report(row) => row.held.record.origin,
            Self::Photo(held) => held.origin,
        }
    }

    /// The place that it is, or belongs to.
    #[must_use]
    pub fn place(&self, snapshot: &Snapshot) -> Option<PlaceId> {
        match self {
            Self::Place(row) => Some(row.held.record.id),
            Self::Report(row) => row.held.record.place,
            Self::Photo(held) => snapshot.reports.get(held.report.bits())?.held.record.place,
        }
    }

    fn disclosures(self) -> &'a [Disclosure] {
        match self {
            Self::Place(row) => &row.held.record.disclosures,
            Self::Report(row) => &row.held.record.disclosures,
            Self::Photo(held) => &held.disclosures,
        }
    }
}

/// A thing that may have been handed on, for whoever holds the register itself.
#[must_use]
pub fn of_key(snapshot: &Snapshot, key: Key) -> Option<Of<'_>> {
    match key.kind {
        Kind::Place => snapshot.places.get(key.bits).map(Of::Place),
        Kind::Report => snapshot.reports.get(key.bits).map(Of::Report),
        Kind::Photo => snapshot.reference.photos.get(PhotoId::from_bits(key.bits)).map(Of::Photo),
        Kind::Party
        | Kind::Area
        | Kind::Site
        | Kind::Code
        | Kind::Setting
        | Kind::Designation
        | Kind::Measure
        | Kind::Statistic
        | Kind::Erasure
        | Kind::RetentionRule
        | Kind::RetentionRun
        | Kind::Round
        | Kind::Walk
        | Kind::Presence
        | Kind::Publication
        | Kind::DocumentRequest
        | Kind::Filing
        | Kind::AccessReview
        | Kind::Address
        | Kind::Building => None,
    }
}

/// A thing to whose disclosures a viewer has a right; none where it is not seen in full, or is another's.
#[must_use]
pub fn told<'a>(snapshot: &'a Snapshot, eyes: &Eyes, key: Key) -> Option<Of<'a>> {
    let of = of_key(snapshot, key)?;
    let seen_in_full = match of {
        Of::Place(row) => place(eyes, row, Asking::Anywhere).is_some_and(|seen| seen.full()),
        Of::Report(row) => report(snapshot, eyes, row).is_some_and(|seen| seen.full()),
        Of::Photo(held) => photo(snapshot, eyes, held).is_some(),
    };
    if !seen_in_full {
        return None;
    }
    let all = Sight::Visible(Level::Full, None);
    let sight = eyes.by(|viewer| see_disclosures(viewer, of.origin(), all));
    (sight.level() == Some(Level::Full)).then_some(of)
}

/// Everything that was handed on of what a viewer may be told of, in no order, with keys of which the newest has the smallest:
/// there may be much, and a page shows little of it.
pub fn all<'a>(snapshot: &'a Snapshot, eyes: &Eyes) -> impl Iterator<Item = Line<'a>> {
    let things = snapshot.disclosed().filter_map(move |key| told(snapshot, eyes, key));
    things.flat_map(move |of| lines(snapshot, eyes, of))
}

/// What was handed on of one thing, the newest first, with keys that follow that order; of a report also of its photos.
#[must_use]
pub fn of_one<'a>(snapshot: &'a Snapshot, eyes: &Eyes, of: Of<'a>) -> Vec<Line<'a>> {
    let photos = match of {
        Of::Report(row) => photos_of(snapshot, eyes, row.held.record.id),
        Of::Place(_) | Of::Photo(_) => Vec::new(),
    };
    ordered(std::iter::once(of).chain(photos).flat_map(|of| lines(snapshot, eyes, of)))
}

fn photos_of<'a>(snapshot: &'a Snapshot, eyes: &Eyes, report: ReportId) -> Vec<Of<'a>> {
    let photos = snapshot.reference.photos.of_report(report);
    photos.filter_map(|photo| told(snapshot, eyes, photo.id.into())).collect()
}

/// A line, with the key that it is ordered by and what it is about.
pub type Line<'a> = (String, Of<'a>, &'a Disclosure);

/// Lines, the newest first.
#[must_use]
pub fn ordered<'a>(lines: impl Iterator<Item = Line<'a>>) -> Vec<Line<'a>> {
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    lines
}

/// What of a thing's disclosures is told; without eyes all of it, to whoever holds the register itself.
pub fn told_of<'a>(
    snapshot: &'a Snapshot,
    eyes: Option<&Eyes>,
    of: Of<'a>,
) -> impl Iterator<Item = &'a Disclosure> {
    let shown = move |disclosure: &&Disclosure| match (eyes, disclosure.through) {
        (None, _) | (_, None) => true,
        (Some(eyes), Some(through)) => sees_place(snapshot, eyes, through),
    };
    of.disclosures().iter().filter(shown)
}

/// Who has a share in a place is told to who sees all of it.
fn sees_place(snapshot: &Snapshot, eyes: &Eyes, id: PlaceId) -> bool {
    let row = snapshot.places.get(id.bits());
    row.and_then(|row| place(eyes, row, Asking::Anywhere)).is_some_and(|seen| seen.full())
}

fn lines<'a>(snapshot: &'a Snapshot, eyes: &Eyes, of: Of<'a>) -> Vec<Line<'a>> {
    let shown = told_of(snapshot, Some(eyes), of).enumerate();
    let line = |(number, disclosure): (usize, &'a Disclosure)| {
        // The newest has the smallest key.
        let back = u64::MAX - u64::try_from(disclosure.at.as_millisecond()).unwrap_or_default();
        let (Key { kind, bits }, last) = (of.key(), usize::MAX - number);
        (format!("{back:020}.{}.{bits:016}.{last:020}", kind.code()), of, disclosure)
    };
    shown.map(line).collect()
}
