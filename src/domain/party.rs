//! Parties: the organisations that take part.

use super::ids::{AreaId, PartyId};
use serde::{Deserialize, Serialize};

/// What kind of organisation a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// One of the administrations that run a district.
    DistrictAdministration,
    /// The police, whole or a local unit.
    Police,
    /// An office for the whole city, such as the traffic office.
    CityOffice,
    /// A company that owns or manages property.
    PropertyCompany,
    /// The city executive office: holds what lies outside every district.
    CityExecutive,
    /// Anyone else: an authority, a business, an association.
    Other,
}

impl PartyKind {
    /// All kinds, in the order the interface lists them.
    pub const ALL: [Self; 6] = [
        Self::DistrictAdministration,
        Self::Police,
        Self::CityOffice,
        Self::PropertyCompany,
        Self::CityExecutive,
        Self::Other,
    ];

    /// The stable word used in files and answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DistrictAdministration => "district_administration",
            Self::Police => "police",
            Self::CityOffice => "city_office",
            Self::PropertyCompany => "property_company",
            Self::CityExecutive => "city_executive",
            Self::Other => "other",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The function that speaks for a party of this kind when its file names none. Swedish, as on screen.
    #[must_use]
    pub const fn usual_function(self) -> &'static str {
        match self {
            Self::DistrictAdministration => "trygghetssamordnare",
            Self::Police => "kommunpolis",
            Self::CityOffice | Self::CityExecutive => "trygghetsansvarig",
            Self::PropertyCompany => "förvaltare",
            Self::Other => "kontaktperson",
        }
    }

    /// Rank in ties of the coordinator proposal: district, office, company, other.
    #[must_use]
    pub const fn proposal_rank(self) -> u8 {
        match self {
            Self::DistrictAdministration => 0,
            Self::CityOffice | Self::CityExecutive => 1,
            Self::PropertyCompany => 2,
            Self::Other => 3,
            Self::Police => 4,
        }
    }
}

/// A unit inside a party, such as the field assistants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code within the party.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Social services: what the unit reports starts as class `origin`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub social_services: bool,
}

/// A group of sites that a party manages together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteGroup {
    /// Its code within the party.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// An organisation that takes part, with or without log-ins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its id.
    #[serde(default = "nobody")]
    pub id: PartyId,
    /// Short code, unique; used in files and commands.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Its kind.
    pub kind: PartyKind,
    /// The areas it runs: a district's administration, a police unit's area. Empty for the others;
    /// for the police, empty means the whole city.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaId>,
    /// The function that speaks for it.
    pub function: String,
    /// False for outside parties, who answer through the district.
    pub logs_in: bool,
    /// Its units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit>,
    /// Its site groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub site_groups: Vec<SiteGroup>,
}

fn nobody() -> PartyId {
    PartyId::from_bits(0)
}

impl Party {
    /// Whether a unit of the party belongs to social services. One that the party no longer has may have: until its
    /// accounts are in another, what they report is shared no further than if it did.
    #[must_use]
    pub fn is_social_services(&self, unit: Option<&str>) -> bool {
        let known = |code: &str| self.units.iter().find(|unit| unit.code == code);
        unit.is_some_and(|code| known(code).is_none_or(|unit| unit.social_services))
    }
}
