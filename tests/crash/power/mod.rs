//! The power goes, not only the program: at each moment at which the register waited for its disk, what the disk held then is
//! opened by the next life of the program. Everything acknowledged until then is there, once; the rest is there whole or not
//! at all; the file is sound and the chain verifies.
//!
//! Some reports here, as many as `SAMPLATS_POWER_WRITES` says where they are counted.

mod disk;
mod trace;

use crate::chance::{Chance, times};
use crate::faults::require_strace;
use crate::ledger::{Ledger, body_of};
use crate::program::Served;
use crate::store::Store;
use disk::{Disk, TORN, Torn};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime};
use trace::{Call, Which};

/// The text of every so many-th report is erased.
const ERASED_EVERY: usize = 7;

/// A key, and when its sender knew that it had been carried out, since 1970.
type Acknowledged = (String, Duration);

#[test]
fn when_the_power_goes_nothing_acknowledged_is_lost() {
    require_strace();
    let (writes, chance) = (times("SAMPLATS_POWER_WRITES", 14), Chance::begin("power"));
    let template = Store::sqlite();
    let folder = tempfile::tempdir().expect("a folder");
    let store = template.copied(folder.path());
    let (ledger, traced) = (Ledger::default(), folder.path().join("trace"));
    let register = std::fs::read(template.file()).expect("the register");
    // And one that only says that it has written the log.
    let (mut disk, mut liar) = (Disk::holding(register.clone()), Disk::holding(register));
    let served = Served::try_start(&store, trace::watched(&store, &traced)).expect("it starts");
    let acknowledged = write(&served, &ledger, writes);
    served.kill();

    let (mut moments, mut moves) = (0, 0);
    for made in trace::read(&traced) {
        if matches!(made.call, Call::Flush { .. } | Call::FlushFolder) {
            // Just before the disk has said that it is done.
            assert_survived(&template, &disk, &acknowledged, made.ended, &chance);
            moments += 1;
            moves += usize::from(matches!(made.call, Call::Flush { file: Which::Register }));
        }
        disk.take(&made.call);
        if !matches!(made.call, Call::Flush { file: Which::Log }) {
            liar.take(&made.call);
        }
    }
    assert_survived(&template, &disk, &acknowledged, Duration::MAX, &chance);
    assert!(moments >= writes && moves > 1, "{moments} flushes, {moves} of the file, of {writes} writes");

    let kept_by_a_liar =
        keys_of(&found(&template, &liar.after_a_cut(Torn::Nothing, &chance)), Torn::Nothing).len();
    assert!(kept_by_a_liar < acknowledged.len(), "a disk that lies about the log is not noticed");

    let at_the_end = found(&template, &disk.after_a_cut(Torn::Nothing, &chance));
    let served = Served::start(&at_the_end);
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of_beside(&at_the_end, writes - ledger.len());
    println!(
        "power: cut at each of {moments} flushes ({moves} of the file itself) and at the end, {} ways each; {} acknowledged, \
         0 lost, 0 half done",
        TORN.len(),
        acknowledged.len()
    );
}

/// Sends so many reports, one after another, and erases the text of some, which has the log moved into the file. Those that
/// stay as they were are entered.
fn write(served: &Served, ledger: &Ledger, writes: usize) -> Vec<Acknowledged> {
    let mut acknowledged = Vec::new();
    let mut acknowledge =
        |key: String| acknowledged.push((key, SystemTime::UNIX_EPOCH.elapsed().expect("after 1970")));
    for number in 0..writes {
        let (key, began) = (format!("power-{number}"), Instant::now());
        let answer = served.asked().post("/api/reports", &key, &body_of(&key, 18.05)).expect("an answer");
        assert_eq!(answer.status, 201, "{answer:?}");
        acknowledge(key.clone());
        if number % ERASED_EVERY == 0 {
            let (path, etag) =
                (format!("/api/reports/{}/erase", answer.id()), answer.header("etag").expect("a version"));
            let key = format!("erase-{key}");
            let order = r#"{"part":"text","decision":"KS 2026/17"}"#;
            let erased = served.asked().command(&path, &key, etag, order).expect("an answer");
            assert_eq!(erased.status, 200, "{erased:?}");
            acknowledge(key);
        } else {
            ledger.enter(&key, answer, began.elapsed());
        }
    }
    acknowledged
}

/// Whatever of the pending writes reached the disk, the register opens with all that was acknowledged by then.
fn assert_survived(
    template: &Store,
    disk: &Disk,
    acknowledged: &[Acknowledged],
    cut: Duration,
    chance: &Chance,
) {
    let promised: Vec<&str> =
        acknowledged.iter().filter(|(_, at)| *at < cut).map(|(key, _)| key.as_str()).collect();
    let sent: Vec<&str> = acknowledged.iter().map(|(key, _)| key.as_str()).collect();
    std::thread::scope(|scope| {
        for torn in TORN {
            let files = disk.after_a_cut(torn, chance);
            let (promised, sent) = (&promised, &sent);
            scope.spawn(move || {
                let store = found(template, &files);
                let there = keys_of(&store, torn);
                let lost: Vec<_> =
                    promised.iter().filter(|key| !there.iter().any(|one| one == *key)).collect();
                assert!(lost.is_empty(), "{torn:?} after {} acknowledged: {lost:?} are lost", promised.len());
                assert!(there.iter().all(|key| sent.contains(&key.as_str())), "{torn:?}: {there:?}");
                let reports = there.iter().filter(|key| key.starts_with("power-")).count();
                assert_eq!(store.reports(), reports, "{torn:?}: a report for each key");
            });
        }
    });
}

/// What was found on a disk, as a store.
fn found(template: &Store, files: &BTreeMap<Which, Vec<u8>>) -> Store {
    let store = template.copied(&std::env::temp_dir());
    for (which, bytes) in files {
        std::fs::write(store.folder().join(which.name()), bytes).expect("written");
    }
    store
}

/// The keys of what was carried out, in a register that the program has opened and found right.
fn keys_of(store: &Store, torn: Torn) -> Vec<String> {
    store.assert_verified();
    let register = Connection::open(store.file()).expect("it opens");
    let sound: String =
        register.query_row("pragma integrity_check", [], |row| row.get(0)).expect("it answers");
    assert_eq!(sound, "ok", "{torn:?}");
    let mut asked = register.prepare("select key from command where key like '%power-%'").expect("a table");
    asked.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("keys")
}
