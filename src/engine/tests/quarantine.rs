//! Records that this version cannot read: kept aside, never skipped in silence, never a crash.

use super::once::opened;
use super::support::{
    Clock, about, assert_holds_the_register, assert_same_worlds, report, request, send_report, someone,
    start, town,
};
use crate::domain::access::Role;
use crate::domain::command::{Command, PlaceEdit};
use crate::domain::ids::{PlaceId, crockford};
use crate::domain::record::{Key, Kind};
use crate::domain::testing::{place_on, report_at, school_yard};
use crate::domain::world::World;
use crate::engine::tick::expire_due;
use crate::engine::{Done, Engine, Health, Nature, NotDone};
use crate::register::memory::Memory;
use crate::register::{CommandKey, CommandWrites, Outcome, Register, StoredRecord, Write};

async fn new_place(engine: &Engine, key: &str) -> Done {
    let slk = someone(engine, "slk", Role::Coordinator);
    let create = Command::CreatePlace(place_on(school_yard()));
    engine.submit(request(slk, "carl", key, create)).await.expect("done")
}

async fn edit(engine: &Engine, place: Key, key: &str) -> Result<Done, NotDone> {
    let slk = someone(engine, "slk", Role::Coordinator);
    let edit = PlaceEdit { child_relevant: Some(false), ..PlaceEdit::default() };
    engine.submit(request(slk, "carl", key, Command::EditPlace(PlaceId::from_bits(place.bits), edit))).await
}

/// Writes past every rule, as an instance of another version would.
async fn written_by_another(memory: &mut Memory, records: Vec<StoredRecord>) {
    let head = memory.begin(0, &[]).await.expect("begun").news.head;
    let outcome = Outcome { kind: "file".into(), id: 0, version: 0, status: 200, seq: 0 };
    let write =
        |record| Write { record, verb: "test.write".into(), party: String::new(), role: String::new() };
    let command = CommandWrites {
        key: CommandKey { caller: "another version".into(), key: head.seq.to_string() },
        request_hash: [0; 32],
        writes: records.into_iter().map(write).collect(),
        outcome,
    };
    memory.commit(head.time_ms, &[command]).await.expect("committed");
}

fn newer(kind: &str, id: u64, version: u32) -> StoredRecord {
    let facts = r#"{"of":"a newer version"}"#.into();
    StoredRecord {
        kind: kind.into(),
        id,
        version,
        seq: 0,
        schema: crate::engine::wire::SCHEMA + 1,
        facts,
        content: None,
    }
}

async fn readable(memory: &Memory, clock: &Clock, key: Key, version: u32) -> StoredRecord {
    let all = super::support::stored(memory.beside(clock.surroundings())).await;
    let record = all.into_iter().find(|record| record.kind == key.kind.code() && record.id == key.bits);
    StoredRecord { version, ..record.expect("there") }
}

/// What each spoiling does to the record of a place, in SQL, and whether it can be read after.
const SPOILED: [(&str, bool); 14] = [
    ("facts = '{\"bad'", false),
    ("facts = 'null'", false),
    ("facts = '[]'", false),
    ("facts = '{}'", false),
    ("facts = json_set(facts, '$.shape.coordinates', json('[]'))", false),
    ("facts = json_set(facts, '$.shape.coordinates', json('[[]]'))", false),
    ("facts = replace(facts, '59.305', '1e400')", false),
    ("facts = replace(facts, '59.305', 'NaN')", false),
    ("facts = json_set(facts, '$.status', 'no_such_status')", false),
    ("facts = json_set(facts, '$.created_at', 'yesterday')", false),
    ("schema = 1000", false),
    ("content = '{\"note\": 5}'", false),
    ("content = '[['", false),
    // References to nothing are readable; whoever follows them finds nothing.
    (
        "facts = json_set(facts, '$.origin', '0000000000A', '$.merged_into', '0000000000B', \
         '$.coordination.holder.party', '0000000000C', '$.districts', json('[{\"district\":\"0000000000D\",\"share\":1}]'))",
        true,
    ),
];

#[tokio::test]
async fn no_row_that_was_spoiled_on_disk_stops_a_start_or_is_skipped_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("samplats.db");
    let engine = town(opened(&path).await).await;
    let good = about(&new_place(&engine, "good").await);
    let mut places = Vec::new();
    for (number, _) in SPOILED.iter().enumerate() {
        places.push(about(&new_place(&engine, &number.to_string()).await));
    }
    let records = super::support::records(&engine.snapshot()).len();
    drop(engine);
    drop(opened(&path).await);
    spoil(&path, &places);

    let (engine, loaded) = start(opened(&path).await, 2).await;
    let unreadable = SPOILED.iter().filter(|(_, readable)| !readable).count();
    // The place of an unknown kind stands beside the others.
    assert_eq!(loaded.unreadable.len(), unreadable + 1, "{:?}", loaded.unreadable);
    assert_eq!(loaded.records, records - unreadable);
    for text in loaded.unreadable.iter().map(ToString::to_string) {
        assert!(!text.contains("bad") && !text.contains("yesterday"), "content is quoted: {text}");
    }
    for ((spoiling, readable), key) in SPOILED.iter().zip(&places) {
        let snapshot = engine.snapshot();
        assert_eq!(snapshot.record(*key).is_some(), *readable, "{spoiling}");
        assert!(snapshot.is_reserved(*key), "{spoiling}");
        let answer = edit(&engine, *key, &format!("edit {}", key.bits)).await;
        assert_eq!(answer == Err(NotDone::Quarantined), !readable, "{spoiling}: {answer:?}");
        assert!(snapshot.places.iter().all(|row| row.bits != key.bits) != *readable, "{spoiling}");
        assert!(
            snapshot.places_near(&school_yard(), 1.0).iter().all(|n| n.place.id.bits() != key.bits)
                != *readable
        );
    }
    expire_due(&engine, "2030-01-01T00:00:00Z".parse().expect("a time")).await;
    assert_eq!(edit(&engine, good, "good edit").await.expect("the others go on").version, 2);
    assert_eq!(engine.health(), Health::Ready);
    let replayed = engine
        .submit(request(
            someone(&engine, "slk", Role::Coordinator),
            "carl",
            "0",
            Command::CreatePlace(place_on(school_yard())),
        ))
        .await;
    assert_eq!(replayed.expect("answered as before").about, Some(places[0]));
}

