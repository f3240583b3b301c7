//! The reading side: connections of its own, which can only read, on threads that may block.

use super::connect::{connect_noting, connect_reader};
use super::rows;
use super::{Bell, Ring, aside};
use crate::register::verify::Verifier;
use crate::register::{Archive, ChangeLine, Fault, Stats, StoredVersion, Verification, stored_version};
use async_trait::async_trait;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::Semaphore;

/// So many archive jobs run at once; others wait their turn without holding a thread.
const READERS_MAX: usize = 2;

/// Changes between two words about progress.
const PROGRESS_EVERY: u64 = 1_000;

/// The archive of one file.
pub(super) struct SqliteArchive {
    path: PathBuf,
    permits: Arc<Semaphore>,
    /// The turn of who verifies: one at a time, so that histories are read meanwhile.
    verifying: Semaphore,
    idle: Arc<Mutex<Vec<Connection>>>,
    /// The connection that writes the audit log, which waits for nobody's transaction.
    noting: Arc<Mutex<Option<Connection>>>,
    /// Rings the keeper of the log, for as long as there is one.
    keeper: Weak<Bell>,
}

impl SqliteArchive {
    pub fn new(path: PathBuf, keeper: Weak<Bell>) -> Self {
        let permits = Arc::new(Semaphore::new(READERS_MAX));
        let verifying = Semaphore::new(1);
        let (idle, noting) = (Arc::default(), Arc::default());
        SqliteArchive { path, permits, verifying, idle, noting, keeper }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` with a connection, where blocking does no harm. A connection that met a fault
    /// is closed, any other is kept for the next.
    pub async fn job<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| Fault::Unavailable("the archive is closed".into()))?;
        let (path, idle) = (self.path.clone(), Arc::clone(&self.idle));
        let job = move || {
            let _permit = permit;
            let kept = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = kept.map_or_else(|| connect_reader(&path), Ok)?;
            let result = work(&connection)?;
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            Ok(result)
        };
        aside(|why| Fault::Unavailable(format!("an archive job did not finish: {why}")), job).await
    }
}

impl SqliteArchive {
    /// Has the log looked after. Where the register has been closed, whoever closes the file last moves it.
    pub fn ring(&self, ring: Ring) {
        if let Some(keeper) = self.keeper.upgrade() {
            // A keeper that is gone fell over a bug, which the register's next call is told.
            let _ = keeper.send(ring);
        }
    }

    /// Runs `work` with the connection that writes the audit log, where blocking does no harm. One that met a fault is
    /// closed, and the next call makes another.
    pub async fn noting<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (path, noting) = (self.path.clone(), Arc::clone(&self.noting));
        let job = move || {
            let mut kept = noting.lock().unwrap_or_else(PoisonError::into_inner);
            let mut connection = kept.take().map_or_else(|| connect_noting(&path), Ok)?;
            let result = work(&mut connection)?;
            *kept = Some(connection);
            Ok(result)
        };
        aside(|why| Fault::Unavailable(format!("the audit log was not written: {why}")), job).await
    }
}

#[async_trait]
impl Archive for SqliteArchive {
    async fn history(
        &self,
        kind: &str,
        id: u64,
        until: u32,
        limit: usize,
    ) -> Result<Vec<StoredVersion>, Fault> {
        let kind = kind.to_owned();
        self.job(move |connection| history(connection, &kind, (id, until), limit)).await
    }

    async fn changes_after(&self, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
        self.job(move |connection| changes_after(connection, seq, limit)).await
    }

    /// Reads in one transaction, so that what is written meanwhile does not look like a fault. The
    /// log cannot be emptied for as long as it runs.
    async fn verify(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<Verification, Fault> {
        let turn = self.verifying.acquire().await;
        let _turn = turn.map_err(|_| Fault::Unavailable("the archive is closed".into()))?;
        let (done, mut steps) = tokio::sync::mpsc::unbounded_channel();
        let result = self.job(move |connection| {
            verify(connection, |changes| {
                // Nobody listens any more when the caller has gone; the job ends by itself.
                let _ = done.send(changes);
            })
        });
        let listen = async {
            while let Some(changes) = steps.recv().await {
                progress(changes);
            }
        };
        let (result, ()) = futures_util::future::join(result, listen).await;
        result
    }

    async fn stats(&self) -> Result<Stats, Fault> {
        let path = self.path.clone();
        self.job(move |connection| {
            let mut stats = stats(connection)?;
            let log = path.with_file_name(super::connect::with_suffix(&path, "-wal"));
            // There is no log when nothing has been written since the file was last closed.
            stats.bytes += std::fs::metadata(log).map_or(0, |log| log.len());
            Ok(stats)
        })
        .await
    }

    async fn remembered_before(&self, time_ms: i64) -> Result<u64, Fault> {
        self.job(move |connection| remembered_before(connection, time_ms)).await
    }
}

fn remembered_before(connection: &Connection, time_ms: i64) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached("select count(*) from command where time_ms < ?")?;
    Ok(statement.query_row([time_ms], |row| rows::number(row, 0))?)
}

/// A number to look up or to stop at: what SQLite cannot hold is beyond everything it has.
pub(super) fn at_most(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn history(
    connection: &Connection,
    kind: &str,
    (id, until): (u64, u32),
    limit: usize,
) -> Result<Vec<StoredVersion>, Fault> {
    let query = format!(
        "select {}, {} from record_version v join change c on c.seq = v.seq \
         where v.kind = ? and v.id = ? and v.version <= ? order by v.version desc limit ?",
        rows::CHANGE,
        rows::VERSION
    );
    let mut statement = connection.prepare_cached(&query)?;
    let mut found = statement.query(params![kind, at_most(id), until, at_most(limit as u64)])?;
    let mut versions = Vec::new();
    while let Some(row) = found.next()? {
        let change = rows::change(row)?;
        let version =
            rows::version(row, 13)?.ok_or_else(|| Fault::Broken("a version has no number".into()))?;
        versions.push(stored_version(&change, version));
    }
    versions.reverse();
    Ok(versions)
}

fn changes_after(connection: &Connection, seq: u64, limit: usize) -> Result<Vec<ChangeLine>, Fault> {
    let query = format!("select {} from change c where c.seq > ? order by c.seq limit ?", rows::CHANGE);
    let mut statement = connection.prepare_cached(&query)?;
    let found = statement.query_map(params![at_most(seq), at_most(limit as u64)], rows::change)?;
    found.map(|change| Ok(change?.line)).collect()
}

fn verify(connection: &Connection, progress: impl Fn(u64)) -> Result<Verification, Fault> {
    let transaction = connection.unchecked_transaction()?;
    let head = rows::head(connection)?;
    let mut verifier = Verifier::new();
    let changes = format!(
        "select {}, {} from change c left join record_version v on v.seq = c.seq order by c.seq",
        rows::CHANGE,
        rows::VERSION
    );
    let mut done = 0;
    let mut statement = connection.prepare(&changes)?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        match rows::change(row) {
            Ok(change) => verifier.change(&change, rows::version(row, 13).unwrap_or_default().as_ref()),
            Err(_) => verifier.unreadable(rows::number(row, 0).unwrap_or_default()),
        }
        done += 1;
        if done % PROGRESS_EVERY == 0 {
            progress(done);
        }
    }
    progress(done);
    let records = format!(
        "select r.kind, r.id, r.version, r.seq, r.schema, r.facts, r.content, {} \
         from record r left join record_version v on v.seq = r.seq",
        rows::VERSION
    );
    let mut statement = connection.prepare(&records)?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        verifier.record(&rows::record(row)?, rows::version(row, 7).unwrap_or_default().as_ref());
    }
    drop(transaction);
    Ok(verifier.finish(&head))
}

fn stats(connection: &Connection) -> Result<Stats, Fault> {
    let _transaction = connection.unchecked_transaction()?;
    let count = |query| connection.query_row(query, [], |row| rows::number(row, 0));
    let mut kinds =
        connection.prepare_cached("select kind, count(*) from record group by kind order by kind")?;
    let records = kinds.query_map([], |row| Ok((rows::required_text(row, 0)?, rows::number(row, 1)?)))?;
    Ok(Stats {
        records: records.collect::<Result<_, _>>()?,
        versions: count("select count(*) from record_version")?,
        seq: rows::head(connection)?.seq,
        commands: count("select count(*) from command")?,
        bytes: count("select page_count * page_size from pragma_page_count, pragma_page_size")?,
    })
}
