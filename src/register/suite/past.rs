//! The register as it stood is what was live then, whoever keeps it.

use super::backends::{InMemory, PostgresDatabase, SqliteFile};
use super::{Backend, START_MS, Tamper, all, commit_writes, on_every_backend, stored, write};
use crate::register::past::{PastRead, PastRecord, Stand, Stood};
use crate::register::{Head, Register, StoredRecord, Write};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

on_every_backend!(
    before_the_first_change_nothing_stood,
    a_moment_is_found_by_its_time,
    records_stand_as_they_stood,
    only_the_kinds_asked_for_are_read,
    reading_comes_in_batches_and_ends_when_told,
    erased_content_is_told,
    erased_facts_are_counted_and_not_given,
    what_is_gone_now_is_not_brought_back,
);

const KINDS: [&str; 2] = ["place", "report"];

/// What stood after a change, ordered by kind and id, and what else was read.
async fn as_of(register: &dyn Register, seq: u64, kinds: &[&str]) -> (Vec<PastRecord>, PastRead) {
    let mut records = Vec::new();
    let mut sink = |batch: Vec<PastRecord>| {
        records.extend(batch);
        ControlFlow::Continue(())
    };
    let read = register.archive().as_of(seq, kinds, 2, &mut sink).await.expect("read");
    records.sort_by(|a, b| (&a.record.kind, a.record.id).cmp(&(&b.record.kind, b.record.id)));
    (records, read)
}

async fn records_as_of(register: &dyn Register, seq: u64) -> Vec<StoredRecord> {
    let (records, read) = as_of(register, seq, &KINDS).await;
    assert_eq!(read, PastRead { records: records.len() as u64, erased: 0 });
    records.into_iter().map(|past| past.record).collect()
}

fn stand(head: &Head) -> Stood {
    Stood::At(Stand { seq: head.seq, hash: head.hash, time_ms: head.time_ms })
}

async fn before_the_first_change_nothing_stood<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let archive = register.archive();
    let nothing = archive.stood_at(START_MS).await.expect("read");
    assert_eq!(nothing, Stood::Nothing { first_ms: None });
    commit_writes(register.as_mut(), vec![write("place", 1, 1)]).await;
    let before = archive.stood_at(START_MS - 1).await.expect("read");
    assert_eq!(before, Stood::Nothing { first_ms: Some(START_MS) });
    assert_eq!(as_of(register.as_ref(), 0, &KINDS).await, (vec![], PastRead::default()));
}

async fn a_moment_is_found_by_its_time<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let mut heads = Vec::new();
    // Batches of different lengths, so that halving meets runs of one time at both ends and between.
    for id in 0..9 {
        let begun = register.begin(0, &[]).await.expect("begun");
        let places = (0..=id % 4).map(|n| write("place", 10 * id + n, 1)).collect();
        let command = super::command(&id.to_string(), places);
        heads.push(register.commit(begun.now_ms, &[command]).await.expect("committed"));
        backend.clock().advance(1_000);
    }
    let archive = register.archive();
    for head in &heads {
        assert_eq!(archive.stood_at(head.time_ms).await.expect("read"), stand(head));
        assert_eq!(archive.stood_at(head.time_ms + 999).await.expect("read"), stand(head));
    }
    let last = heads.last().expect("some");
    assert_eq!(archive.stood_at(i64::MAX).await.expect("read"), stand(last));
}

async fn records_stand_as_they_stood<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let writes =
        vec![write("place", 1, 1), write("place", 2, 1), write("place", 1, 2), write("report", 1, 1)];
    commit_writes(register.as_mut(), writes).await;
    commit_writes(register.as_mut(), vec![write("place", 2, 2), write("place", 1, 3)]).await;
    let expected: [&[(&str, u64, u32, u64)]; 6] = [
        &[("place", 1, 1, 1)],
        &[("place", 1, 1, 1), ("place", 2, 1, 2)],
        &[("place", 1, 2, 3), ("place", 2, 1, 2)],
        &[("place", 1, 2, 3), ("place", 2, 1, 2), ("report", 1, 1, 4)],
        &[("place", 1, 2, 3), ("place", 2, 2, 5), ("report", 1, 1, 4)],
        &[("place", 1, 3, 6), ("place", 2, 2, 5), ("report", 1, 1, 4)],
    ];
    for (seq, expected) in (1..).zip(expected) {
        let expected: Vec<_> =
            expected.iter().map(|(kind, id, version, at)| stored(write(kind, *id, *version), *at)).collect();
        assert_eq!(records_as_of(register.as_ref(), seq).await, expected, "after {seq}");
    }
    // Past the end it stands as it stands now.
    assert_eq!(records_as_of(register.as_ref(), u64::MAX).await, all(register.as_mut()).await.0);
}

async fn only_the_kinds_asked_for_are_read<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("place", 1, 1), write("report", 1, 1)]).await;
    commit_writes(register.as_mut(), vec![write("place", 1, 2), write("report", 1, 2)]).await;
    for seq in [2, 4] {
        let (reports, _) = as_of(register.as_ref(), seq, &["report", "site"]).await;
        assert!(reports.len() == 1 && reports[0].record.kind == "report", "{reports:?}");
        assert_eq!(as_of(register.as_ref(), seq, &[]).await, (vec![], PastRead::default()));
    }
}

