//! One suite over every backend: what a register promises, whoever keeps it. A backend is a store
//! that can be opened again and again, and tampered with behind the register's back.

mod agreement;
mod audit;
pub(crate) mod backends;
mod credentials;
mod erasing;
mod past;
mod tampering;
mod writing;

use super::{CommandKey, CommandWrites, Fault, Head, Outcome, Register, StoredRecord, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time tests begin at, milliseconds since 1970 UTC.
pub(super) const START_MS: i64 = 1_770_000_000_000;

/// A store to run the suite on.
pub(crate) trait Backend: Sized {
    /// An empty store, with a clock at [`START_MS`].
    fn fresh() -> Self;

    /// The clock of every register opened on it.
    fn clock(&self) -> &Clock;

    /// Opens it, after whoever had it open has closed it.
    async fn open(&self) -> Box<dyn Register>;

    /// Changes what is stored as somebody with access to the disk would. Nobody has it open.
    fn tamper(&self, tamper: &Tamper);
}

/// What somebody with access to the disk might do.
#[derive(Clone, Debug)]
pub(crate) enum Tamper {
    /// Another text in a version's facts.
    Facts { seq: u64 },
    /// Another party in a line of the chain.
    Party { seq: u64 },
    /// A line of the chain is gone, with its version.
    DeleteChange { seq: u64 },
    /// A version is gone.
    DeleteVersion { seq: u64 },
    /// Two versions change places, texts and salts.
    SwapVersions(u64, u64),
    /// Another text in a record.
    RecordFacts { id: u64 },
    /// A record is gone.
    DeleteRecord { id: u64 },
    /// The last change is gone, with its version and the record it created.
    CutTail { seq: u64, id: u64 },
    /// Content and its salt are erased from a version, as retention does.
    EraseContent { seq: u64 },
    /// Facts, content and their salts are erased from a version, as a right to be forgotten may ask.
    EraseFacts { seq: u64 },
}

/// A clock to be moved by hand.
#[derive(Clone)]
pub(crate) struct Clock(Arc<AtomicI64>);

impl Clock {
    pub fn new() -> Self {
        Clock(Arc::new(AtomicI64::new(START_MS)))
    }

    pub fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    pub fn advance(&self, by_ms: i64) {
        self.0.fetch_add(by_ms, Ordering::Relaxed);
    }
}

pub(super) fn write(kind: &str, id: u64, version: u32) -> Write {
    Write {
        record: StoredRecord {
            kind: kind.into(),
            id,
            version,
            seq: 0,
            schema: 1,
            facts: format!(r#"{{"type":"{kind}","version":{version}}}"#),
            content: Some(format!(r#"{{"text":"Å {id}"}}"#)),
        },
        verb: "place.change".into(),
        party: "sisab".into(),
        role: "coordinator".into(),
    }
}

pub(super) fn key(caller: &str, key: &str) -> CommandKey {
    CommandKey { caller: caller.into(), key: key.into() }
}

/// A command of one caller that makes `writes`; its outcome is about the last of them.
pub(super) fn command(name: &str, writes: Vec<Write>) -> CommandWrites {
    let last = writes.last().map(|write| write.record.clone());
    let (kind, id, version) =
        last.map_or(("place".into(), 0, 1), |record| (record.kind, record.id, record.version));
    let outcome = Outcome { kind, id, version, status: 200, seq: 0 };
    CommandWrites { key: key("anna", name), request_hash: [7; 32], writes, outcome }
}

/// Begins at whatever the head is, and commits.
pub(super) async fn commit(register: &mut dyn Register, commands: &[CommandWrites]) -> Result<Head, Fault> {
    let begun = register.begin(0, &[]).await?;
    register.commit(begun.now_ms, commands).await
}

/// Commits each write as a command of its own, in one batch.
pub(super) async fn commit_writes(register: &mut dyn Register, writes: Vec<Write>) -> Head {
    let head = register.begin(0, &[]).await.expect("begun").news.head;
    let commands: Vec<_> = writes
        .into_iter()
        .enumerate()
        .map(|(number, write)| command(&format!("after {} number {number}", head.seq), vec![write]))
        .collect();
    register.commit(head.time_ms.max(START_MS), &commands).await.expect("committed")
}

/// Every current record, ordered by kind and id, and the head they stand at.
pub(super) async fn all(register: &mut dyn Register) -> (Vec<StoredRecord>, Head) {
    let mut records = Vec::new();
    let head = register.load(3, &mut |batch| records.extend(batch)).await.expect("loaded");
    records.sort_by(|a, b| (&a.kind, a.id).cmp(&(&b.kind, b.id)));
    (records, head)
}

/// The write as it is stored by change `seq`.
pub(super) fn stored(write: Write, seq: u64) -> StoredRecord {
    StoredRecord { seq, ..write.record }
}

/// Runs each named test on every backend.
macro_rules! on_every_backend {
    ($($test:ident),* $(,)?) => {
        mod memory { $(#[tokio::test] async fn $test() {
            super::$test::<crate::register::suite::backends::InMemory>().await;
        })* }
        mod faulty_without_faults { $(#[tokio::test] async fn $test() {
            super::$test::<crate::register::suite::backends::WithoutFaults>().await;
        })* }
        mod sqlite { $(#[tokio::test] async fn $test() {
            super::$test::<crate::register::suite::backends::SqliteFile>().await;
        })* }
        mod postgres { $(#[tokio::test] async fn $test() {
            super::$test::<crate::register::suite::backends::PostgresDatabase>().await;
        })* }
        mod sqlite_reopened_each_time { $(#[tokio::test] async fn $test() {
            super::$test::<crate::register::suite::backends::SqliteReopened>().await;
        })* }
    };
}
use on_every_backend;
