//! A disk that fills up and has room again: reads go on, writes are refused with when to try again,
//! and once there is room the program goes on by itself.
//!
//! Once here; `SAMPLATS_ROUNDS` says how often. The disk is a small file system in memory, which only
//! root may make. Somebody else's disk is full once, by what `strace` says of it, until the tracer goes.

use crate::chance::times;
use crate::client::Answer;
use crate::faults::{require_strace, traced};
use crate::ledger::{Ledger, body_of};
use crate::program::{Served, until};
use crate::store::Store;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const SIZE: &str = "8m";
const LIMIT: Duration = Duration::from_secs(30);
/// While the disk is full, reads may take so long at most.
const READS_TAKE: Duration = Duration::from_secs(1);
/// A traced disk is full from this call on: after the start and a few reports.
const CALLS_WITH_ROOM: usize = 150;

/// A file system of its own, gone when it is dropped.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={SIZE}"), "tmpfs"]).arg(folder.path());
        let output = mount.output().expect("mount runs");
        assert!(output.status.success(), "a small disk: {}", String::from_utf8_lossy(&output.stderr));
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all the room there is.
    fn fill(&self) -> PathBuf {
        let ballast = self.path().join("ballast");
        let mut file = OpenOptions::new().create(true).append(true).open(&ballast).expect("opened");
        for bytes in [65_536, 4_096, 512] {
            while file.write_all(&vec![0; bytes]).is_ok() {}
        }
        ballast
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // What still runs there has been killed by its own handle; a mount that stays shows itself.
        let gone = Command::new("umount").arg("--lazy").arg(self.path()).status();
        assert!(
            gone.is_ok_and(|status| status.success()) || std::thread::panicking(),
            "the small disk stays"
        );
    }
}

#[test]
fn a_full_disk_stops_writes_alone_and_passes_by_itself() {
    let me = std::fs::metadata("/proc/self").expect("this process");
    if me.uid() == 0 { on_a_small_disk() } else { on_a_traced_disk() }
}

fn on_a_small_disk() {
    let disk = SmallDisk::mount();
    let store = Store::sqlite_below(disk.path());
    let (served, ledger) = (Served::start(&store), Ledger::default());
    for round in 0..times("SAMPLATS_ROUNDS", 1) {
        assert_eq!(attempt(&served, &ledger).map(|refused| refused.status), None);
        let ballast = disk.fill();
        full_until(&served, &ledger, round, || std::fs::remove_file(&ballast).expect("removed"));
    }
    assert_kept(served, &ledger, &store);
}

fn on_a_traced_disk() {
    require_strace();
    let (store, folder) = (Store::sqlite(), tempfile::tempdir().expect("a folder"));
    let full = format!("pwrite64,write,ftruncate:error=ENOSPC:when={CALLS_WITH_ROOM}+");
    let strace = traced(&store, &full, &folder.path().join("trace"), false);
    let (served, ledger) = (Served::try_start(&store, strace).expect("it starts"), Ledger::default());
    full_until(&served, &ledger, 0, || {
        let gone = Command::new("kill").args(["-KILL", &served.tracer()]).status().expect("kill runs");
        assert!(gone.success(), "the tracer was there");
    });
    assert_kept(served, &ledger, &store);
}

/// Writes until the disk is full, finds reads going on, and then, with room again, writes.
fn full_until(served: &Served, ledger: &Ledger, round: usize, there_is_room: impl FnOnce()) {
    // Room that the log holds already is still there.
    let mut refused = None;
    until("somebody notices that the disk is full", LIMIT, || {
        refused = attempt(served, ledger);
        refused.is_some()
    });
    let refused = refused.expect("just now");
    assert!([503, 507].contains(&refused.status) && refused.header("retry-after").is_some(), "{refused:?}");
    assert_reads_go_on(served, ledger.len());
    there_is_room();
    let took = until("it can be written to again", LIMIT, || served.is_ready());
    assert_eq!(attempt(served, ledger).map(|refused| refused.status), None);
    println!(
        "a full disk, round {round}: writes refused, reads answered; writable again {:.1} s after there was room",
        took.as_secs_f64()
    );
}

fn assert_kept(served: Served, ledger: &Ledger, store: &Store) {
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of(store);
}

/// Writes once more; the answer of one that was refused.
fn attempt(served: &Served, ledger: &Ledger) -> Option<Answer> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let (key, began) = (format!("f-{}", NUMBER.fetch_add(1, Ordering::Relaxed)), Instant::now());
    let answer = served.asked().post("/api/reports", &key, &body_of(&key, 18.05)).expect("an answer");
    if answer.status == 201 {
        ledger.enter(&key, answer, began.elapsed());
        return None;
    }
    Some(answer)
}

fn assert_reads_go_on(served: &Served, reports: usize) {
    for path in ["/api/reports?limit=1000", "/api/locate?lon=18.05&lat=59.33", "/api/places", "/healthz"] {
        let began = Instant::now();
        let answer = served.asked().get(path).expect("an answer");
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        assert!(began.elapsed() < READS_TAKE, "{path} took {:?}", began.elapsed());
        if path.starts_with("/api/reports") {
            assert_eq!(
                answer.json()["items"].as_array().map(Vec::len),
                Some(reports),
                "all of them are listed"
            );
        }
    }
}
