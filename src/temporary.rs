//! A folder of our own that is gone when it is no longer needed.

use anyhow::Context;
use std::io;
use std::path::{Path, PathBuf};

/// Sees that temporary files can be written. Imports and exports go through them, and so does SQLite when it overwrites what
/// was erased: were that to fail halfway, the register would be left alone as broken.
///
/// # Errors
/// A sentence for the operator.
pub(crate) fn require() -> anyhow::Result<()> {
    let written = Folder::new().and_then(|folder| std::fs::write(folder.path().join("tried"), "tried"));
    written.with_context(|| {
        format!(
            "temporary files cannot be written in {}; let TMPDIR name a folder with as much room as the register takes",
            std::env::temp_dir().display()
        )
    })
}

/// A folder that only we may read.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub fn new() -> io::Result<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        let path = std::env::temp_dir().join(format!("samplats-{}", data_encoding::HEXLOWER.encode(&random)));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a temporary folder could not be removed");
        }
    }
}
