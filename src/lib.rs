//! Samplats: the shared map of unsafe and crime-exposed places.

pub mod space;

pub mod register;
