//! A file as batches of rows: what is held is a batch, whatever the size of the file, where its format allows.
//!
//! Tables of text and newline-delimited JSON are read piece by piece. The others are documents whose end may change the
//! meaning of their beginning; they are read whole, up to [`ReadLimits::max_bytes`](super::ReadLimits::max_bytes).

use super::faults::{Faults, RowFault};
use super::feed::Applied;
use super::held::Held;
use super::mapping::Renaming;
use super::pieces::{LinePieces, Piece, TablePieces};
use super::tally::Tallies;
use super::{
    Format, Raw, ReadOptions, Row, Source, Table, archive, geojson, geometry_text, geopackage, position,
};
use crate::space::Crs;
use sha2::{Digest, Sha256};

/// Some rows of a file, one after another.
pub struct Batches {
    options: ReadOptions,
    reading: Reading,
    rows_max: usize,
    renaming: Renaming,
    columns: Option<position::Found>,
    /// The coordinate system that the file itself names.
    named: Option<Crs>,
    /// Rows so far.
    rows: usize,
    digest: Sha256,
    is_first: bool,
}

/// One batch.
pub(super) struct Batch {
    pub table: Table,
    /// The coordinate system of the positions as the file has them.
    pub written_in: Crs,
    pub faults: Faults,
    /// Rows that the mapping file leaves out.
    pub left_out: Tallies,
    /// What was mended in values.
    pub mended: Tallies,
    /// Rows with something mended.
    pub mended_rows: Vec<usize>,
    /// Of its bytes, to know it again; of the whole file's where it was read whole.
    pub digest: [u8; 32],
}

enum Reading {
    Table(TablePieces),
    Lines(LinePieces),
    Whole {
        rows: std::vec::IntoIter<Row>,
        notes: Vec<String>,
        positions_in_columns: bool,
        faults: Option<Faults>,
        digest: [u8; 32],
    },
}

impl Batches {
    /// Opens a file. A batch has at most `rows_max` rows; all rows are one batch where that is `usize::MAX`.
    ///
    /// # Errors
    /// What is wrong with the file as a whole.
    pub fn open(
        source: &Source,
        format: Format,
        options: &ReadOptions,
        rows_max: usize,
    ) -> Result<Self, Vec<RowFault>> {
        let limits = &options.limits;
        let streams = rows_max != usize::MAX && matches!(format, Format::Csv | Format::GeoJsonLines);
        let max_bytes = if streams { limits.streamed_max_bytes } else { limits.max_bytes as u64 };
        let bytes = source.size_bytes().map_err(unreadable)?;
        if bytes > max_bytes {
            return Err(vec![RowFault::file(format!("is larger than {max_bytes} bytes"))]);
        }
        let mut named = None;
        let reading = match format {
            Format::Csv => Reading::Table(TablePieces::open(source, limits)?),
            Format::GeoJsonLines => Reading::Lines(LinePieces::open(source).map_err(unreadable)?),
            Format::GeoJson | Format::Json | Format::Shapefile | Format::GeoPackage => {
                let Some(bytes) = source.whole(max_bytes).map_err(unreadable)? else {
                    return Err(vec![RowFault::file(format!("is larger than {max_bytes} bytes"))]);
                };
                let mut faults = Faults::default();
                let raw = match format {
                    Format::GeoJson => geojson::read(&bytes, limits, &mut faults),
                    Format::Shapefile => archive::read(&bytes, limits, &mut faults),
                    Format::GeoPackage => geopackage::read(&bytes, limits, &mut faults),
                    _ => geojson::read_objects(&bytes, limits, &mut faults),
                };
                named = raw.crs;
                Reading::Whole {
                    rows: raw.rows.into_iter(),
                    notes: raw.notes,
                    positions_in_columns: raw.positions_in_columns,
                    faults: Some(faults),
                    digest: Sha256::digest(&bytes).into(),
                }
            }
        };
        Ok(Self {
            options: options.clone(),
            reading,
            rows_max,
            renaming: Renaming::new(options.mapping.clone()),
            columns: position::mapped(&options.mapping),
            named,
            rows: 0,
            digest: Sha256::new(),
            is_first: true,
        })
    }

