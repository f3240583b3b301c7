//! CSV: UTF-8, commas, lines that end in CR and LF (RFC 4180). Positions stand in `lon` and `lat`, and whole
//! geometries as well-known text in `wkt`: WGS 84, longitude first.

use super::spool::{Capped, ExportFault, Writes};
use super::table::{About, Cell, Row, moment};
use super::wkt;
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use std::borrow::Cow;

/// Between the texts of a list.
const BETWEEN: &str = ";";

/// A sheet.
pub(super) struct Sheet<'a> {
    about: &'a About,
    file: Capped,
}

impl<'a> Sheet<'a> {
    pub fn begin(about: &'a About, file: Capped) -> Result<Self, ExportFault> {
        let mut sheet = Self { about, file };
        let names = about.columns.iter().map(|column| column.name);
        let geometry = ["lon", "lat", "wkt"].into_iter().filter(|_| about.has_geometry);
        let last = ["data_date", "note"].into_iter().filter(|name| *name != "note" || about.note.is_some());
        sheet.line(names.chain(geometry).chain(last).map(Cow::Borrowed))?;
        Ok(sheet)
    }

    fn line<'b>(&mut self, cells: impl Iterator<Item = Cow<'b, str>>) -> Result<(), ExportFault> {
        let mut line = writer();
        for cell in cells {
            line.write_field(cell.as_bytes()).map_err(broken)?;
        }
        line.write_record(None::<&[u8]>).map_err(broken)?;
        let line = line.into_inner().map_err(|error| ExportFault::Disk(error.into_error()))?;
        self.file.put(&line)
    }
}

fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new())
}

fn broken(error: csv::Error) -> ExportFault {
    ExportFault::Disk(error.into())
}

impl Writes for Sheet<'_> {
    fn row(&mut self, row: &Row) -> Result<(), ExportFault> {
        let mut cells: Vec<Cow<'_, str>> = row.cells.iter().map(cell).collect();
        if self.about.has_geometry {
            match &row.geometry {
                Some(shape) => {
                    let at = shape.representative_point();
                    cells.extend([
                        at.lon().to_string().into(),
                        at.lat().to_string().into(),
                        wkt::of(shape).into(),
                    ]);
                }
                None => cells.extend([const { Cow::Borrowed("") }; 3]),
            }
        }
        cells.push(self.about.data_date.to_string().into());
        cells.extend(self.about.note.as_deref().map(Cow::Borrowed));
        self.line(cells.into_iter())
    }

    fn finish(self: Box<Self>) -> Result<(), ExportFault> {
        self.file.finish()
    }
}

fn cell(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Nothing => Cow::Borrowed(""),
        Cell::Text(text) => spoken(text),
        Cell::Whole(number) => number.to_string().into(),
        Cell::Real(number) => number.to_string().into(),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Cell::Day(day) => day.to_string().into(),
        Cell::Moment(at) => moment(*at).into(),
        Cell::List(texts) => spoken(&texts.join(BETWEEN)).into_owned().into(),
    }
}

/// A text that no spreadsheet takes for a formula: an apostrophe before it says that it is text.
///
/// A text that begins with apostrophes and then like a formula gets one more, so that whoever takes one away again (as
/// an import of ours does) has the text as it was, whatever it was.
pub(super) fn spoken(text: &str) -> Cow<'_, str> {
    let begins = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if begins { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
