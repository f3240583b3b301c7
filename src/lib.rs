//! Samplats: the shared map of unsafe and crime-exposed places.

pub mod accounts;
pub mod app;
pub mod audit;
pub mod background;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod engine;
pub mod export;
pub mod http;
pub mod import;
pub mod index;
pub mod json;
pub mod layers;
pub mod oidc;
pub mod outbound;
pub mod photos;
pub mod register;
pub mod retention;
pub mod said;
pub mod serve;
pub mod space;
pub mod telemetry;
mod temporary;
#[cfg(test)]
mod trials;
mod whole;

// For every program made of this, so that what is measured and tried is what runs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
