//! What the service is about, without how: no async, clock, randomness, logging, HTTP or SQL.
//! Time and new ids arrive as values.

pub mod access;
pub mod access_review;
pub mod address;
pub mod area;
pub mod audit;
pub mod codes;
pub mod command;
pub mod coordination;
pub mod decide;
pub mod designation;
pub mod desk;
pub mod disclosure;
pub mod erasure;
pub mod filing;
pub mod guard;
pub mod heard;
pub mod hex;
pub mod hours;
pub mod ids;
pub mod measure;
pub mod news;
pub mod openness;
pub mod pace;
pub mod party;
pub mod periods;
pub mod photo;
pub mod place;
pub mod presence;
pub mod proposal;
pub mod public;
pub mod record;
pub mod refusal;
pub mod report;
pub mod retention;
pub mod rhythm;
pub mod round;
pub mod settings;
pub mod site;
pub mod statistic;
#[cfg(test)]
pub(crate) mod testing;
pub mod time;
pub mod week;
pub mod weekly;
pub mod world;
