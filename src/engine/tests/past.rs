//! A world of the past is the world that was live then, and is held for one job at a time.

use super::support::{
    Clock, assert_same_worlds, found, records, report, request, send_report, someone, start, town, until,
};
use crate::domain::access::{Class, Role};
use crate::domain::command::Command;
use crate::domain::ids::ReportId;
use crate::domain::record::Kind;
use crate::domain::testing::{Step, Town, days, report_at};
use crate::engine::past::{NoPast, PastLimits};
use crate::engine::{Engine, NotDone};
use crate::index::snapshot::Snapshot;
use crate::register::Register;
use crate::register::suite::backends::{PostgresDatabase, SqliteFile};
use crate::register::suite::{Backend, Tamper};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::sync::Arc;

const ALL: &[Kind] = &Kind::ALL;

/// Lives through random days and keeps every world that was live at the end of a moment.
async fn live(engine: &Engine, clock: &Clock, steps: &[Step]) -> Vec<(Timestamp, Arc<Snapshot>)> {
    let mut town = Town::new();
    let mut worlds = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let all = records(&engine.snapshot()).into_iter().map(|record| (record.key(), record));
        town.world.records = all.collect();
        let (actor, expected, command) = step.taken_in(&mut town);
        if town.now > clock.now() {
            // Nothing more is written at the moment that was: what is live now is what it comes to.
            worlds.push((clock.now(), engine.snapshot()));
        }
        clock.set(town.now);
        let mut request = request(actor, "anyone", &at.to_string(), command);
        request.expected = expected;
        match engine.submit(request).await {
            Ok(_) | Err(NotDone::Refused(_)) => {}
            Err(not_done) => panic!("{not_done:?}"),
        }
    }
    worlds.push((clock.now(), engine.snapshot()));
    worlds
}

async fn the_past_is_what_was_live(register: impl Register + 'static, clock: Clock, steps: &[Step]) {
    let (engine, _) = start(register, 1).await;
    found(&engine).await;
    let begun = clock.now();
    for (moment, world) in live(&engine, &clock, steps).await {
        let past = engine.past(moment, ALL, PastLimits::default()).await.map_err(|why| format!("{why:?}"));
        let past = past.expect("a world");
        assert_same_worlds(&past.snapshot, &world);
        assert_eq!((past.loaded.unreadable.len(), past.erased, past.content_erased.len()), (0, 0, 0));
    }
    let before = engine.past(begun - SignedDuration::from_secs(1), ALL, PastLimits::default()).await;
    assert!(matches!(before, Err(NoPast::NotBegun(Some(first))) if first == begun), "{:?}", before.err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    #[test]
    fn a_world_of_the_past_is_the_world_that_was_live(steps in days(30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let clock = Clock::new();
            the_past_is_what_was_live(clock.memory().beside(clock.surroundings()), clock.clone(), &steps).await;
            let (clock, file) = (Clock::new(), SqliteFile::fresh());
            let register = crate::register::sqlite::Sqlite::open(file.path(), clock.surroundings()).await;
            the_past_is_what_was_live(register.expect("opened"), clock.clone(), &steps).await;
            let (clock, database) = (Clock::new(), PostgresDatabase::fresh());
            let register = crate::register::postgres::Postgres::open(&database.url(), clock.surroundings()).await;
            the_past_is_what_was_live(register.expect("opened"), clock.clone(), &steps).await;
        });
    }
}

#[tokio::test]
async fn one_world_of_the_past_is_held_at_a_time() {
    let clock = Clock::new();
    let engine = town(clock.memory().beside(clock.surroundings())).await;
    let ask = || engine.past(clock.now(), ALL, PastLimits::default());
    let first = ask().await.map_err(|why| format!("{why:?}")).expect("a world");
    assert!(matches!(ask().await, Err(NoPast::Busy)));
    // Whoever holds it keeps nobody from writing, nor from reading a history.
    send_report(&engine, "meanwhile").await.expect("done");
    engine.archive().history("report", 1, u32::MAX, 1).await.expect("read");
    drop(first);
    assert!(ask().await.is_ok());
}

