//! Sites: the properties that places lie on and beside.

use super::ids::{PartyId, SiteId};
use super::periods::{Dated, current};
use crate::space::Shape;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A property: a school and its yard, a housing block, a park, a square, a station.
///
/// A site that is a point has no ground: answers say "near, boundary missing". A polygon with the
/// same source id replaces it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: SiteId,
    /// What tells the same site in the same source sent again.
    pub source_id: String,
    /// The manager's own code for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its kind, from the list `site_kind`.
    pub kind: String,
    /// The manager's group it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The property's designation in the land register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub property_designation: Option<String>,
    /// Where it is.
    pub shape: Shape,
    /// Who runs it, over time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managers: Vec<Dated<PartyId>>,
    /// Who owns the land, over time. Loaded, never guessed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub land_owners: Vec<Dated<PartyId>>,
}

fn nothing() -> SiteId {
    SiteId::from_bits(0)
}

impl Site {
    /// Who runs it on a date.
    #[must_use]
    pub fn manager(&self, date: Date) -> Option<PartyId> {
        current(&self.managers, date).copied()
    }

    /// Who owns its land on a date.
    #[must_use]
    pub fn land_owner(&self, date: Date) -> Option<PartyId> {
        current(&self.land_owners, date).copied()
    }

    /// Whether it is only a point, its boundary missing.
    #[must_use]
    pub fn boundary_missing(&self) -> bool {
        matches!(self.shape, Shape::Point(_))
    }
}
