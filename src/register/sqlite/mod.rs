//! The register in one SQLite file, for one process.
//!
//! SQLite blocks, and so do the trait's calls: whoever writes has a thread for it (see
//! [`crate::engine`]), and to hand each call over to another one would cost more than most of them do.
//! A call that has begun is carried out, for there is nothing in it to be cancelled at. What takes
//! seconds, loading and overwriting, is done where blocking does no harm; reading of history goes past
//! the connection that writes altogether.

mod audit;
pub(super) mod backup;
mod connect;
pub(super) mod copy;
mod erase;
mod fault;
mod filesystem;
mod left;
mod migrate;
mod mover;
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
use mover::Mover;
use read::SqliteArchive;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::Notify;
use write::{Due, Writer};

/// Batches of a load that may wait to be taken in while the next is read.
const LOAD_AHEAD: usize = 2;
/// A log that holds erased texts and could not be cut off is tried again this often.
const CUT_AGAIN: Duration = Duration::from_secs(1);

/// A register in a SQLite file. Dropping it closes the file and lets go of its lock.
pub struct Sqlite {
    shared: Shared,
    /// Rings the keeper; `None` only while the register is being dropped.
    due: Option<Arc<Bell>>,
    keeper: Option<JoinHandle<()>>,
    archive: Arc<SqliteArchive>,
}

/// Rings the keeper. Whoever writes beside the register holds it weakly, so that the keeper ends with the register.
type Bell = mpsc::Sender<Ring>;

/// What the keeper is rung for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ring {
    /// The log may have grown.
    Look,
    /// It holds what was taken out elsewhere, and is to be cut off.
    CutOff,
}

/// The connection that writes, for one at a time; none when it has been closed.
#[derive(Clone)]
struct Shared(Arc<Mutex<Option<Writer>>>);

impl Shared {
    /// A panic may have left anything half done, and poisons the lock.
    fn lock(&self) -> Result<MutexGuard<'_, Option<Writer>>, Fault> {
        self.0.lock().map_err(|_| panicked())
    }

    /// See [`Writer::lets_move`].
    fn lets_move(&self) -> bool {
        self.lock().is_ok_and(|writer| writer.as_ref().is_some_and(Writer::lets_move))
    }

    /// Does some work, and answers as well whether the keeper has to do with the log.
    fn work<T>(&self, work: impl FnOnce(&mut Writer) -> Result<T, Fault>) -> Result<(T, bool), Fault> {
        let locked = || {
            let mut locked = self.lock()?;
            let writer = locked.as_mut().ok_or_else(panicked)?;
            writer.settle_log();
            let done = work(writer)?;
            Ok((done, writer.wants_keeper()))
        };
        // The lock is let go of within, so that a panic poisons it.
        catch_unwind(AssertUnwindSafe(locked)).unwrap_or_else(|_| Err(panicked()))
    }
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
            let file = Arc::new(File::open(&path).map_err(|error| connect::cannot_open(&path, &error))?);
            let mover = Mover::new(connect::connect_mover(&path)?, Arc::clone(&file));
            let writer = Writer::new(connection, mover.clone(), surroundings, file, lock);
            let shared = Shared(Arc::new(Mutex::new(Some(writer))));
            let (due, rung) = mpsc::channel();
            let kept = shared.clone();
            let keeper = std::thread::Builder::new()
                .name("register".into())
                .spawn(move || keep(&kept, &mover, &rung))
                .map_err(|error| Fault::Unavailable(format!("no thread for the register: {error}")))?;
            let due = Arc::new(due);
            let archive = Arc::new(SqliteArchive::new(path, Arc::downgrade(&due)));
            Ok(Sqlite { shared, due: Some(due), keeper: Some(keeper), archive })
        };
        aside(Fault::Broken, open).await
    }

    /// Overwrites the whole file, so that nothing is left of what was erased.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] while somebody reads, or the disk is full.
    pub(super) async fn vacuum(&self) -> Result<(), Fault> {
        let shared = self.shared.clone();
        aside(Fault::Broken, move || shared.work(Writer::vacuum)).await.map(|((), due)| self.ring_if(due))
    }

    /// Does some work here and now, and rings the keeper where the log is to be moved.
    fn call<T>(&self, work: impl FnOnce(&mut Writer) -> Result<T, Fault>) -> Result<T, Fault> {
        let (done, due) = self.shared.work(work)?;
        self.ring_if(due);
        Ok(done)
    }

    fn ring_if(&self, due: bool) {
        if let Some(keeper) = self.due.as_ref().filter(|_| due) {
            // A keeper that is gone fell over a bug, which the next call is told.
            let _ = keeper.send(Ring::Look);
        }
    }
}

