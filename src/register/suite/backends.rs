//! The backends the suite runs on.

use super::{Backend, Clock, Tamper};
use crate::register::faulty::Script;
use crate::register::memory::{Memory, Store};
use crate::register::sqlite::Sqlite;
use crate::register::{
    Archive, Begun, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault, Head, News,
    Register, StoredRecord, Surroundings,
};
use async_trait::async_trait;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::Notify;

fn surroundings(clock: &Clock) -> Surroundings {
    let clock = clock.clone();
    Surroundings::repeatable(1, move || clock.now_ms())
}

/// The register in memory.
pub struct InMemory {
    memory: Memory,
    clock: Clock,
}

impl Backend for InMemory {
    fn fresh() -> Self {
        let clock = Clock::new();
        InMemory { memory: Memory::new(surroundings(&clock)), clock }
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }

    async fn open(&self) -> Box<dyn Register> {
        Box::new(self.memory.beside(surroundings(&self.clock)))
    }

    fn tamper(&self, tamper: &Tamper) {
        tamper_with_memory(&self.memory.store(), tamper);
    }
}

/// The register that fails on demand, when nothing is demanded.
pub struct WithoutFaults {
    script: Script,
    clock: Clock,
}

impl Backend for WithoutFaults {
    fn fresh() -> Self {
        let clock = Clock::new();
        let for_script = clock.clone();
        WithoutFaults { script: Script::new(move || surroundings(&for_script)), clock }
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }

    async fn open(&self) -> Box<dyn Register> {
        Box::new(self.script.open())
    }

    fn tamper(&self, tamper: &Tamper) {
        tamper_with_memory(&self.script.memory_store(), tamper);
    }
}

/// A SQLite file.
pub struct SqliteFile {
    folder: TempDir,
    clock: Clock,
}

impl SqliteFile {
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("samplats.db")
    }

    pub async fn open_sqlite(&self) -> Sqlite {
        Sqlite::open(self.path(), surroundings(&self.clock)).await.expect("opened")
    }
}

impl Backend for SqliteFile {
    fn fresh() -> Self {
        SqliteFile { folder: tempfile::tempdir().expect("a folder"), clock: Clock::new() }
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }

    async fn open(&self) -> Box<dyn Register> {
        Box::new(self.open_sqlite().await)
    }

    fn tamper(&self, tamper: &Tamper) {
        tamper_with_sqlite(&Connection::open(self.path()).expect("opened"), tamper);
    }
}

/// A SQLite file that is closed and opened again before every transaction.
pub struct SqliteReopened(SqliteFile);

impl Backend for SqliteReopened {
    fn fresh() -> Self {
        SqliteReopened(SqliteFile::fresh())
    }

    fn clock(&self) -> &Clock {
        self.0.clock()
    }

    async fn open(&self) -> Box<dyn Register> {
        let inner = Some(self.0.open_sqlite().await);
        Box::new(Reopening { path: self.0.path(), clock: self.0.clock.clone(), inner })
    }

    fn tamper(&self, tamper: &Tamper) {
        self.0.tamper(tamper);
    }
}

struct Reopening {
    path: PathBuf,
    clock: Clock,
    inner: Option<Sqlite>,
}

impl Reopening {
    async fn again(&mut self) -> Result<&mut Sqlite, Fault> {
        // Closed first: the file is locked.
        self.inner = None;
        Ok(self.inner.insert(Sqlite::open(self.path.clone(), surroundings(&self.clock)).await?))
    }

    fn inner(&self) -> &Sqlite {
        self.inner.as_ref().expect("the last opening succeeded")
    }
}

#[async_trait]
impl Register for Reopening {
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        self.again().await?.load(batch, sink).await
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        self.again().await?.look(known).await
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        self.again().await?.begin(known, keys).await
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        self.inner.as_mut().expect("open").commit(now_ms, commands).await
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.inner.as_mut().expect("open").rollback().await
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        self.again().await?.put_credentials(known, put, remove).await
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        self.again().await?.credentials().await
    }

    fn bell(&self) -> Option<Arc<Notify>> {
        self.inner().bell()
    }

    fn archive(&self) -> Arc<dyn Archive> {
        self.inner().archive()
    }
}

