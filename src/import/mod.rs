//! Files from outside, read into rows: no meaning yet, but every number, name and coordinate system settled.
//!
//! GeoJSON, newline-delimited GeoJSON, arrays of JSON objects, tables of text, zipped shapefiles and GeoPackages.
//! Everything wrong with a file is
//! gathered, row by row. Geometries stay as they were written, in the file's coordinate system; the door that makes
//! shapes of them is [`space::geometry::read`](crate::space::geometry::read).

mod archive;
mod batches;
mod code_page;
mod dbf;
mod delimited;
mod faults;
pub mod feed;
#[cfg(test)]
mod fixtures;
mod format;
mod geojson;
mod geometry_text;
mod geopackage;
mod held;
mod mapping;
mod pieces;
pub mod plan;
mod position;
#[cfg(test)]
mod real_archives;
mod rings;
mod shp;
mod source;
mod structure;
pub mod tally;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_geopackage;
#[cfg(test)]
mod tests_shapefile;
mod wkb;
mod wkt;

pub use batches::Batches;
pub use faults::RowFault;
pub use feed::{Feed, FeedFault};
pub use format::Format;
pub use mapping::{Mapping, MappingFault};
pub use source::Source;
pub use structure::structure;

use crate::space::Crs;
use faults::Faults;
use serde_json::{Map, Value};

/// Corners of the largest ground that anything may have, an area.
const AREA_CORNERS_MAX: usize = 100_000;

/// How large a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// The most bytes of a file that is read whole.
    pub max_bytes: usize,
    /// The most bytes of one that is read piece by piece.
    pub streamed_max_bytes: u64,
    /// The most rows.
    pub max_rows: usize,
    /// The most properties (columns) of a row.
    pub max_properties: usize,
    /// The most bytes that the rows of a file which is read whole, or of a piece of another, may take in memory, by
    /// estimate.
    pub max_held_bytes: usize,
}

impl Default for ReadLimits {
    /// 64 MiB read whole and 16 GiB piece by piece, twenty million rows, two hundred properties, and in memory 24 bytes
    /// for each byte of the largest file that is read whole: dense positions and short cells come to some 20.
    fn default() -> Self {
        Self {
            max_bytes: 64 * 1024 * 1024,
            streamed_max_bytes: 16 * 1024 * 1024 * 1024,
            max_rows: 20_000_000,
            max_properties: 200,
            max_held_bytes: 24 * 64 * 1024 * 1024,
        }
    }
}

/// What the sender says about a file.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The coordinate system; wins over what the file says. Without either it is CRS84.
    pub crs: Option<Crs>,
    /// Which columns are which of our fields. Positions that it does not name are guessed.
    pub mapping: Mapping,
    /// What a mapping file says of the feed; instead of `mapping`.
    pub feed: Option<Feed>,
    /// How large the file may be.
    pub limits: ReadLimits,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The rows, in the file's order.
    pub rows: Vec<Row>,
    /// The coordinate system of every row's geometry.
    pub crs: Crs,
    /// What was assumed or overruled, as sentences for the sender.
    pub notes: Vec<String>,
}

/// One row or feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As a person counts: the feature's number from 1, or the line of the file.
    pub number: usize,
    /// What identifies it: the mapped `id`, else the feature's own, else a property called `id`.
    pub id: Option<String>,
    /// Everything else, with mapped columns under our names.
    pub properties: Map<String, Value>,
    /// A GeoJSON geometry in the table's coordinate system, easting (longitude) first.
    pub geometry: Option<Value>,
}

/// A file as its format gives it, before mapping.
struct Raw {
    rows: Vec<Row>,
    /// The coordinate system that the file itself names.
    crs: Option<Crs>,
    notes: Vec<String>,
    /// Whether positions may lie in columns.
    positions_in_columns: bool,
}

/// Reads a file into rows.
///
/// Memory is several times the size of the file while it is read.
///
/// # Errors
/// Everything wrong, never empty: over a limit, malformed, an unknown coordinate system, mapped columns that are not
/// there, positions that are not numbers.
pub fn read(bytes: &[u8], format: Format, options: &ReadOptions) -> Result<Table, Vec<RowFault>> {
    let (table, faults) = read_all(bytes, format, options);
    faults.into_result().map(|()| table)
}

fn read_all(bytes: &[u8], format: Format, options: &ReadOptions) -> (Table, Faults) {
    let mut faults = Faults::default();
    let nothing = || Table { rows: Vec::new(), crs: options.crs.unwrap_or(Crs::Crs84), notes: Vec::new() };
    let mut batches = match Batches::open(&Source::from(bytes), format, options, usize::MAX) {
        Ok(batches) => batches,
        Err(found) => {
            faults.push_all(found);
            return (nothing(), faults);
        }
    };
    let mut table = nothing();
    if let Some(batch) = batches.next() {
        (table, faults) = (batch.table, batch.faults);
    }
    faults.push_all(batches.finish());
    (table, faults)
}
