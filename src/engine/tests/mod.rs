//! The engine against registers that work, fail, crash, and are shared.
#![allow(clippy::unwrap_used)]

mod faults;
mod groups;
mod instances;
mod once;
mod past;
mod quarantine;
mod replay;
mod support;
mod time;
