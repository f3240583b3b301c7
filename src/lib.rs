//! Samplats: the shared map of unsafe and crime-exposed places.

pub mod domain;
pub mod import;
pub mod json;
pub mod space;
