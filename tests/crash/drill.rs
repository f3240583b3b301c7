//! The restore drill of docs/operations.md: a backup that is made while clients write is restored
//! elsewhere, holds the register as it stood at its number, and goes on from there.

use crate::cluster::{Cluster, DURABLE, FAST, bin, give_to_user, user};
use crate::ledger::Ledger;
use crate::load::Load;
use crate::program::Served;
use crate::store::Store;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

const CLIENTS: usize = 8;

/// Runs `backup` while clients write, with the reports that were acknowledged before it began.
fn under_writes(store: &Store, backup: impl FnOnce()) -> (Arc<Ledger>, usize) {
    let ledger = Arc::new(Ledger::default());
    let served = Served::start(store);
    let load = Load::start("d", CLIENTS, vec![served.address.clone()], &store.token, &ledger);
    load.grow_by(50);
    let before = ledger.len();
    backup();
    load.grow_by(20);
    load.stop();
    served.stop();
    (ledger, before)
}

/// The restored register holds all that was acknowledged before the backup began, verifies, and goes
/// on: what it does not have is written again under its key.
fn assert_goes_on(restored: &Store, ledger: &Ledger, before: usize) -> usize {
    restored.assert_verified();
    let reports = restored.reports();
    assert!(
        (before..=ledger.len()).contains(&reports),
        "{reports} of {} reports, {before} at the beginning",
        ledger.len()
    );
    let served = Served::start(restored);
    let wrote = ledger.send_all_again(served.asked());
    served.stop();
    assert_eq!(wrote, ledger.len() - reports, "what the backup does not have is written, and nothing else");
    ledger.assert_is_all_of(restored);
    reports
}

#[test]
fn a_file_is_backed_up_under_writes_and_restored_as_it_stood() {
    let store = Store::sqlite();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let backup = elsewhere.path().join("drill.db");
    let began = Instant::now();
    let (ledger, before) = under_writes(&store, || drop(store.run(&["register", "backup", text(&backup)])));
    let restored = store.restored_from(&backup);
    assert_eq!(
        head_of(&restored.file()),
        hash_at_head_of(&restored.file(), &store.file()),
        "the chain at its number"
    );
    let reports = assert_goes_on(&restored, &ledger, before);
    println!(
        "restore drill, SQLite: {reports} of {} reports, restored and written on, in {:.1} s",
        ledger.len(),
        began.elapsed().as_secs_f64()
    );
}

#[test]
fn a_restored_file_beside_the_log_of_the_one_before_is_not_served() {
    let store = Store::sqlite();
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("drill.db");
    let (served, ledger) = (Served::start(&store), Arc::new(Ledger::default()));
    let load = Load::start("l", CLIENTS, vec![served.address.clone()], &store.token, &ledger);
    load.grow_by(20);
    store.run(&["register", "backup", text(&backup)]);
    load.grow_by(20);
    load.stop();
    // Killed, it leaves its log.
    served.kill();
    fs::copy(&backup, store.file()).expect("restored");
    let refused = store.try_run(&["register", "stats"]);
    let why = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && why.contains("samplats.db-wal") && why.contains("move"), "{why}");
    for suffix in ["-wal", "-shm"] {
        fs::remove_file(store.folder().join(format!("samplats.db{suffix}"))).expect("moved away");
    }
    store.assert_verified();
}

#[test]
fn a_database_is_dumped_under_writes_and_restored_as_it_stood() {
    let (cluster, elsewhere) = (Cluster::start(DURABLE), Cluster::start(FAST));
    let store = Store::postgres(&cluster);
    let folder = tempfile::tempdir().expect("a folder");
    let dump = folder.path().join("drill.dump");
    let began = Instant::now();
    let (ledger, before) = under_writes(&store, || drop(store.run(&["register", "backup", text(&dump)])));
    let database = elsewhere.database("template1");
    elsewhere.restore(&database, &dump);
    let restored = store.at(&elsewhere.url(&database));
    assert_same_chain(|sql| elsewhere.sql(&database, sql), |sql| cluster.sql(store.database(), sql));
    let reports = assert_goes_on(&restored, &ledger, before);
    assert_eq!(elsewhere.sql(&database, "select epoch from head"), "2", "the server that goes on is another");
    println!(
        "restore drill, PostgreSQL dump: {reports} of {} reports, restored and written on, in {:.1} s",
        ledger.len(),
        began.elapsed().as_secs_f64()
    );
}

