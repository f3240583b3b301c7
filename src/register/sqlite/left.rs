//! What an earlier process left beside the file. A log is taken in when the file is opened, whoever
//! wrote it: so it must be this file's own, and it must be on the disk before anything in it is
//! acknowledged again.

use super::connect::{cannot_open, connect_reader, with_suffix};
use super::rows::{self, sql};
use crate::register::{Fault, Head};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Where the header says how the file is written, and what it says when no log belongs to it.
const FORMATS: std::ops::Range<usize> = 18..20;
const WITHOUT_LOG: [u8; 2] = [1, 1];

/// Makes durable what a killed process had written and not waited for: what can be read is
/// acknowledged when it is asked for again.
///
/// # Errors
/// [`Fault::Broken`] when the disk does not take it.
pub(super) fn make_durable(path: &Path) -> Result<(), Fault> {
    let synced = |file: &Path| match File::open(file) {
        Ok(file) => file.sync_all(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    };
    for file in [path, &log_of(path)] {
        synced(file).map_err(|error| cannot_open(file, &error))?;
    }
    Ok(())
}

/// Refuses a log that does not go on from where the file stands without it. Looked at by a connection
/// that can only read, and so leaves both as they are.
///
/// # Errors
/// [`Fault::NotOurs`] with what to do.
pub(super) fn require_own_log(path: &Path) -> Result<(), Fault> {
    if !log_of(path).metadata().is_ok_and(|log| log.len() > 0) {
        return Ok(());
    }
    if formats(path).map_err(|error| cannot_open(path, &error))? == Some(WITHOUT_LOG) {
        return Err(foreign(path, "it was put where another register had been"));
    }
    let Some(alone) = head_without_log(path) else { return Ok(()) };
    match goes_on_from(&alone, path) {
        Ok(true) => Ok(()),
        Ok(false) => Err(foreign(path, "the log does not go on from the change where it ends")),
        Err(Fault::Broken(why)) => Err(foreign(path, &format!("together they do not read ({why})"))),
        Err(other) => Err(other),
    }
}

/// Where the file stands alone. `None` when that cannot be read: a process may have been killed while
/// it made the file, or moved the log into it.
fn head_without_log(path: &Path) -> Option<Head> {
    let name = path.to_str()?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let alone = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags).ok()?;
    rows::head(&alone).ok()
}

fn goes_on_from(alone: &Head, path: &Path) -> Result<bool, Fault> {
    let connection = connect_reader(path)?;
    let head = rows::head(&connection)?;
    let same = alone.seq == 0 || hash_at(&connection, alone.seq)? == Some(alone.hash);
    let count = "select count(*) from change where seq > ?";
    let further: u64 = connection.query_row(count, [sql(alone.seq)?], |row| rows::number(row, 0))?;
    Ok(same && head.seq.checked_sub(alone.seq) == Some(further))
}

fn hash_at(connection: &Connection, seq: u64) -> Result<Option<[u8; 32]>, Fault> {
    let query = "select hash from change where seq = ?";
    Ok(connection.query_row(query, [sql(seq)?], |row| row.get(0)).optional()?)
}

fn formats(path: &Path) -> io::Result<Option<[u8; 2]>> {
    let mut header = Vec::with_capacity(FORMATS.end);
    File::open(path)?.take(FORMATS.end as u64).read_to_end(&mut header)?;
    Ok(header.get(FORMATS).and_then(|bytes| bytes.try_into().ok()))
}

fn log_of(path: &Path) -> PathBuf {
    path.with_file_name(with_suffix(path, "-wal"))
}

fn foreign(path: &Path, why: &str) -> Fault {
    let log = log_of(path);
    Fault::NotOurs(format!(
        "the log {} is another register's than {}: {why}. Nothing was changed. If the file was restored, move the \
         log and the file ending in -shm away and start again",
        log.display(),
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Surroundings;
    use crate::register::sqlite::Sqlite;
    use crate::register::suite::{all, commit_writes, write};
    use std::fs;
    use tempfile::{TempDir, tempdir};

    async fn open(path: &Path) -> Result<Sqlite, Fault> {
        Sqlite::open(path.to_owned(), Surroundings::real()).await
    }

    /// Twenty more places.
    async fn grow(register: &mut Sqlite, from: u64) {
        commit_writes(register, (from..from + 20).map(|id| write("place", id, 1)).collect()).await;
    }

    /// The files as a process leaves them that is killed: the log is there.
    fn as_killed(path: &Path) -> (TempDir, PathBuf) {
        let folder = tempdir().expect("a folder");
        let copy = folder.path().join("samplats.db");
        fs::copy(path, &copy).expect("copied");
        fs::copy(log_of(path), log_of(&copy)).expect("copied");
        (folder, copy)
    }

    async fn assert_refused(path: &Path) {
        let before = (fs::read(path).expect("read"), fs::read(log_of(path)).expect("read"));
        match open(path).await.map(drop) {
            Err(Fault::NotOurs(sentence)) => assert!(sentence.contains("-wal"), "{sentence}"),
            other => panic!("{other:?}"),
        }
        let after = (fs::read(path).expect("read"), fs::read(log_of(path)).expect("read"));
        assert!(before == after, "both are left as they were");
    }

    #[tokio::test]
    async fn the_log_of_a_killed_process_is_taken_in() {
        let folder = tempdir().expect("a folder");
        let path = folder.path().join("samplats.db");
        let mut register = open(&path).await.expect("opened");
        grow(&mut register, 1).await;
        let (_folder, copy) = as_killed(&path);
        let mut again = open(&copy).await.expect("opened");
        assert_eq!(all(&mut again).await, all(&mut register).await);
    }

    #[tokio::test]
    async fn a_backup_beside_the_log_of_what_it_replaces_is_refused() {
        let folder = tempdir().expect("a folder");
        let path = folder.path().join("samplats.db");
        let mut register = open(&path).await.expect("opened");
        grow(&mut register, 1).await;
        let backup = folder.path().join("backup.db");
        let url = format!("sqlite:{}", path.display());
        crate::register::backup::backup(&url, Path::new("/"), &backup).await.expect("backed up");
        let expected = all(&mut register).await;
        grow(&mut register, 21).await;
        let (_folder, copy) = as_killed(&path);
        fs::copy(&backup, &copy).expect("restored");
        assert_refused(&copy).await;
        fs::remove_file(log_of(&copy)).expect("moved away");
        assert_eq!(all(&mut open(&copy).await.expect("opened")).await, expected);
    }

    #[tokio::test]
    async fn an_older_copy_of_the_file_beside_a_later_log_is_refused() {
        let folder = tempdir().expect("a folder");
        let path = folder.path().join("samplats.db");
        let mut register = open(&path).await.expect("opened");
        grow(&mut register, 1).await;
        drop(register);
        let older = folder.path().join("older.db");
        fs::copy(&path, &older).expect("copied while nobody used it");
        let mut register = open(&path).await.expect("opened");
        grow(&mut register, 21).await;
        let moved = register.call(|writer| {
            Ok(writer.connection().query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?)
        });
        moved.expect("the log is moved into the file");
        grow(&mut register, 41).await;
        let (_folder, copy) = as_killed(&path);
        fs::copy(&older, &copy).expect("restored");
        assert_refused(&copy).await;
    }
}
