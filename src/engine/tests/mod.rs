//! The engine against registers that work, fail, crash, and are shared.
#![allow(clippy::unwrap_used)]

mod erasing;
mod faults;
mod groups;
mod instances;
mod once;
mod quarantine;
mod replay;
mod support;
mod time;
