//! Opening the file: the lock, the settings, and what is refused.

use super::migrate::migrate;
use crate::register::{Fault, READER_VERSION};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Older versions can lose a write when a checkpoint meets a reset of the log.
const SQLITE_LEAST: i32 = 3_051_003;

/// What the trait promises of [`crate::register::Register::begin`].
pub(super) const WRITER_TIMEOUT: Duration = Duration::from_secs(3);
const READER_TIMEOUT: Duration = Duration::from_secs(5);

/// So long a lock that may be let go of in a moment is waited for.
const LOCK_PATIENCE: Duration = Duration::from_millis(300);

/// Distinct statements are few; all of them stay prepared.
const STATEMENTS_CACHED: usize = 32;

/// The file name of `path` with `suffix` behind it.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> OsString {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    name
}

/// Makes the folder and the file where missing, and answers the path all names of the file lead
/// to, so that a link to it meets the same lock.
pub(super) fn prepare(path: &Path) -> Result<PathBuf, Fault> {
    let trouble = |error: io::Error| cannot_open(path, &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(trouble)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    // Reports and accounts are nobody else's business. SQLite gives its log the same mode.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(trouble)?;
    fs::canonicalize(path).map_err(trouble)
}

/// Takes the lock that makes the register one process's.
pub(super) fn lock(path: &Path) -> Result<File, Fault> {
    let trouble = |error: io::Error| cannot_open(path, &error);
    let lock_path = path.with_file_name(with_suffix(path, ".lock"));
    let file = OpenOptions::new().create(true).append(true).open(lock_path).map_err(trouble)?;
    let patience = Instant::now();
    let locked = loop {
        match file.try_lock() {
            // A process that starts another holds what it has locked twice until the other has
            // become its own program, and one that is ending holds it to its end.
            Err(TryLockError::WouldBlock) if patience.elapsed() < LOCK_PATIENCE => {
                std::thread::sleep(Duration::from_millis(10));
            }
            outcome => break outcome,
        }
    };
    match locked {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Fault::NotOurs(format!(
            "the register {} is open in another samplats process, and a SQLite register belongs to one process at \
             a time; send the command to that process with --server URL --token T, or stop it first",
            path.display()
        ))),
        Err(TryLockError::Error(error)) => Err(trouble(error)),
    }
}

pub(super) fn cannot_open(path: &Path, error: &io::Error) -> Fault {
    let sentence = format!("the register {} cannot be opened: {error}", path.display());
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Fault::Unavailable(sentence),
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::ReadOnlyFilesystem => Fault::NotOurs(sentence),
        _ => Fault::Broken(sentence),
    }
}

/// The writing connection, with its tables up to date.
pub(super) fn connect_writer(path: &Path) -> Result<Connection, Fault> {
    if rusqlite::version_number() < SQLITE_LEAST {
        return Err(Fault::NotOurs(format!(
            "SQLite {} is too old for a register: 3.51.3 is the first without the log-reset fault",
            rusqlite::version()
        )));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    settings(&connection, WRITER_TIMEOUT).map_err(|fault| not_a_database(&connection, path, fault))?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Fault::NotOurs(format!(
            "{} lies where SQLite cannot keep a write-ahead log (a network file system?); move it to a local disk",
            path.display()
        )));
    }
    // FULL waits for the disk at each commit: without it an acknowledged write can be lost.
    connection.pragma_update(None, "synchronous", "full")?;
    // Erased texts are overwritten and not only unlinked.
    connection.pragma_update(None, "secure_delete", true)?;
    // Ids are random, so a batch touches pages all over the indexes: the default of 2 MiB would
    // read them anew for every commit. Not more either, for SQLite walks the whole cache at the end of
    // each commit in which pages were split. In KiB, as the minus says.
    connection.pragma_update(None, "cache_size", -16 * 1024)?;
    // It is done beside whoever writes, and a failing disk is noticed; see `mover.rs`.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    // What one big import has blown up is given back.
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    migrate(&mut connection, path)?;
    // A crash may have come after something was erased and before the log that still holds it was cut
    // off. A full disk is not in the way: the log holds it all.
    if let Err(fault) = super::erase::cut_log_off(&connection) {
        tracing::warn!(%fault, "the register's log could not be cut off");
    }
    let least = super::rows::head(&connection)?.least_reader_version;
    if least > READER_VERSION {
        return Err(Fault::NotOurs(format!(
            "{} holds what only newer versions of samplats can read (reader {least}, this one is {READER_VERSION})",
            path.display()
        )));
    }
    Ok(connection)
}

/// A connection that can only read.
pub(super) fn connect_reader(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    settings(&connection, READER_TIMEOUT)?;
    Ok(connection)
}

/// A connection that moves the log into the main file, and waits for the disk with both.
pub(super) fn connect_mover(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    settings(&connection, WRITER_TIMEOUT)?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// A connection that writes the audit log beside the one that writes the register. It does not wait for the disk: a line is
/// safe from a crash of the program at once, and from one of the machine with the next commit of the register, or when the
/// log is moved.
pub(super) fn connect_noting(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    settings(&connection, READER_TIMEOUT)?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "secure_delete", true)?;
    // The log is moved by who learns what goes wrong with that; see `mover.rs`.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

fn settings(connection: &Connection, timeout: Duration) -> Result<(), Fault> {
    connection.busy_timeout(timeout)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
    connection.pragma_update(None, "foreign_keys", true)?;
    // A file from elsewhere must not bring functions to run, nor cells that point astray.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // A failing disk shall answer with an error and not with a signal.
    connection.pragma_update(None, "mmap_size", 0)?;
    // The first statement that looks into the file.
    connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

/// Says so when the file is no database at all, which the operator can put right.
fn not_a_database(connection: &Connection, path: &Path, fault: Fault) -> Fault {
    let again = connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()));
    match again {
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == ErrorCode::NotADatabase => {
            Fault::NotOurs(format!("{} is not a SQLite database; name another file", path.display()))
        }
        _ => fault,
    }
}
