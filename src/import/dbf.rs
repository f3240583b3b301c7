//! The table beside the shapes: its columns, and its rows, of which every cell is read or told.

use super::delimited::has_the_name_of_another;
use super::faults::{Faults, RowFault};
use super::held::{Held, cell_bytes};
use super::{ReadLimits, code_page};
use dbase::encoding::{DynEncoding, EncodingRs};
use dbase::{
    ErrorKind, FieldError, FieldIterator, FieldType, FieldValue, ReadableRecord, Reader, encoding_rs,
};
use serde_json::{Map, Value};
use std::io::{Cursor, Read, Seek};

/// Where the table says how its text is written.
const MARK_AT: usize = 29;
/// Where it says where its rows begin.
const ROWS_AT: usize = 8;
/// What it says of itself takes as much as what it says of each column.
const COLUMN_BYTES: usize = 32;
/// What is said of a column begins with its name.
const NAME_BYTES: usize = 11;
/// Before every row: whether it is deleted.
const FLAG_BYTES: usize = 1;

/// A table that was opened.
pub(super) struct Table {
    reader: Reader<Cursor<Vec<u8>>>,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    kind: FieldType,
    bytes: usize,
}

/// What goes with a table.
pub(super) struct Beside<'a> {
    /// What the .cpg says, if there is one.
    pub cpg: Option<&'a str>,
    /// How many shapes there are.
    pub shapes: usize,
}

impl Table {
    /// Opens a table. No row of it is read; what they come to in memory is asked for.
    pub fn open(
        mut dbf: Vec<u8>,
        beside: &Beside<'_>,
        limits: &ReadLimits,
        held: &mut Held,
        notes: &mut Vec<String>,
    ) -> Result<Self, RowFault> {
        let encoding = encoding(&dbf, beside.cpg, notes)?;
        let described = reader(dbf.as_slice(), &encoding)?;
        let rows = usize::try_from(described.header().num_records).unwrap_or(usize::MAX);
        if rows != beside.shapes {
            return Err(another_number_of_rows());
        }
        let rows_at = usize::from(described.header().offset_to_first_record);
        let columns: Vec<Column> = described
            .fields()
            .iter()
            .map(|field| Column {
                name: field.name().to_owned(),
                kind: field.field_type(),
                bytes: usize::from(field.length()),
            })
            .collect();
        check(&columns, limits)?;
        let row_bytes: usize = columns.iter().map(|column| cell_bytes(&column.name)).sum();
        held.take(rows.saturating_mul(row_bytes).saturating_add(dbf.len()))?;
        blank_empty_dates(dbf.get_mut(rows_at..).unwrap_or_default(), &columns);
        Ok(Self { reader: reader(dbf, &encoding)?, columns })
    }

    /// The rows, in their order.
    pub fn rows(&mut self) -> Rows<'_> {
        Rows { records: self.reader.iter_records_as(), columns: &self.columns }
    }
}

fn unreadable() -> RowFault {
    RowFault::file("has a .dbf that cannot be read")
}

fn another_number_of_rows() -> RowFault {
    RowFault::file("has a .dbf with another number of rows than the .shp has shapes")
        .with_hint("save it anew; rows that were deleted may still lie in it")
}

fn reader<T: AsRef<[u8]>>(dbf: T, encoding: &DynEncoding) -> Result<Reader<Cursor<T>>, RowFault> {
    let builder = dbase::ReaderBuilder::new().with_encoding(encoding.clone());
    builder.build(Cursor::new(dbf)).map_err(|_| unreadable())
}

/// What the .cpg says, else the mark in the table, else Windows-1252, of which Latin-1 is a part.
fn encoding(dbf: &[u8], cpg: Option<&str>, notes: &mut Vec<String>) -> Result<DynEncoding, RowFault> {
    let named = cpg.filter(|cpg| !cpg.is_empty()).map(code_page::of_name).transpose()?;
    let marked = match (named, dbf.get(MARK_AT)) {
        (None, Some(_)) if is_ascii(dbf) => Some(encoding_rs::WINDOWS_1252),
        (None, Some(mark)) => code_page::of_mark(*mark)?,
        _ => named,
    };
    let encoding = marked.unwrap_or_else(|| {
        notes.push("the .dbf says not how its text is written; it was read as Windows-1252".into());
        encoding_rs::WINDOWS_1252
    });
    Ok(EncodingRs::from(encoding).into())
}

/// Whether there is nothing in a table that the pages read differently: neither in a name of a column nor in a cell.
fn is_ascii(dbf: &[u8]) -> bool {
    let Some(rows_at) =
        dbf.get(ROWS_AT..ROWS_AT + 2).map(|at| usize::from(u16::from_le_bytes([at[0], at[1]])))
    else {
        return false;
    };
    let names = dbf.get(COLUMN_BYTES..rows_at).unwrap_or_default().chunks(COLUMN_BYTES);
    let mut names = names.map(|column| &column[..NAME_BYTES.min(column.len())]);
    names.all(<[u8]>::is_ascii) && dbf.get(rows_at..).is_some_and(<[u8]>::is_ascii)
}

