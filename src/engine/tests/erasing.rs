//! What is erased is gone: from memory, from other instances, from what a restart reads.

use super::instances::soon;
use super::support::{
    Clock, about, assert_holds_the_register, assert_same_worlds, found, records, request, someone, start,
    town, until,
};
use crate::domain::access::Role;
use crate::domain::command::{Actor, Command, NewReport};
use crate::domain::erasure::Part;
use crate::domain::record::{Key, Kind, Record};
use crate::domain::testing::{Step, Town, days, report_at};
use crate::engine::{Engine, NotDone};
use crate::register::Register;
use crate::register::postgres::Postgres;
use crate::register::suite::Backend;
use crate::register::suite::backends::{PostgresDatabase, SqliteFile};
use proptest::prelude::*;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What nobody else would write.
const CANARY: &str = "kanariefågel";

fn with_canary() -> NewReport {
    NewReport { text: Some(CANARY.into()), ..report_at(18.006, 59.3055) }
}

async fn sent(engine: &Engine, key: &str) -> Key {
    let actor = someone(engine, "sisab", Role::Reporter);
    about(
        &engine
            .submit(request(actor, "anna", key, Command::CreateReport(with_canary())))
            .await
            .expect("sent"),
    )
}

async fn erased(engine: &Engine, thing: Key, part: Part) {
    let decision = "KS 2026/1".into();
    let command = Command::Erase { thing, part, counted: false, decision };
    let key = format!("erase {}", thing.bits);
    engine
        .submit(request(someone(engine, "slk", Role::Administrator), "eva", &key, command))
        .await
        .expect("erased");
}

#[tokio::test]
async fn memory_lets_go_of_what_was_erased_though_it_lay_in_a_base() {
    let clock = Clock::new();
    let memory = clock.memory();
    let first = town(memory.beside(clock.surroundings())).await;
    let (kept, gone) = (sent(&first, "kept").await, sent(&first, "gone").await);
    drop(first);
    // Read anew, they lie in the base that never changes.
    let (engine, _) = start(memory.beside(clock.surroundings()), 2).await;
    assert_eq!(engine.snapshot().reports.changed(), 0);
    let weak = |key: Key| Arc::downgrade(&engine.snapshot().reports.get(key.bits).expect("there").held);
    let (weak_kept, weak_gone) = (weak(kept), weak(gone));
    erased(&engine, kept, Part::Text).await;
    erased(&engine, gone, Part::FactsAndContent).await;
    assert_eq!(engine.snapshot().reports.len(), 1);
    until("memory to let go", || weak_kept.upgrade().is_none() && weak_gone.upgrade().is_none()).await;
    assert!(!engine.snapshot().wants_merge());
    assert_holds_the_register(&engine.snapshot(), memory.beside(clock.surroundings())).await;
}

