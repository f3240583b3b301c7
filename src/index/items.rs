//! How reports, places and sites lie in their tables.

use super::table::{Item, source_number};
use crate::domain::access::{Audience, Class};
use crate::domain::ids::PartyId;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::site::Site;
use crate::space::Envelope;
use jiff::Timestamp;
use std::cmp::Reverse;

impl Item for Report {
    /// The newest first.
    type Order = Reverse<Timestamp>;
    fn bits(&self) -> u64 {
        self.id.bits()
    }
    fn envelope(&self) -> Envelope {
        Envelope::of(self.position)
    }
    fn audience(&self) -> Audience {
        Audience::new(self.class, self.origin, &self.grants)
    }
    fn order(&self) -> Self::Order {
        Reverse(self.received_at)
    }
    fn group(&self) -> Option<u64> {
        self.place.map(|place| place.bits())
    }
    fn source(&self) -> Option<u64> {
        self.source_id.as_ref().map(|id| report_source_number(self.origin, &self.source, id))
    }
}

/// The number of a report's identity: within its source, within its origin.
pub fn report_source_number(origin: PartyId, source: &str, id: &str) -> u64 {
    source_number(&[&origin.to_string(), source, id])
}

impl Item for Place {
    /// The newest first.
    type Order = Reverse<Timestamp>;
    fn bits(&self) -> u64 {
        self.id.bits()
    }
    fn envelope(&self) -> Envelope {
        self.shape.envelope()
    }
    fn audience(&self) -> Audience {
        Audience::new(self.class, self.origin, &self.grants)
    }
    fn order(&self) -> Self::Order {
        Reverse(self.created_at)
    }
}

impl Item for Site {
    /// By name, then by identity.
    type Order = (String, String);
    fn bits(&self) -> u64 {
        self.id.bits()
    }
    fn envelope(&self) -> Envelope {
        self.shape.envelope()
    }
    /// Sites are open to everyone with a log-in.
    fn audience(&self) -> Audience {
        Audience::new(Class::Open, PartyId::from_bits(0), &[])
    }
    fn order(&self) -> Self::Order {
        (self.name.to_lowercase(), self.source_id.clone())
    }
    fn source(&self) -> Option<u64> {
        Some(source_number(&[&self.source_id]))
    }
}