#[tokio::test]
async fn a_world_that_is_too_large_is_refused_and_the_next_may_try() {
    let clock = Clock::new();
    let engine = town(clock.memory().beside(clock.surroundings())).await;
    let exact = engine.past(clock.now(), ALL, PastLimits::default()).await;
    let records =
        exact.map(|past| past.loaded.records as u64).map_err(|why| format!("{why:?}")).expect("a world");
    let try_with = |limits| engine.past(clock.now(), ALL, limits);
    let enough = PastLimits { records_max: records, ..PastLimits::default() };
    assert!(try_with(enough).await.is_ok());
    for limits in [
        PastLimits { records_max: records - 1, ..PastLimits::default() },
        PastLimits { bytes_max: 1_000, ..PastLimits::default() },
    ] {
        assert!(matches!(try_with(limits).await, Err(NoPast::TooLarge(told)) if told == limits));
    }
    assert!(try_with(enough).await.is_ok());
}

#[tokio::test]
async fn who_goes_away_leaves_the_turn_to_the_next() {
    let clock = Clock::new();
    let engine = town(clock.memory().beside(clock.surroundings())).await;
    for n in 0..5 {
        engine.submit(report(&engine, &n.to_string())).await.expect("done");
    }
    let asked = {
        let engine = engine.clone();
        let now = clock.now();
        tokio::spawn(async move { engine.past(now, ALL, PastLimits::default()).await.is_ok() })
    };
    asked.abort();
    drop(asked.await);
    until("the turn to be free", || engine.past_turn.available_permits() == 1).await;
    assert!(engine.past(clock.now(), ALL, PastLimits::default()).await.is_ok());
}

#[tokio::test]
async fn only_the_kinds_asked_for_are_in_it() {
    let clock = Clock::new();
    let engine = town(clock.memory().beside(clock.surroundings())).await;
    send_report(&engine, "one").await.expect("done");
    let coordinator = someone(&engine, "bromma", Role::Coordinator);
    let past = engine.past(clock.now(), &[Kind::Area, Kind::Party], PastLimits::default()).await;
    let past = past.map_err(|why| format!("{why:?}")).expect("a world");
    assert!(past.snapshot.reference.parties.get(coordinator.viewer.party).is_some());
    assert_eq!((past.snapshot.reports.len(), past.snapshot.count(Kind::Code)), (0, 0));
}

#[tokio::test]
async fn what_was_erased_is_told_and_not_brought_back() {
    let (clock, file) = (Clock::new(), SqliteFile::fresh());
    let open = async || {
        crate::register::sqlite::Sqlite::open(file.path(), clock.surroundings()).await.expect("opened")
    };
    let (engine, _) = start(open().await, 1).await;
    found(&engine).await;
    let coordinator = someone(&engine, "bromma", Role::Coordinator);
    let mut seqs = Vec::new();
    for key in ["one", "two"] {
        let mut sent = report_at(18.006, 59.3055);
        sent.text = Some("trasig bänk".into());
        let done =
            engine.submit(request(coordinator.clone(), "anna", key, Command::CreateReport(sent))).await;
        seqs.push((super::support::about(&done.expect("done")), engine.snapshot().seq));
    }
    let then = clock.now();
    clock.set(then + SignedDuration::from_hours(1));
    // Both go on, so that what is erased is of the past alone.
    for (at, (key, _)) in seqs.iter().enumerate() {
        let class = Command::SetReportClass {
            report: ReportId::from_bits(key.bits),
            class: Class::Origin,
            ground: None,
            reason: "intern".into(),
        };
        engine
            .submit(request(coordinator.clone(), "anna", &format!("class {at}"), class))
            .await
            .expect("done");
    }
    drop(engine);
    let closed = || {
        std::fs::File::open(file.path().with_file_name("samplats.db.lock"))
            .is_ok_and(|lock| lock.try_lock().is_ok())
    };
    until("the register to be closed", closed).await;
    let [(with_text, first), (without, second)] = seqs[..] else { panic!("two reports") };
    file.tamper(&Tamper::EraseContent { seq: first });
    file.tamper(&Tamper::EraseFacts { seq: second });
    let (engine, _) = start(open().await, 2).await;
    let past = engine
        .past(then, ALL, PastLimits::default())
        .await
        .map_err(|why| format!("{why:?}"))
        .expect("a world");
    assert_eq!((past.erased, past.snapshot.reports.len()), (1, 1));
    assert_eq!(past.content_erased, std::collections::HashSet::from([with_text]));
    assert_eq!(past.snapshot.reports.get(with_text.bits).expect("there").held.text(), None);
    assert!(past.snapshot.reports.get(without.bits).is_none());
    assert_eq!(engine.snapshot().reports.len(), 2, "both are there now");
}
