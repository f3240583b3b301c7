//! The index against plain maps and scans.
#![allow(clippy::unwrap_used)]

mod tables;
mod worlds;