#[test]
fn a_base_backup_made_under_writes_is_verified_and_recovered_as_it_stood() {
    let cluster = Cluster::start(DURABLE);
    let store = Store::postgres(&cluster);
    let base = Base::folder();
    let began = Instant::now();
    let (ledger, before) = under_writes(&store, || base.take(&cluster));
    base.verify();
    base.recover();
    let restored = store.at(&base.url(store.database()));
    assert_same_chain(|sql| base.sql(store.database(), sql), |sql| cluster.sql(store.database(), sql));
    let reports = assert_goes_on(&restored, &ledger, before);
    assert_eq!(base.sql(store.database(), "select epoch from head"), "2", "its timeline is another");
    println!(
        "restore drill, PostgreSQL base backup: {reports} of {} reports, verified, recovered and written on, in {:.1} s",
        ledger.len(),
        began.elapsed().as_secs_f64()
    );
}

/// The chain's hash covers all that was written until then.
fn assert_same_chain(restored: impl Fn(&str) -> String, original: impl Fn(&str) -> String) {
    let seq = restored("select seq from head");
    let at = |seq: &str| format!("select encode(hash, 'hex') from change where seq = {seq}");
    assert_eq!(
        restored("select encode(hash, 'hex') from head"),
        original(&at(&seq)),
        "the chain at change {seq}"
    );
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

fn head_of(file: &Path) -> (i64, Vec<u8>) {
    let connection = Connection::open(file).expect("opened");
    connection
        .query_row("select seq, hash from head", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("a head")
}

/// The other register's chain where this one ends.
fn hash_at_head_of(file: &Path, other: &Path) -> (i64, Vec<u8>) {
    let (seq, connection) = (head_of(file).0, Connection::open(other).expect("opened"));
    let hash = connection.query_row("select hash from change where seq = ?", [seq], |row| row.get(0));
    (seq, hash.expect("the change"))
}

/// A base backup in a folder of the database's user, and the server that is started on it.
struct Base(tempfile::TempDir);

impl Base {
    fn folder() -> Self {
        let folder = tempfile::Builder::new().prefix("samplats-base-").tempdir().expect("a folder");
        give_to_user(folder.path()).expect("given to the database's user");
        Base(folder)
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let mut command = user(&bin(program));
        // The server that is started must not keep a pipe of ours open.
        let done =
            command.args(arguments).current_dir(self.0.path()).stdout(std::process::Stdio::null()).status();
        let log = fs::read_to_string(self.0.path().join("log")).unwrap_or_default();
        assert!(done.expect("it runs").success(), "{program} {arguments:?}: {log}");
    }

    fn take(&self, cluster: &Cluster) {
        let socket = cluster.socket();
        let host = text(socket.parent().expect("a folder"));
        self.run(
            "pg_basebackup",
            &["-U", "postgres", "-h", host, "-D", text(&self.data()), "--checkpoint=fast"],
        );
    }

    fn verify(&self) {
        self.run("pg_verifybackup", &[text(&self.data())]);
    }

    /// Recovers to the moment the backup ended, which gives it a timeline of its own.
    fn recover(&self) {
        let asked =
            "restore_command = 'false'\nrecovery_target = 'immediate'\nrecovery_target_action = 'promote'\n";
        let mut settings = fs::read_to_string(self.data().join("postgresql.auto.conf")).expect("read");
        settings.push_str(asked);
        fs::write(self.data().join("postgresql.auto.conf"), settings).expect("written");
        fs::write(self.data().join("recovery.signal"), "").expect("written");
        // Not lower than where it was made.
        let options = format!("-c listen_addresses='' -c max_connections=300 -k {}", self.0.path().display());
        let log = self.0.path().join("log");
        self.run("pg_ctl", &["-D", text(&self.data()), "-l", text(&log), "-w", "-o", &options, "start"]);
        let recovering = || self.sql("postgres", "select pg_is_in_recovery()") == "t";
        crate::program::until("it is promoted", std::time::Duration::from_secs(60), || !recovering());
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@{}/{database}", self.0.path().display().to_string().replace('/', "%2F"))
    }

    fn sql(&self, database: &str, sql: &str) -> String {
        let mut psql = user(&bin("psql"));
        let output = psql.args(["-X", "-A", "-t", "-q", "-U", "postgres", "-d", database, "-c", sql, "-h"]);
        let output = output.arg(self.0.path()).current_dir("/").output().expect("psql runs");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        let mut stop = user(&bin("pg_ctl"));
        let data = self.data();
        // It may never have been started.
        let _ = stop.args(["-D", text(&data), "-m", "immediate", "stop"]).current_dir("/").output();
    }
}
