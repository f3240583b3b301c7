//! Tables into files: GeoJSON (RFC 7946), newline-delimited GeoJSON, CSV (RFC 4180) and GeoPackage.
//!
//! A table arrives as rows, one at a time, and goes to the disk as it comes: the file may be of any size, memory holds
//! a row. A file is whole or it is not there.

mod csv;
mod geojson;
mod geopackage;
mod spool;
mod table;
#[cfg(test)]
mod tests;
mod wkb;
pub mod wkt;

pub use spool::{ExportFault, ExportLimits, Spooled, Watch, spool};
pub use table::{About, Cell, Column, ColumnKind, Row};

use std::path::Path;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One document.
    GeoJson,
    /// A feature a line.
    GeoJsonLines,
    /// A table of text.
    Csv,
    /// A SQLite database that geographic programs know.
    GeoPackage,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::GeoJson, Self::GeoJsonLines, Self::Csv, Self::GeoPackage];

    /// The stable word, which is also what the names of such files end in.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoJsonLines => "geojsonl",
            Self::Csv => "csv",
            Self::GeoPackage => "gpkg",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The format of a file with this name.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::GeoJson),
            "ndjson" | "jsonl" | "geojsons" => Some(Self::GeoJsonLines),
            other => Self::parse(other),
        }
    }

    /// As HTTP calls it.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::GeoJsonLines => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::GeoPackage => "application/geopackage+sqlite3",
        }
    }
}
