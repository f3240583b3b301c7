//! What an order to erase takes out, on every backend, and what a verification says of it.

use super::backends::{PostgresDatabase, SqliteFile, cluster};
use super::{Backend, START_MS, Tamper, command, commit, key, on_every_backend, write};
use crate::register::erasure::{ErasedBy, KIND};
use crate::register::postgres::vacuum::vacuum_after;
use crate::register::vacuum::vacuum;
use crate::register::{CommandWrites, Fault, Register, StoredRecord, Write};
use std::path::Path;
use std::time::Duration;

on_every_backend!(
    an_order_takes_content_out_of_earlier_versions_and_stays,
    an_order_for_facts_leaves_the_commitments_alone,
    what_a_command_was_asked_is_forgotten_with_the_thing,
    commands_are_forgotten_by_their_age,
    an_order_that_is_none_writes_nothing,
    what_was_erased_by_hand_is_found,
    an_order_by_hand_that_names_fewer_is_found,
    what_should_be_gone_and_is_not_is_found,
);

/// An order about places, as the domain writes it.
fn order(id: u64, members: &str) -> Write {
    let record = StoredRecord {
        kind: KIND.into(),
        id,
        version: 1,
        seq: 0,
        schema: 1,
        facts: format!(r#"{{"decision":"KS 2026/1",{members}}}"#),
        content: None,
    };
    Write { record, verb: "erasure.carry_out".into(), party: "stad".into(), role: "administrator".into() }
}

/// The next version of a place, of which only the content is gone.
fn trimmed(id: u64, version: u32) -> Write {
    let mut write = write("place", id, version);
    write.record.content = None;
    Write { verb: "place.erase".into(), ..write }
}

fn erase(id: u64, before: u32, facts: bool) -> CommandWrites {
    let members = format!(r#""items":[{{"kind":"place","id":{id},"before":{before},"facts":{facts}}}]"#);
    command(&format!("erase {id}"), vec![trimmed(id, before), order(900 + id, &members)])
}

/// Place 1 in versions 1 and 2, place 2 in version 1: changes 1 to 3.
async fn filled<B: Backend>() -> (B, Box<dyn Register>) {
    let backend = B::fresh();
    let mut register = backend.open().await;
    let commands = [("one", 1, 1), ("two", 1, 2), ("other", 2, 1)];
    for (name, id, version) in commands {
        commit(register.as_mut(), &[command(name, vec![write("place", id, version)])])
            .await
            .expect("committed");
    }
    (backend, register)
}

/// Which texts a place's versions still have: facts, content.
async fn kept(register: &dyn Register, id: u64) -> Vec<(bool, bool)> {
    let history = register.archive().history("place", id, u32::MAX, 9).await.expect("read");
    history.iter().map(|v| (v.record.facts != "null", v.record.content.is_some())).collect()
}

async fn faults(register: &dyn Register) -> Vec<String> {
    register.archive().verify(&|_| ()).await.expect("verified").faults
}

async fn an_order_takes_content_out_of_earlier_versions_and_stays<B: Backend>() {
    let (_backend, mut register) = filled::<B>().await;
    commit(register.as_mut(), &[erase(1, 3, false)]).await.expect("erased");
    assert_eq!(kept(register.as_ref(), 1).await, [(true, false); 3]);
    assert_eq!(kept(register.as_ref(), 2).await, [(true, true)]);
    let verified = register.archive().verify(&|_| ()).await.expect("verified");
    assert!(verified.faults.is_empty(), "{:?}", verified.faults);
    let by = ErasedBy { decision: "KS 2026/1".into(), versions: 2, first_ms: START_MS, last_ms: START_MS };
    assert_eq!((verified.erased, verified.erased_by), (2, vec![by]));
}

async fn an_order_for_facts_leaves_the_commitments_alone<B: Backend>() {
    let (_backend, mut register) = filled::<B>().await;
    commit(register.as_mut(), &[erase(1, 3, true)]).await.expect("erased");
    assert_eq!(kept(register.as_ref(), 1).await, [(false, false), (false, false), (true, false)]);
    assert_eq!(faults(register.as_ref()).await, Vec::<String>::new());
    // Written to again, it goes on as any other.
    commit(register.as_mut(), &[command("later", vec![write("place", 1, 4)])]).await.expect("written");
    assert_eq!(faults(register.as_ref()).await, Vec::<String>::new());
}

async fn what_a_command_was_asked_is_forgotten_with_the_thing<B: Backend>() {
    let (_backend, mut register) = filled::<B>().await;
    commit(register.as_mut(), &[erase(1, 3, false)]).await.expect("erased");
    let keys = ["one", "two", "erase 1", "other"].map(|name| key("anna", name));
    let begun = register.begin(0, &keys).await.expect("begun");
    register.rollback().await.expect("rolled back");
    let known: Vec<_> = begun.earlier.iter().map(|(_, earlier)| earlier.request_hash.is_some()).collect();
    // The erasing command's own outcome is about the order, which holds nothing of the thing.
    assert_eq!(known, [false, false, true, true]);
}

async fn commands_are_forgotten_by_their_age<B: Backend>() {
    let (backend, mut register) = filled::<B>().await;
    backend.clock().advance(1_000);
    commit(register.as_mut(), &[command("late", vec![])]).await.expect("remembered");
    let count = async |register: &dyn Register, time_ms| {
        register.archive().remembered_before(time_ms).await.expect("counted")
    };
    assert_eq!(count(register.as_ref(), START_MS + 1).await, 3);
    let members = format!(r#""commands_before_ms":{}"#, START_MS + 1);
    commit(register.as_mut(), &[command("forget", vec![order(1, &members)])]).await.expect("forgotten");
    assert_eq!(count(register.as_ref(), START_MS + 1).await, 0);
    assert_eq!(count(register.as_ref(), START_MS + 9_999).await, 2);
    assert_eq!(faults(register.as_ref()).await, Vec::<String>::new());
}

async fn an_order_that_is_none_writes_nothing<B: Backend>() {
    let (_backend, mut register) = filled::<B>().await;
    let mut nameless = order(7, r#""items":[]"#);
    nameless.record.facts = r#"{"items":[]}"#.into();
    let mut changed = order(8, r#""items":[]"#);
    changed.record.version = 2;
    for bad in [nameless, changed] {
        let refused = commit(register.as_mut(), &[command("bad", vec![trimmed(1, 3), bad])]).await;
        assert!(
            matches!(&refused, Err(Fault::Statement(why)) if why.contains("an order to erase")),
            "{refused:?}"
        );
    }
    assert_eq!(kept(register.as_ref(), 1).await, [(true, true); 2]);
    assert_eq!(register.look(0).await.expect("looked").head.seq, 3);
}

async fn what_was_erased_by_hand_is_found<B: Backend>() {
    let (backend, register) = filled::<B>().await;
    drop(register);
    backend.tamper(&Tamper::EraseContent { seq: 2 });
    let register = backend.open().await;
    let found = faults(register.as_ref()).await;
    assert!(found.contains(&"the content of change 2 is gone, and no order says so".to_owned()), "{found:?}");
}

/// Somebody hides a text of another thing beside one that was ordered away.
async fn an_order_by_hand_that_names_fewer_is_found<B: Backend>() {
    let (backend, mut register) = filled::<B>().await;
    commit(register.as_mut(), &[erase(1, 3, false)]).await.expect("erased");
    drop(register);
    backend.tamper(&Tamper::EraseContent { seq: 3 });
    let register = backend.open().await;
    let found = faults(register.as_ref()).await;
    assert!(found.contains(&"the content of change 3 is gone, and no order says so".to_owned()), "{found:?}");
    assert!(
        !found.iter().any(|fault| fault.contains("change 1 ") || fault.contains("change 2 ")),
        "{found:?}"
    );
}

/// A text that is put back is not the same register any more.
async fn what_should_be_gone_and_is_not_is_found<B: Backend>() {
    let (backend, mut register) = filled::<B>().await;
    commit(register.as_mut(), &[erase(1, 3, true)]).await.expect("erased");
    drop(register);
    backend.tamper(&Tamper::Facts { seq: 3 });
    let register = backend.open().await;
    assert_eq!(faults(register.as_ref()).await.len(), 2, "the facts, and the record beside them");
}

/// What nobody else would write.
const CANARY: &str = "kanariefågel";

async fn with_canary(register: &mut dyn Register) {
    for id in 1..=200 {
        let mut write = write("place", id, 1);
        write.record.content =
            Some(format!(r#"{{"text":"{CANARY} {id} {}"}}"#, "o".repeat(id as usize * 20)));
        commit(register, &[command(&format!("canary {id}"), vec![write])]).await.expect("written");
    }
}

async fn erase_all(register: &mut dyn Register) {
    let orders: Vec<_> = (1..=200).map(|id| erase(id, 2, id % 3 == 0)).collect();
    commit(register, &orders).await.expect("erased");
}

fn holds_canary(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("read").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(holds_canary(&entry));
        } else if let Ok(bytes) = std::fs::read(&entry)
            && bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes())
        {
            found.push(entry.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn nothing_is_left_in_the_files_of_sqlite() {
    let file = SqliteFile::fresh();
    let folder = file.path().parent().expect("a folder").to_owned();
    let mut register = file.open().await;
    with_canary(register.as_mut()).await;
    assert!(!holds_canary(&folder).is_empty(), "it was there");
    erase_all(register.as_mut()).await;
    // Answered after the log has been cut off, which follows the commit.
    register.look(0).await.expect("looked");
    assert_eq!(holds_canary(&folder), Vec::<String>::new(), "while it is open");
    drop(register);
    vacuum(&format!("sqlite:{}", file.path().display()), Path::new("/")).await.expect("written anew");
    assert_eq!(holds_canary(&folder), Vec::<String>::new(), "after a vacuum");
    assert_eq!(faults(file.open().await.as_ref()).await, Vec::<String>::new());
}

/// The process dies after the commit and before the log is cut off, as while somebody reads from it.
#[tokio::test]
async fn what_a_crash_left_in_the_log_is_gone_when_the_file_is_opened_again() {
    let file = SqliteFile::fresh();
    let folder = file.path().parent().expect("a folder").to_owned();
    let mut register = file.open().await;
    with_canary(register.as_mut()).await;
    let reader = rusqlite::Connection::open(file.path()).expect("opened");
    reader.execute_batch("begin; select count(*) from record").expect("reads");
    erase_all(register.as_mut()).await;
    // As it lies on the disk at that moment.
    let crashed = tempfile::tempdir().expect("a folder");
    for name in ["samplats.db", "samplats.db-wal"] {
        std::fs::copy(folder.join(name), crashed.path().join(name)).expect("copied");
    }
    assert!(!holds_canary(crashed.path()).is_empty(), "the log still has it");
    let again = crate::register::open("sqlite:samplats.db", crashed.path()).await.expect("opened");
    assert_eq!(holds_canary(crashed.path()), Vec::<String>::new());
    assert_eq!(faults(again.as_ref()).await, Vec::<String>::new());
    reader.execute_batch("commit").expect("done");
}

#[tokio::test]
async fn a_log_that_is_being_read_is_cut_off_when_the_reader_is_done() {
    let file = SqliteFile::fresh();
    let folder = file.path().parent().expect("a folder").to_owned();
    let mut register = file.open().await;
    with_canary(register.as_mut()).await;
    let reader = rusqlite::Connection::open(file.path()).expect("opened");
    reader.execute_batch("begin; select count(*) from record").expect("reads");
    erase_all(register.as_mut()).await;
    register.look(0).await.expect("looked");
    assert!(!holds_canary(&folder).is_empty(), "the reader still sees it");
    reader.execute_batch("commit").expect("done");
    let begun = std::time::Instant::now();
    while !holds_canary(&folder).is_empty() {
        assert!(begun.elapsed().as_secs() < 20, "the log was never cut off");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn nothing_is_left_in_the_tables_of_postgres_once_they_are_written_anew() {
    let database = PostgresDatabase::fresh();
    let mut register = database.open().await;
    with_canary(register.as_mut()).await;
    // As a server that is left to itself does, which samples what it plans by.
    cluster().sql(&database.name(), "analyze");
    let sampled = format!("select count(*) > 0 from pg_stats where histogram_bounds::text like '%{CANARY}%'");
    assert_eq!(cluster().sql(&database.name(), &sampled), "t");
    cluster().sql("postgres", "checkpoint");
    let folder = cluster().files_of(&database.name());
    assert!(!holds_canary(&folder).is_empty(), "it was there");
    erase_all(register.as_mut()).await;
    vacuum(&database.url(), Path::new("/")).await.expect("written anew");
    cluster().sql("postgres", "checkpoint");
    assert_eq!(holds_canary(&folder), Vec::<String>::new());
    assert_eq!(faults(register.as_ref()).await, Vec::<String>::new());
}

/// A row that somebody may still see is not dead, and is written into the new files.
#[tokio::test]
async fn while_somebody_sees_what_was_erased_the_tables_are_not_said_to_be_written_anew() {
    let (database, elsewhere) = (PostgresDatabase::fresh(), PostgresDatabase::fresh());
    let mut register = database.open().await;
    with_canary(register.as_mut()).await;
    // In another database of the server, as a nightly dump may be.
    let mut onlooker = elsewhere.open().await;
    onlooker.begin(0, &[]).await.expect("begun");
    erase_all(register.as_mut()).await;
    let refused = vacuum_after(&database.url(), Duration::ZERO).await;
    assert!(matches!(&refused, Err(Fault::Unavailable(why)) if why.contains("still sees")), "{refused:?}");
    onlooker.rollback().await.expect("looks away");
    vacuum(&database.url(), Path::new("/")).await.expect("written anew");
    cluster().sql("postgres", "checkpoint");
    assert_eq!(holds_canary(&cluster().files_of(&database.name())), Vec::<String>::new());
}
