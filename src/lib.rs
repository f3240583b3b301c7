//! Samplats: the shared map of unsafe and crime-exposed places.

pub mod layers;
pub mod space;
