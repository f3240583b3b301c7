//! What must hold of the staged city.

use super::*;
use crate::domain::coordination::{Escalation, Stage};
use crate::domain::guard;
use crate::domain::place::{Place, Status};
use crate::domain::record::{Kind, Versioned};
use crate::domain::report::{Outcome, Report, Sighting};
use crate::engine::wire;
use crate::index::snapshot::Snapshot;
use crate::register::memory::Memory;
use crate::register::{Register, StoredRecord, Surroundings, digest};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

const SEED: u64 = 1;

/// Christmas lies within the last weeks: deadlines in working days are at their most uneven.
fn now() -> Timestamp {
    "2026-01-08T09:30:00Z".parse().unwrap()
}

struct Told {
    world: Arc<Snapshot>,
    staged: Staged,
    plans: Vec<crate::demo::PlacePlan>,
    digest: [u8; 32],
    records: Vec<StoredRecord>,
}

fn tell(seed: u64) -> Told {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let surroundings = || Surroundings::repeatable(seed, || 0);
        let register = Memory::new(surroundings());
        let mut beside = register.beside(surroundings());
        let (nature, clock) = nature(seed);
        let (engine, _) = Engine::start(Box::new(register), nature).await.unwrap();
        let staged = stage(&engine, &clock, seed, now()).await.unwrap();
        assert_eq!(clock.set_to(), None, "time is real afterwards");
        let mut records = Vec::new();
        beside.load(1_000, &mut |batch: Vec<StoredRecord>| records.extend(batch)).await.unwrap();
        let reports = reports(&staged.city, &scenes(&staged.city), seed, now());
        let plans = places(&staged.city, &scenes(&staged.city), &reports, seed, now());
        let digest = digest(&mut beside).await.unwrap();
        Told { world: engine.snapshot(), staged, plans, digest, records }
    })
}

/// Staged once for all tests: it takes seconds without optimisation.
fn told() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| tell(SEED))
}

#[test]
fn staged() {
    let t = std::time::Instant::now();
    let told = told();
    eprintln!("{:?} {}", t.elapsed(), told.staged.commands);
}
