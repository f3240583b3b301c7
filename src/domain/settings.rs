//! Settings: deadlines, distances and thresholds, as data. The city sets them, a district may
//! override them.

use super::access::Role;
use super::codes::Words;
use super::ids::{AreaId, SettingId};
use super::periods::{Dated, current};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The settings there are. Every one is a whole number; its unit ends its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingName {
    /// Working days a party has to answer a proposal.
    CoordinationAnswerDays,
    /// Working days to name another after a no, and the local steering group's time.
    CoordinationEscalationDays,
    /// Working days within which a report should be triaged.
    TriageDays,
    /// Within this distance of a place a position is the same place, metres.
    SamePlaceM,
    /// Managers and owners of sites within this distance are told, metres.
    NearSiteM,
    /// Radius counted as the ground of a site known only as a point, metres.
    PointSiteRadiusM,
    /// How far police see places outside their own area, metres.
    PoliceNeighbourM,
    /// Largest area of a place, hectares.
    PlaceAreaMaxHa,
    /// Days after which an open place that nobody has touched asks for review.
    ReviewDays,
    /// Days within which a party may object to a place being set aside.
    ObjectionDays,
    /// Most photos of one report; with 0 none are taken.
    PhotosPerReport,
    /// Figures for anybody smaller than this are not shown.
    PublicCountMin,
    /// Who needs a second factor beside a password: 0 nobody, 1 administrators, 2 coordinators too, 3 members too, 4
    /// everybody.
    SecondFactorRoles,
}

/// Whether somebody in a role needs a second factor beside a password, by the setting [`SettingName::SecondFactorRoles`].
#[must_use]
pub const fn second_factor_is_needed(role: Role, roles: u32) -> bool {
    let from = match role {
        Role::Administrator => 1,
        Role::Coordinator => 2,
        Role::Member => 3,
        Role::Reporter | Role::Reader => 4,
    };
    roles >= from
}

