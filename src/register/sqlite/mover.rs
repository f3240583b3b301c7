//! Moving the write-ahead log into the main file, beside whoever writes.
//!
//! It takes as long as some tens of commits: pages all over the file are written and waited for. On the connection that
//! writes, everybody would wait with it. On another one SQLite lets writing go on at the end of the log meanwhile; but only
//! a log that has been moved to its end begins anew, so what came meanwhile is moved by the [`Writer`](super::write::Writer)
//! itself, which is little. And SQLite waits for the disk only with the end of the log: that would be all of it, with the
//! writer. So the file is waited for here, before.

use super::write::LOG_GROWN;
use crate::register::Fault;
use rusqlite::Connection;
use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So little is left to the connection that writes.
const LEFT: i64 = LOG_GROWN / 16;
/// In each pass what the one before has let come is moved. Where that does not become less, more is written than can be moved.
const PASSES: usize = 4;

/// Who moves the log; only one does at a time.
#[derive(Clone)]
pub(super) struct Mover(Arc<Mutex<Moving>>);

pub(super) struct Moving {
    connection: Connection,
    /// The main file, by which the disk is waited for.
    file: Arc<File>,
    /// Why the log may no longer be moved. After a failed fsync another one that succeeds would hide that pages are lost.
    failed: Option<String>,
}

impl Mover {
    /// `file` is to outlast all connections: with it the locks that the process has on the main file end.
    pub fn new(connection: Connection, file: Arc<File>) -> Self {
        Self(Arc::new(Mutex::new(Moving { connection, file, failed: None })))
    }

    /// Moves a grown log, but for little that comes meanwhile. Answers whether that was done: not where it had not grown, nor
    /// where much is left because somebody reads what stood there before.
    ///
    /// # Errors
    /// As any use of the file. What went wrong concerns the [`Writer`](super::write::Writer), which is to be told.
    pub fn moves_most(&self) -> Result<bool, Fault> {
        let mut moving = self.held()?;
        let moved = moves_most(&moving.connection, &moving.file);
        if let Err(Fault::Broken(why)) = &moved {
            moving.failed = Some(why.clone());
        }
        moved
    }

    /// Waits until nobody moves the log, and keeps everybody from it. A panic leaves nothing half done in it.
    ///
    /// # Errors
    /// [`Fault::Broken`] once the file has failed while it was moved.
    pub fn held(&self) -> Result<MutexGuard<'_, Moving>, Fault> {
        let moving = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &moving.failed {
            Some(why) => Err(Fault::Broken(why.clone())),
            None => Ok(moving),
        }
    }
}

fn moves_most(connection: &Connection, file: &File) -> Result<bool, Fault> {
    if frames_waiting(connection, "noop")? < LOG_GROWN {
        return Ok(false);
    }
    for _ in 0..PASSES {
        // A pass moves all that is there when it begins, unless somebody reads it as it was before.
        let is_read = frames_waiting(connection, "passive")? > 0;
        file.sync_data().map_err(unsynced)?;
        let waiting = frames_waiting(connection, "noop")?;
        if is_read {
            return Ok(waiting < LOG_GROWN);
        }
        if waiting <= LEFT {
            break;
        }
    }
    Ok(true)
}

/// Whatever the disk says, a full one too: what has been moved may be lost, and the log counts it as moved.
fn unsynced(error: io::Error) -> Fault {
    Fault::Broken(format!("the register's file could not be made durable: {error}"))
}

/// Runs a checkpoint of the mode and answers how many frames are still to be moved; `noop` only asks. None where somebody
/// else moves them in this moment.
pub(super) fn frames_waiting(connection: &Connection, mode: &str) -> Result<i64, Fault> {
    let frames = |row: &rusqlite::Row<'_>| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?);
    Ok(connection.prepare_cached(&format!("pragma wal_checkpoint({mode})"))?.query_row([], frames)?)
}
