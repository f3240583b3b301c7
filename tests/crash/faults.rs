//! A disk that fails: one system call on the register's file or its log answers with an error, first
//! the first one, then the second, and so on until all have been tried. `strace` makes them fail.
//!
//! Whatever fails, nothing is acknowledged that is not there when the program is started again.
//! A few of the calls here; `SAMPLATS_FAULTS=all` tries every one.

use crate::client::Asked;
use crate::ledger::{Ledger, body_of};
use crate::program::{Served, until};
use crate::store::Store;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Written in each trial. A write touches about ten pages of the file, and each is two calls.
const REPORTS: usize = 2;
/// No register of two reports makes so many calls.
const CALLS_MAX: usize = 400;
/// After a failure, so soon it must be known that nothing can be written.
const KNOWN_WITHIN: Duration = Duration::from_secs(1);

/// What fails, and how.
struct Disk {
    /// As it is said.
    what: &'static str,
    calls: &'static str,
    /// As strace says it.
    answer: &'static str,
    /// In the short form every so many-th call is tried. Three of them may all be such as no write waits for.
    every: usize,
}

const DISKS: [Disk; 4] = [
    Disk { what: "fsync fails", calls: "fsync,fdatasync", answer: "error=EIO", every: 1 },
    Disk { what: "a write fails", calls: "pwrite64,write,ftruncate", answer: "error=EIO", every: 7 },
    Disk { what: "the disk is full", calls: "pwrite64,write,ftruncate", answer: "error=ENOSPC", every: 7 },
    // Nothing is written and nothing is wrong: the shortest of writes.
    Disk { what: "a write is short", calls: "pwrite64,write", answer: "retval=0", every: 7 },
];

/// What one trial came to.
#[derive(Default)]
struct Came {
    injected: bool,
    refused: usize,
    not_started: bool,
}

#[test]
fn whichever_call_of_the_disk_fails_nothing_acknowledged_is_lost() {
    require_strace();
    let template = Store::sqlite();
    for disk in &DISKS {
        let every =
            if std::env::var("SAMPLATS_FAULTS").is_ok_and(|which| which == "all") { 1 } else { disk.every };
        let (mut tried, mut refused, mut not_started) = (0, 0, 0);
        for nth in (1..CALLS_MAX).step_by(every) {
            let came = fails_at(&template, disk, nth);
            refused += came.refused;
            not_started += usize::from(came.not_started);
            if !came.injected {
                break;
            }
            tried += 1;
        }
        assert!(tried > 2 && tried < CALLS_MAX / every, "{}: {tried} calls failed", disk.what);
        assert!(refused + not_started > 0, "{}: nobody noticed", disk.what);
        println!(
            "{}: at each of {tried} calls in turn; {not_started} starts refused, {refused} writes refused, 0 acknowledged and lost",
            disk.what
        );
    }
}

/// One life of the program in which the `nth` call fails, and the next in which none does.
fn fails_at(template: &Store, disk: &Disk, nth: usize) -> Came {
    let folder = tempfile::tempdir().expect("a folder");
    let store = template.copied(folder.path());
    let (ledger, trace) = (Ledger::default(), folder.path().join("trace"));
    let mut came = Came::default();
    let injection = format!("{}:{}:when={nth}", disk.calls, disk.answer);
    match Served::try_start(&store, traced(&store, &injection, &trace, true)) {
        Err(_) => came.not_started = true,
        Ok(served) => {
            for number in 0..REPORTS {
                came.refused += usize::from(!write(&served, &ledger, number, disk, nth));
            }
            // In good order, for what is done at the end can fail as well.
            served.stop();
        }
    }
    let traced = std::fs::read_to_string(&trace).expect("the trace");
    came.injected = traced.contains("(INJECTED)");
    let served = Served::start(&store);
    for number in 0..REPORTS {
        let (key, began) = (key_of(number), Instant::now());
        if !ledger.knows(&key) {
            let answer = served.asked().post("/api/reports", &key, &body_of(&key, 18.05)).expect("an answer");
            assert!([200, 201].contains(&answer.status), "{} at {nth}: {answer:?}", disk.what);
            ledger.enter(&key, answer, began.elapsed());
        }
    }
    ledger.assert_answered_again(served.asked());
    served.kill();
    ledger.assert_is_all_of(&store);
    came
}

fn key_of(number: usize) -> String {
    format!("n-{number}")
}

/// Whether it was acknowledged; if not, the program knows at once that something is wrong.
fn write(served: &Served, ledger: &Ledger, number: usize, disk: &Disk, nth: usize) -> bool {
    let (key, began) = (key_of(number), Instant::now());
    let answer = served.asked().post("/api/reports", &key, &body_of(&key, 18.05));
    let what = format!("{} at {nth}", disk.what);
    match answer {
        Some(answer) if answer.status == 201 => {
            ledger.enter(&key, answer, began.elapsed());
            true
        }
        Some(answer) => {
            assert!(answer.status == 503 && answer.header("retry-after").is_some(), "{what}: {answer:?}");
            assert_reads_go_on(served.asked(), &what);
            // A full disk may have room again by then, and one broken call is no full disk.
            if disk.answer == "error=EIO" {
                until("it says so", KNOWN_WITHIN, || !served.is_ready());
            }
            false
        }
        None => panic!("{what}: no answer, and the program said: {}", served.said()),
    }
}

fn assert_reads_go_on(asked: Asked<'_>, what: &str) {
    let list = asked.get("/api/reports").expect("an answer");
    assert_eq!(list.status, 200, "{what}: {list:?}");
}

/// The program, with calls on the register's files that answer as strace is told. Its tracer stands
/// aside, so that the process is the program itself. One that stays to the end may be a quick one; without it, all
/// calls that it had asked to see would fail.
pub fn traced(store: &Store, injection: &str, trace: &Path, stays: bool) -> Command {
    let mut strace = Command::new("strace");
    strace.args(stays.then_some("--seccomp-bpf")).args(["-D", "-f", "-qq", "-o"]).arg(trace);
    for file in ["samplats.db", "samplats.db-wal"] {
        strace.arg("-P").arg(store.folder().join(file));
    }
    strace.arg("-e").arg(format!("inject={injection}")).arg(env!("CARGO_BIN_EXE_samplats"));
    strace
}

/// Fails where strace is not there, saying what to do.
pub fn require_strace() {
    let there = Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success());
    assert!(
        there,
        "strace is missing: install it, for instance with apt-get install strace (or run scripts/setup.sh)"
    );
}