async fn reading_comes_in_batches_and_ends_when_told<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), (1..=7).map(|id| write("place", id, 1)).collect()).await;
    let archive = register.archive();
    let mut sizes = Vec::new();
    let mut sink = |batch: Vec<PastRecord>| {
        sizes.push(batch.len());
        ControlFlow::Continue(())
    };
    archive.as_of(7, &KINDS, 3, &mut sink).await.expect("read");
    assert_eq!(sizes, [3, 3, 1]);
    let mut calls = 0;
    let mut enough = |_: Vec<PastRecord>| {
        calls += 1;
        ControlFlow::Break(())
    };
    archive.as_of(7, &KINDS, 3, &mut enough).await.expect("ended");
    assert_eq!(calls, 1);
}

async fn erased_content_is_told<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let mut without = write("place", 2, 1);
    without.record.content = None;
    commit_writes(register.as_mut(), vec![write("place", 1, 1), without, write("place", 1, 2)]).await;
    drop(register);
    backend.tamper(&Tamper::EraseContent { seq: 1 });
    let register = backend.open().await;
    let (records, _) = as_of(register.as_ref(), 2, &KINDS).await;
    let told: Vec<_> = records.iter().map(|past| (past.record.id, past.content_erased)).collect();
    // The second never had content: that is not the same as having lost it.
    assert_eq!(told, [(1, true), (2, false)]);
    assert_eq!(records[0].record.content, None);
    let (now, _) = as_of(register.as_ref(), 3, &KINDS).await;
    assert!(now.iter().all(|past| !past.content_erased));
}

async fn erased_facts_are_counted_and_not_given<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("place", 1, 1), write("place", 2, 1), write("place", 1, 2)])
        .await;
    drop(register);
    backend.tamper(&Tamper::EraseFacts { seq: 1 });
    let register = backend.open().await;
    let (records, read) = as_of(register.as_ref(), 2, &KINDS).await;
    assert_eq!(records.iter().map(|past| past.record.id).collect::<Vec<_>>(), [2]);
    assert_eq!(read, PastRead { records: 1, erased: 1 });
    assert_eq!(as_of(register.as_ref(), 3, &KINDS).await.0.len(), 2);
}

async fn what_is_gone_now_is_not_brought_back<B: Backend>() {
    let backend = B::fresh();
    let mut register = backend.open().await;
    commit_writes(register.as_mut(), vec![write("place", 1, 1), write("place", 2, 1), write("place", 1, 2)])
        .await;
    drop(register);
    backend.tamper(&Tamper::DeleteRecord { id: 1 });
    let register = backend.open().await;
    for seq in [1, 2, 3] {
        let (records, _) = as_of(register.as_ref(), seq, &KINDS).await;
        assert!(records.iter().all(|past| past.record.id != 1), "after {seq}");
    }
}

/// One command's writes by kind and id, and how far the clock moves before it.
type Batch = (Vec<(usize, u64)>, i64);

fn batches() -> impl Strategy<Value = Vec<Batch>> {
    let batch = (prop::collection::vec((0..2_usize, 0..4_u64), 0..5), prop_oneof![Just(0_i64), 0..5_000_i64]);
    prop::collection::vec(batch, 1..12)
}

fn writes(batch: &Batch, versions: &mut BTreeMap<(usize, u64), u32>) -> Vec<Write> {
    let next = |at: &(usize, u64)| {
        let version = versions.entry(*at).or_default();
        *version += 1;
        write(KINDS[at.0], at.1, *version)
    };
    batch.0.iter().map(next).collect()
}

/// Every state the register stood in is read back, by its number and by its time.
async fn live_is_read_back<B: Backend>(batches: &[Batch]) {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let mut versions = BTreeMap::new();
    let mut lived: Vec<(Vec<StoredRecord>, Head)> = Vec::new();
    for batch in batches {
        backend.clock().advance(batch.1);
        let begun = register.begin(0, &[]).await.expect("begun");
        let commands: Vec<_> = writes(batch, &mut versions)
            .into_iter()
            .enumerate()
            .map(|(n, write)| super::command(&format!("{} {n}", begun.news.head.seq), vec![write]))
            .collect();
        register.commit(begun.now_ms, &commands).await.expect("committed");
        lived.push(all(register.as_mut()).await);
    }
    for (records, head) in &lived {
        assert_eq!(records_as_of(register.as_ref(), head.seq).await, *records, "after {}", head.seq);
        let last = lived.iter().rev().find(|(_, other)| other.time_ms == head.time_ms);
        let (_, last) = last.expect("itself");
        let found = register.archive().stood_at(head.time_ms).await.expect("read");
        if last.seq > 0 {
            assert_eq!(found, stand(last));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_lived_is_read_back_from_every_register(batches in batches()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            live_is_read_back::<InMemory>(&batches).await;
            live_is_read_back::<SqliteFile>(&batches).await;
            live_is_read_back::<PostgresDatabase>(&batches).await;
        });
    }
}
