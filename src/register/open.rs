//! From the setting to an open register.

use super::memory::Memory;
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Fault, Register, Surroundings};
use std::path::Path;

/// Opens the register that `url` names: `sqlite:PATH`, PATH relative to `data_dir`,
/// `postgres://...` for a database, or `memory:`. A SQLite file that is not there is made, with its
/// folder, readable by this user alone; a database is only worked with once it has been migrated.
///
/// # Errors
/// [`Fault::NotOurs`] with a sentence for the operator: the store is not one this version knows,
/// another process has it, it is of a newer version, or it is not a register at all.
/// [`Fault::Unavailable`] when the database cannot be reached.
/// [`Fault::Broken`] when the disk fails or the file is damaged.
pub async fn open(url: &str, data_dir: &Path) -> Result<Box<dyn Register>, Fault> {
    match url.split_once(':') {
        Some(("sqlite", path)) if !path.is_empty() => {
            Ok(Box::new(Sqlite::open(data_dir.join(path), Surroundings::real()).await?))
        }
        Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
            Ok(Box::new(Postgres::open(url, Surroundings::real()).await?))
        }
        Some(("memory", "")) => Ok(Box::new(Memory::new(Surroundings::real()))),
        // Only the scheme is repeated: the rest may hold a password.
        _ => Err(Fault::NotOurs(format!(
            "the store \"{}\" is not one this version supports: give sqlite:PATH for a file, \
             postgres://... for a database, or memory: for a register that is forgotten at the end",
            url.split_once(':').map_or("", |(scheme, _)| scheme)
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_stores_of_this_version_are_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        for bad in [
            "postgres:anna:secret@db/samplats",
            "mysql://anna:secret@db/samplats",
            "sqlite:",
            "samplats.db",
            "memory:x",
            "",
        ] {
            let Err(Fault::NotOurs(sentence)) = open(bad, folder.path()).await else {
                panic!("{bad} was opened")
            };
            assert!(sentence.contains("sqlite:PATH") && !sentence.contains("secret"), "{sentence}");
        }
        assert!(open("memory:", folder.path()).await.is_ok());
    }

    #[tokio::test]
    async fn a_path_is_relative_to_the_data_folder_which_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("not/there/yet");
        let register = open("sqlite:samplats.db", &data).await.expect("opened");
        assert!(data.join("samplats.db").exists());
        drop(register);
    }
}
