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
    /// where much is left because somebody reads what stood there before. A pass that moved nothing waits for no disk: every one
    /// before it was waited for, or what went wrong with it is remembered; and for what the connection that writes has moved
    /// SQLite waits itself, before the log begins anew.
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
    let mut before = Frames::after(connection, "noop")?;
    if before.waiting() < LOG_GROWN {
        return Ok(false);
    }
    for _ in 0..PASSES {
        // A pass moves all that is there when it begins, unless somebody reads it as it was before.
        let passed = Frames::after(connection, "passive")?;
        if passed.moved <= before.moved {
            return Ok(before.waiting() < LOG_GROWN);
        }
        file.sync_data().map_err(unsynced)?;
        before = Frames::after(connection, "noop")?;
        if passed.waiting() > 0 {
            return Ok(before.waiting() < LOG_GROWN);
        }
        if before.waiting() <= LEFT {
            break;
        }
    }
    Ok(true)
}

/// Whatever the disk says, a full one too: what has been moved may be lost, and the log counts it as moved.
fn unsynced(error: io::Error) -> Fault {
    Fault::Broken(format!("the register's file could not be made durable: {error}"))
}

/// Frames of the log; both are -1 where somebody else moves them in this moment.
struct Frames {
    all: i64,
    moved: i64,
}

impl Frames {
    /// As they are after a checkpoint of the mode; `noop` only asks.
    fn after(connection: &Connection, mode: &str) -> Result<Self, Fault> {
        let frames = |row: &rusqlite::Row<'_>| Ok(Self { all: row.get(1)?, moved: row.get(2)? });
        Ok(connection.prepare_cached(&format!("pragma wal_checkpoint({mode})"))?.query_row([], frames)?)
    }

    fn waiting(&self) -> i64 {
        self.all - self.moved
    }
}

/// Runs a checkpoint of the mode and answers how many frames are still to be moved; `noop` only asks. None where somebody
/// else moves them in this moment.
pub(super) fn frames_waiting(connection: &Connection, mode: &str) -> Result<i64, Fault> {
    Frames::after(connection, mode).map(|frames| frames.waiting())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::register::sqlite::connect::connect_mover;
    use tempfile::tempdir;

    #[test]
    fn the_disk_is_waited_for_where_something_was_moved_and_a_failure_is_remembered() {
        let folder = tempdir().expect("a folder");
        let path = folder.path().join("grown.db");
        let open = || Connection::open(&path).expect("opened");
        let (writer, reader) = (open(), open());
        let make = "pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table t (x); \
                    pragma wal_checkpoint(truncate)";
        writer.execute_batch(make).expect("made");
        reader.execute_batch("begin; select count(*) from t").expect("read");
        writer.execute("insert into t values (zeroblob(?))", [LOG_GROWN * 4_096]).expect("written");
        // What is no file cannot be waited for.
        let no_file = Arc::new(File::open("/dev/null").expect("opened"));
        let mover = Mover::new(connect_mover(&path).expect("opened"), no_file);
        for _ in 0..2 {
            let moved = mover.moves_most();
            assert!(matches!(moved, Ok(false)), "somebody reads, and nothing could be moved: {moved:?}");
        }
        drop(reader);
        let moved = mover.moves_most();
        assert!(matches!(moved, Err(Fault::Broken(_))), "{moved:?}");
        assert_eq!(frames_waiting(&writer, "noop").expect("asked"), 0, "nothing is left to be moved");
        assert!(matches!(mover.moves_most(), Err(Fault::Broken(_))), "no later pass hides it");
    }
}
