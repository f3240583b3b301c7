//! Rows that somebody wrote into the database behind the program's back, past every check: none keeps
//! the others from being read, none is skipped in silence, and nobody sees one but an administrator,
//! as a kind and a number.

mod lines;
mod rows;

use super::number;
use super::service::{Service, Store};
use crate::domain::access::Role;
use crate::domain::ids::crockford;
use crate::domain::record::{Key, Kind};
use crate::domain::world::World;
use crate::engine::tests::support::digest_of;
use crate::engine::tick::{expire_due, turn_day};
use crate::engine::wire;
use crate::engine::{Engine, Health};
use crate::http::router;
use crate::register::simulated::Chance;
use crate::register::suite::backends::cluster;
use crate::register::{CommandKey, CommandWrites, Outcome, Register, StoredRecord, Write};
use jiff::Timestamp;
use rows::{Poison, poisoned};
use rusqlite::types::Value as SqlValue;
use serde_json::Value;
use std::collections::BTreeSet;

/// Rows that every run of the suite spoils, in each database.
const ROWS: u64 = 1_000;

fn moment() -> Timestamp {
    Timestamp::from_millisecond(Timestamp::now().as_millisecond()).unwrap()
}

async fn stored(store: &Store) -> Vec<StoredRecord> {
    let mut register = store.open().await;
    let mut records = Vec::new();
    register.load(1_000, &mut |batch| records.extend(batch)).await.expect("loaded");
    records
}