fn check(columns: &[Column], limits: &ReadLimits) -> Result<(), RowFault> {
    if columns.len() > limits.max_properties {
        return Err(RowFault::file(format!("has more than {} columns", limits.max_properties)));
    }
    let is_second = |at: &usize| columns[..*at].iter().any(|column| column.name == columns[*at].name);
    match (0..columns.len()).find(is_second) {
        Some(at) => Err(RowFault::file(has_the_name_of_another(at + 1))
            .with_hint("names in a .dbf end after ten characters; name them apart within those")),
        None => Ok(()),
    }
}

/// A day of zeros is how a date that nobody knows is written by GDAL and much else; to the library it is a day of the
/// month nought. Blank says the same to both.
fn blank_empty_dates(rows: &mut [u8], columns: &[Column]) {
    let row_bytes = FLAG_BYTES + columns.iter().map(|column| column.bytes).sum::<usize>();
    let mut at = FLAG_BYTES;
    for column in columns {
        let cell = at..at + column.bytes;
        at = cell.end;
        if column.kind != FieldType::Date {
            continue;
        }
        for row in rows.chunks_exact_mut(row_bytes) {
            let cell = row.get_mut(cell.clone()).unwrap_or_default();
            if cell.iter().all(|byte| matches!(byte, b'0' | b' ')) {
                cell.fill(b' ');
            }
        }
    }
}

/// The rows of a table.
pub(super) struct Rows<'a> {
    records: dbase::RecordIterator<'a, Cursor<Vec<u8>>, Cells>,
    columns: &'a [Column],
}

impl Rows<'_> {
    /// The next row, in its columns' order. A cell that cannot be read is a fault of the row.
    pub fn next(&mut self, row: usize, faults: &mut Faults) -> Result<Map<String, Value>, RowFault> {
        // Rows that are deleted are counted in the beginning, and are not handed out.
        let Cells(cells) =
            self.records.next().ok_or_else(another_number_of_rows)?.map_err(|_| unreadable())?;
        let mut properties = Map::new();
        for (column, cell) in self.columns.iter().zip(cells) {
            if cell.is_none() {
                faults.push(RowFault::row(row, format!("#/{}", column.name), wrong_with(column.kind)));
            }
            properties.insert(column.name.clone(), cell.unwrap_or(Value::Null));
        }
        Ok(properties)
    }
}

fn wrong_with(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Date => "is not a date",
        FieldType::Numeric | FieldType::Float => "is not a number",
        FieldType::Memo => "lies in a file of its own, which is not read",
        _ => "cannot be read",
    }
}

/// The cells of a row; nothing for one that cannot be read.
struct Cells(Vec<Option<Value>>);

impl ReadableRecord for Cells {
    fn read_using<S, M>(fields: &mut FieldIterator<'_, S, M>) -> Result<Self, FieldError>
    where
        S: Read + Seek,
        M: Read + Seek,
    {
        let mut cells = Vec::new();
        loop {
            match fields.read_next_field() {
                Ok(field) => cells.push(Some(cell(&field.value))),
                Err(end) if matches!(end.kind(), ErrorKind::EndOfRecord) => return Ok(Self(cells)),
                // Where bytes are missing the library stays where it is; after all else it has gone on.
                Err(error) if matches!(error.kind(), ErrorKind::IoError(_)) => return Err(error),
                Err(_) => cells.push(None),
            }
        }
    }
}

fn cell(value: &FieldValue) -> Value {
    let number = |number: f64| {
        let whole = number.fract() == 0.0 && number.abs() < 9e15;
        // Checked just above: within what an i64 holds exactly.
        if whole { Value::from(number as i64) } else { Value::from(number) }
    };
    match value {
        FieldValue::Character(text) => text.as_deref().map(str::trim).map_or(Value::Null, Value::from),
        FieldValue::Memo(text) => Value::from(text.trim()),
        FieldValue::Numeric(value) => value.map_or(Value::Null, number),
        FieldValue::Float(value) => value.map_or(Value::Null, |value| number(f64::from(value))),
        FieldValue::Currency(value) | FieldValue::Double(value) => number(*value),
        FieldValue::Integer(value) => Value::from(*value),
        FieldValue::Logical(value) => value.map_or(Value::Null, Value::from),
        FieldValue::Date(date) => date.map_or(Value::Null, |date| {
            Value::from(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
        }),
        FieldValue::DateTime(_) => Value::Null,
    }
}
