//! Samplats: the shared map of unsafe and crime-exposed places.

pub mod cli;
pub mod domain;
pub mod engine;
pub mod http;
pub mod import;
pub mod index;
pub mod json;
pub mod layers;
pub mod register;
pub mod space;
