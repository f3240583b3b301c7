//! Samplats: the shared map of unsafe and crime-exposed places.

pub mod json;
pub mod space;

pub mod register;