    /// The next rows; nothing at the end of the file. A file without rows is one batch without rows.
    pub(super) fn next(&mut self) -> Option<Batch> {
        let mut faults = Faults::default();
        let (raw, digest) = self.raw(&mut faults)?;
        self.digest.update(digest);
        let Raw { mut rows, crs, mut notes, positions_in_columns } = raw;
        self.rows += rows.len();
        if self.rows > self.options.limits.max_rows {
            faults.push(RowFault::file(format!("has more than {} rows", self.options.limits.max_rows)));
        }
        self.named = self.named.or(crs);
        let mut table_crs = settle_crs(self.options.crs, self.named, &mut notes);
        let written_in = self.options.feed.as_ref().map_or(table_crs, |feed| feed.written_in(table_crs));
        if !self.is_first {
            notes.clear();
        }
        self.is_first = false;
        let (mut left_out, mut mended, mut mended_rows) =
            (Tallies::default(), Tallies::default(), Vec::new());
        if let Some(feed) = &self.options.feed {
            let own = table_crs;
            table_crs = feed.crs(own);
            let mut kept = Vec::with_capacity(rows.len());
            for row in rows {
                let number = row.number;
                match feed.apply(row, own, &self.options) {
                    Applied::Row(row, repairs) => {
                        repairs.iter().for_each(|repair| mended.add(repair, number));
                        mended_rows.extend((!repairs.is_empty()).then_some(number));
                        kept.push(row);
                    }
                    Applied::LeftOut(reason) => left_out.add(&reason, number),
                    Applied::Bad(found) => found.into_iter().for_each(|fault| faults.push(fault)),
                }
            }
            rows = kept;
        } else {
            self.renaming.apply(&mut rows);
            let has_geometries = !positions_in_columns || rows.iter().any(|row| row.geometry.is_some());
            if let Some(mapped) = position::mapped(&self.options.mapping).filter(|_| has_geometries) {
                position::refuse_beside_geometries(&mapped, &mut faults);
            } else if positions_in_columns {
                let crs = self.options.crs.or(self.named);
                let mut held = Held::new(&self.options.limits);
                geometry_text::take_from_column(&mut rows, &mut held, &mut faults);
                position::take_from_columns(&mut rows, crs, &mut self.columns, &mut faults);
            }
        }
        Some(Batch {
            table: Table { rows, crs: table_crs, notes },
            written_in,
            faults,
            left_out,
            mended,
            mended_rows,
            digest,
        })
    }

    fn raw(&mut self, faults: &mut Faults) -> Option<(Raw, [u8; 32])> {
        let limits = &self.options.limits;
        match &mut self.reading {
            Reading::Table(pieces) => {
                let piece = next_piece(pieces.next(self.rows_max), faults)?;
                let rows = pieces.rows(&piece, limits, faults);
                let notes = pieces.notes();
                Some((Raw { rows, crs: None, notes, positions_in_columns: true }, piece.digest()))
            }
            Reading::Lines(pieces) => {
                let piece = next_piece(pieces.next(self.rows_max), faults)?;
                let place = (piece.first_line, self.is_first, self.named);
                Some((geojson::read_lines(&piece.bytes, place, limits, faults), piece.digest()))
            }
            Reading::Whole { rows, notes, positions_in_columns, faults: found, digest } => {
                let batch: Vec<Row> = rows.by_ref().take(self.rows_max).collect();
                let own = found.take();
                if batch.is_empty() && own.is_none() {
                    return None;
                }
                if let Some(own) = own {
                    *faults = own;
                }
                let raw = Raw {
                    rows: batch,
                    crs: None,
                    notes: std::mem::take(notes),
                    positions_in_columns: *positions_in_columns,
                };
                Some((raw, *digest))
            }
        }
    }

    /// What is wrong with the file as a whole, once all of it was read.
    pub(super) fn finish(&self) -> Vec<RowFault> {
        let mut faults = Faults::default();
        if let Some(feed) = &self.options.feed {
            faults.push_all(self.unseen(feed));
        } else {
            self.renaming.finish(&mut faults);
        }
        faults.into_result().err().unwrap_or_default()
    }

    /// Columns of the mapping file that a table does not have: its rows would all be empty there.
    fn unseen(&self, feed: &super::Feed) -> Vec<RowFault> {
        let Reading::Table(pieces) = &self.reading else { return Vec::new() };
        let header = pieces.header();
        let mut missing: Vec<&str> =
            feed.columns().filter(|column| !header.iter().any(|name| name == column)).collect();
        missing.sort_unstable();
        missing.dedup();
        let fault = |column: &str| {
            let fault = RowFault::file("is a column of the mapping file that the file does not have");
            fault.at(format!("#/{column}")).with_hint(format!("the file has: {}", header.join(", ")))
        };
        missing.into_iter().map(fault).collect()
    }

    /// The columns of the file, where it has the same in all rows.
    pub(super) fn header(&self) -> &[String] {
        match &self.reading {
            Reading::Table(pieces) => pieces.header(),
            Reading::Lines(_) | Reading::Whole { .. } => &[],
        }
    }

    /// Of everything read so far.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }
}

/// A piece, where there is one; a fault of reading is one of the file, and ends it.
fn next_piece(piece: Result<Option<Piece>, RowFault>, faults: &mut Faults) -> Option<Piece> {
    match piece {
        Ok(piece) => piece,
        Err(fault) => {
            faults.push(fault);
            Some(Piece::empty())
        }
    }
}

fn unreadable(error: std::io::Error) -> Vec<RowFault> {
    vec![RowFault::file(format!("cannot be read: {error}"))]
}

fn settle_crs(given: Option<Crs>, named: Option<Crs>, notes: &mut Vec<String>) -> Crs {
    if let (Some(given), Some(named)) = (given, named)
        && (given.epsg() != named.epsg())
    {
        notes.push(format!("the file says {named}; it was read as {given}, as asked"));
    }
    given.or(named).unwrap_or(Crs::Crs84)
}
