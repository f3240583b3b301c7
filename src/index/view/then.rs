//! For whom a thing was when it changed. A change that somebody could not see then is not told to them because the thing
//! is shared with them since.

use super::level;
use crate::domain::access::{Level, Sight, Viewer, see_effort, see_photo, see_report};
use crate::domain::ids::{PartyId, PhotoId, PlaceId, PresenceId};
use crate::domain::record::{Key, Kind};
use crate::index::audiences::{Eyes, Interned};
use crate::index::snapshot::Snapshot;
use std::sync::Arc;

/// For whom a thing was after one of its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// For whoever sees it now: that it is somebody's, or everybody's, does not change.
    AsNow,
    /// A place.
    Place(Arc<Interned>),
    /// A report.
    Report(ReportThen),
    /// A photo of a report.
    Photo {
        /// Who took it.
        origin: PartyId,
        /// Its origin had said that it shows nobody.
        is_checked: bool,
        /// Its report.
        report: ReportThen,
    },
    /// A measure, or an effort of a party's, at a place.
    AtPlace {
        /// Whose effort; none of a measure.
        origin: Option<PartyId>,
        /// For whom the place was; `None` where that is not known.
        place: Option<Arc<Interned>>,
    },
    /// Not known: then it was for nobody.
    Unknown,
}

/// For whom a report was: by itself, and by the place that it belonged to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportThen {
    own: Arc<Interned>,
    place: Option<Arc<Interned>>,
}

impl Then {
    /// After the change that made this version of a thing, which the world holds. Of a version that it does not hold any more
    /// nothing is known.
    ///
    /// Where `before` is given, more may have happened since than this change: then a place counts only that was for the
    /// same parties before.
    #[must_use]
    pub fn of(snapshot: &Snapshot, (key, version): (Key, u32), before: Option<&Snapshot>) -> Self {
        let places = Places { snapshot, before };
        let known = match key.kind {
            Kind::Place => {
                let row = snapshot.places.get(key.bits).filter(|row| row.held.version == version);
                row.map(|row| Self::Place(Arc::clone(&row.audience)))
            }
            Kind::Report => places.report(key.bits, Some(version)).map(Self::Report),
            Kind::Photo => {
                let photo = snapshot.reference.photos.get(PhotoId::from_bits(key.bits));
                photo.filter(|photo| photo.version == version).and_then(|photo| {
                    let report = places.report(photo.report.bits(), None)?;
                    Some(Self::Photo { origin: photo.origin, is_checked: photo.is_checked(), report })
                })
            }
            Kind::Measure => {
                let measure = snapshot.reference.measures.get(&key.bits);
                let at = measure.filter(|measure| measure.version == version);
                at.map(|measure| Self::AtPlace { origin: None, place: places.audience(measure.place) })
            }
            Kind::Presence => {
                let presence = snapshot.reference.effort.presence(PresenceId::from_bits(key.bits));
                let at = presence.filter(|presence| presence.version == version);
                at.map(|presence| Self::AtPlace {
                    origin: Some(presence.origin),
                    place: places.audience(presence.place),
                })
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
            | Kind::Building
            | Kind::Round
            | Kind::Walk
            | Kind::DocumentRequest
            | Kind::Filing
            | Kind::AccessReview
            | Kind::Erasure
            | Kind::RetentionRun => Some(Self::AsNow),
        };
        // What was erased whole is for whom the thing was, and says so itself.
        known.unwrap_or(if snapshot.gone.contains_key(&key) { Self::AsNow } else { Self::Unknown })
    }

    /// How much of the change a viewer is told: what they see of the thing now and would have seen then.
    #[must_use]
    pub fn level(&self, snapshot: &Snapshot, eyes: &Eyes, key: Key) -> Option<Level> {
        let now = level(snapshot, eyes, key)?;
        let whole = |level: Option<Level>| level.filter(|level| *level == Level::Full);
        let then = match self {
            Self::AsNow => Some(now),
            Self::Place(audience) => eyes.sight(audience).level(),
            Self::Report(report) => eyes.by(|viewer| report.sight(viewer)).level(),
            Self::Photo { origin, is_checked, report } => {
                let by = |viewer: &_| see_photo(viewer, *origin, *is_checked, report.sight(viewer));
                eyes.by(by).level()
            }
            Self::AtPlace { origin: None, place } => {
                whole(place.as_ref().and_then(|place| eyes.sight(place).level()))
            }
            Self::AtPlace { origin: Some(origin), place } => {
                let place = place.as_ref().map(|place| place.audience());
                whole(eyes.by(|viewer| see_effort(viewer, *origin, place)).level())
            }
            Self::Unknown => None,
        };
        then.map(|then| then.min(now))
    }
}

impl ReportThen {
    fn sight(&self, viewer: &Viewer) -> Sight {
        see_report(viewer, self.own.audience(), self.place.as_ref().map(|place| place.audience()))
    }
}

/// The world after a change, and as it was known before what happened with it.
struct Places<'a> {
    snapshot: &'a Snapshot,
    before: Option<&'a Snapshot>,
}

impl Places<'_> {
    /// For whom a report is, in this version or, where none is said, in one that is for the same parties as before.
    fn report(&self, bits: u64, version: Option<u32>) -> Option<ReportThen> {
        let row = self.snapshot.reports.get(bits)?;
        let is_known = match version {
            Some(version) => row.held.version == version,
            None => self.before.is_none_or(|before| {
                before.reports.get(bits).is_some_and(|was| is_same(&was.audience, &row.audience))
            }),
        };
        let place = || row.held.record.place.and_then(|place| self.audience(place));
        is_known.then(|| ReportThen { own: Arc::clone(&row.audience), place: place() })
    }

    fn audience(&self, place: PlaceId) -> Option<Arc<Interned>> {
        let row = self.snapshot.places.get(place.bits())?;
        let is_known = self.before.is_none_or(|before| {
            before.places.get(place.bits()).is_some_and(|was| is_same(&was.audience, &row.audience))
        });
        is_known.then(|| Arc::clone(&row.audience))
    }
}

fn is_same(one: &Interned, other: &Interned) -> bool {
    one.number() == other.number()
}
