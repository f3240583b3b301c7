//! What things look like in answers: the API's own types, made from what a viewer has been found to see.
//!
//! A level leaves members out; it never nulls them.

pub mod changed;
pub mod disclosure;
pub mod document;
pub mod effort;
mod json_text;
pub mod named;
pub mod photo;
pub mod place;
pub mod reference;
pub mod report;
pub mod report_fields;
pub mod report_lines;
pub mod rhythm;
pub mod sharing;
pub mod vocabulary;
pub mod words;

use super::request::{self, Language};
use crate::domain::access::{GrantReason, Level};
use crate::domain::ids::{AreaId, PartyId};
use crate::domain::place::Status;
use crate::index::audiences::Eyes;
use crate::index::snapshot::Snapshot;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Everything that rendering needs beside the thing itself.
pub struct Scene<'a> {
    /// The world.
    pub snapshot: &'a Snapshot,
    /// Who looks.
    pub eyes: &'a Eyes,
    /// Now.
    pub now: Timestamp,
    /// The language of words.
    pub language: Language,
}

impl<'a> Scene<'a> {
    /// The scene of the request being answered.
    #[must_use]
    pub fn new(snapshot: &'a Snapshot, eyes: &'a Eyes) -> Self {
        Self { snapshot, eyes, now: Timestamp::now(), language: request::language() }
    }

    /// A party by its code and name.
    #[must_use]
    pub fn party(&self, id: PartyId) -> PartyRef {
        match self.snapshot.reference.parties.get(id) {
            Some(party) => PartyRef { code: party.code.clone(), name: party.name.clone() },
            // Only the system has no party.
            None => PartyRef { code: String::new(), name: "Samplats".to_owned() },
        }
    }

    /// An area by its code and name.
    #[must_use]
    pub fn area(&self, id: AreaId) -> Option<AreaRef> {
        let area = self.snapshot.reference.areas.get(id)?;
        Some(AreaRef { id: id.to_string(), code: area.code.clone(), name: area.name.clone() })
    }
}

/// A party, named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyRef {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// An area, named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaRef {
    /// Its id.
    pub id: String,
    /// The city's code for it.
    #[schema(required)]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
}

/// A place, named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceRef {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: Status,
}

/// One of a thing's parties.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ThingParty {
    /// Who.
    pub party: PartyRef,
    /// How much it sees.
    pub level: Level,
    /// Why it is a party.
    pub why: GrantReason,
}

/// A position.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Position {
    /// Longitude, WGS 84 degrees.
    pub lon: f64,
    /// Latitude, WGS 84 degrees.
    pub lat: f64,
    /// How well it is known, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub accuracy_m: Option<f64>,
    /// Of a report: somebody pointed at it, instead of taking where their device said that it was.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub by_hand: bool,
}

impl From<crate::space::LonLat> for Position {
    fn from(at: crate::space::LonLat) -> Self {
        Self { lon: at.lon(), lat: at.lat(), accuracy_m: None, by_hand: false }
    }
}

/// A moment: RFC 3339 with Stockholm's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time(pub Timestamp);

impl From<Timestamp> for Time {
    fn from(moment: Timestamp) -> Self {
        Self(moment)
    }
}

impl Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::fmt::Display for Time {
    /// To the millisecond, which is as fine as the register keeps time.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let offset = crate::domain::time::stockholm().to_offset(self.0);
        let moment = Timestamp::from_millisecond(self.0.as_millisecond()).unwrap_or(self.0);
        write!(f, "{}", moment.display_with_offset(offset))
    }
}

impl utoipa::PartialSchema for Time {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).build().into()
    }
}

impl ToSchema for Time {}

/// Metres to the decimetre: what positions are worth.
#[must_use]
pub fn decimetres(metres: f64) -> f64 {
    (metres * 10.0).round() / 10.0
}
