//! Filings: under which number a decision lies in somebody's diary, and which body took it, when. A record of its own beside
//! whatever carries the decision, so that it can be written before, with or long after that.

use super::ids::{FilingId, PartyId};
use super::record::{Key, Kind};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most filings of one thing, those that were taken back among them.
pub const FILINGS_MAX: usize = 50;

/// The body that decided, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decider {
    /// A board, a council, a group or a function; never a person's name.
    pub body: String,
    /// The day.
    pub on: Date,
}

/// Where one decision is found outside this register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: FilingId,
    /// The kind of the thing that carries the decision.
    pub kind: Kind,
    /// The number of its id.
    pub thing: u64,
    /// The party whose diary it is.
    pub party: PartyId,
    /// The number there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diary_number: Option<String>,
    /// Who decided, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<Decider>,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When it was taken back, because it was wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
}

fn nothing() -> FilingId {
    FilingId::from_bits(0)
}

impl Filing {
    /// What it is about.
    #[must_use]
    pub const fn about(&self) -> Key {
        Key { kind: self.kind, bits: self.thing }
    }
}

/// Whether things of a kind carry decisions.
#[must_use]
pub const fn carries_decisions(kind: Kind) -> bool {
    match kind {
        Kind::Place
        | Kind::Measure
        | Kind::Designation
        | Kind::Setting
        | Kind::Code
        | Kind::Publication
        | Kind::RetentionRule
        | Kind::Erasure => true,
        // A request that was answered holds its own number.
        Kind::DocumentRequest
        | Kind::Party
        | Kind::Area
        | Kind::Site
        | Kind::Report
        | Kind::Statistic
        | Kind::RetentionRun
        | Kind::Photo
        | Kind::Round
        | Kind::Walk
        | Kind::Presence
        | Kind::Filing
        | Kind::AccessReview
        | Kind::Address
        | Kind::Building => false,
    }
}
