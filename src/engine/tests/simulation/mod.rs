//! Simulated instances on a simulated database: whatever fails, in whatever order, what was promised
//! holds. Each run follows from its seed to the bit.
//!
//! `SAMPLATS_SEEDS=5000 cargo test --lib simulation` runs more of them, `SAMPLATS_FIRST_SEED=5000` others;
//! `SAMPLATS_SEED=17` runs that one and tells what happened.

mod chaos;
mod clients;
mod promises;
mod run;

use crate::register::simulated::Lie;
use run::{Trace, simulate};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Seeds that every run of the suite tries.
const SEEDS: u64 = 200;

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} must be a whole number")))
}

/// Runs a seed; when it fails, says which it was and what happened.
fn tried(seed: u64) -> Option<Trace> {
    let trace = Trace::default();
    let shared = trace.clone();
    let outcome = catch_unwind(AssertUnwindSafe(move || simulate(seed, &shared, None)));
    if outcome.is_err() {
        eprintln!(
            "{}\nseed {seed} fails; SAMPLATS_SEED={seed} cargo test --lib simulation runs it again",
            trace.told()
        );
    }
    outcome.ok().map(|()| trace)
}

#[test]
fn whatever_fails_what_was_promised_holds() {
    if let Some(seed) = number("SAMPLATS_SEED") {
        let trace = tried(seed).expect("what was promised holds");
        println!("{}", trace.told());
        return;
    }
    let seeds = number("SAMPLATS_SEEDS").unwrap_or(SEEDS);
    let first = number("SAMPLATS_FIRST_SEED").unwrap_or(0);
    let failed: Vec<_> = (first..first + seeds).filter(|seed| tried(*seed).is_none()).collect();
    assert!(failed.is_empty(), "of {seeds} seeds from {first} these fail: {failed:?}");
}

#[test]
fn a_seed_is_the_same_run_every_time() {
    for seed in [1, 2, 3, 4] {
        let (one, two) = (tried(seed).expect("holds"), tried(seed).expect("holds"));
        assert_eq!(one.told(), two.told());
        assert!(one.told().lines().count() > 50, "something happens");
    }
}

/// A trial that finds nothing wrong has to be one that would.
#[test]
fn a_database_that_breaks_its_word_is_found_out() {
    for lie in [Lie::AcknowledgesEarly, Lie::ShowsEarly, Lie::ForgetsKeys] {
        let holds = |seed| {
            let run = AssertUnwindSafe(|| simulate(seed, &Trace::default(), Some(lie)));
            catch_unwind(run).is_ok()
        };
        assert!(!(0..60).all(holds), "{lie:?} is not found out by any of these seeds");
    }
}
