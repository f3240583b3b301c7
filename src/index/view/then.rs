//! For whom a thing was when it changed. A change that somebody could not see then is not told to them because the thing
//! is shared with them since.

use super::level;
use crate::domain::access::{
    Asking, Audience, Level, Reason, Sight, Viewer, see, see_effort, see_photo, see_report,
};
use crate::domain::ids::{PartyId, PhotoId, PlaceId, PresenceId};
use crate::domain::record::{Key, Kind};
use crate::index::audiences::{Eyes, Interned};
use crate::index::snapshot::Snapshot;
use crate::index::table::{Item, Row};
use std::sync::Arc;

/// For whom a thing was after one of its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// For whoever sees it now: that it is somebody's, or everybody's, does not change.
    AsNow,
    /// A place.
    Place(Audiences),
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
    /// What is for who sees all of a place: a measure, or where a decision about it lies.
    AtPlace(Audiences),
    /// An effort of a party's at a place.
    Effort {
        /// Whose.
        origin: PartyId,
        /// Its place.
        place: Audiences,
    },
    /// What is told to whoever sees any of what it is about: an erasure by hand.
    OfAny(Vec<(Key, Then)>),
    /// Not known: then it was for nobody.
    Unknown,
}

/// For whom a thing was. More than one where it is only known that the change lies between them: then all have to let see it. None
/// where it is not known, or there was no such thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audiences(Vec<Arc<Interned>>);

/// For whom a report was: by itself, and by the place that it belonged to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportThen {
    own: Audiences,
    place: Audiences,
}

impl Then {
    /// After the change that made this version of a thing, which the world holds. Of a version that it does not hold any more
    /// nothing is known.
    ///
    /// Where `before` is given, more may have happened since than this change, and things that it goes with were for those parties
    /// or for these.
    #[must_use]
    pub fn of(snapshot: &Snapshot, (key, version): (Key, u32), before: Option<&Snapshot>) -> Self {
        let worlds = Worlds { snapshot, before };
        if let Some(gone) = snapshot.gone.get(&key) {
            // What stays of a thing says for whom it is; of what it was before nothing is known.
            return if gone.version == version { Self::AsNow } else { Self::Unknown };
        }
        worlds.held(key, Some(version)).unwrap_or(Self::Unknown)
    }

    /// How much of the change a viewer is told: what they see of the thing now and would have seen then.
    #[must_use]
    pub fn level(&self, snapshot: &Snapshot, eyes: &Eyes, key: Key) -> Option<Level> {
        let now = level(snapshot, eyes, key)?;
        let whole = |sight: Sight| sight.level().filter(|level| *level == Level::Full);
        let then = match self {
            Self::AsNow => Some(now),
            Self::Place(place) => eyes.by(|viewer| place.sight(viewer)).level(),
            Self::Report(report) => eyes.by(|viewer| report.sight(viewer)).level(),
            Self::Photo { origin, is_checked, report } => {
                eyes.by(|viewer| see_photo(viewer, *origin, *is_checked, report.sight(viewer))).level()
            }
            Self::AtPlace(place) => whole(eyes.by(|viewer| place.sight(viewer))),
            Self::Effort { origin, place } => whole(eyes.by(|viewer| {
                let beside = place.each(|place| see_effort(viewer, *origin, Some(place)));
                beside.unwrap_or_else(|| see_effort(viewer, *origin, None))
            })),
            Self::OfAny(things) => {
                things.iter().any(|(key, then)| then.level(snapshot, eyes, *key).is_some()).then_some(now)
            }
            Self::Unknown => None,
        };
        then.map(|then| then.min(now))
    }
}

impl Audiences {
    /// The narrowest of what each of them gives; `None` where there is none.
    fn each(&self, sight: impl Fn(&Audience) -> Sight) -> Option<Sight> {
        self.0.iter().map(|interned| sight(interned.audience())).reduce(Sight::and)
    }

    fn sight(&self, viewer: &Viewer) -> Sight {
        let sight = self.each(|audience| see(viewer, audience, Asking::Anywhere));
        sight.unwrap_or(Sight::Withheld(Reason::NotAParty))
    }
}

