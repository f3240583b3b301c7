//! Addresses: how people say where something is. The city's own list; nobody who lives there is in it.

use super::ids::AddressId;
use crate::space::LonLat;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Most addresses in a register: those of a large city several times over.
pub const ADDRESSES_MAX: usize = 500_000;

/// One address and where it is.
///
/// Texts are shared where they can be: a street's name stands in each of its addresses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// Its id.
    #[serde(default = "nowhere")]
    pub id: AddressId,
    /// What tells the same address in the same source sent again.
    pub source_id: Box<str>,
    /// The street, or what it is named after: Götgatan.
    pub street: Arc<str>,
    /// The number with its letter: 12 B.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Arc<str>>,
    /// The postal code: 118 46.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Arc<str>>,
    /// The town it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<Arc<str>>,
    /// Where it is, WGS 84.
    pub position: LonLat,
}

fn nowhere() -> AddressId {
    AddressId::from_bits(0)
}

impl Address {
    /// Street and number, as they are said.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.number {
            Some(number) => format!("{} {number}", self.street),
            None => self.street.to_string(),
        }
    }
}
