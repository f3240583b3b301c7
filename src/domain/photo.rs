//! Photos: what somebody saw, as a picture beside their report. A photo is a record of its own, so that who
//! may not see it learns nothing of it, not even that the report has changed. Its bytes lie in the object
//! store, under a name that tells nothing; the record says what they must be.

use super::disclosure::Disclosure;
use super::hex::Hex;
use super::ids::{PartyId, PhotoId, ReportId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a photo's bytes are found by in the object store: random, and never given twice.
pub type ObjectName = Hex<16>;

/// One of the two sizes that a photo is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Its width, pixels.
    pub width: u32,
    /// Its height, pixels.
    pub height: u32,
    /// Its length, bytes.
    pub bytes: u32,
    /// SHA-256 of its bytes: nothing else is served in their place.
    pub sha256: Hex<32>,
}

/// A photo of a report. Holds no words and nobody's name, so it has no content that goes before the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its id.
    #[serde(default = "nothing")]
    pub id: PhotoId,
    /// The report it belongs to.
    pub report: ReportId,
    /// The organisation it comes from, which is the report's.
    pub origin: PartyId,
    /// Where its bytes are.
    pub object: ObjectName,
    /// To look at.
    pub large: Rendition,
    /// To find by.
    pub small: Rendition,
    /// When it reached us.
    pub added_at: Timestamp,
    /// When its origin said that it shows nobody; until then only its origin sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// To whom it was handed on by that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disclosures: Vec<Disclosure>,
}

impl Photo {
    /// Whether its origin has said that it shows nobody.
    #[must_use]
    pub const fn is_checked(&self) -> bool {
        self.checked_at.is_some()
    }
}

fn nothing() -> PhotoId {
    PhotoId::from_bits(0)
}
