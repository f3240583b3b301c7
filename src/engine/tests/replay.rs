//! Whatever happens and whenever bases are merged: what is live is what a restart reads.

use super::groups::assert_events_are_the_chain;
use super::support::{
    Clock, assert_holds_the_register, assert_same_worlds, found, nature, records, request, send_report,
    start, until,
};
use crate::domain::command::{Actor, Command, NewReport};
use crate::domain::testing::{Step, Town, days, report_at};
use crate::engine::{Engine, Health, Message, NotDone};
use crate::index::snapshot::{Bases, Snapshot};
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Merges that begin at one moment and are taken into use at another, one at a time.
#[derive(Default)]
struct Merging(Option<(usize, Bases)>);

impl Merging {
    async fn turn(&mut self, at: usize, pace: usize, engine: &Engine) {
        match self.0.take() {
            None if at.is_multiple_of(pace) => self.0 = Some((at + pace, engine.snapshot().merged())),
            Some((due, bases)) if due <= at => {
                engine.inbox.send(Message::Merged(0, Some(Box::new(bases))).into()).await.expect("sent");
            }
            waiting => self.0 = waiting,
        }
    }
}

pub fn follow(town: &mut Town, engine: &Engine) {
    let all = records(&engine.snapshot()).into_iter().map(|record| (record.key(), record));
    town.world.records = all.collect();
}

async fn live(steps: &[Step], pace: usize) {
    let clock = Clock::new();
    let memory = clock.memory();
    let (engine, _) = start(memory.beside(clock.surroundings()), 1).await;
    found(&engine).await;
    let mut town = Town::new();
    let mut merging = Merging::default();
    for (at, step) in steps.iter().enumerate() {
        follow(&mut town, &engine);
        let (actor, expected, command) = step.taken_in(&mut town);
        clock.set(town.now);
        let mut request = request(actor, "anyone", &at.to_string(), command);
        request.expected = expected;
        let before = engine.snapshot().seq;
        match engine.submit(request).await {
            // What was asked for; what else follows from it is written with it.
            Ok(done) => assert!(engine.snapshot().seq >= before + done.changed as u64),
            Err(NotDone::Refused(_)) => assert_eq!(engine.snapshot().seq, before),
            Err(not_done) => panic!("{not_done:?}"),
        }
        merging.turn(at, pace, &engine).await;
    }
    assert_holds_the_register(&engine.snapshot(), memory.beside(clock.surroundings())).await;
    assert_events_are_the_chain(&engine, 0).await;
    let (restarted, loaded) = start(memory.beside(clock.surroundings()), 2).await;
    assert!(loaded.unreadable.is_empty(), "{:?}", loaded.unreadable);
    assert_same_worlds(&engine.snapshot(), &restarted.snapshot());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn a_restart_reads_what_was_live(steps in days(40), pace in 1..6_usize) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(live(&steps, pace));
    }
}

/// More reports than lie beside bases for long.
async fn put_many(engine: &Engine) {
    for file in 0..3 {
        let row = |n: usize| NewReport {
            source_id: Some(n.to_string()),
            ..report_at(18.001 + 0.00001 * n as f64, 59.301)
        };
        let reports = (file * 400..(file + 1) * 400).map(row).collect();
        let command = Command::PutReports { origin: Some("sisab".into()), reports };
        let request = request(Actor::system(), "files", &file.to_string(), command);
        engine.submit(request).await.expect("taken in");
    }
}

#[tokio::test]
async fn many_changes_are_merged_beside_the_writer_and_none_is_lost() {
    let clock = Clock::new();
    let memory = clock.memory();
    let (engine, _) = start(memory.beside(clock.surroundings()), 1).await;
    found(&engine).await;
    put_many(&engine).await;
    until("a merge", || !engine.snapshot().wants_merge()).await;
    assert_eq!(engine.snapshot().reports.len(), 1_200);
    send_report(&engine, "after").await.expect("done");
    let (restarted, _) = start(memory.beside(clock.surroundings()), 2).await;
    assert_same_worlds(&engine.snapshot(), &restarted.snapshot());
}

/// How often bases were begun in the test below.
static BUILT: AtomicUsize = AtomicUsize::new(0);

/// Falls over a bug twice, and then no more.
fn built_at_last(snapshot: &Snapshot) -> Bases {
    assert!(BUILT.fetch_add(1, Ordering::SeqCst) >= 2, "a bug, put there by a test");
    snapshot.merged()
}

#[tokio::test(start_paused = true)]
async fn a_merge_that_falls_over_a_bug_is_tried_again_while_everybody_goes_on() {
    let clock = Clock::new();
    let memory = clock.memory();
    let opened = Engine::open(Box::new(memory.beside(clock.surroundings())), nature(1)).await;
    let (engine, writing, _) = opened.expect("opened");
    tokio::spawn(writing.merging_by(built_at_last).run());
    found(&engine).await;
    put_many(&engine).await;
    until("a merge that fell", || BUILT.load(Ordering::SeqCst) > 0).await;
    send_report(&engine, "meanwhile").await.expect("done");
    assert_eq!(engine.health(), Health::Ready);
    until("one that did not", || !engine.snapshot().wants_merge()).await;
    assert_eq!((BUILT.load(Ordering::SeqCst), engine.snapshot().reports.len()), (3, 1_201));
    let (restarted, _) = start(memory.beside(clock.surroundings()), 2).await;
    assert_same_worlds(&engine.snapshot(), &restarted.snapshot());
}
