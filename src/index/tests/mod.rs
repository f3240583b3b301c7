//! The index against plain maps and scans.
#![allow(clippy::unwrap_used)]

mod crowds;
mod tables;
mod then;
mod worlds;
