//! Samplats: the shared map of unsafe and crime-exposed places.

pub mod demo;
pub mod space;
