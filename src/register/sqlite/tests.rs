//! What only a file can show: locks, settings, failures of the disk, callers that go away.

use super::*;
use crate::register::audit::{Asked, Line};
use crate::register::open;
use crate::register::suite::{all, command, commit, commit_writes, key, stored, write};
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::task::{Context, Waker};
use tempfile::{TempDir, tempdir};

async fn fresh() -> (TempDir, Sqlite) {
    let folder = tempdir().expect("a folder");
    let register = reopen(&folder).await.expect("opened");
    (folder, register)
}

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join("samplats.db")
}

async fn reopen(folder: &TempDir) -> Result<Sqlite, Fault> {
    Sqlite::open(path(folder), Surroundings::real()).await
}

async fn refusal(path: PathBuf) -> String {
    match Sqlite::open(path, Surroundings::real()).await.map(drop) {
        Err(Fault::NotOurs(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

/// Runs SQL on the writing thread.
async fn sql(register: &Sqlite, sql: &'static str) {
    let done = register.call(move |writer| Ok(writer.connection().execute_batch(sql)?));
    done.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
}

#[tokio::test]
async fn a_second_opening_is_refused_with_advice() {
    let (folder, register) = fresh().await;
    let sentence = refusal(path(&folder)).await;
    for part in ["samplats.db", "another samplats process", "--server URL --token T"] {
        assert!(sentence.contains(part), "{sentence}");
    }
    drop(register);
    reopen(&folder).await.expect("it is free again");
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_the_file_meets_the_same_lock() {
    let (folder, _register) = fresh().await;
    let elsewhere = tempdir().expect("a folder");
    let link = elsewhere.path().join("link.db");
    std::os::unix::fs::symlink(path(&folder), &link).expect("linked");
    assert!(refusal(link).await.contains("another samplats process"));
}

#[tokio::test]
async fn what_is_no_register_is_refused_and_left_alone() {
    let folder = tempdir().expect("a folder");
    let text = folder.path().join("notes.txt");
    fs::write(
        &text,
        "not a database at all, but long enough to have a header of one hundred bytes".repeat(9),
    )
    .expect("written");
    let before = fs::read(&text).expect("read");
    assert!(refusal(text.clone()).await.contains("not a SQLite database"));
    assert_eq!(fs::read(&text).expect("read"), before);
    assert!(matches!(
        Sqlite::open(folder.path().to_owned(), Surroundings::real()).await.map(drop),
        Err(Fault::NotOurs(_))
    ));
}

#[tokio::test]
async fn a_register_for_newer_readers_is_refused() {
    let (folder, register) = fresh().await;
    sql(&register, "update head set least_reader_version = 1000").await;
    drop(register);
    assert!(refusal(path(&folder)).await.contains("only newer versions"));
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_and_its_log_are_for_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, mut register) = fresh().await;
    commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    for name in ["samplats.db", "samplats.db-wal", "samplats.db-shm"] {
        let mode = fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
    }
}

#[tokio::test]
async fn the_settings_are_in_effect() {
    let (_folder, register) = fresh().await;
    let settings = register
        .call(|writer| {
            let names = [
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "cell_size_check",
                "secure_delete",
                "mmap_size",
                "wal_autocheckpoint",
            ];
            let value = |name| writer.connection().pragma_query_value(None, name, |row| row.get::<_, i64>(0));
            Ok(names.map(|name| (name, value(name).expect("set"))).to_vec())
        })
        .expect("read");
    let expected = [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("mmap_size", 0),
        ("wal_autocheckpoint", 0),
    ];
    assert_eq!(settings, expected);
}

#[tokio::test]
async fn a_full_disk_passes_by_itself() {
    let (_folder, mut register) = fresh().await;
    let before = commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    sql(&register, "pragma max_page_count = 1").await;
    let mut big = write("place", 2, 1);
    big.record.facts = format!("\"{}\"", "x".repeat(200_000));
    let full = commit(&mut register, &[command("big", vec![big.clone()])]).await;
    assert!(matches!(full, Err(Fault::Unavailable(_))), "{full:?}");
    let expected = (vec![stored(write("place", 1, 1), 1)], before);
    assert_eq!(all(&mut register).await, expected, "reads go on, and nothing was written");
    assert_eq!(register.archive().history("place", 1, u32::MAX, 9).await.expect("read").len(), 1);
    sql(&register, "pragma max_page_count = 4294967294").await;
    let head = commit(&mut register, &[command("big", vec![big])]).await.expect("there is room again");
    assert_eq!(head.seq, 2);
}

#[tokio::test]
async fn a_locked_file_is_unavailable_and_then_not() {
    let (folder, mut register) = fresh().await;
    sql(&register, "pragma busy_timeout = 0").await;
    let other = Connection::open(path(&folder)).expect("opened");
    other.execute_batch("begin immediate").expect("locked");
    let locked = register.begin(0, &[]).await.map(drop);
    assert!(matches!(locked, Err(Fault::Unavailable(_))), "{locked:?}");
    other.execute_batch("rollback").expect("let go");
    register.begin(0, &[]).await.expect("begun");
}

#[tokio::test]
async fn a_damaged_file_stops_the_register_until_it_is_opened_again() {
    let (folder, mut register) = fresh().await;
    commit_writes(&mut register, (1..=200).map(|id| write("place", id, 1)).collect()).await;
    drop(register);
    overwrite_root_of("record", &path(&folder));
    let mut register = reopen(&folder).await.expect("the damage is further in");
    let loaded = register.load(10, &mut drop).await;
    assert!(matches!(loaded, Err(Fault::Broken(_))), "{loaded:?}");
    let begun = register.begin(200, &[]).await.map(drop);
    assert!(matches!(begun, Err(Fault::Broken(_))), "nothing is tried again: {begun:?}");
    let credentials = register.credentials().await;
    assert!(matches!(credentials, Err(Fault::Broken(_))), "{credentials:?}");
}

fn overwrite_root_of(table: &str, path: &Path) {
    let connection = Connection::open(path).expect("opened");
    let root: u32 = connection
        .query_row("select rootpage from sqlite_schema where name = ?", [table], |row| row.get(0))
        .expect("found");
    drop(connection);
    let root = root as usize;
    let mut bytes = fs::read(path).expect("read");
    bytes[(root - 1) * 4096..root * 4096].fill(0xff);
    fs::write(path, bytes).expect("damaged");
}

#[tokio::test]
async fn one_unreadable_text_does_not_hide_the_others() {
    let (folder, mut register) = fresh().await;
    commit_writes(&mut register, vec![write("place", 1, 1), write("place", 2, 1)]).await;
    drop(register);
    Connection::open(path(&folder))
        .expect("opened")
        .execute_batch(
            "pragma ignore_check_constraints = on;
             update record set facts = cast(x'7b22ff227d' as text) where id = 1",
        )
        .expect("damaged");
    let mut register = reopen(&folder).await.expect("opened");
    let records = all(&mut register).await.0;
    assert!(records[0].facts.starts_with('\u{fffd}'), "{:?}", records[0].facts);
    assert!(serde_json::from_str::<serde_json::Value>(&records[0].facts).is_err());
    assert_eq!(records[1], stored(write("place", 2, 1), 2));
    let found = register.archive().verify(&|_| ()).await.expect("verified").faults;
    assert_eq!(found, ["place 1 differs from its newest version"]);
}

#[tokio::test]
async fn a_commit_that_answered_with_a_fault_is_settled_by_the_head() {
    let (_folder, mut register) = fresh().await;
    let before = all(&mut register).await.1;
    let after = commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    let settle = async |fault: Fault, before: Head, after: Head| {
        register.call(move |writer| writer.settle(fault, &before, after))
    };
    let busy = || Fault::Unavailable("busy".into());
    let took_place = settle(busy(), before.clone(), after.clone()).await;
    assert_eq!(took_place.expect("it took place"), after);
    let next = Head { seq: 2, ..after.clone() };
    let did_not = settle(busy(), after.clone(), next.clone()).await;
    assert!(matches!(did_not, Err(Fault::Unavailable(_))), "{did_not:?}");
    let failed = settle(Fault::Broken("fsync".into()), before.clone(), after.clone()).await;
    assert!(matches!(failed, Err(Fault::Broken(_))), "a failing disk is not believed: {failed:?}");
    let stopped = register.begin(0, &[]).await.map(drop);
    assert!(matches!(stopped, Err(Fault::Broken(_))), "{stopped:?}");
}

#[tokio::test]
async fn a_commit_still_open_after_a_fault_is_rolled_back() {
    let (_folder, mut register) = fresh().await;
    let before = register.begin(0, &[]).await.expect("begun").news.head;
    let after = Head { seq: 1, ..before.clone() };
    let full = Fault::Unavailable("the disk is full".into());
    let settled = register.call(move |writer| writer.settle(full, &before, after));
    assert!(matches!(settled, Err(Fault::Unavailable(_))), "{settled:?}");
    assert_eq!(commit_writes(&mut register, vec![write("place", 1, 1)]).await.seq, 1);
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_nothing_half_done() {
    let (_folder, mut register) = fresh().await;
    let mut context = Context::from_waker(Waker::noop());
    drop(register.begin(0, &[]).as_mut().poll(&mut context));
    register.begin(0, &[]).await.expect("begun anew");
    let commands = [command("a", vec![write("place", 1, 1)])];
    drop(register.commit(crate::register::suite::START_MS, &commands).as_mut().poll(&mut context));
    let begun = register.begin(0, &[key("anna", "a")]).await.expect("begun");
    assert_eq!((begun.news.head.seq, begun.earlier.len()), (1, 1), "the commit was carried out");
}

#[tokio::test]
async fn history_does_not_wait_for_the_writer() {
    let (_folder, mut register) = fresh().await;
    commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    let archive = register.archive();
    register.begin(1, &[]).await.expect("begun");
    let jobs = (0..8).map(|_| archive.history("place", 1, u32::MAX, 9));
    for history in futures_util::future::join_all(jobs).await {
        assert_eq!(history.expect("read").len(), 1);
    }
    let head =
        register.commit(crate::register::suite::START_MS, &[command("b", vec![write("place", 1, 2)])]).await;
    assert_eq!(head.expect("committed").seq, 2);
    assert_eq!(archive.history("place", 1, u32::MAX, 9).await.expect("read").len(), 2);
}

fn waiting(register: &Sqlite) -> i64 {
    register.call(|writer| mover::frames_waiting(writer.connection(), "noop")).expect("asked")
}

#[tokio::test]
async fn a_grown_log_is_moved_into_the_file() {
    let (_folder, mut register) = fresh().await;
    commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    assert!(waiting(&register) > 0, "a small log is left alone");
    commit_writes(&mut register, vec![large(1)]).await;
    until("it is moved", || waiting(&register) == 0).await;
}

/// What takes some thousands of frames of the log.
fn large(id: u64) -> crate::register::Write {
    let mut write = write("area", id, 1);
    write.record.facts = format!("\"{}\"", "x".repeat(10_000_000));
    write
}

/// Keeps everybody from moving the log until it is told to let go.
struct Holder {
    release: mpsc::Sender<()>,
    holds: JoinHandle<()>,
}

impl Holder {
    fn of(register: &Sqlite) -> Self {
        let mover = register.call(|writer| Ok(writer.mover().clone())).expect("asked");
        let ((release, released), (held, is_held)) = (mpsc::channel::<()>(), mpsc::channel());
        let holds = std::thread::spawn(move || {
            let _nobody_moves_it = mover.held().expect("nothing has failed");
            held.send(()).expect("heard");
            // Who waits for it does not for ever.
            let told = released.recv_timeout(Duration::from_secs(20));
            assert_eq!(told, Ok(()), "who writes waited for the log to be moved");
        });
        is_held.recv().expect("it is held");
        Self { release, holds }
    }

    fn lets_go(self) {
        self.release.send(()).expect("heard");
        self.holds.join().expect("it was told in time");
    }
}

#[tokio::test]
async fn whoever_writes_does_not_wait_for_the_log_to_be_moved() {
    let (_folder, mut register) = fresh().await;
    let holder = Holder::of(&register);
    for id in 1..=3 {
        commit_writes(&mut register, vec![large(id)]).await;
    }
    assert!(waiting(&register) > 3 * 2_000, "it has grown, and nobody could move it");
    holder.lets_go();
    until("it is moved", || waiting(&register) == 0).await;
}

#[tokio::test]
async fn a_log_that_was_moved_while_somebody_wrote_begins_anew() {
    let (folder, mut register) = fresh().await;
    let holder = Holder::of(&register);
    for id in 1..=3 {
        commit_writes(&mut register, vec![large(id)]).await;
    }
    // The keeper finds a transaction open when it has moved the log.
    register.begin(0, &[]).await.expect("begun");
    holder.lets_go();
    let beside = Connection::open(path(&folder)).expect("opened");
    until("it is moved", || mover::frames_waiting(&beside, "noop").expect("asked") == 0).await;
    register.rollback().await.expect("rolled back");
    let length = || beside.query_row("pragma wal_checkpoint(noop)", [], |row| row.get::<_, i64>(1));
    for id in 10.. {
        commit_writes(&mut register, vec![write("place", id, 1)]).await;
        if length().expect("asked") < 1_000 {
            break;
        }
        // So few do not make it grow enough to be moved once more, with nobody in the way.
        assert!(id < 200, "it grows at its end for ever");
    }
}

#[tokio::test]
async fn a_log_that_somebody_reads_is_tried_again_once_it_has_grown_as_much_again() {
    let (folder, mut register) = fresh().await;
    commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    let reader = Connection::open(path(&folder)).expect("opened");
    reader.execute_batch("begin; select count(*) from record").expect("read");
    commit_writes(&mut register, vec![large(1)]).await;
    let rung = || register.shared.work(|_| Ok(())).expect("asked").1;
    assert!((0..20).all(|_| !rung()), "the keeper was rung when it was written, and not for every call");
    assert!(waiting(&register) > 4_000, "it could not be moved");
    for id in 2..=3 {
        commit_writes(&mut register, vec![large(id)]).await;
    }
    drop(reader);
    commit_writes(&mut register, vec![large(4)]).await;
    until("it is moved", || waiting(&register) == 0).await;
    // Nobody looks between two such writes: what was moved of the one is not waited for once more with the other.
    let beside = Connection::open(path(&folder)).expect("opened");
    for id in 5..=8 {
        commit_writes(&mut register, vec![large(id)]).await;
        until("it is moved", || mover::frames_waiting(&beside, "noop").expect("asked") == 0).await;
    }
}

#[tokio::test]
async fn a_log_that_cannot_be_moved_ends_writing_whoever_finds_out() {
    let (folder, mut register) = fresh().await;
    commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    register.begin(0, &[]).await.expect("begun");
    register
        .call(|writer| {
            writer.checkpoint_failed(Fault::Broken("fsync: Input/output error".into()));
            Ok(())
        })
        .expect("told");
    let commands = [command("b", vec![write("place", 2, 1)])];
    let late = register.commit(crate::register::suite::START_MS, &commands).await;
    assert!(matches!(late, Err(Fault::Broken(_))));
    drop(register);
    let mut register = reopen(&folder).await.expect("opened");
    assert_eq!(all(&mut register).await.0.len(), 1, "what was not acknowledged is not there");
}

/// A thousand lines about reads, as nobody writes anything.
fn reads(call: i64) -> Vec<Line> {
    let line = |number: i64| Line {
        at_ms: call * 1_000 + number,
        id: number.unsigned_abs(),
        act: "read".into(),
        caller: "x".repeat(200),
        ..Line::default()
    };
    (0..1_000).map(line).collect()
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = std::time::Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(20), "{what} did not come about");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
#[expect(clippy::await_holding_lock, reason = "what is awaited is done on another thread, and needs no lock")]
async fn a_log_that_only_the_audit_grows_is_moved_by_the_connection_that_learns_what_goes_wrong() {
    let (folder, mut register) = fresh().await;
    commit_writes(&mut register, vec![write("place", 1, 1)]).await;
    let (archive, beside) = (register.archive(), Connection::open(path(&folder)).expect("opened"));
    let waiting = || mover::frames_waiting(&beside, "noop").expect("asked");
    {
        let shared = register.shared.clone();
        let _held = shared.lock().expect("nobody has it");
        for call in 0..100 {
            archive.note(&reads(call)).await.expect("noted");
        }
        let grown = waiting();
        assert!(grown >= 4_000, "nobody but the keeper moves it, and it is kept away: {grown}");
    }
    until("it is moved", || waiting() == 0).await;

    assert_eq!(archive.forget_caller(&"x".repeat(200)).await.expect("forgotten"), 100_000);
    let log = path(&folder).with_file_name("samplats.db-wal");
    until("what was taken out is cut off", || fs::metadata(&log).expect("there").len() == 0).await;
}

#[tokio::test]
async fn a_caller_is_forgotten_some_lines_at_a_time_between_which_others_write() {
    let (folder, register) = fresh().await;
    let (archive, beside) = (register.archive(), Connection::open(path(&folder)).expect("opened"));
    for call in 0..11 {
        archive.note(&reads(call)).await.expect("noted");
    }
    let caller = "x".repeat(200);
    assert_eq!(audit::forget(&beside, &caller).expect("forgotten"), 10_000);
    archive.note(&reads(11)).await.expect("others write meanwhile");
    assert_eq!(archive.forget_caller(&caller).await.expect("forgotten"), 2_000);
    let left = Asked { caller: Some(caller), ..Asked::default() };
    assert_eq!(archive.noted(&left).await.expect("read"), []);
}

#[tokio::test]
async fn many_writers_over_time_leave_a_register_that_holds() {
    let folder = tempdir().expect("a folder");
    for round in 0..5 {
        let mut register = open("sqlite:samplats.db", folder.path()).await.expect("opened");
        let writes = (1..=20).map(|id| write("place", id, round + 1)).collect();
        assert_eq!(commit_writes(register.as_mut(), writes).await.seq, u64::from(round + 1) * 20);
    }
    let register = open("sqlite:samplats.db", folder.path()).await.expect("opened");
    let verified = register.archive().verify(&|_| ()).await.expect("verified");
    assert_eq!((verified.changes, verified.records, verified.faults), (100, 20, vec![]));
}
