//! How reports, places and sites lie in their tables.

use super::audiences::{Interner, Word};
use super::homes::{Home, Homes};
use super::table::{Item, source_number};
use crate::domain::access::{Audience, Class, Level};
use crate::domain::hours::KnownHours;
use crate::domain::ids::{AreaId, PartyId};
use crate::domain::place::{Place, Status};
use crate::domain::report::{Outcome, Report};
use crate::domain::site::Site;
use crate::space::{Envelope, LonLat};
use jiff::Timestamp;
use std::cmp::Reverse;
use std::sync::Arc;

/// What maps ask of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportMark {
    /// Its first problem type.
    pub problem_type: Word,
    /// Nobody has read it yet.
    pub waits: bool,
    /// On no map: it should not be seen, or nobody knows where it was.
    pub hidden: bool,
}

/// What filters ask of a report, in eight bytes: they are read of every one of a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportFacets {
    /// The number of its only problem type, or [`ReportFacets::SEVERAL`].
    pub problem_type: u8,
    /// The second in which it was seen, as [`whole_second`]; what is finer only the report itself tells.
    pub observed_s: u32,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// The hours of the day in which it was seen.
    pub hours: KnownHours,
}

impl ReportFacets {
    /// It has several problem types, or one that a byte has no number for: the report itself tells.
    pub const SEVERAL: u8 = u8::MAX;
}

const _: () = assert!(size_of::<ReportFacets>() == 8, "a million of them are eight megabytes");

/// What maps ask of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceMark {
    /// Its first problem type.
    pub problem_type: Word,
    /// Where it stands.
    pub status: Status,
    /// Open, and nobody has accepted to coordinate it.
    pub without_coordinator: bool,
    /// Matters to children.
    pub child_relevant: bool,
}

fn first_word(texts: &[String], interner: &Interner) -> Word {
    texts.first().map_or(Word::NONE, |text| interner.word(text))
}

impl Item for Report {
    /// The newest first.
    type Order = Reverse<Timestamp>;
    type Mark = ReportMark;
    type Facets = ReportFacets;
    const EXACT_FROM: Level = Level::Full;
    fn bits(&self) -> u64 {
        self.id.bits()
    }
    fn envelope(&self) -> Envelope {
        Envelope::of(self.position)
    }
    fn position(&self) -> LonLat {
        self.position
    }
    fn mark(&self, interner: &Interner) -> ReportMark {
        ReportMark {
            problem_type: first_word(&self.problem_types, interner),
            waits: self.outcome.is_none(),
            hidden: self.outcome == Some(Outcome::Hidden) || self.is_vague(),
        }
    }
    fn facets(&self, mark: &ReportMark) -> ReportFacets {
        let only_type = if self.problem_types.len() > 1 { Word::NONE } else { mark.problem_type };
        ReportFacets {
            problem_type: u8::try_from(only_type.at()).unwrap_or(ReportFacets::SEVERAL),
            observed_s: whole_second(self.observed_at),
            outcome: self.outcome,
            hours: self.known_hours(),
        }
    }
    fn audience(&self) -> Audience {
        Audience::new(self.class, self.origin, &self.grants)
    }
    fn order(&self) -> Self::Order {
        Reverse(self.received_at)
    }
    fn group(&self) -> Option<u64> {
        self.place.map(|place| place.bits())
    }
    fn district(&self) -> Option<AreaId> {
        self.district
    }
    fn home<'h>(&self, homes: &'h Homes) -> Option<&'h Arc<Home>> {
        homes.at(self.position, self.accuracy_m)
    }
    fn source(&self) -> Option<u64> {
        self.source_id.as_ref().map(|id| report_source_number(self.origin, &self.source, id))
    }
}

/// The second that a moment lies in, since 1970; the first and the last one stand for all that lies before and after them.
pub fn whole_second(moment: Timestamp) -> u32 {
    let second = moment.as_millisecond().div_euclid(1000);
    u32::try_from(second.max(0)).unwrap_or(u32::MAX)
}

/// The number of a report's identity: within its source, within its origin.
pub fn report_source_number(origin: PartyId, source: &str, id: &str) -> u64 {
    source_number(&[&origin.to_string(), source, id])
}

impl Item for Place {
    /// The newest first.
    type Order = Reverse<Timestamp>;
    type Mark = PlaceMark;
    type Facets = ();
    const EXACT_FROM: Level = Level::Summary;
    fn bits(&self) -> u64 {
        self.id.bits()
    }
    fn envelope(&self) -> Envelope {
        self.shape.envelope()
    }
    fn position(&self) -> LonLat {
        self.shape.representative_point()
    }
    fn mark(&self, interner: &Interner) -> PlaceMark {
        PlaceMark {
            problem_type: first_word(&self.problem_types, interner),
            status: self.status,
            without_coordinator: self.without_coordinator(),
            child_relevant: self.child_relevant,
        }
    }
    fn facets(&self, _: &Self::Mark) {}
    fn audience(&self) -> Audience {
        Audience::new(self.class, self.origin, &self.grants)
    }
    fn order(&self) -> Self::Order {
        Reverse(self.created_at)
    }
}

impl Item for Site {
    /// By name, then by identity.
    type Order = (String, String);
    type Mark = ();
    type Facets = ();
    const EXACT_FROM: Level = Level::Exists;
    fn bits(&self) -> u64 {
        self.id.bits()
    }
    fn envelope(&self) -> Envelope {
        self.shape.envelope()
    }
    fn position(&self) -> LonLat {
        self.shape.representative_point()
    }
    fn mark(&self, _: &Interner) {}
    fn facets(&self, _: &Self::Mark) {}
    /// Sites are open to everyone with a log-in.
    fn audience(&self) -> Audience {
        Audience::new(Class::Open, PartyId::from_bits(0), &[])
    }
    fn order(&self) -> Self::Order {
        (self.name.to_lowercase(), self.source_id.clone())
    }
    fn source(&self) -> Option<u64> {
        Some(source_number(&[&self.source_id]))
    }
}