fn tamper_with_memory(store: &Store, tamper: &Tamper) {
    let mut state = store.state();
    let other = || r#"{"other":true}"#.to_owned();
    match tamper {
        Tamper::Facts { seq } => {
            let version = state.versions.get_mut(seq).expect("there");
            version.facts.as_mut().expect("kept").text = other();
        }
        Tamper::Party { seq } => {
            let change = state.changes.iter_mut().find(|change| change.line.seq == *seq).expect("there");
            change.line.party = "other".into();
        }
        Tamper::DeleteChange { seq } => {
            state.changes.retain(|change| change.line.seq != *seq);
            state.versions.remove(seq).expect("there");
        }
        Tamper::DeleteVersion { seq } => drop(state.versions.remove(seq).expect("there")),
        Tamper::SwapVersions(one, two) => {
            let mut first = state.versions.remove(one).expect("there");
            let mut second = state.versions.remove(two).expect("there");
            std::mem::swap(&mut first.facts, &mut second.facts);
            std::mem::swap(&mut first.content, &mut second.content);
            state.versions.extend([(*one, first), (*two, second)]);
        }
        Tamper::RecordFacts { id } => {
            state.records.get_mut(&("place".into(), *id)).expect("there").facts = other();
        }
        Tamper::DeleteRecord { id } => drop(state.records.remove(&("place".into(), *id)).expect("there")),
        Tamper::CutTail { seq, id } => {
            state.changes.retain(|change| change.line.seq < *seq);
            state.versions.remove(seq).expect("there");
            state.records.remove(&("place".into(), *id)).expect("there");
        }
        Tamper::EraseContent { seq } => state.versions.get_mut(seq).expect("there").content = None,
    }
}

fn tamper_with_sqlite(connection: &Connection, tamper: &Tamper) {
    let erasing = matches!(tamper, Tamper::EraseContent { .. });
    if !erasing {
        connection
            .execute_batch(
                "pragma foreign_keys = off;
                 drop trigger change_is_never_updated; drop trigger change_is_never_deleted;
                 drop trigger record_version_is_only_erased; drop trigger record_version_is_never_deleted;",
            )
            .expect("the guards are gone");
    }
    let sql = match tamper {
        Tamper::Facts { seq } => {
            format!(r#"update record_version set facts = '{{"other":true}}' where seq = {seq}"#)
        }
        Tamper::Party { seq } => format!("update change set party = 'other' where seq = {seq}"),
        Tamper::DeleteChange { seq } => {
            format!("delete from change where seq = {seq}; delete from record_version where seq = {seq}")
        }
        Tamper::DeleteVersion { seq } => format!("delete from record_version where seq = {seq}"),
        Tamper::SwapVersions(one, two) => format!(
            "create temp table other as select * from record_version;
             update record_version set (facts, facts_salt, content, content_salt) =
                 (select facts, facts_salt, content, content_salt from temp.other
                  where other.seq = {one} + {two} - record_version.seq)
             where seq in ({one}, {two})"
        ),
        Tamper::RecordFacts { id } => {
            format!(r#"update record set facts = '{{"other":true}}' where id = {id}"#)
        }
        Tamper::DeleteRecord { id } => format!("delete from record where id = {id}"),
        Tamper::CutTail { seq, id } => format!(
            "delete from change where seq = {seq}; delete from record_version where seq = {seq};
             delete from record where id = {id}"
        ),
        Tamper::EraseContent { seq } => {
            format!("update record_version set content = null, content_salt = null where seq = {seq}")
        }
    };
    let before = connection.total_changes();
    connection.execute_batch(&sql).expect("tampered");
    assert!(connection.total_changes() > before, "{tamper:?} changed nothing");
}