/// Waits for a condition, not for a time; the limit is only there to end a trial that fails.
async fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !holds() {
        assert!(begun.elapsed().as_secs() < 30, "{what}: it never comes about");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

/// Writes rows as somebody with SQL would, who takes the checks away first.
fn write_behind(store: &Store, rows: &[Poison]) {
    match store.path() {
        Some(path) => {
            let disk = rusqlite::Connection::open(path).expect("the file");
            disk.execute_batch("pragma ignore_check_constraints = on; begin").expect("no checks");
            let insert = "insert into record (kind, id, version, seq, schema, facts, content) values \
                          (cast(? as text), ?, ?, ?, ?, cast(? as text), cast(? as text))";
            for row in rows {
                let text = |text: &Option<Vec<u8>>| text.clone().map_or(SqlValue::Null, SqlValue::Blob);
                // The columns are strict about null, and about nothing else any more.
                let facts = row.facts.clone().unwrap_or_default();
                let values = rusqlite::params![
                    row.kind.as_bytes(),
                    row.id,
                    row.version,
                    row.seq,
                    row.schema,
                    facts,
                    text(&row.content)
                ];
                disk.execute(insert, values).expect("a row");
            }
            disk.execute_batch("commit").expect("written");
        }
        None => {
            let Store::Postgres(database) = store else { unreachable!("it has no path") };
            let name =
                database.url().rsplit('/').next().map(|end| end.split('?').next().unwrap_or(end).to_owned());
            cluster().sql(&name.expect("a name"), &rows::as_postgres(rows));
        }
    }
}

/// What an instance knows of the rows, and what nobody may.
struct Seen {
    aside: BTreeSet<(String, u64)>,
    world: [u8; 32],
}

fn seen(engine: &Engine) -> Seen {
    let snapshot = engine.snapshot();
    let aside = snapshot.quarantined.iter().map(|(kind, id, _)| (kind.to_owned(), id)).collect();
    Seen { aside, world: digest_of(&snapshot) }
}

/// Every row is either read or kept aside; those that cannot be read are kept aside, one by one.
fn assert_none_is_skipped(engine: &Engine, rows: &[Poison], store: &str) {
    let snapshot = engine.snapshot();
    let aside = seen(engine).aside;
    for row in rows {
        let key = Kind::parse(&row.kind).map(|kind| Key { kind, bits: row.id.cast_unsigned() });
        let read = key.is_some_and(|key| snapshot.record(key).is_some());
        let kept = aside.contains(&(row.kind.clone(), row.id.cast_unsigned()));
        assert!(
            read != kept,
            "{store}: {} {} ({}) read {read}, kept aside {kept}",
            row.kind,
            row.id,
            row.how
        );
        assert!(!row.is_unreadable || kept, "{store}: {} {} is read, though {}", row.kind, row.id, row.how);
        if kept && let Some(key) = key {
            assert!(snapshot.is_reserved(key), "its id is given to nobody else");
        }
    }
}

/// Everything that is asked of the service goes on, and says nothing of what is kept aside.
async fn assert_goes_on(service: &Service, rows: &[Poison]) {
    let engine = service.app.engine();
    assert_eq!(engine.health(), Health::Ready);
    let late = "2031-01-01T00:00:00Z".parse().expect("a time");
    expire_due(engine, late).await;
    assert!(turn_day(engine, None, moment()).await.is_some());
    let admin = service.token("STAD", Role::Administrator).await;
    let west = service.token("W", Role::Coordinator).await;
    let hidden: Vec<String> = rows
        .iter()
        .filter(|row| row.is_unreadable && (0..1 << 53).contains(&row.id))
        .map(|row| crockford(row.id.cast_unsigned()))
        .collect();
    for path in surfaces() {
        for token in [&west, &admin] {
            let answer = service.get(&path, token).await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
            let body = String::from_utf8_lossy(&answer.body);
            assert!(!body.contains("giftig"), "{path} tells what is kept aside");
            if !path.contains("kept-aside") {
                let told = hidden.iter().find(|id| body.contains(id.as_str()));
                assert_eq!(told, None, "{path} names one that is kept aside");
            }
        }
    }
}

/// A command on one that is kept aside waits until it has been mended, whoever sends it.
async fn assert_commands_wait(service: &Service, rows: &[Poison]) {
    let west = service.token("W", Role::Coordinator).await;
    let cases = [
        ("place", "places", "status", r#"{"status":"active","reason":"Börjar."}"#),
        ("report", "reports", "class", r#"{"class":"city","reason":"Delas."}"#),
    ];
    for (kind, noun, command, body) in cases {
        let of_kind = |row: &&Poison| row.is_unreadable && row.kind == kind && (0..1 << 53).contains(&row.id);
        let row = rows.iter().find(of_kind).expect("one of each kind");
        let id = crockford(row.id.cast_unsigned());
        let path = format!("/api/{noun}/{id}/{command}");
        let answer = service.post(&path, &west, "application/json", body.to_owned()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().as_str()),
            (503, "/problems/quarantined"),
            "{path}"
        );
        assert_eq!(service.get(&format!("/api/{noun}/{id}"), &west).await.status, 404, "{noun}");
    }
}

/// Every operation that reads, with something in its gaps.
fn surfaces() -> Vec<String> {
    let (_, document) = router::contract().split_for_parts();
    let document = serde_json::to_value(document).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let reads = paths.iter().filter(|(_, item)| item.get("get").is_some());
    let mut all: Vec<String> = reads
        .map(|(path, _)| {
            path.replace("/collections/{id}", "/collections/places")
                .replace("{id}", "00000000001")
                .replace("{list}/{code}", "problem_type/disorder")
                .replace("{name}", "triage_days")
                .replace("{z}/{row}/{col}", "12/1204/2254")
        })
        // It reads the chain, which has no such rows, and says that they have no version.
        .filter(|path| path != "/api/register/verify")
        .collect();
    all.extend(
        [
            "/api/locate?lon=18.0503&lat=59.3503&radius_m=1000",
            "/api/places?bbox=18,59,19,60&limit=1000",
            "/api/reports?bbox=18,59,19,60&limit=1000",
            "/ogc/collections/reports/tiles/WebMercatorQuad/9/150/281",
            "/ogc/collections/places/tiles/WebMercatorQuad/0/0/0",
        ]
        .map(str::to_owned),
    );
    all
}

/// Administrators are told which ones, page by page, and nobody else is.
async fn assert_told_to_administrators(service: &Service) {
    let admin = service.token("STAD", Role::Administrator).await;
    let west = service.token("W", Role::Coordinator).await;
    assert_eq!(service.get("/api/register/kept-aside", &west).await.status, 403);
    let count = service.app.engine().snapshot().quarantined.len();
    let stats = service.get("/api/register/stats", &admin).await.json();
    assert_eq!(stats["kept_aside"], count);
    let (mut told, mut next) = (Vec::<Value>::new(), String::new());
    loop {
        let page = service.get(&format!("/api/register/kept-aside?limit=300{next}"), &admin).await.json();
        told.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(told.len(), count);
    assert!(told.iter().all(|line| line["why"].as_str().is_some_and(|why| !why.is_empty())));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_written_behind_the_programs_back_are_kept_aside_and_the_rest_goes_on() {
    let (count, seed) = (number("SAMPLATS_ROWS", ROWS), number("SAMPLATS_SEED", 1));
    for store in [Store::sqlite(), Store::postgres()] {
        let service = Service::start(&store, moment()).await;
        service.found_city().await;
        let good = seen(service.app.engine());
        service.stop().await;
        let originals = stored(&store).await;
        let rows = poisoned(&originals, count, &mut Chance::new(seed), store.path().is_some());
        write_behind(&store, &rows);

        let mut first: Option<BTreeSet<(String, u64)>> = None;
        for _ in 0..2 {
            let service = Service::start(&store, moment()).await;
            let engine = service.app.engine();
            assert_none_is_skipped(engine, &rows, store.name());
            let snapshot = engine.snapshot();
            for record in &originals {
                let key = wire::key_of(record).expect("one of ours");
                assert!(snapshot.record(key).is_some(), "{} {} is as it was", record.kind, record.id);
            }
            assert_goes_on(&service, &rows).await;
            assert_commands_wait(&service, &rows).await;
            assert_told_to_administrators(&service).await;
            let now = seen(engine).aside;
            assert!(first.as_ref().is_none_or(|first| *first == now), "the same after every start");
            first = Some(now);
            service.stop().await;
        }
        assert!(good.aside.is_empty());
        let aside = first.map_or(0, |aside| aside.len());
        println!("{}: {count} rows from seed {seed}, {aside} kept aside", store.name());
        assert!(aside as u64 >= count * 8 / 10, "most of these rows are beyond reading: {aside}");
    }
}

/// Writes past the domain's rules, but by the register's: as a newer version would, or a broken one.
async fn written_by_another(register: &mut dyn Register, number: usize, records: Vec<StoredRecord>) {
    let head = register.begin(0, &[]).await.expect("begun").news.head;
    let write =
        |record| Write { record, verb: "test.write".into(), party: String::new(), role: String::new() };
    let outcome = Outcome { kind: "file".into(), id: 0, version: 0, status: 200, seq: 0 };
    let command = CommandWrites {
        key: CommandKey { caller: "another".into(), key: number.to_string() },
        request_hash: [0; 32],
        writes: records.into_iter().map(write).collect(),
        outcome,
    };
    register.commit(head.time_ms, &[command]).await.expect("committed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_that_follow_keep_the_same_rows_aside() {
    let (count, seed) = (number("SAMPLATS_ROWS", ROWS) / 2, number("SAMPLATS_SEED", 2));
    let store = Store::postgres();
    let one = Service::start(&store, moment()).await;
    one.found_city().await;
    let originals = stored(&store).await;
    let other = Service::start(&store, moment()).await;
    let rows = poisoned(&originals, count, &mut Chance::new(seed), false);
    // What the register itself refuses nobody can write by its rules.
    let writable: Vec<Poison> = rows.into_iter().filter(Poison::is_writable).collect();
    assert!(writable.len() as u64 > count / 4, "{}", writable.len());
    let mut register = store.open().await;
    for (number, chunk) in writable.chunks(20).enumerate() {
        written_by_another(register.as_mut(), number, chunk.iter().map(Poison::stored).collect()).await;
    }
    let head = register.look(0).await.expect("looked").head;
    for service in [&one, &other] {
        let engine = service.app.engine();
        until("it follows", || engine.snapshot().hash == head.hash).await;
        assert_none_is_skipped(engine, &writable, "following");
        assert_goes_on(service, &writable).await;
    }
    let later = Service::start(&store, moment()).await;
    // All of them tick: each has seen what the others wrote once they stand at the same change.
    let all = [&one, &other, &later].map(|service| service.app.engine());
    let begun = std::time::Instant::now();
    let (a, b, c) = loop {
        let hashes = all.map(|engine| engine.snapshot().hash);
        let told = all.map(seen);
        let still = all.map(|engine| engine.snapshot().hash);
        if hashes == still && hashes.iter().all(|hash| *hash == hashes[0]) {
            break told.into();
        }
        assert!(begun.elapsed().as_secs() < 30, "they never agree");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    };
    assert_eq!((&a.aside, a.world), (&b.aside, b.world));
    assert_eq!((&a.aside, a.world), (&c.aside, c.world), "and whoever starts now");
    for service in [one, other, later] {
        service.stop().await;
    }
}
