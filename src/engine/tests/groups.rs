//! Group commit: many at once, in one order, durable before visible.

use super::support::{
    Clock, about, assert_holds_the_register, culprit, found, refused, report, send_report, splitmix, town,
    until,
};
use crate::engine::events::Event;
use crate::engine::{Engine, Nature, NotDone};
use crate::register::Register;
use crate::register::faulty::Step;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What followers were told is the chain itself, without a gap.
pub async fn assert_events_are_the_chain(engine: &Engine, after: u64) {
    let lines = engine.archive().changes_after(after, 100_000).await.expect("the chain");
    let told = engine.events().after(after, 100_000);
    let of_event = |e: &Event| {
        (e.seq, e.time.as_millisecond(), e.verb.to_string(), e.key.kind.code(), e.key.bits, e.version)
    };
    let told: Vec<_> = told.iter().map(of_event).collect();
    let lines: Vec<_> =
        lines.iter().map(|l| (l.seq, l.time_ms, l.verb.clone(), l.kind.as_str(), l.id, l.version)).collect();
    let told: Vec<_> = told.iter().map(|t| (t.0, t.1, t.2.clone(), t.3, t.4, t.5)).collect();
    assert_eq!(told, lines);
    assert!(lines.iter().zip(after + 1..).all(|(line, seq)| line.0 == seq), "the chain is gapless");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_are_all_there_in_order_and_each_reads_its_write() {
    let clock = Clock::new();
    let script = clock.script();
    let engine = town(script.open()).await;
    let before = engine.snapshot().seq;
    let commits = script.calls(Step::Commit);
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let engine = engine.clone();
            tokio::spawn(async move {
                for number in 0..20 {
                    let key = format!("{writer} {number}");
                    let done = send_report(&engine, &key).await.expect("done");
                    let seen = engine.snapshot().record(about(&done));
                    assert_eq!(seen.map(|record| record.version()), Some(done.version), "{key}");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("wrote");
    }
    let snapshot = engine.snapshot();
    assert_eq!(snapshot.reports.len(), 320);
    assert!(snapshot.seq >= before + 320);
    assert!(script.calls(Step::Commit) - commits < 320, "some commits are shared");
    assert_events_are_the_chain(&engine, 0).await;
    assert_holds_the_register(&snapshot, script.open()).await;
    assert_eq!(script.open().archive().verify(&|_| ()).await.expect("verified").faults, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_visible_before_it_is_durable() {
    let clock = Clock::new();
    let script = clock.script();
    let engine = town(script.open()).await;
    let archive = script.open().archive();
    let watching = tokio::spawn({
        let engine = engine.clone();
        async move {
            let mut looks = 0;
            while engine.snapshot().reports.len() < 200 {
                let (seen, told) =
                    (engine.snapshot().seq, engine.events().after(0, usize::MAX).last().map(|e| e.seq));
                let durable = archive.stats().await.expect("stats").seq;
                assert!(seen <= durable && told <= Some(durable), "{seen} and {told:?} of {durable}");
                looks += 1;
                tokio::task::yield_now().await;
            }
            looks
        }
    });
    for number in 0..50 {
        let keys: Vec<_> = (0..4).map(|of| format!("{number} {of}")).collect();
        let (a, b, c, d) = tokio::join!(
            send_report(&engine, &keys[0]),
            send_report(&engine, &keys[1]),
            send_report(&engine, &keys[2]),
            send_report(&engine, &keys[3])
        );
        assert!(a.is_ok() && b.is_ok() && c.is_ok() && d.is_ok());
    }
    assert!(watching.await.expect("watched") > 0);
}

#[tokio::test]
async fn only_the_culprit_of_a_batch_fails() {
    let clock = Clock::new();
    let script = clock.script();
    let engine = town(script.open()).await;
    let before = engine.snapshot().seq;
    let (a, bad, b, no, c) = tokio::join!(
        send_report(&engine, "a"),
        engine.submit(culprit(&engine)),
        send_report(&engine, "b"),
        engine.submit(refused(&engine, "c")),
        send_report(&engine, "c"),
    );
    let done: HashSet<_> = [a, b, c].into_iter().map(|done| about(&done.expect("done"))).collect();
    assert_eq!(done.len(), 3);
    assert_eq!(bad, Err(NotDone::Impossible));
    assert!(matches!(no, Err(NotDone::Refused(_))), "{no:?}");
    assert_eq!(
        engine.health(),
        crate::engine::Health::Ready,
        "a bad command says nothing about the register"
    );
    assert_eq!(engine.snapshot().reports.len(), 3);
    assert_events_are_the_chain(&engine, 0).await;
    assert_eq!(engine.snapshot().seq, before + 3);
    assert_holds_the_register(&engine.snapshot(), script.open()).await;
}

#[tokio::test]
async fn a_caller_that_hangs_up_changes_nothing() {
    let engine = town(Clock::new().memory()).await;
    let sent = engine.clone();
    let request = report(&engine, "a");
    // Polled once: it is in the queue, and nobody waits for the answer any more.
    let submitted = tokio::time::timeout(std::time::Duration::ZERO, sent.submit(request)).await;
    drop(submitted);
    until("the command of a caller who is gone", || engine.snapshot().reports.len() == 1).await;
    assert!(send_report(&engine, "a").await.expect("done").replayed);
}

#[tokio::test]
async fn ids_are_never_given_twice() {
    // Chance that gives every number three times in a row, from here on.
    let chance = Arc::new(AtomicU64::new(0));
    let (drawn, thrice) = (AtomicU64::new(0), chance.clone());
    let random = Box::new(move || {
        let drawn = drawn.fetch_add(1, Ordering::SeqCst);
        splitmix(if thrice.load(Ordering::SeqCst) == 1 { drawn / 3 + (1 << 40) } else { drawn })
    });
    let (engine, _) =
        Engine::start(Box::new(Clock::new().memory()), Nature { now: None, random }).await.expect("started");
    found(&engine).await;
    chance.store(1, Ordering::SeqCst);
    let (a, b, c) =
        tokio::join!(send_report(&engine, "a"), send_report(&engine, "b"), send_report(&engine, "c"));
    let ids: HashSet<_> = [a, b, c].into_iter().map(|done| about(&done.expect("done"))).collect();
    assert_eq!(ids.len(), 3);
}