fn spoil(path: &std::path::Path, places: &[Key]) {
    let disk = rusqlite::Connection::open(path).expect("the file");
    disk.execute_batch("pragma ignore_check_constraints = on").expect("no checks");
    for ((spoiling, _), key) in SPOILED.iter().zip(places) {
        let update = format!("update record set {spoiling} where kind = 'place' and id = {}", key.bits);
        assert_eq!(disk.execute(&update, []).expect(spoiling), 1, "{spoiling}");
    }
    let unknown = "insert into record values ('dog', 7, 1, 100000, 1, '{}', null)";
    assert_eq!(disk.execute(unknown, []).expect("a row"), 1);
}

#[tokio::test]
async fn a_new_record_in_a_newer_format_is_kept_aside_and_the_rest_is_taken_in() {
    let clock = Clock::new();
    let mut memory = clock.memory();
    let engine = town(memory.beside(clock.surroundings())).await;
    let here = about(&new_place(&engine, "a").await);
    let good = readable(&memory, &clock, here, 1).await;
    let facts = good.facts.replace(&crockford(good.id), &crockford(78));
    let another = StoredRecord { id: 78, facts, ..good };
    written_by_another(&mut memory, vec![newer("place", 77, 1), another, newer("dog", 1, 1)]).await;
    send_report(&engine, "look").await.expect("done");

    let snapshot = engine.snapshot();
    let aside = Key { kind: Kind::Place, bits: 77 };
    assert!(snapshot.record(aside).is_none() && snapshot.is_reserved(aside));
    assert!(snapshot.record(Key { kind: Kind::Place, bits: 78 }).is_some());
    assert_eq!(edit(&engine, aside, "b").await, Err(NotDone::Quarantined));
    assert_eq!(engine.health(), Health::Ready);
    let (restarted, loaded) = start(memory.beside(clock.surroundings()), 2).await;
    assert_eq!(loaded.unreadable.len(), 2);
    assert_same_worlds(&engine.snapshot(), &restarted.snapshot());
}

#[tokio::test]
async fn a_record_that_becomes_unreadable_leaves_the_world_and_comes_back_mended() {
    let clock = Clock::new();
    let mut memory = clock.memory();
    let engine = town(memory.beside(clock.surroundings())).await;
    let place = about(&new_place(&engine, "a").await);
    let as_it_was = readable(&memory, &clock, place, 3).await;
    written_by_another(&mut memory, vec![newer("place", place.bits, 2)]).await;
    assert!(!send_report(&engine, "look").await.expect("done at once").replayed);
    assert!(engine.snapshot().record(place).is_none(), "nobody sees an old version of it");
    assert_eq!(edit(&engine, place, "b").await, Err(NotDone::Quarantined));
    let (restarted, _) = start(memory.beside(clock.surroundings()), 2).await;
    assert_same_worlds(&engine.snapshot(), &restarted.snapshot());

    written_by_another(&mut memory, vec![as_it_was]).await;
    send_report(&engine, "look again").await.expect("done");
    assert_eq!(edit(&engine, place, "c").await.expect("mended").version, 4);
    assert!(engine.snapshot().quarantined.is_empty());
    assert_holds_the_register(&engine.snapshot(), memory.beside(clock.surroundings())).await;
}

#[tokio::test]
async fn an_id_that_is_kept_aside_is_never_given() {
    let clock = Clock::new();
    let mut memory = clock.memory();
    drop(town(memory.beside(clock.surroundings())).await);
    written_by_another(&mut memory, vec![newer("report", 500, 1)]).await;
    let mut next = 499;
    let random = Box::new(move || {
        next += 1;
        next
    });
    let (engine, _) = Engine::start(Box::new(memory), Nature { now: None, random }).await.expect("started");
    assert_eq!(about(&send_report(&engine, "a").await.expect("done")).bits, 501);
}

#[tokio::test]
async fn a_report_on_a_place_kept_aside_is_not_taken_for_it() {
    let clock = Clock::new();
    let mut memory = clock.memory();
    let engine = town(memory.beside(clock.surroundings())).await;
    written_by_another(&mut memory, vec![newer("place", 77, 1)]).await;
    let mut on_it = report_at(18.006, 59.3055);
    on_it.place = Some(PlaceId::from_bits(77));
    let sent = crate::engine::Request { command: Command::CreateReport(on_it), ..report(&engine, "a") };
    assert!(matches!(engine.submit(sent).await, Err(NotDone::Refused(_))));
}

#[test]
fn what_is_told_of_a_row_quotes_nothing_of_it() {
    let row = |kind: &str| StoredRecord { kind: kind.into(), facts: "Anna".into(), ..newer("place", 7, 1) };
    for (kind, told) in [("place", "place 00000000007"), ("Anna Persson", "unknown"), ("anna\n", "unknown")] {
        let sentence = crate::engine::wire::decode(&row(kind)).expect_err("unreadable").to_string();
        assert!(sentence.starts_with(told) && !sentence.to_lowercase().contains("anna"), "{sentence}");
    }
}
