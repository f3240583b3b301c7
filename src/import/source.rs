//! Where a file lies: in memory, or on the disk, to be read more than once.

use bytes::Bytes;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::PathBuf;

/// How many of the first bytes tell a format.
const HEAD_BYTES: u64 = 64 * 1024;

/// A file that can be read again from its beginning.
#[derive(Clone, Debug)]
pub enum Source {
    /// A body that was received.
    Bytes(Bytes),
    /// A file on the disk, which is never read whole where its format allows.
    File(PathBuf),
}

impl Source {
    /// From its beginning.
    ///
    /// # Errors
    /// The system's.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes.clone())),
            Self::File(path) => Box::new(BufReader::with_capacity(256 * 1024, File::open(path)?)),
        })
    }

    /// How many bytes there are.
    ///
    /// # Errors
    /// The system's.
    pub fn size_bytes(&self) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.len() as u64),
            Self::File(path) => Ok(std::fs::metadata(path)?.len()),
        }
    }

    /// The first 64 KiB, which tell the format.
    ///
    /// # Errors
    /// The system's.
    pub fn head(&self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open()?.take(HEAD_BYTES).read_to_end(&mut head)?;
        Ok(head)
    }

    /// All of it; nothing where it is larger.
    ///
    /// # Errors
    /// The system's.
    pub fn whole(&self, max_bytes: u64) -> io::Result<Option<Bytes>> {
        if let Self::Bytes(bytes) = self {
            return Ok((bytes.len() as u64 <= max_bytes).then(|| bytes.clone()));
        }
        let mut bytes = Vec::new();
        self.open()?.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= max_bytes).then(|| bytes.into()))
    }
}

impl From<&[u8]> for Source {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(Bytes::copy_from_slice(bytes))
    }
}
