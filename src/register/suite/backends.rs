//! The backends the suite runs on.

use super::{Backend, Clock, Tamper};
use crate::register::faulty::Script;
use crate::register::memory::{Memory, Store};
use crate::register::postgres::cluster::{Cluster, FAST};
use crate::register::postgres::{self, Postgres};
use crate::register::sqlite::Sqlite;
use crate::register::{
    Archive, Begun, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault, Head, News,
    Register, StoredRecord, Surroundings,
};
use async_trait::async_trait;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;
use tokio::sync::Notify;

/// Salts that are all alike: how many a refused batch has used up is nobody's business, and must not
/// show in the hashes that backends are compared by.
fn surroundings(clock: &Clock) -> Surroundings {
    let clock = clock.clone();
    Surroundings::unsalted(move || clock.now_ms())
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

    /// Opens it once whoever had it open has let go: a writer's thread ends in its own time.
    pub async fn open_when_free(&self, surroundings: impl Fn() -> Surroundings) -> Sqlite {
        let begun = std::time::Instant::now();
        loop {
            match Sqlite::open(self.path(), surroundings()).await {
                Err(Fault::NotOurs(_)) if begun.elapsed().as_secs() < 20 => {}
                opened => return opened.expect("opened"),
            }
        }
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

    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        self.again().await?.raise_reader(version).await
    }

    fn bell(&self) -> Option<Arc<Notify>> {
        self.inner().bell()
    }

    fn archive(&self) -> Arc<dyn Archive> {
        self.inner().archive()
    }
}

/// A database of a throw-away cluster.
pub struct PostgresDatabase {
    name: String,
    clock: Clock,
}

/// One cluster for the whole test program. Statics are not dropped: its guard removes it when the
/// program has ended.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let cluster = Cluster::start(FAST);
        cluster.sql("postgres", "create database empty_register");
        let url = cluster.url("empty_register");
        // A thread of its own: the caller may be inside a runtime already.
        let migrated = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(postgres::migrate(&url))
        });
        migrated.join().expect("no panic").expect("migrated");
        cluster
    })
}

impl PostgresDatabase {
    pub fn name(&self) -> String {
        self.name.clone()
    }

    pub fn url(&self) -> String {
        cluster().url(&self.name)
    }

    pub async fn open_postgres(&self) -> Postgres {
        Postgres::open(&self.url(), surroundings(&self.clock)).await.expect("opened")
    }
}

impl Backend for PostgresDatabase {
    fn fresh() -> Self {
        PostgresDatabase { name: cluster().database("empty_register"), clock: Clock::new() }
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }

    async fn open(&self) -> Box<dyn Register> {
        Box::new(self.open_postgres().await)
    }

    fn tamper(&self, tamper: &Tamper) {
        cluster().sql(&self.name, &tampering_with_postgres(tamper));
    }
}

impl Drop for PostgresDatabase {
    /// A few hundred of them would fill the disk.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            cluster().sql("postgres", &format!("drop database {} with (force)", self.name));
        }
    }
}

fn tampering_with_postgres(tamper: &Tamper) -> String {
    let sql = match tamper {
        Tamper::SwapVersions(one, two) => format!(
            "update record_version v set (facts, facts_salt, content, content_salt) =
                 (o.facts, o.facts_salt, o.content, o.content_salt)
             from record_version o where o.seq = {one} + {two} - v.seq and v.seq in ({one}, {two})"
        ),
        other => tampering(other),
    };
    // A superuser's way past triggers and references, and a shout when nothing was changed.
    format!(
        "set session_replication_role = {}; begin; {sql}; \
             do $$ begin assert pg_current_xact_id_if_assigned() is not null, 'nothing was changed'; end $$; commit",
        if matches!(tamper, Tamper::EraseContent { .. } | Tamper::EraseFacts { .. }) {
            "origin"
        } else {
            "replica"
        }
    )
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
        Tamper::EraseFacts { seq } => {
            let version = state.versions.get_mut(seq).expect("there");
            (version.facts, version.content) = (None, None);
        }
    }
}

fn tamper_with_sqlite(connection: &Connection, tamper: &Tamper) {
    let erasing = matches!(tamper, Tamper::EraseContent { .. } | Tamper::EraseFacts { .. });
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
        Tamper::SwapVersions(one, two) => format!(
            "create temp table other as select * from record_version;
             update record_version set (facts, facts_salt, content, content_salt) =
                 (select facts, facts_salt, content, content_salt from temp.other
                  where other.seq = {one} + {two} - record_version.seq)
             where seq in ({one}, {two})"
        ),
        other => tampering(other),
    };
    let before = connection.total_changes();
    connection.execute_batch(&sql).expect("tampered");
    assert!(connection.total_changes() > before, "{tamper:?} changed nothing");
}

/// As SQL that both databases know.
fn tampering(tamper: &Tamper) -> String {
    match tamper {
        Tamper::Facts { seq } => {
            format!(r#"update record_version set facts = '{{"other":true}}' where seq = {seq}"#)
        }
        Tamper::Party { seq } => format!("update change set party = 'other' where seq = {seq}"),
        Tamper::DeleteChange { seq } => {
            format!("delete from change where seq = {seq}; delete from record_version where seq = {seq}")
        }
        Tamper::DeleteVersion { seq } => format!("delete from record_version where seq = {seq}"),
        Tamper::SwapVersions(..) => unreachable!("each database has its own way"),
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
        Tamper::EraseFacts { seq } => format!(
            "update record_version set facts = null, facts_salt = null, content = null, content_salt = null
             where seq = {seq}"
        ),
    }
}