/// Erased at one instance, it is gone at another within two seconds; on both kinds of shared register.
async fn gone_elsewhere(one: impl Register + 'static, two: impl Register + 'static) {
    let one = town(one).await;
    let report = sent(&one, "told").await;
    let (two, _) = start(two, 2).await;
    let weak = Arc::downgrade(&two.snapshot().reports.get(report.bits).expect("there").held);
    let begun = Instant::now();
    erased(&one, report, Part::FactsAndContent).await;
    soon("the other lets go", || {
        two.snapshot().reports.get(report.bits).is_none() && weak.upgrade().is_none()
    })
    .await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert!(two.snapshot().gone.contains_key(&report));
    let told = two.events().after(0, 10_000);
    assert!(
        told.iter().any(|event| event.key == report && event.verb == "report.erase"),
        "followers are told"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn another_instance_lets_go_of_it() {
    let clock = Clock::new();
    let memory = clock.memory();
    gone_elsewhere(memory.beside(clock.surroundings()), memory.beside(clock.surroundings())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn another_instance_on_one_database_lets_go_of_it() {
    let (clock, database) = (Clock::new(), PostgresDatabase::fresh());
    let open = async || Postgres::open(&database.url(), clock.surroundings()).await.expect("opened");
    gone_elsewhere(open().await, open().await).await;
}

/// Some of what there is, chosen by numbers.
fn chosen(engine: &Engine, seed: u64) -> Vec<(Key, Part)> {
    let snapshot = engine.snapshot();
    let things = records(&snapshot).into_iter().filter(|record| !matches!(record, Record::Gone(_)));
    let of_kind = things
        .map(|record| record.key())
        .filter(|key| matches!(key.kind, Kind::Report | Kind::Place | Kind::Measure));
    let mut chosen: Vec<_> = of_kind
        .filter_map(|key| {
            let number = super::support::splitmix(seed ^ key.bits);
            let part = Part::ALL[number as usize % 4];
            (number.is_multiple_of(3) && part.is_of(key.kind)).then_some((key, part))
        })
        .collect();
    chosen.sort_unstable_by_key(|(key, _)| *key);
    chosen
}

/// Everybody's things, of every class: the operator's own command would be a run of retention.
async fn erase_some(engine: &Engine, seed: u64) {
    for (thing, part) in chosen(engine, seed) {
        let snapshot = engine.snapshot();
        let origin = match snapshot.record(thing) {
            Some(Record::Report(report)) => report.origin,
            Some(Record::Place(place)) => place.origin,
            Some(Record::Measure(measure)) => measure.origin,
            // It went along with another.
            _ => continue,
        };
        let party = snapshot.reference.parties.get(origin).expect("a party of the town").code.clone();
        let actor = someone(engine, &party, Role::Coordinator);
        let decision = format!("KS {seed}");
        let command = Command::Erase { thing, part, counted: true, decision };
        let key = format!("erase {seed} {}", thing.bits);
        match engine.submit(request(actor, "eva", &key, command)).await {
            Ok(_) | Err(NotDone::Refused(_)) => {}
            Err(not_done) => panic!("{not_done:?}"),
        }
    }
}

fn follow(town: &mut Town, engine: &Engine) {
    let all = records(&engine.snapshot()).into_iter().map(|record| (record.key(), record));
    town.world.records = all.collect();
}

/// Work goes on, some of it is erased, and work goes on: what is live is what a restart reads, and the
/// chain holds.
async fn erasing_amid_work<R: Register + 'static>(open: impl AsyncFn() -> R, steps: &[Step], seed: u64) {
    let clock = Clock::new();
    let (engine, _) = start(open().await, 1).await;
    found(&engine).await;
    let mut town = Town::new();
    for (at, step) in steps.iter().enumerate() {
        follow(&mut town, &engine);
        let (actor, expected, command) = step.taken_in(&mut town);
        clock.set(town.now);
        let mut request = request(actor, "anyone", &at.to_string(), command);
        request.expected = expected;
        match engine.submit(request).await {
            Ok(_) | Err(NotDone::Refused(_)) => {}
            Err(not_done) => panic!("{not_done:?}"),
        }
        if at % 10 == 9 {
            erase_some(&engine, seed + at as u64).await;
        }
    }
    let verified = engine.archive().verify(&|_| ()).await.expect("verified");
    assert!(verified.faults.is_empty(), "{:?}", verified.faults);
    assert_eq!(verified.erased, verified.erased_by.iter().map(|by| by.versions).sum::<u64>());
    let snapshot = engine.snapshot();
    let whole =
        snapshot.reference.erasures.values().any(|erasure| erasure.items.iter().any(|item| item.facts));
    assert!(!whole || verified.erased > 0, "what is erased whole leaves an empty version");
    drop(snapshot);
    until("a merge", || !engine.snapshot().wants_merge()).await;
    let live = engine.snapshot();
    drop(engine);
    let (restarted, loaded) = restarted(&open).await;
    assert!(loaded.is_empty(), "{loaded:?}");
    assert_same_worlds(&live, &restarted.snapshot());
}

/// The writer lets go of a file only when it has ended.
async fn restarted<R: Register + 'static>(
    open: &impl AsyncFn() -> R,
) -> (Engine, Vec<crate::engine::wire::Unreadable>) {
    let (engine, loaded) = start(open().await, 2).await;
    (engine, loaded.unreadable)
}

fn on_a_runtime(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(work);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn erasing_random_things_leaves_a_whole_register_in_memory(steps in days(60), seed in any::<u32>()) {
        let clock = Clock::new();
        let memory = clock.memory();
        on_a_runtime(erasing_amid_work(async || memory.beside(clock.surroundings()), &steps, seed.into()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]
    #[test]
    fn erasing_random_things_leaves_a_whole_register_in_a_file(steps in days(60), seed in any::<u32>()) {
        let file = SqliteFile::fresh();
        let clock = Clock::new();
        on_a_runtime(erasing_amid_work(
            async || file.open_when_free(|| clock.surroundings()).await,
            &steps,
            seed.into(),
        ));
    }

    #[test]
    fn erasing_random_things_leaves_a_whole_register_in_a_database(steps in days(60), seed in any::<u32>()) {
        let database = PostgresDatabase::fresh();
        let clock = Clock::new();
        on_a_runtime(erasing_amid_work(
            async || Postgres::open(&database.url(), clock.surroundings()).await.expect("opened"),
            &steps,
            seed.into(),
        ));
    }
}

/// A key that is sent again after what it made was erased makes nothing anew.
#[tokio::test]
async fn what_was_erased_does_not_come_back_by_its_key() {
    let clock = Clock::new();
    let engine = town(clock.memory()).await;
    let report = sent(&engine, "told").await;
    erased(&engine, report, Part::FactsAndContent).await;
    assert_eq!(sent(&engine, "told").await, report);
    assert_eq!(engine.snapshot().reports.len(), 0);
    let again = Command::CreateReport(with_canary());
    assert!(engine.submit(request(Actor::system(), "anna", "another", again)).await.is_ok());
}
