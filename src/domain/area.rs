//! Areas: districts, neighbourhoods, local police areas and whatever else a city draws.

use super::ids::AreaId;
use crate::space::Shape;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What kind of area it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// A district board's area.
    District,
    /// A part of a district.
    Neighbourhood,
    /// The police's local unit's area.
    LocalPoliceArea,
    /// Any other.
    Custom,
}

impl AreaKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::District, Self::Neighbourhood, Self::LocalPoliceArea, Self::Custom];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Neighbourhood => "neighbourhood",
            Self::LocalPoliceArea => "local_police_area",
            Self::Custom => "custom",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What an area covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// Its own polygons, WGS 84.
    Polygons(Shape),
    /// Exactly what these other areas cover together.
    Union(Vec<AreaId>),
}

/// A named area that holds between two dates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Its id.
    #[serde(default = "nowhere")]
    pub id: AreaId,
    /// Its kind.
    pub kind: AreaKind,
    /// The city's code for it (Nyko), where it has one. Names are never joined on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Where it comes from: what tells the same area in the same file sent again.
    pub source_id: String,
    /// What it covers.
    pub cover: Cover,
    /// First day it holds; boundaries change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// First day it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

fn nowhere() -> AreaId {
    AreaId::from_bits(0)
}

impl Area {
    /// Whether the area holds on a date.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        super::periods::holds(self.from, self.until, date)
    }

    /// What the same point's areas are ordered by, so that a shared border always falls to the same
    /// one, in this installation and in the next: code, then name, then source.
    #[must_use]
    pub fn rank(&self) -> (&str, &str, &str) {
        (self.code.as_deref().unwrap_or(""), &self.name, &self.source_id)
    }
}
