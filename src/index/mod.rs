//! Questions and answers: the world in memory, indexed, and what a viewer sees of it.

pub mod addresses;
pub mod audiences;
mod base;
pub mod buildings;
mod changes;
mod columns;
pub mod crowds;
pub mod effort;
pub mod homes;
pub mod items;
pub mod photos;
pub mod quarantine;
pub mod reference;
mod shards;
pub mod snapshot;
pub mod stratum;
pub mod table;
#[cfg(test)]
mod tests;
pub mod view;
