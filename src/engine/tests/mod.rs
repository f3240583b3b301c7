//! The engine against registers that work, fail, crash, and are shared.
#![allow(clippy::unwrap_used)]

mod corpus;
mod erasing;
mod faults;
mod groups;
mod instances;
mod once;
mod past;
mod quarantine;
mod readers;
mod replay;
mod samples;
mod simulation;
pub(crate) mod support;
mod time;
