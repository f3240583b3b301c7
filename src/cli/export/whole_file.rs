//! A file that has its name only once it is whole and on the disk.

use crate::whole::Unfinished;
use anyhow::Context;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file on its way. Dropped before it is finished, it leaves nothing.
pub struct WholeFile {
    file: File,
    beside: Unfinished,
    path: PathBuf,
    bytes: u64,
}

impl WholeFile {
    /// Begins, under a name that nobody else has.
    ///
    /// # Errors
    /// A sentence, when nothing can be written there.
    pub fn begin(path: &Path) -> anyhow::Result<Self> {
        let mut random = [0; 8];
        getrandom::fill(&mut random)
            .map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))?;
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().with_context(|| format!("{} names no file", path.display()))?);
        name.push(format!(".{}.partial", data_encoding::HEXLOWER.encode(&random)));
        let begun = Unfinished::file(path.with_file_name(name));
        let (beside, file) = begun.with_context(|| cannot(path))?;
        Ok(Self { file, beside, path: path.to_owned(), bytes: 0 })
    }

    /// Puts all that a reader gives behind what is there.
    ///
    /// # Errors
    /// A sentence.
    pub fn take(&mut self, from: &mut impl io::Read) -> anyhow::Result<()> {
        self.bytes += io::copy(from, &mut self.file).with_context(|| cannot(&self.path))?;
        Ok(())
    }

    /// Puts bytes behind what is there.
    ///
    /// # Errors
    /// A sentence.
    pub fn put(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.file.write_all(bytes).with_context(|| cannot(&self.path))?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Gives the file its name, in the place of one that had it, and answers its size in bytes.
    ///
    /// # Errors
    /// A sentence; the file that had the name is then as it was.
    pub fn finish(self) -> anyhow::Result<u64> {
        let Self { file, beside, path, bytes } = self;
        // Whoever wrote is the one to be told that something of it was not written.
        file.sync_all().and_then(|()| beside.name(&path)).with_context(|| cannot(&path))?;
        Ok(bytes)
    }
}

fn cannot(path: &Path) -> String {
    format!("{} cannot be written", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
    }

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("places.csv");
        fs::write(&path, "before").expect("written");
        let mut broken = WholeFile::begin(&path).expect("begun");
        broken.put(b"half").expect("put");
        assert_eq!(fs::read(&path).expect("read"), b"before");
        drop(broken);
        assert_eq!(names(folder.path()), ["places.csv"]);
        let mut whole = WholeFile::begin(&path).expect("begun");
        whole.put(b"all ").expect("put");
        whole.take(&mut &b"of it"[..]).expect("taken");
        assert_eq!(whole.finish().expect("finished"), 9);
        assert_eq!(
            (fs::read(&path).expect("read").as_slice(), names(folder.path())),
            (&b"all of it"[..], vec!["places.csv".to_owned()])
        );
        assert!(WholeFile::begin(&folder.path().join("none/places.csv")).is_err());
    }
}
