//! What was promised: at every moment, and at the end.

use super::run::Run;
use crate::domain::access::{Asking, Audience, Level, Role, Viewer, see};
use crate::domain::coordination::Turn;
use crate::domain::record::{Kind, Record};
use crate::domain::world::World;
use crate::engine::tests::groups::assert_events_are_the_chain;
use crate::engine::tests::support::digest_of;
use crate::engine::wire;
use crate::http::stale;
use crate::index::snapshot::Snapshot;
use crate::register::RecordsDigest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// Looks at every instance, all the time.
pub async fn watch(run: Arc<Run>) {
    let mut looked_at: BTreeMap<usize, u64> = BTreeMap::new();
    loop {
        sleep(Duration::from_millis(50 + run.below(400))).await;
        for (number, engine) in run.engines() {
            let snapshot = engine.snapshot();
            assert!(
                run.database.has_stood_at(snapshot.seq, snapshot.hash),
                "instance {number} shows change {}, which no server has ever shown",
                snapshot.seq
            );
            let silent = run.database.unanswered_for(number);
            let told = engine.silent_for() + Duration::from_millis(2);
            assert!(told >= silent, "instance {number} was not answered for {silent:?} and says {told:?}");
            // What a reader is shown after a minute of silence.
            assert!(silent < Duration::from_secs(61) || !stale::is_open(engine.silent_for()));
            if looked_at.insert(number, snapshot.seq) != Some(snapshot.seq) {
                every_open_place_has_its_coordinator(&snapshot);
            }
        }
    }
}

fn every_open_place_has_its_coordinator(snapshot: &Snapshot) {
    for row in snapshot.places.iter().filter(|row| row.held.status.is_open()) {
        let place = &row.held;
        let holder = snapshot.party(place.coordination.holder.party).expect("the coordinator is there");
        let viewer = Viewer { party: holder.id, kind: holder.kind, role: Role::Coordinator };
        let audience = Audience::new(place.class, place.origin, &place.grants);
        let level = see(&viewer, &audience, Asking::Anywhere).level();
        assert_eq!(level, Some(Level::Full), "{} coordinates {:?} and sees it", holder.code, place.id);
    }
}

/// After peace: one truth, all of it, once.
pub async fn at_the_end(run: &Arc<Run>) {
    let archive = run.database.archive();
    let verification = archive.verify(&|_| ()).await.expect("verified");
    assert_eq!(verification.faults, Vec::<String>::new());
    let lines = archive.changes_after(0, usize::MAX).await.expect("the chain");
    assert!(lines.iter().zip(1..).all(|(line, seq)| line.seq == seq), "gapless");
    assert!(lines.is_sorted_by_key(|line| line.time_ms), "in the order of time");
    assert!(lines.is_sorted_by_key(|line| line.epoch), "and of promotions");

    let mut digest = RecordsDigest::default();
    run.database.records().iter().for_each(|record| digest.add(record));
    let digest = digest.finish();
    for (number, engine) in run.engines() {
        let snapshot = engine.snapshot();
        assert_eq!(digest_of(&snapshot), digest, "instance {number} holds what the register does");
        every_open_place_has_its_coordinator(&snapshot);
        assert_events_are_the_chain(&engine, engine.events().begins_after().seq).await;
    }
    everything_asked_for_is_there_once(run);
    every_deadline_passed_once(run).await;
    run.tell(&format!("{} changes, digest {digest:02x?}", lines.len()));
}

fn everything_asked_for_is_there_once(run: &Run) {
    let asked = run.asked.lock().expect("whole");
    let (_, engine) = run.engines().remove(0);
    let snapshot = engine.snapshot();
    for asked in asked.iter() {
        let there = run.database.remembers(&asked.request.key);
        assert_eq!(there, asked.done.is_some(), "{:?} is remembered when it was done", asked.request.key);
        if let Some(about) = asked.done.as_ref().and_then(|done| done.about) {
            assert!(snapshot.record(about).is_some(), "{about:?} was acknowledged");
        }
        if let Some(mark) = asked.mark {
            let reports = snapshot.reports.iter().filter(|row| row.held.accuracy_m == Some(mark)).count();
            assert_eq!(reports, usize::from(asked.done.is_some()), "the report of {:?}", asked.request.key);
        }
    }
    let marks: BTreeSet<u64> = asked.iter().filter_map(|asked| asked.mark).map(f64::to_bits).collect();
    // Reports that come in files are known by their ids there, and all say the same of how close they are.
    let strange = snapshot
        .reports
        .iter()
        .filter(|row| row.held.source_id.is_none())
        .filter(|row| !row.held.accuracy_m.is_some_and(|mark| marks.contains(&mark.to_bits())));
    assert_eq!(strange.count(), 0, "nobody sent these");
}

/// A deadline is carried out on the version that had it, when it was due, and never again.
async fn every_deadline_passed_once(run: &Run) {
    let archive = run.database.archive();
    let places = run.database.records().into_iter().filter(|record| record.kind == Kind::Place.code());
    for place in places {
        let versions =
            archive.history(&place.kind, place.id, u32::MAX, usize::MAX).await.expect("its history");
        let mut passed = BTreeSet::new();
        let record = |at: usize| match wire::decode(&versions[at].record) {
            Ok(Record::Place(place)) => place,
            other => panic!("{other:?}"),
        };
        for (at, version) in versions.iter().enumerate() {
            if version.change.verb != "coordination.expire" {
                continue;
            }
            let (before, after) = (record(at - 1), record(at));
            let deadline = before.coordination.deadline().expect("there was one");
            assert!(deadline.as_millisecond() <= version.change.time_ms, "it was due");
            assert!(passed.insert(deadline), "{deadline} passed twice at place {}", place.id);
            let escalated = |place: &crate::domain::place::Place| {
                place.coordination.past.iter().filter(|past| past.turn == Turn::Escalated).count()
            };
            assert!(escalated(&after) > escalated(&before) || after.coordination.past.len() > 20);
        }
    }
}
