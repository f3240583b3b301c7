//! Trials of the whole service, in process, on real registers: what only shows when everything stands
//! on everything. How to run more of each is in docs/trials.md.
#![allow(clippy::unwrap_used)] // a trial that cannot go on has failed

mod differential;
mod poison;
mod service;

/// A number from the environment, or another.
fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| {
        text.parse().unwrap_or_else(|_| panic!("{variable} must be a whole number"))
    })
}
