//! Presence: grown-ups who were at a place, such as a night walk. Only what has been is written down, and never who:
//! a kind, a time and an organisation.

use super::ids::{PartyId, PlaceId, PresenceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One time that an organisation was at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: PresenceId,
    /// Where.
    pub place: PlaceId,
    /// What kind, from the list `presence_kind`.
    pub presence_kind: String,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Who was there.
    pub by: Organisation,
    /// The party that wrote it down.
    pub origin: PartyId,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When it was taken back: it was written down in error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
}

/// Who was there. There is no name of anybody, and no text to write one in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Organisation {
    /// A party.
    Party(PartyId),
    /// An organisation of a kind, from the list `organisation_kind`.
    Kind(String),
}

fn nothing() -> PresenceId {
    PresenceId::from_bits(0)
}
