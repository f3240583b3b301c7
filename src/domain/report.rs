//! Reports: what somebody saw, somewhere, once.

use super::access::{Class, Grant};
use super::disclosure::Disclosure;
use super::hours::KnownHours;
use super::ids::{AccountId, AreaId, PartyId, PlaceId, ReportId};
use crate::space::LonLat;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the reporter says of what was known there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sighting {
    /// Something seen.
    #[default]
    New,
    /// A known place is still as it was.
    Still,
    /// What was known is gone now. Only prompts; it closes nothing.
    Gone,
}

/// How closely it is known when something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObservedPrecision {
    /// The moment itself.
    #[default]
    Moment,
    /// Some time in so many hours: `observed_at` is when they began, [`Report::observed_hours`] how many they are.
    Hours,
    /// Some time that day, in the zone of the source: `observed_at` is when the day began.
    Day,
    /// Some time that month, in the zone of the source: `observed_at` is when the month began.
    Month,
}

impl ObservedPrecision {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Moment => "moment",
            Self::Hours => "hours",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    fn is_moment(&self) -> bool {
        *self == Self::Moment
    }
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It belongs to a place that was known.
    Linked,
    /// A place was made from it.
    BecamePlace,
    /// Somebody else's, told so.
    NotOurs,
    /// Read, nothing to be done.
    NoAction,
    /// Should not be seen: harassing or about a person.
    Hidden,
}

impl Outcome {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::BecamePlace => "became_place",
            Self::NotOurs => "not_ours",
            Self::NoAction => "no_action",
            Self::Hidden => "hidden",
        }
    }
}

/// What a report says beyond the facts: erased first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportContent {
    /// Free text, through the guard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Who reported, work data: shown to nobody but that account itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<AccountId>,
    /// Why it was triaged as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One observation. Never deleted because another says the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: ReportId,
    /// Where, WGS 84.
    pub position: LonLat,
    /// How well the position is known, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f64>,
    /// Somebody pointed at it, instead of taking where their device said that it was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub position_by_hand: bool,
    /// When it was seen.
    pub observed_at: Timestamp,
    /// How closely that is known.
    #[serde(default, skip_serializing_if = "ObservedPrecision::is_moment")]
    pub observed_precision: ObservedPrecision,
    /// In how many hours from then on it was seen, where that is what is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_hours: Option<u8>,
    /// When it reached us.
    pub received_at: Timestamp,
    /// What was seen, from the list `problem_type`; at least one.
    pub problem_types: Vec<String>,
    /// How many, in bands only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_band: Option<String>,
    /// Where the report comes from, from the list `report_source`; each count can name its sources.
    pub source: String,
    /// Identity in the source, for reports that were imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// New, still there, or gone.
    #[serde(default)]
    pub sighting: Sighting,
    /// Answers to the extra questions of its problem types, by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    /// The district it lies in; `None` is outside every district, or known too vaguely to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<AreaId>,
    /// The place it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// `None` while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The organisation it comes from.
    pub origin: PartyId,
    /// The unit within it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How far it may be shared.
    pub class: Class,
    /// With whom, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// To whom it was handed on, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disclosures: Vec<Disclosure>,
    /// What is erased first.
    #[serde(skip)]
    pub content: Option<ReportContent>,
}

fn nothing() -> ReportId {
    ReportId::from_bits(0)
}

/// A position vaguer than this says which city it was, and not which ground: metres.
pub const VAGUE_M: f64 = 1_000.0;

/// Whether a position known this well, in metres, is no place that could be pointed at.
#[must_use]
pub fn is_vague(accuracy_m: Option<f64>) -> bool {
    accuracy_m.is_some_and(|m| m > VAGUE_M)
}

impl Report {
    /// Whether it is known so vaguely where it was that it lies in no district, on nobody's ground and on no map.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        is_vague(self.accuracy_m)
    }

    /// The hours of the day in which it was seen, as closely as they are known.
    #[must_use]
    pub fn known_hours(&self) -> KnownHours {
        KnownHours::of(self.observed_at, self.observed_precision, self.observed_hours)
    }

    /// The free text, if there is any left.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.content.as_ref()?.text.as_deref()
    }
}
