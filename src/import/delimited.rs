//! Tables of text: a header line, then a line for each row.

use super::faults::{Faults, RowFault};
use super::geojson::id_of;
use super::held::{Held, ROW_BYTES, cell_bytes};
use super::{ReadLimits, Row};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// How the text of a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// Of which Latin-1 is a part, in text.
    Windows1252,
}

impl Encoding {
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes),
            Self::Windows1252 => Cow::Owned(bytes.iter().copied().map(windows_1252).collect()),
        }
    }
}

/// What Windows-1252 has in 80 to 9F; five places are empty and stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The columns of a table.
pub(super) fn header(
    text: &str,
    delimiter: u8,
    limits: &ReadLimits,
    faults: &mut Faults,
) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(_) => {
            faults.push(RowFault::row(1, "#", "the header cannot be read"));
            return None;
        }
    };
    header_is_good(&header, limits, faults).then_some(header)
}

/// Some rows of a table, of which the first line has this number.
pub(super) fn rows(
    text: &str,
    (first_line, delimiter): (usize, u8),
    header: &[String],
    limits: &ReadLimits,
    faults: &mut Faults,
) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        // Rows of the wrong length are named by our own fault, all of them.
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut lines = Lines { text, at: 0, line: first_line };
    let mut last_line = first_line;
    let mut held = Held::new(limits);
    let row_bytes = ROW_BYTES + header.iter().map(|name| cell_bytes(name)).sum::<usize>();
    for record in reader.records() {
        let Ok(record) = record else {
            faults.push(RowFault::file("a row cannot be read"));
            break;
        };
        let line = record.position().map_or(last_line, |position| lines.line_of(position.byte()));
        last_line = line;
        if let Err(fault) = held.take(row_bytes + record.as_slice().len()) {
            faults.push(fault);
            break;
        }
        match row(line, header, &record) {
            Ok(None) => {}
            Ok(Some(_)) if rows.len() >= limits.max_rows => {
                let detail = format!("there are more than {} rows", limits.max_rows);
                faults.push(RowFault::row(line, "#", detail));
                break;
            }
            Ok(Some(row)) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
        if faults.is_full() {
            break;
        }
    }
    rows
}

/// Counts lines as a person does; the library's own count begins before the blank lines that it skips.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the record that begins at a byte, or after the line breaks there; never before the last one asked for.
    fn line_of(&mut self, byte: u64) -> usize {
        let bytes = self.text.as_bytes();
        let mut start = usize::try_from(byte).unwrap_or(bytes.len()).clamp(self.at, bytes.len());
        start += bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += bytes[self.at..start].iter().filter(|&&byte| byte == b'\n').count();
        self.at = start;
        self.line
    }
}

/// The row, or nothing if all its cells are empty.
fn row(number: usize, header: &[String], record: &csv::StringRecord) -> Result<Option<Row>, RowFault> {
    if record.len() != header.len() {
        let (columns, expected) = (record.len(), header.len());
        let detail = format!("has {columns} columns where the header has {expected}");
        return Err(RowFault::row(number, "#", detail));
    }
    let cell = |cell: &str| match cell.trim() {
        "" => Value::Null,
        text => Value::String(unspoken(text).to_owned()),
    };
    let properties: Map<String, Value> = header.iter().cloned().zip(record.iter().map(cell)).collect();
    if properties.values().all(Value::is_null) {
        return Ok(None);
    }
    Ok(Some(Row { number, id: id_of(&properties), properties, geometry: None }))
}

/// A cell as it was before a table was written for spreadsheets: an apostrophe that keeps a text from being taken for a
/// formula is no part of it. What our own exports write comes back as it was.
fn unspoken(text: &str) -> &str {
    let is_formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    text.strip_prefix('\'').filter(|_| is_formula).unwrap_or(text)
}

/// One of the two would be lost.
pub(super) fn has_the_name_of_another(column: usize) -> String {
    format!("column {column} has the name of another")
}

fn header_is_good(header: &[String], limits: &ReadLimits, faults: &mut Faults) -> bool {
    let mut good = true;
    let mut refuse = |detail: String| {
        faults.push(RowFault::row(1, "#", detail));
        good = false;
    };
    if header.len() > limits.max_properties {
        // Millions of them are not compared with each other.
        refuse(format!("the header has more than {} columns", limits.max_properties));
        return false;
    }
    if header.iter().all(String::is_empty) {
        refuse("there is no header".to_owned());
    }
    for (index, name) in header.iter().enumerate() {
        if name.is_empty() && header.len() > 1 {
            refuse(format!("column {} has no name", index + 1));
        } else if header[..index].contains(name) {
            refuse(has_the_name_of_another(index + 1));
        }
    }
    good
}

/// The one of comma, semicolon and tab that is commonest in the header, outside quotes.
pub(super) fn delimiter(text: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (delimiter, count) in &mut counts {
                    *count += u32::from(*delimiter == byte);
                }
            }
        }
    }
    // The first of equals, so that a single column is read with commas.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

/// Follows quotes through a table, byte by byte: where records end, and where a quote runs away.
///
/// A quote that runs away is a quoted cell that the file ends in, or one that goes over a line break and ends at a quote
/// in the middle of some later cell. Rows after it cannot be told apart, so nothing after it can be trusted. The states
/// are those of the csv reader: a quote opens a cell only at its beginning, and is doubled to stand for itself.
#[derive(Clone, Debug)]
pub(super) struct Quotes {
    delimiter: u8,
    at: At,
    /// The line that the next byte is on.
    pub line: usize,
    /// The line that the current record begins on.
    row: usize,
    opened_line: usize,
    /// The row whose quote runs on over the rows after it.
    runaway: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    CellStart,
    Plain,
    Quoted,
    Closing,
}

impl Quotes {
    pub fn new(delimiter: u8) -> Self {
        Self { delimiter, at: At::CellStart, line: 1, row: 1, opened_line: 1, runaway: None }
    }

    /// Takes a byte; whether a line break after which a record may begin.
    pub fn take(&mut self, byte: u8) -> bool {
        let is_end = matches!(byte, b'\n' | b'\r');
        self.at = match self.at {
            At::CellStart if byte == b'"' => {
                self.opened_line = self.line;
                At::Quoted
            }
            At::Quoted if byte == b'"' => At::Closing,
            At::Quoted => At::Quoted,
            At::Closing if byte == b'"' => At::Quoted,
            At::CellStart | At::Plain | At::Closing if byte == self.delimiter || is_end => At::CellStart,
            At::Closing if self.line > self.opened_line => {
                self.runaway.get_or_insert(self.row);
                At::Plain
            }
            At::CellStart | At::Plain | At::Closing => At::Plain,
        };
        self.line += usize::from(byte == b'\n');
        let ends = is_end && self.at == At::CellStart;
        if ends {
            self.row = self.line;
        }
        ends
    }

    /// The row, as a person counts, in which a quote is opened that is not closed in its cell.
    pub fn runaway(&self) -> Option<usize> {
        self.runaway.or((self.at == At::Quoted).then_some(self.row))
    }
}
