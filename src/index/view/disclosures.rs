//! To whom things were handed on, for those who may be told.

use super::{place, report};
use crate::domain::access::{Asking, Level, Sight, see_disclosures};
use crate::domain::disclosure::Disclosure;
use crate::domain::ids::PartyId;
use crate::domain::place::Place;
use crate::domain::record::{Key, Kind};
use crate::domain::report::Report;
use crate::index::audiences::{Eyes, Seen};
use crate::index::snapshot::Snapshot;
use crate::index::table::Row;

/// What something was that was handed on.
#[derive(Clone, Copy)]
pub enum Of<'a> {
    /// A place.
    Place(&'a Row<Place>),
    /// A report.
    Report(&'a Row<Report>),
}

impl<'a> Of<'a> {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Self::Place(row) => row.held.record.id.into(),
            Self::Report(row) => row.held.record.id.into(),
        }
    }

    /// The organisation that made it.
    #[must_use]
    pub fn origin(&self) -> PartyId {
        match self {
            Self::Place(row) => row.held.record.origin,
            Self::Report(row) => row.held.record.origin,
        }
    }

    /// To whom it was handed on, in order.
    #[must_use]
    pub fn disclosures(self) -> &'a [Disclosure] {
        match self {
            Self::Place(row) => &row.held.record.disclosures,
            Self::Report(row) => &row.held.record.disclosures,
        }
    }
}

/// A thing that may have been handed on, for whoever holds the register itself.
#[must_use]
pub fn of_key(snapshot: &Snapshot, key: Key) -> Option<Of<'_>> {
    match key.kind {
        Kind::Place => snapshot.places.get(key.bits).map(Of::Place),
        Kind::Report => snapshot.reports.get(key.bits).map(Of::Report),
        _ => None,
    }
}

/// A thing to whose disclosures a viewer has a right; none where it is not seen in full, or is another's.
#[must_use]
pub fn told<'a>(snapshot: &'a Snapshot, eyes: &Eyes, key: Key) -> Option<Of<'a>> {
    let of = match key.kind {
        Kind::Place => {
            let row = snapshot.places.get(key.bits)?;
            place(eyes, row, Asking::Anywhere).filter(Seen::full)?;
            Of::Place(row)
        }
        Kind::Report => {
            let row = snapshot.reports.get(key.bits)?;
            report(snapshot, eyes, row).filter(Seen::full)?;
            Of::Report(row)
        }
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
        | Kind::Photo
        | Kind::Round
        | Kind::Walk
        | Kind::Presence
        | Kind::Publication
        | Kind::DocumentRequest
        | Kind::Filing
        | Kind::AccessReview
        | Kind::Address
        | Kind::Building => return None,
    };
    let all = Sight::Visible(Level::Full, None);
    let sight = eyes.by(|viewer| see_disclosures(viewer, of.origin(), all));
    (sight.level() == Some(Level::Full)).then_some(of)
}

/// Everything that was handed on of what a viewer may be told of, the newest first, with keys that follow that order.
#[must_use]
pub fn all<'a>(snapshot: &'a Snapshot, eyes: &Eyes) -> Vec<(String, Of<'a>, &'a Disclosure)> {
    let things = snapshot.disclosed().filter_map(|key| told(snapshot, eyes, key));
    let mut lines: Vec<_> = things.flat_map(lines).collect();
    lines.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    lines
}

/// What was handed on of one thing, the newest first, with keys that follow that order.
#[must_use]
pub fn of_one(of: Of<'_>) -> Vec<(String, Of<'_>, &Disclosure)> {
    let mut lines: Vec<_> = lines(of).collect();
    lines.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    lines
}

fn lines<'a>(of: Of<'a>) -> impl Iterator<Item = (String, Of<'a>, &'a Disclosure)> {
    of.disclosures().iter().enumerate().map(move |(number, disclosure)| {
        // The newest has the smallest key.
        let back = u64::MAX - u64::try_from(disclosure.at.as_millisecond()).unwrap_or_default();
        let (Key { kind, bits }, last) = (of.key(), usize::MAX - number);
        (format!("{back:020}.{}.{bits:016}.{last:020}", kind.code()), of, disclosure)
    })
}
