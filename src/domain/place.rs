//! Places: the lasting objects of the joint work.

use super::access::{Class, Grant};
use super::coordination::Coordination;
use super::disclosure::Disclosure;
use super::ids::{AreaId, PartyId, PlaceId};
use crate::space::Shape;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a place stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Under assessment. On screen "under bedömning".
    Suspected,
    /// Worked on jointly.
    Active,
    /// Its causes are being analysed.
    UnderAnalysis,
    /// Measures run.
    InAction,
    /// Measures have ended; watched.
    Monitoring,
    /// Quiet. Wakes when reports return.
    Dormant,
    /// Was not a place after all.
    Dismissed,
    /// Lives on in another place.
    Merged,
    /// Lives on in several others.
    Split,
}

impl Status {
    /// All statuses, in the order of the work.
    pub const ALL: [Self; 9] = [
        Self::Suspected,
        Self::Active,
        Self::UnderAnalysis,
        Self::InAction,
        Self::Monitoring,
        Self::Dormant,
        Self::Dismissed,
        Self::Merged,
        Self::Split,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Suspected => "suspected",
            Self::Active => "active",
            Self::UnderAnalysis => "under_analysis",
            Self::InAction => "in_action",
            Self::Monitoring => "monitoring",
            Self::Dormant => "dormant",
            Self::Dismissed => "dismissed",
            Self::Merged => "merged",
            Self::Split => "split",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether joint work goes on: reports can be linked and coordination has a clock.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Suspected | Self::Active | Self::UnderAnalysis | Self::InAction | Self::Monitoring => true,
            Self::Dormant | Self::Dismissed | Self::Merged | Self::Split => false,
        }
    }

    /// Whether somebody has decided that nothing is done about it for now, which can be taken back.
    #[must_use]
    pub const fn is_set_aside(self) -> bool {
        match self {
            Self::Dormant | Self::Dismissed => true,
            Self::Suspected
            | Self::Active
            | Self::UnderAnalysis
            | Self::InAction
            | Self::Monitoring
            | Self::Merged
            | Self::Split => false,
        }
    }

    /// Whether no work can go on at it: it lives on in other places, or was a mistake. A dismissed one can be
    /// taken up again; the others have ended for good.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        match self {
            Self::Dismissed | Self::Merged | Self::Split => true,
            Self::Suspected
            | Self::Active
            | Self::UnderAnalysis
            | Self::InAction
            | Self::Monitoring
            | Self::Dormant => false,
        }
    }

    /// What to do instead with a place that has ended, in words.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Dismissed => "the place was dismissed; take it up again first, with status suspected",
            Self::Merged | Self::Split => "the place has ended; choose the one it became",
            Self::Suspected
            | Self::Active
            | Self::UnderAnalysis
            | Self::InAction
            | Self::Monitoring
            | Self::Dormant => "the place goes on",
        }
    }

    /// What a coordinator can set it to next. Merged and split come by their own commands.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Suspected => &[Self::Active, Self::Dismissed],
            Self::Active => {
                &[Self::UnderAnalysis, Self::InAction, Self::Monitoring, Self::Dormant, Self::Dismissed]
            }
            Self::UnderAnalysis => &[Self::Active, Self::InAction, Self::Monitoring, Self::Dormant],
            Self::InAction => &[Self::UnderAnalysis, Self::Monitoring, Self::Dormant],
            Self::Monitoring => &[Self::Active, Self::UnderAnalysis, Self::InAction, Self::Dormant],
            Self::Dormant => &[Self::Active, Self::Monitoring],
            Self::Dismissed => &[Self::Suspected],
            Self::Merged | Self::Split => &[],
        }
    }
}

/// A place's free text: erased before the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceContent {
    /// What the parties write of it, through the guard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why the last change was made, through the guard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How much of a place lies in a district.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DistrictShare {
    /// The district.
    pub district: AreaId,
    /// Share of the place's area, 0 to 1; 1 for a point.
    pub share: f64,
}

/// The share that a part is of the whole, to a ten-thousandth.
///
/// Positions are known to a centimetre. Shares that differ by less are equal, so that a tie falls by
/// its fixed order and not by the last digits of a computation.
#[must_use]
pub fn share_of(part_m2: f64, whole_m2: f64) -> f64 {
    ((part_m2 / whole_m2).clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0
}

/// A party's no to a place being set aside. Its words are the reason of the change that it made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Which party.
    pub party: PartyId,
    /// When.
    pub at: Timestamp,
    /// When the weekly check stood by it all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
}

/// An unsafe and crime-exposed place, worked on jointly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its id.
    #[serde(default = "nowhere")]
    pub id: PlaceId,
    /// Its name: neutral, of the location.
    pub name: String,
    /// Point or polygons, WGS 84.
    pub shape: Shape,
    /// What is wrong, from the list `problem_type`; at least one.
    pub problem_types: Vec<String>,
    /// Lighting, design and the like, from the list `physical_factor`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub physical_factors: Vec<String>,
    /// The priority area, by default `unsafe_places`.
    pub priority_area: String,
    /// Matters to children: set by hand, or because a school is beside it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub child_relevant: bool,
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub status_since: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// The districts it lies in, the largest share first; empty outside every district.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub districts: Vec<DistrictShare>,
    /// Who holds it together.
    pub coordination: Coordination,
    /// Objections to its being set aside, in order; none while it is not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<Objection>,
    /// The place it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<PlaceId>,
    /// The places that were merged into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<PlaceId>,
    /// The place it was split from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from: Option<PlaceId>,
    /// The places it was split into.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub split_into: Vec<PlaceId>,
    /// The organisation that made it.
    pub origin: PartyId,
    /// How far it may be shared.
    pub class: Class,
    /// With whom, and why; worked out anew at each change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// What coordinators have confirmed. Kept apart from the grants, where a party stands once: what
    /// the rules give it for a while must not wipe out what somebody decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<Grant>,
    /// To whom it was handed on, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disclosures: Vec<Disclosure>,
    /// What is erased first.
    #[serde(skip)]
    pub content: Option<PlaceContent>,
}

fn nowhere() -> PlaceId {
    PlaceId::from_bits(0)
}

impl Place {
    /// The district with the largest share.
    #[must_use]
    pub fn district(&self) -> Option<AreaId> {
        self.districts.first().map(|share| share.district)
    }

    /// When something happens by itself with its coordination. Nothing does while the place is not open.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.coordination.deadline().filter(|_| self.status.is_open())
    }

    /// Objections that nobody has answered.
    pub fn waiting_objections(&self) -> impl Iterator<Item = &Objection> {
        self.objections.iter().filter(|objection| objection.answered_at.is_none())
    }

    /// Open, and nobody has accepted to coordinate it.
    #[must_use]
    pub fn without_coordinator(&self) -> bool {
        self.status.is_open() && self.coordination.holder.ad_interim
    }
}
