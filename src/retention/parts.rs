//! The files of a package while they are written: hashed on the way to the disk, so that what is read
//! back can be compared with what was meant.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A file of a package, as its manifest tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTold {
    /// Its name in the folder.
    pub name: String,
    /// Rows of a table, features of a collection.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// Counts and hashes what passes.
struct Hashing<W> {
    inner: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hasher.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

type Out = Hashing<BufWriter<File>>;

fn create(folder: &Path, name: &str) -> io::Result<Out> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let inner = BufWriter::new(options.open(folder.join(name))?);
    Ok(Hashing { inner, hasher: Sha256::new(), bytes: 0 })
}

fn finish(out: Out, name: &str, rows: u64) -> io::Result<FileTold> {
    let sha256 = data_encoding::HEXLOWER.encode(&out.hasher.finalize());
    let file = out.inner.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(FileTold { name: name.to_owned(), rows, bytes: out.bytes, sha256 })
}

/// A table that is being written.
pub struct Table {
    name: String,
    out: csv::Writer<Out>,
    rows: u64,
}

impl Table {
    /// With its first line.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(folder: &Path, name: &str, columns: &[&str]) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(create(folder, name)?);
        out.write_record(columns).map_err(io::Error::other)?;
        Ok(Self { name: name.to_owned(), out, rows: 0 })
    }

    /// One line more.
    ///
    /// # Errors
    /// What the disk says.
    pub fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.rows += 1;
        self.out.write_record(cells).map_err(io::Error::other)
    }

    /// On the disk.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(self) -> io::Result<FileTold> {
        let out = self.out.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        finish(out, &self.name, self.rows)
    }
}

/// A GeoJSON collection that is being written, a feature a line.
pub struct Features {
    name: String,
    out: Out,
    rows: u64,
}

impl Features {
    /// Empty.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(folder: &Path, name: &str) -> io::Result<Self> {
        let mut out = create(folder, name)?;
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { name: name.to_owned(), out, rows: 0 })
    }

    /// One feature more.
    ///
    /// # Errors
    /// What the disk says.
    pub fn feature(&mut self, id: &str, geometry: &Value, properties: &Value) -> io::Result<()> {
        let feature = serde_json::json!({ "type": "Feature", "id": id, "geometry": geometry, "properties": properties });
        let text = feature.to_string();
        let before: &[u8] = if self.rows == 0 { b"\n" } else { b",\n" };
        self.rows += 1;
        self.out.write_all(before)?;
        self.out.write_all(text.as_bytes())
    }

    /// On the disk.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(mut self) -> io::Result<FileTold> {
        self.out.write_all(b"\n]}\n")?;
        finish(self.out, &self.name, self.rows)
    }
}

/// Reads a file back from the disk and compares it with what was meant to be written.
///
/// # Errors
/// A sentence: it is not there, not whole, or another.
pub fn read_back(folder: &Path, told: &FileTold) -> Result<(), String> {
    let bytes = fs::read(folder.join(&told.name)).map_err(|error| format!("{}: {error}", told.name))?;
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    if (bytes.len() as u64, &sha256) != (told.bytes, &told.sha256) {
        return Err(format!("{} is not what was written", told.name));
    }
    let rows = match told.name.rsplit_once('.') {
        Some((_, "csv")) => rows_of_table(&bytes),
        _ => features_of(&bytes),
    };
    match rows {
        Some(rows) if rows == told.rows => Ok(()),
        Some(rows) => Err(format!("{} has {rows} rows, {} were written", told.name, told.rows)),
        None => Err(format!("{} cannot be read back", told.name)),
    }
}

fn rows_of_table(bytes: &[u8]) -> Option<u64> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.records().try_fold(0, |rows, record| record.ok().map(|_| rows + 1))
}

fn features_of(bytes: &[u8]) -> Option<u64> {
    let collection: Value = serde_json::from_slice(bytes).ok()?;
    Some(collection.get("features")?.as_array()?.len() as u64)
}