/// Carries out what takes long, where blocking does no harm. Where it falls over a bug, `fell` says what that means.
async fn aside<T: Send + 'static>(
    fell: impl FnOnce(String) -> Fault,
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(fell(error.to_string())))
}

/// Moves the log, until the register is dropped: most of it beside whoever writes, and has the [`Writer`] move the rest. SQLite
/// itself does not, on whatever connection the log has grown: it would do so inside a commit and keep quiet about what goes
/// wrong with it, and the connection that writes the register must know.
fn keep(shared: &Shared, mover: &Mover, rung: &mpsc::Receiver<Ring>) {
    let mut again = false;
    loop {
        let mut ring = match again {
            true => rung.recv_timeout(CUT_AGAIN),
            false => rung.recv().map_err(RecvTimeoutError::from),
        };
        if ring == Err(RecvTimeoutError::Disconnected) {
            return;
        }
        // Every call has rung while the log was moved. To cut it off is to move it.
        if rung.try_iter().any(|more| more == Ring::CutOff) {
            ring = Ok(Ring::CutOff);
        }
        let moved = if ring == Ok(Ring::Look) && shared.lets_move() {
            catch_unwind(AssertUnwindSafe(|| mover.moves_most())).unwrap_or_else(|_| Err(panicked()))
        } else {
            Ok(false)
        };
        let Ok(mut locked) = shared.lock() else { return };
        let Some(writer) = locked.as_mut() else { return };
        match moved {
            Ok(true) => {
                writer.has_due(Due::Rest);
                // Also where a transaction is open, and nothing can be asked: what follows is another log.
                writer.waits(0);
            }
            Ok(false) => {}
            Err(fault) => writer.checkpoint_failed(fault),
        }
        if ring == Ok(Ring::CutOff) {
            writer.has_due(Due::CutOff);
        }
        writer.look_at_log();
        writer.settle_log();
        again = writer.waits_for_readers();
    }
}

/// What a panic left on the disk is looked at when the file is opened again.
fn panicked() -> Fault {
    Fault::Broken("writing to the register has panicked; it has to be opened again".into())
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.due = None;
        if let Some(keeper) = self.keeper.take()
            && keeper.join().is_err()
        {
            tracing::error!("the register's thread had panicked");
        }
        // Waits for the work in hand, so that the file is closed and unlocked when this returns.
        drop(self.shared.0.lock().unwrap_or_else(PoisonError::into_inner).take());
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
        let shared = self.shared.clone();
        let load = move || {
            let read =
                |writer: &mut Writer| writer.load(batch, |records| sender.blocking_send(records).is_ok());
            shared.work(read)
        };
        let loading = aside(Fault::Broken, load);
        let taking = async {
            while let Some(records) = batches.recv().await {
                sink(records);
            }
        };
        let (loaded, ()) = futures_util::future::join(loading, taking).await;
        let (head, due) = loaded?;
        self.ring_if(due);
        Ok(head)
    }

    async fn look(&mut self, known: u64) -> Result<News, Fault> {
        self.call(|writer| writer.look(known))
    }

    async fn begin(&mut self, known: u64, keys: &[CommandKey]) -> Result<Begun, Fault> {
        self.call(|writer| writer.begin(known, keys))
    }

    async fn commit(&mut self, now_ms: i64, commands: &[CommandWrites]) -> Result<Head, Fault> {
        self.call(|writer| writer.commit(now_ms, commands))
    }

    async fn rollback(&mut self) -> Result<(), Fault> {
        self.call(Writer::rollback)
    }

    async fn put_credentials(
        &mut self,
        known: u64,
        put: &[Credential],
        remove: &[(CredentialKind, String)],
    ) -> Result<Option<u64>, Fault> {
        self.call(|writer| writer.put_credentials(known, put, remove))
    }

    async fn credentials(&mut self) -> Result<Credentials, Fault> {
        self.call(Writer::credentials)
    }

    /// The file is locked: no older program has it open.
    async fn raise_reader(&mut self, version: u32) -> Result<u32, Fault> {
        self.call(|writer| writer.raise_reader(version))
    }

    /// The file is locked: nobody else writes.
    fn bell(&self) -> Option<Arc<Notify>> {
        None
    }

    fn archive(&self) -> Arc<dyn Archive> {
        Arc::clone(&self.archive) as Arc<dyn Archive>
    }
}
