//! Disclosures: what was handed on, by which party, to whom and on what ground. Each is a fact of the thing it is about,
//! written with the change that made it; there is no second list of them.

use super::access::{Class, Level};
use super::coordination::By;
use super::ids::{PartyId, PlaceId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Most disclosures that one thing remembers; beyond them nothing more of it is handed on.
pub const DISCLOSURES_MAX: usize = 200;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Its origin shared it with more.
    Widened,
    /// A place was made from what fewer may see.
    Founded,
    /// A party was confirmed, or is let see more.
    Confirmed,
    /// A party was asked to coordinate, and sees all of the place for that.
    Asked,
    /// The sheet about the place was given out.
    Sheet,
    /// A file with it was given out.
    File,
    /// A report was put to a place, and is seen by who sees the place.
    Linked,
    /// A place took another over, and what belonged to it.
    Merged,
    /// A place is a part of one that was split.
    Split,
    /// A place was moved, to where others work.
    Moved,
    /// A photo was said to show nobody, and is seen by who sees all of its report.
    Photo,
    /// Something else was decided of it: its status, who coordinates it, that it is hidden no more.
    Decided,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 12] = [
        Self::Widened,
        Self::Founded,
        Self::Confirmed,
        Self::Asked,
        Self::Sheet,
        Self::File,
        Self::Linked,
        Self::Merged,
        Self::Split,
        Self::Moved,
        Self::Photo,
        Self::Decided,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Widened => "widened",
            Self::Founded => "founded",
            Self::Confirmed => "confirmed",
            Self::Asked => "asked",
            Self::Sheet => "sheet",
            Self::File => "file",
            Self::Linked => "linked",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Moved => "moved",
            Self::Photo => "photo",
            Self::Decided => "decided",
        }
    }
}

/// What somebody gives out of a place, outside the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandedOut {
    /// The sheet about the place.
    Sheet,
    /// A file with it.
    File,
}

impl From<HandedOut> for Act {
    fn from(what: HandedOut) -> Self {
        match what {
            HandedOut::Sheet => Self::Sheet,
            HandedOut::File => Self::File,
        }
    }
}

/// A party that something was handed on to, and how much of it that party sees since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Receiver {
    /// Who.
    pub party: PartyId,
    /// How much.
    pub level: Level,
}

/// From which class to which something was shared with more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// As it was.
    pub from: Class,
    /// As it is.
    pub to: Class,
}

/// One disclosure. What was written of its ground in words is the reason of the version that it made: words are erased
/// before facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// When.
    pub at: Timestamp,
    /// Which party, in which role.
    pub by: By,
    /// What was done.
    pub act: Act,
    /// From which class to which, where that is what was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// The ground, from the list `sharing_ground`; none where a coordinator only says who is a party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// To whom, by party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Receiver>,
    /// The place that its receivers see it through, where its origin does not see all of that place: who has a share in a
    /// place is told to who sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<PlaceId>,
    /// The version of the thing that it made.
    pub version: u32,
}
