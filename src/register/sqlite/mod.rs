//! The register in one SQLite file, for one process.
//!
//! SQLite blocks, so the connection that writes lives on a thread of its own: the trait's calls
//! are sent to it and awaited, and a caller that gives up waiting leaves nothing half done. Reading
//! of history goes past that thread altogether.

pub(super) mod backup;
mod connect;
pub(super) mod copy;
mod erase;
mod fault;
mod filesystem;
mod left;
mod migrate;
mod past;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod write;

use super::{
    Archive, Begun, CommandKey, CommandWrites, Credential, CredentialKind, Credentials, Fault, Head, News,
    Register, StoredRecord, Surroundings,
};
use async_trait::async_trait;
use read::SqliteArchive;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{Notify, oneshot};
use write::Writer;

/// Batches of a load that may wait to be taken in while the next is read.
const LOAD_AHEAD: usize = 2;
/// A log that holds erased texts and could not be cut off is tried again this often.
const CUT_AGAIN: Duration = Duration::from_secs(1);

type Job = Box<dyn FnOnce(&mut Writer) + Send>;

/// A register in a SQLite file. Dropping it closes the file and lets go of its lock.
pub struct Sqlite {
    /// `None` only while it is being dropped.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    archive: Arc<SqliteArchive>,
}

impl Sqlite {
    /// Opens the file, making it and its folder where missing, and brings its tables up to date.
    ///
    /// # Errors
    /// [`Fault::NotOurs`] when another process has it open, it is of a newer version or not a
    /// register; [`Fault::Unavailable`] when the disk is full; [`Fault::Broken`] when it fails.
    pub async fn open(path: PathBuf, surroundings: Surroundings) -> Result<Self, Fault> {
        let open = move || {
            let path = connect::prepare(&path)?;
            filesystem::refuse_network(&path)?;
            let lock = connect::lock(&path)?;
            left::make_durable(&path)?;
            left::require_own_log(&path)?;
            let connection = connect::connect_writer(&path)?;
            let (jobs, inbox) = mpsc::channel();
            let thread = std::thread::Builder::new()
                .name("register".into())
                .spawn(move || work(Writer::new(connection, surroundings, lock), &inbox))
                .map_err(|error| Fault::Unavailable(format!("no thread for the register: {error}")))?;
            Ok(Sqlite { jobs: Some(jobs), thread: Some(thread), archive: Arc::new(SqliteArchive::new(path)) })
        };
        tokio::task::spawn_blocking(open).await.unwrap_or_else(|error| Err(Fault::Broken(error.to_string())))
    }

    /// Overwrites the whole file, so that nothing is left of what was erased.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] while somebody reads, or the disk is full.
    pub(super) async fn vacuum(&self) -> Result<(), Fault> {
        self.call(Writer::vacuum).await
    }

    /// Sends work to the writing thread; the answer comes through the receiver.
    fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<T, Fault> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, Fault>>, Fault> {
        let (answer, receiver) = oneshot::channel();
        let job: Job = Box::new(move |writer| {
            // The one who asked may be gone; what was done is done all the same.
            drop(answer.send(work(writer)));
        });
        let jobs = self.jobs.as_ref().ok_or_else(thread_gone)?;
        jobs.send(job).map_err(|_| thread_gone())?;
        Ok(receiver)
    }

    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.submit(work)?.await.unwrap_or_else(|_| Err(thread_gone()))
    }
}

/// The writing thread, until the register is dropped.
fn work(mut writer: Writer, inbox: &mpsc::Receiver<Job>) {
    loop {
        let job = match writer.waits_for_readers() {
            true => inbox.recv_timeout(CUT_AGAIN),
            false => inbox.recv().map_err(RecvTimeoutError::from),
        };
        match job {
            Ok(job) => job(&mut writer),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        writer.checkpoint_if_due();
    }
}

/// Only a panic ends the thread early; what it left on the disk is looked at when opened again.
fn thread_gone() -> Fault {
    Fault::Broken("the register's thread has ended; it has to be opened again".into())
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.jobs = None;
        // Waits for the job in hand, so that the file is closed and unlocked when this returns.
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the register's thread had panicked");
        }
    }
}

#[async_trait]
impl Register for Sqlite {
    async fn load(
        &mut self,
        batch: usize,
        sink: &mut (dyn FnMut(Vec<StoredRecord>) + Send),
    ) -> Result<Head, Fault> {
        let (sender, mut batches) = tokio::sync::mpsc::channel(LOAD_AHEAD);
        let done =
            self.submit(move |writer| writer.load(batch, |records| sender.blocking_send(records).is_ok()))?;
        while let Some(records) = batches.recv().await {
            sink(records);
        }
        done.await.unwrap_or_else(|_| Err(thread_gone()))
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        self.call(move |writer| writer.look(known)).await
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        let keys = keys.to_vec();
        self.call(move |writer| writer.begin(known, &keys)).await
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        let commands = commands.to_vec();
        self.call(move |writer| writer.commit(now_ms, &commands)).await
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.call(Writer::rollback).await
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        let (put, remove) = (put.to_vec(), remove.to_vec());
        self.call(move |writer| writer.put_credentials(known, &put, &remove)).await
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        self.call(Writer::credentials).await
    }

    /// The file is locked: no older program has it open.
    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        self.call(move |writer| writer.raise_reader(version)).await
    }

    /// The file is locked: nobody else writes.
    fn bell(&self) -> Option<Arc<Notify>> {
        None
    }

    fn archive(&self) -> Arc<dyn Archive> {
        Arc::clone(&self.archive) as Arc<dyn Archive>
    }
}