impl ReportThen {
    fn sight(&self, viewer: &Viewer) -> Sight {
        let sight = self.own.each(|own| {
            let by_place = self.place.each(|place| see_report(viewer, own, Some(place)));
            by_place.unwrap_or_else(|| see_report(viewer, own, None))
        });
        sight.unwrap_or(Sight::Withheld(Reason::NotAParty))
    }
}

/// The world after a change, and as it was known before what happened with it.
struct Worlds<'a> {
    snapshot: &'a Snapshot,
    before: Option<&'a Snapshot>,
}

impl Worlds<'_> {
    /// For whom a thing is, if the world holds it, and in this version where one is said.
    fn held(&self, key: Key, version: Option<u32>) -> Option<Then> {
        let reference = &self.snapshot.reference;
        let is_it = |held: u32| version.is_none_or(|version| version == held);
        match key.kind {
            Kind::Place => {
                let row = self.snapshot.places.get(key.bits).filter(|row| is_it(row.held.version))?;
                Some(Then::Place(Audiences(vec![Arc::clone(&row.audience)])))
            }
            Kind::Report => {
                let row = self.snapshot.reports.get(key.bits).filter(|row| is_it(row.held.version))?;
                let own = Audiences(vec![Arc::clone(&row.audience)]);
                let place = row.held.record.place.map(|place| self.place(place)).unwrap_or_default();
                Some(Then::Report(ReportThen { own, place }))
            }
            Kind::Photo => {
                let photo = reference.photos.get(PhotoId::from_bits(key.bits))?;
                let row = self.snapshot.reports.get(photo.report.bits())?;
                let before = self.before.map(|before| before.reports.get(row.bits));
                let place = row.held.record.place.map(|place| self.place(place)).unwrap_or_default();
                let report = ReportThen { own: between(row, before), place };
                let (origin, is_checked) = (photo.origin, photo.is_checked());
                is_it(photo.version).then_some(Then::Photo { origin, is_checked, report })
            }
            Kind::Measure => {
                let measure = reference.measures.get(&key.bits).filter(|held| is_it(held.version))?;
                Some(Then::AtPlace(self.place(measure.place)))
            }
            Kind::Presence => {
                let presence = reference.effort.presence(PresenceId::from_bits(key.bits))?;
                let (origin, place) = (presence.origin, self.place(presence.place));
                is_it(presence.version).then_some(Then::Effort { origin, place })
            }
            Kind::Filing => {
                let filing = reference.filings.get(&key.bits)?;
                is_it(filing.version).then(|| self.about(filing.about()))
            }
            Kind::Erasure => {
                let erasure = reference.erasures.get(&key.bits)?;
                let of_retention = erasure.rule.is_some() || erasure.run.is_some();
                let things = erasure.items.iter().map(|item| (item.key(), self.about(item.key())));
                Some(if of_retention { Then::AsNow } else { Then::OfAny(things.collect()) })
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
            | Kind::AccessReview
            | Kind::RetentionRun => Some(Then::AsNow),
        }
    }

    /// For whom something is that goes with what it is about; of what was erased whole, for whoever is told of that.
    fn about(&self, key: Key) -> Then {
        if key.kind == Kind::Place {
            return Then::AtPlace(self.place(PlaceId::from_bits(key.bits)));
        }
        self.held(key, None).unwrap_or(Then::AsNow)
    }

    fn place(&self, id: PlaceId) -> Audiences {
        let row = self.snapshot.places.get(id.bits());
        row.map(|row| between(row, self.before.map(|before| before.places.get(id.bits()))))
            .unwrap_or_default()
    }
}

/// For whom a thing was at some moment of what happened: as it is, and, where that was another, as it was before. One that was made
/// meanwhile and changed since had others that are not known.
fn between<T: Item>(row: &Row<T>, before: Option<Option<&Row<T>>>) -> Audiences {
    let now = Arc::clone(&row.audience);
    Audiences(match before {
        None => vec![now],
        Some(Some(was)) if was.audience.number() == now.number() => vec![now],
        Some(Some(was)) => vec![Arc::clone(&was.audience), now],
        Some(None) if row.held.version == 1 => vec![now],
        Some(None) => Vec::new(),
    })
}
