//! The folder a demo's data lies in, with a mark that says so: only what is marked is ever deleted.

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::path::PathBuf;

/// The register's file.
pub const REGISTER: &str = "samplats.db";
/// The file that keeps a second process out; it stays, since a lock on a deleted file locks nobody out.
const LOCK: &str = "samplats.db.lock";
/// What is deleted to start over.
const FILES: [&str; 3] = [REGISTER, "samplats.db-wal", "samplats.db-shm"];
/// Says that the register beside it is invented.
const MARK: &str = "INVENTED-CITY";

/// What the mark says, as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    /// Which city.
    seed: u64,
    /// It stands on stage with its log-ins. A demo that was interrupted before that begins anew.
    complete: bool,
}

/// A folder with a city in it, or room for one.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    mark: Mark,
}

impl Folder {
    /// Takes a folder for the city of `seed`, or of the seed it holds already. Starts over when `fresh`, and when an
    /// earlier start was interrupted.
    ///
    /// # Errors
    /// A sentence: the folder holds a register that is not a demo's, or another city than the one asked for, or
    /// another process has it, or the disk refuses.
    pub fn take(path: PathBuf, seed: Option<u64>, fresh: bool) -> anyhow::Result<Self> {
        const USUAL_SEED: u64 = 1;
        std::fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        let found = read_mark(&path.join(MARK))?;
        if found.is_none() && path.join(REGISTER).exists() {
            bail!(
                "{} holds a register that is not a demo's; choose another folder with --data",
                path.display()
            );
        }
        let new = Mark { seed: seed.unwrap_or(USUAL_SEED), complete: false };
        match found.flatten() {
            Some(mark) if mark.complete && !fresh && path.join(REGISTER).exists() => {
                if seed.is_some_and(|seed| seed != mark.seed) {
                    let (path, held) = (path.display(), mark.seed);
                    bail!("{path} holds city {held}; --fresh replaces it, --data takes another folder");
                }
                Ok(Self { path, mark })
            }
            Some(_) | None => {
                let folder = Self { path, mark: new };
                folder.clear()?;
                folder.write_mark()?;
                Ok(folder)
            }
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Which city it holds.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.mark.seed
    }

    /// Whether the city stands already.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.mark.complete
    }

    /// Remembers that the city stands.
    ///
    /// # Errors
    /// The mark cannot be written.
    pub fn complete(&mut self) -> anyhow::Result<()> {
        self.mark.complete = true;
        self.write_mark()
    }

    /// Deletes the register, while nobody else can open it.
    fn clear(&self) -> anyhow::Result<()> {
        let _nobody_else = self.lock()?;
        for file in FILES.map(|file| self.path.join(file)) {
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("{} cannot be deleted", file.display()));
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    fn lock(&self) -> anyhow::Result<File> {
        let path = self.path.join(LOCK);
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let file = file.with_context(|| format!("{} cannot be opened", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(why) => bail!(
                "the city in {} is in use by another samplats process; stop that first ({why})",
                self.path.display()
            ),
        }
    }

    fn write_mark(&self) -> anyhow::Result<()> {
        let (mark, draft) = (self.path.join(MARK), self.path.join("INVENTED-CITY.new"));
        let text = serde_json::to_string(&self.mark)?;
        // Renamed into place, so that a mark is never half written.
        std::fs::write(&draft, text + "\n")
            .and_then(|()| std::fs::rename(&draft, &mark))
            .with_context(|| format!("{} cannot be written", mark.display()))
    }
}

/// The mark of a folder: none; one that an earlier version wrote, whose city is not known; or a whole one.
fn read_mark(path: &std::path::Path) -> anyhow::Result<Option<Option<Mark>>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(serde_json::from_str(&text).ok())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_register(seed: u64, complete: bool) -> tempfile::TempDir {
        let data = tempfile::tempdir().unwrap();
        let mut folder = Folder::take(data.path().into(), Some(seed), false).unwrap();
        std::fs::write(data.path().join(REGISTER), "a register").unwrap();
        if complete {
            folder.complete().unwrap();
        }
        data
    }

    #[test]
    fn a_city_that_stands_is_continued_whatever_its_seed() {
        let data = with_register(7, true);
        let folder = Folder::take(data.path().into(), None, false).unwrap();
        assert!(folder.is_complete() && folder.seed() == 7);
        assert!(data.path().join(REGISTER).exists());
        assert!(Folder::take(data.path().into(), Some(8), false).is_err(), "it is not the city asked for");
        assert!(data.path().join(REGISTER).exists());
    }

    #[test]
    fn fresh_starts_over_and_so_does_a_start_that_was_interrupted() {
        for (complete, fresh) in [(true, true), (false, false)] {
            let data = with_register(7, complete);
            let folder = Folder::take(data.path().into(), Some(8), fresh).unwrap();
            assert!(!folder.is_complete() && folder.seed() == 8);
            assert!(!data.path().join(REGISTER).exists());
        }
    }

    #[test]
    fn a_register_without_the_mark_is_never_touched() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join(REGISTER), "a city's own").unwrap();
        for fresh in [false, true] {
            assert!(Folder::take(data.path().into(), None, fresh).is_err());
            assert!(data.path().join(REGISTER).exists() && !data.path().join(MARK).exists());
        }
    }

    #[test]
    fn a_city_that_is_being_served_is_not_deleted() {
        let data = with_register(7, true);
        let lock =
            Folder { path: data.path().into(), mark: Mark { seed: 7, complete: true } }.lock().unwrap();
        assert!(Folder::take(data.path().into(), None, true).is_err());
        assert!(data.path().join(REGISTER).exists());
        drop(lock);
        assert!(Folder::take(data.path().into(), None, true).is_ok());
    }
}
