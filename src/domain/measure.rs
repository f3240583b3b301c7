//! Measures: what a party does at a place. Several parties act on one place, each measure has one
//! responsible party. What stands here is the small, immediate `activity`, which needs no
//! cause analysis; the full measure with goal and follow-up builds on the same record.

use super::codes::{Code, ParticularForm};
use super::ids::{MeasureId, PartyId, PlaceId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whom prevention is for. What is for pointed-out individuals (indicated) is no work on a place: it belongs to the
/// social services and the police in their own systems, and is refused here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreventionLevel {
    /// Everybody.
    Universal,
    /// A pointed-out group or kind of place.
    Selective,
}

impl PreventionLevel {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Universal => "universal",
            Self::Selective => "selective",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Universal, Self::Selective].into_iter().find(|level| level.code() == code)
    }
}

/// One thing one party does at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: MeasureId,
    /// The place it is for.
    pub place: PlaceId,
    /// What is done, from the list `measure_type`.
    pub measure_type: String,
    /// The one party responsible.
    pub party: PartyId,
    /// A small immediate act without analysis, flagged so.
    pub activity: bool,
    /// Whom it is for, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prevention_level: Option<PreventionLevel>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Date>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
    /// References and days that its type asks for, by the words of the particulars.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub particulars: BTreeMap<String, String>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// When it was written down.
    pub created_at: Timestamp,
    /// The party that wrote it down.
    pub origin: PartyId,
    /// What is erased first: what is written in words, through the guard.
    #[serde(skip)]
    pub content: Option<MeasureContent>,
}

/// A measure's free text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureContent {
    /// What is done, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What its type asks for in words, by the words of the particulars.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub particulars: BTreeMap<String, String>,
}

impl Measure {
    /// The first day by which whoever is responsible looks at it again, by what its type asks; none once it is closed.
    #[must_use]
    pub fn due_on(&self, of_type: &Code) -> Option<Date> {
        let asked = of_type.particulars.iter().filter(|asked| asked.form == ParticularForm::DueDay);
        let days = asked.filter_map(|asked| self.particulars.get(&asked.code)?.parse().ok());
        days.min().filter(|_| self.closed_at.is_none())
    }

    /// All that its type asks and that is stated, by the words of the particulars; less, once its words are erased.
    #[must_use]
    pub fn stated(&self) -> BTreeMap<String, String> {
        let words = self.content.iter().flat_map(|content| &content.particulars);
        self.particulars.iter().chain(words).map(|(code, said)| (code.clone(), said.clone())).collect()
    }
}

fn nothing() -> MeasureId {
    MeasureId::from_bits(0)
}
