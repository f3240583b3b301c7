//! Rounds: an ordered list of stops that a party walks, and the walks. "Nothing seen" is data: it says how much somebody
//! has looked, beside what they saw.

use super::ids::{PartyId, PlaceId, RoundId, SiteId, WalkId};
use crate::space::LonLat;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A list of stops that a party keeps. It is that party's own; nobody else learns that there is one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// Its id.
    #[serde(default = "no_round")]
    pub id: RoundId,
    /// Whose it is.
    pub origin: PartyId,
    /// Its name, through the guard.
    pub name: String,
    /// In the order they are walked.
    pub stops: Vec<Stop>,
    /// The number that the next new stop gets: a number is never given twice, so that a walk keeps its meaning.
    pub next_stop: u32,
    /// It is walked no more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Where a round stops: a place, a site, or a position that somebody named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// What it is known by within the round, from 1 on.
    pub number: u32,
    /// What it is called here, through the guard.
    pub label: String,
    /// Where, WGS 84: as it was when the stop was written down.
    pub position: LonLat,
    /// The place that is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The site that is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
}

/// One time that a round was walked. Who walked it is not written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// Its id.
    #[serde(default = "no_walk")]
    pub id: WalkId,
    /// Which round.
    pub round: RoundId,
    /// Whose the round is.
    pub origin: PartyId,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// When it reached us.
    pub received_at: Timestamp,
    /// The stops that were looked at, in the order they were. A stop that was passed over is not among them.
    pub visits: Vec<Visit>,
}

/// One look at one stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The stop's number.
    pub stop: u32,
    /// The place that was looked at, if it was one that the party saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// When.
    pub at: Timestamp,
    /// What came of it.
    pub found: Found,
}

/// What somebody found at a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Nothing.
    Nothing,
    /// What was known there is still as it was.
    Still,
    /// What was known there is gone now.
    Gone,
    /// Something that a report was made of.
    Reported,
}

impl Found {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Still, Self::Gone, Self::Reported];

    /// Whether there was something to see.
    #[must_use]
    pub const fn is_something(self) -> bool {
        match self {
            Self::Still | Self::Reported => true,
            Self::Nothing | Self::Gone => false,
        }
    }
}

fn no_round() -> RoundId {
    RoundId::from_bits(0)
}

fn no_walk() -> WalkId {
    WalkId::from_bits(0)
}