impl SettingName {
    /// All settings.
    pub const ALL: [Self; 13] = [
        Self::CoordinationAnswerDays,
        Self::CoordinationEscalationDays,
        Self::TriageDays,
        Self::SamePlaceM,
        Self::NearSiteM,
        Self::PointSiteRadiusM,
        Self::PoliceNeighbourM,
        Self::PlaceAreaMaxHa,
        Self::ReviewDays,
        Self::ObjectionDays,
        Self::PhotosPerReport,
        Self::PublicCountMin,
        Self::SecondFactorRoles,
    ];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CoordinationAnswerDays => "coordination_answer_days",
            Self::CoordinationEscalationDays => "coordination_escalation_days",
            Self::TriageDays => "triage_days",
            Self::SamePlaceM => "same_place_m",
            Self::NearSiteM => "near_site_m",
            Self::PointSiteRadiusM => "point_site_radius_m",
            Self::PoliceNeighbourM => "police_neighbour_m",
            Self::PlaceAreaMaxHa => "place_area_max_ha",
            Self::ReviewDays => "review_days",
            Self::ObjectionDays => "objection_days",
            Self::PhotosPerReport => "photos_per_report",
            Self::PublicCountMin => "public_count_min",
            Self::SecondFactorRoles => "second_factor_roles",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }

    /// What it is called, Swedish and English, with its unit.
    #[must_use]
    pub fn label(self) -> Words {
        let (sv, en) = match self {
            Self::CoordinationAnswerDays => {
                ("Svarstid på förslag om samordning, arbetsdagar", "Time to answer a proposal, working days")
            }
            Self::CoordinationEscalationDays => (
                "Tid att namnge samordnare efter ett nej, arbetsdagar",
                "Time to name a coordinator after a no, working days",
            ),
            Self::TriageDays => {
                ("Tid att bedöma en rapport, arbetsdagar", "Time to triage a report, working days")
            }
            Self::SamePlaceM => {
                ("Avstånd som räknas som samma plats, meter", "Distance of the same place, metres")
            }
            Self::NearSiteM => (
                "Avstånd inom vilket förvaltare och markägare får veta, meter",
                "Distance within which managers and land owners are told, metres",
            ),
            Self::PointSiteRadiusM => (
                "Radie för en anläggning som bara är en punkt, meter",
                "Radius of a site known only as a point, metres",
            ),
            Self::PoliceNeighbourM => (
                "Avstånd utanför eget område där polisen ser platser, meter",
                "Distance outside their own area where police see places, metres",
            ),
            Self::PlaceAreaMaxHa => ("Största yta för en plats, hektar", "Largest area of a place, hectares"),
            Self::ReviewDays => (
                "Dagar utan ändring innan en plats ses över, dagar",
                "Days unchanged before a place is reviewed, days",
            ),
            Self::ObjectionDays => (
                "Tid att invända mot att en plats lagts vilande eller avskrivits, dagar",
                "Time to object to a place being set dormant or dismissed, days",
            ),
            Self::PhotosPerReport => (
                "Foton per rapport, högst (0: inga foton), antal",
                "Photos per report, at most (0: no photos), count",
            ),
            Self::PublicCountMin => (
                "Minsta antal som visas i öppna siffror, antal",
                "Smallest count shown in figures for anybody, count",
            ),
            Self::SecondFactorRoles => (
                "Roller som behöver tvåstegsverifiering (0: ingen, 4: alla), nivå",
                "Roles that need a second factor (0: none, 4: all), level",
            ),
        };
        Words { sv: sv.to_owned(), en: en.to_owned() }
    }

    /// What holds until somebody sets it.
    #[must_use]
    pub const fn fresh(self) -> u32 {
        match self {
            Self::CoordinationAnswerDays => 7,
            Self::CoordinationEscalationDays => 10,
            Self::TriageDays => 3,
            Self::SamePlaceM | Self::PointSiteRadiusM => 25,
            Self::NearSiteM => 50,
            Self::PoliceNeighbourM => 500,
            // A neighbourhood: places may be that large.
            Self::PlaceAreaMaxHa => 1_000,
            Self::ReviewDays => 90,
            Self::ObjectionDays => 14,
            // Off until somebody has decided that photos are taken, with a reference to the decision.
            Self::PhotosPerReport => 0,
            // As many records as stand behind a figure elsewhere where somebody could be found.
            Self::PublicCountMin => 8,
            Self::SecondFactorRoles => 0,
        }
    }

    /// Smallest and largest value it takes.
    #[must_use]
    pub const fn range(self) -> (u32, u32) {
        match self {
            Self::CoordinationAnswerDays | Self::CoordinationEscalationDays | Self::TriageDays => (1, 60),
            Self::SamePlaceM | Self::NearSiteM => (1, 250),
            Self::PointSiteRadiusM => (5, 100),
            Self::PoliceNeighbourM => (0, 2_000),
            Self::PlaceAreaMaxHa => (1, 10_000),
            Self::ReviewDays => (7, 730),
            Self::ObjectionDays => (1, 90),
            Self::PhotosPerReport => (0, 8),
            Self::PublicCountMin => (super::public::protection::LEAST_MIN, 100),
            Self::SecondFactorRoles => (0, 4),
        }
    }

    /// Whether no district decides otherwise for itself: it is about who is let in, and not about a place.
    #[must_use]
    pub const fn is_the_citys_alone(self) -> bool {
        match self {
            Self::PublicCountMin | Self::SecondFactorRoles => true,
            Self::CoordinationAnswerDays
            | Self::CoordinationEscalationDays
            | Self::TriageDays
            | Self::SamePlaceM
            | Self::NearSiteM
            | Self::PointSiteRadiusM
            | Self::PoliceNeighbourM
            | Self::PlaceAreaMaxHa
            | Self::ReviewDays
            | Self::ObjectionDays
            | Self::PhotosPerReport => false,
        }
    }

    /// Whether any value but 0 rests on a decision whose reference is given, and is an administrator's to set.
    #[must_use]
    pub const fn needs_decision(self) -> bool {
        match self {
            Self::PhotosPerReport | Self::PublicCountMin => true,
            Self::CoordinationAnswerDays
            | Self::CoordinationEscalationDays
            | Self::TriageDays
            | Self::SamePlaceM
            | Self::NearSiteM
            | Self::PointSiteRadiusM
            | Self::PoliceNeighbourM
            | Self::PlaceAreaMaxHa
            | Self::ReviewDays
            | Self::ObjectionDays
            | Self::SecondFactorRoles => false,
        }
    }
}

/// One setting, for the city or for one district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: SettingId,
    /// Which one.
    pub name: SettingName,
    /// For this district only; `None` is the whole city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<AreaId>,
    /// The value over time, in the unit that ends the name.
    pub values: Vec<Dated<u32>>,
    /// Reference of the decision that the value set last rests on, where it needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

impl Setting {
    /// The value on a day; `None` while it is withdrawn, or not set yet.
    #[must_use]
    pub fn value_on(&self, day: Date) -> Option<u32> {
        current(&self.values, day).copied()
    }
}

fn nothing() -> SettingId {
    SettingId::from_bits(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_words_and_a_fresh_value_in_its_range() {
        for name in SettingName::ALL {
            let (label, (least, most)) = (name.label(), name.range());
            assert!(!label.sv.is_empty() && !label.en.is_empty() && label.sv != label.en, "{name:?}");
            assert!((least..=most).contains(&name.fresh()), "{name:?}");
        }
    }
}
