//! What the register asks of its readers is what is written.

use super::support::{
    Clock, assert_holds_the_register, assert_same_worlds, digest_of, found, found_long_ago, send_report,
    start, stored,
};
use crate::engine::wire::SCHEMA;
use crate::register::memory::Memory;
use crate::register::{CommandKey, CommandWrites, Outcome, Register, StoredRecord, Write};
use std::collections::BTreeSet;

/// As the first release began it: with a setting in the form of those days.
async fn begun_by_the_first(memory: &mut Memory) {
    let facts = r#"{"name":"triage_days","value":4}"#.to_owned();
    let (kind, content) = ("setting".to_owned(), None);
    let record = StoredRecord { kind, id: 7, version: 1, seq: 0, schema: 1, facts, content };
    let (verb, party, role) = ("setting.put".to_owned(), String::new(), String::new());
    let outcome = Outcome { kind: "setting".into(), id: 7, version: 1, status: 201, seq: 0 };
    let key = CommandKey { caller: "the first".into(), key: "begin".into() };
    let writes = vec![Write { record, verb, party, role }];
    let command = CommandWrites { key, request_hash: [0; 32], writes, outcome };
    let now_ms = memory.begin(0, &[]).await.expect("begun").now_ms;
    memory.commit(now_ms, &[command]).await.expect("committed");
}

async fn formats(register: impl Register) -> BTreeSet<u32> {
    stored(register).await.into_iter().map(|record| record.schema).collect()
}

#[tokio::test]
async fn what_is_written_is_what_the_oldest_reader_knows() {
    let clock = Clock::new();
    let mut memory = clock.memory();
    begun_by_the_first(&mut memory).await;
    let (one, _) = start(memory.beside(clock.surroundings()), 1).await;
    found_long_ago(&one).await;
    send_report(&one, "before").await.expect("done");
    assert_eq!(formats(memory.beside(clock.surroundings())).await, BTreeSet::from([1]));
    let (restarted, loaded) = start(memory.beside(clock.surroundings()), 2).await;
    assert!(loaded.unreadable.is_empty(), "{:?}", loaded.unreadable);
    assert_same_worlds(&one.snapshot(), &restarted.snapshot());

    assert_eq!(memory.raise_reader(SCHEMA).await.expect("raised"), 1);
    send_report(&one, "after").await.expect("done");
    send_report(&restarted, "after").await.expect("replayed");
    assert_eq!(formats(memory.beside(clock.surroundings())).await, BTreeSet::from([1, SCHEMA]));
    assert_eq!(digest_of(&one.snapshot()), digest_of(&restarted.snapshot()));
    let (late, _) = start(memory.beside(clock.surroundings()), 3).await;
    assert_same_worlds(&one.snapshot(), &late.snapshot());
}

#[tokio::test]
async fn an_empty_register_is_of_the_newest_format_from_the_start() {
    let clock = Clock::new();
    let memory = clock.memory();
    let (engine, _) = start(memory.beside(clock.surroundings()), 1).await;
    found(&engine).await;
    assert_eq!(formats(memory.beside(clock.surroundings())).await, BTreeSet::from([SCHEMA]));
    assert_holds_the_register(&engine.snapshot(), memory.beside(clock.surroundings())).await;
}
