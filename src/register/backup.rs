//! Backups of one file: written beside its name first, looked at, made durable, and only then given
//! the name. A backup that is there under its name is whole.

use super::{Fault, postgres, sqlite};
use crate::whole::Unfinished;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Backs up the register at `url` into `file`, which must not exist, while it may be in use. A
/// SQLite register becomes a SQLite file that can be opened as it is; a database becomes a dump for
/// `pg_restore`. Answers how many bytes it has.
///
/// # Errors
/// [`Fault::NotOurs`] when the file exists or cannot be made, or the store is neither;
/// [`Fault::Broken`] when what was written does not read back whole.
pub async fn backup(url: &str, data_dir: &Path, file: &Path) -> Result<u64, Fault> {
    if file.exists() {
        return Err(Fault::NotOurs(format!(
            "{} exists; a backup is not written over anything",
            file.display()
        )));
    }
    let beside = unfinished(file);
    // It will hold everything there is, so that this user alone can read it.
    let (unfinished, _) = Unfinished::file(beside.clone()).map_err(|error| trouble(&beside, &error))?;
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => {
            sqlite::backup::backup(data_dir.join(path), beside.clone()).await?;
        }
        Some(("postgres" | "postgresql", _)) => postgres::backup::backup(url, &beside).await?,
        _ => return Err(Fault::NotOurs("only sqlite:PATH and postgres://... are backed up".into())),
    }
    let named = fs::metadata(&beside).and_then(|written| unfinished.name(file).map(|()| written.len()));
    named.map_err(|error| trouble(file, &error))
}

fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    file.with_file_name(name)
}

fn trouble(path: &Path, error: &io::Error) -> Fault {
    Fault::NotOurs(format!("the backup {} cannot be written: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::suite::backends::{PostgresDatabase, SqliteFile, cluster};
    use crate::register::suite::{Backend, all, commit_writes, write};
    use crate::register::{Surroundings, open};
    use tempfile::tempdir;

    #[tokio::test]
    async fn a_file_is_backed_up_while_it_is_written_to_and_opens_as_it_is() {
        let (backend, folder) = (SqliteFile::fresh(), tempdir().expect("a folder"));
        let mut register = backend.open().await;
        commit_writes(register.as_mut(), (1..=50).map(|id| write("place", id, 1)).collect()).await;
        let before = all(register.as_mut()).await;
        let (url, file) = (format!("sqlite:{}", backend.path().display()), folder.path().join("monday.db"));
        assert!(backup(&url, Path::new("/"), &file).await.expect("backed up") > 10_000);
        commit_writes(register.as_mut(), vec![write("place", 99, 1)]).await;
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).expect("there").permissions());
        assert_eq!(mode & 0o077, 0, "readable by this user alone");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("read").collect();
        assert_eq!(left.len(), 1, "nothing unfinished is left: {left:?}");
        let mut restored = open("sqlite:monday.db", folder.path()).await.expect("opened");
        assert_eq!(all(restored.as_mut()).await, before);
        assert!(restored.archive().verify(&|_| ()).await.expect("verified").faults.is_empty());
        let again = backup(&url, Path::new("/"), &file).await;
        assert!(matches!(&again, Err(Fault::NotOurs(why)) if why.contains("exists")), "{again:?}");
    }

    #[tokio::test]
    async fn a_database_is_dumped_and_restores_to_the_same() {
        let (backend, folder) = (PostgresDatabase::fresh(), tempdir().expect("a folder"));
        let mut register = backend.open().await;
        commit_writes(register.as_mut(), (1..=50).map(|id| write("place", id, 1)).collect()).await;
        let before = all(register.as_mut()).await;
        let file = folder.path().join("monday.dump");
        backup(&backend.url(), Path::new("/"), &file).await.expect("backed up");
        let target = cluster().database("template1");
        cluster().restore(&target, &file);
        let mut restored =
            postgres::Postgres::open(&cluster().url(&target), Surroundings::real()).await.expect("opened");
        assert_eq!(all(&mut restored).await, before);
    }

    #[tokio::test]
    async fn what_fails_leaves_nothing_behind() {
        let folder = tempdir().expect("a folder");
        for url in ["sqlite:not-there.db", "postgres://a@127.0.0.1:1/d", "memory:"] {
            let file = folder.path().join("monday.db");
            backup(url, folder.path(), &file).await.expect_err("nothing to back up");
            assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 0, "{url}");
        }
    }
}
