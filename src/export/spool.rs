//! A file on its way: written into a folder of our own, within limits, and handed over whole.

use super::table::{About, Row};
use super::{Format, csv, geojson, geopackage};
use crate::temporary::Folder;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How large a file may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportLimits {
    /// Most rows.
    pub rows_max: u64,
    /// Most bytes.
    pub bytes_max: u64,
}

impl Default for ExportLimits {
    /// A million rows, two gibibytes.
    fn default() -> Self {
        Self { rows_max: 1_000_000, bytes_max: 2 << 30 }
    }
}

/// Seen from beside the writing: how far it is, and whether anybody still waits for it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Rows that are written.
    pub rows: AtomicU64,
    /// Nobody waits any more.
    pub gone: AtomicBool,
}

/// A file that is whole. It has no name any more, and is gone when this is dropped.
#[derive(Debug)]
pub struct Spooled {
    /// The file, at its beginning.
    pub file: File,
    /// Its size.
    pub bytes: u64,
    /// Rows in it.
    pub rows: u64,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// There are more rows than may be written.
    #[error("there are more than {0} rows")]
    TooManyRows(u64),
    /// It would become larger than it may.
    #[error("the file would be larger than {0} bytes")]
    TooLarge(u64),
    /// Nobody waits for it any more.
    #[error("nobody waits for it any more")]
    Gone,
    /// The disk's word.
    #[error("it cannot be written: {0}")]
    Disk(#[from] io::Error),
    /// The word of the database that a GeoPackage is.
    #[error("the GeoPackage cannot be written: {0}")]
    Database(#[from] rusqlite::Error),
}

/// Takes rows in.
pub(super) trait Writes {
    fn row(&mut self, row: &Row) -> Result<(), ExportFault>;
    fn finish(self: Box<Self>) -> Result<(), ExportFault>;
}

/// Writes a table into a file of its own. Blocks; costs the rows' own bytes of disk and memory for one of them.
///
/// # Errors
/// [`ExportFault`]; nothing is left on the disk then.
pub fn spool(
    format: Format,
    about: &About,
    rows: impl Iterator<Item = Row>,
    limits: ExportLimits,
    watch: &Watch,
) -> Result<Spooled, ExportFault> {
    let folder = Folder::new()?;
    let path = folder.path().join("export");
    let mut writer = writer(format, about, &path, limits)?;
    let mut written = 0;
    for row in rows {
        if watch.gone.load(Ordering::Relaxed) {
            return Err(ExportFault::Gone);
        }
        debug_assert!(fits(about, &row), "{:?}", row.cells);
        if written == limits.rows_max {
            return Err(ExportFault::TooManyRows(limits.rows_max));
        }
        writer.row(&row)?;
        written += 1;
        watch.rows.store(written, Ordering::Relaxed);
    }
    writer.finish()?;
    let file = File::open(&path)?;
    let bytes = file.metadata()?.len();
    if bytes > limits.bytes_max {
        return Err(ExportFault::TooLarge(limits.bytes_max));
    }
    // The folder goes; the open file stays readable until it is let go of.
    Ok(Spooled { file, bytes, rows: written })
}

/// Whether a row has what its table says.
fn fits(about: &About, row: &Row) -> bool {
    row.cells.len() == about.columns.len()
        && row.cells.iter().zip(&about.columns).all(|(cell, column)| cell.fits(column.kind))
        && (about.has_geometry || row.geometry.is_none())
}

fn writer<'a>(
    format: Format,
    about: &'a About,
    path: &Path,
    limits: ExportLimits,
) -> Result<Box<dyn Writes + 'a>, ExportFault> {
    let file = || -> Result<Capped, ExportFault> {
        Ok(Capped {
            file: BufWriter::new(File::create_new(path)?),
            left: limits.bytes_max,
            max: limits.bytes_max,
        })
    };
    Ok(match format {
        Format::GeoJson => Box::new(geojson::Document::begin(about, file()?)?),
        Format::GeoJsonLines => Box::new(geojson::Lines::begin(about, file()?)),
        Format::Csv => Box::new(csv::Sheet::begin(about, file()?)?),
        Format::GeoPackage => Box::new(geopackage::Package::begin(about, path, limits.bytes_max)?),
    })
}

/// A file that may become so large.
pub(super) struct Capped {
    file: BufWriter<File>,
    left: u64,
    max: u64,
}

impl Capped {
    /// Puts bytes behind what is there.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), ExportFault> {
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(ExportFault::TooLarge(self.max))?;
        Ok(self.file.write_all(bytes)?)
    }

    /// Everything is on its way to the disk.
    pub fn finish(mut self) -> Result<(), ExportFault> {
        Ok(self.file.flush()?)
    }
}
