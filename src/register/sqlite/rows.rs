//! Between SQLite's rows and ours. SQLite has signed 64-bit integers only; the tables' checks keep
//! ours within them.

use crate::register::chain::{ChangeRow, Opening, VersionRow};
use crate::register::{ChangeLine, CredentialKind, Fault, Head, StoredRecord};
use rusqlite::types::{FromSqlError, Type, ValueRef};
use rusqlite::{Connection, Error, OptionalExtension, Row};

/// Columns of `record`, in the order [`record`] reads them.
pub(super) const RECORD: &str = "kind, id, version, seq, schema, facts, content";

/// Columns of `change` as `c`, in the order [`change`] reads them.
pub(super) const CHANGE: &str = "c.seq, c.epoch, c.time_ms, c.party, c.role, c.verb, c.kind, c.id, c.version, \
                                 c.schema, c.facts_commitment, c.content_commitment, c.hash";

/// Columns of `record_version` as `v`, in the order [`version`] reads them.
pub(super) const VERSION: &str =
    "v.seq, v.kind, v.id, v.version, v.schema, v.facts, v.facts_salt, v.content, v.content_salt";

/// A number for a parameter.
pub(super) fn sql(number: u64) -> rusqlite::Result<i64> {
    i64::try_from(number).map_err(|error| Error::ToSqlConversionFailure(Box::new(error)))
}

/// A number that is never negative.
pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let value: i64 = row.get(column)?;
    u64::try_from(value).map_err(|_| Error::IntegralValueOutOfRange(column, value))
}

/// Whether a column is null: erased, where it may not be empty otherwise.
pub(super) fn is_null(row: &Row<'_>, column: usize) -> rusqlite::Result<bool> {
    Ok(row.get_ref(column)? == ValueRef::Null)
}

/// A text. One that is not UTF-8 was not written by us; it comes out with U+FFFD in front, so that
/// it is no JSON and opens no commitment: its record is set apart, and the others still load.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => Ok(Some(match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => format!("\u{fffd}{}", String::from_utf8_lossy(bytes)),
        })),
        other => Err(Error::InvalidColumnType(column, "text".into(), other.data_type())),
    }
}

pub(super) fn required_text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    text(row, column)?.ok_or_else(|| {
        Error::FromSqlConversionFailure(column, Type::Null, Box::new(FromSqlError::InvalidType))
    })
}

/// Reads the one row of `head`.
pub(super) fn head(connection: &Connection) -> Result<Head, Fault> {
    let read = |row: &Row<'_>| {
        Ok(Head {
            seq: number(row, 0)?,
            epoch: number(row, 1)?,
            hash: row.get(2)?,
            least_reader_version: row.get(3)?,
            time_ms: row.get(4)?,
        })
    };
    connection
        .prepare_cached("select seq, epoch, hash, least_reader_version, time_ms from head")?
        .query_row([], read)
        .optional()?
        .ok_or_else(|| Fault::Broken("the head row is missing".into()))
}

/// Reads [`RECORD`]. A row that was written past the checks is handed on as one.
pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<StoredRecord> {
    whole_record(row).or_else(|_| {
        let positive = |column| row.get::<_, i64>(column).unwrap_or_default();
        Ok(StoredRecord::torn(
            text(row, 0)?.unwrap_or_default(),
            positive(1).cast_unsigned(),
            u32::try_from(positive(2)).unwrap_or_default(),
            u64::try_from(positive(3)).unwrap_or_default(),
        ))
    })
}

fn whole_record(row: &Row<'_>) -> rusqlite::Result<StoredRecord> {
    Ok(StoredRecord {
        kind: row.get(0)?,
        id: number(row, 1)?,
        version: row.get(2)?,
        seq: number(row, 3)?,
        schema: row.get(4)?,
        facts: required_text(row, 5)?,
        content: text(row, 6)?,
    })
}

/// Reads [`CHANGE`].
pub(super) fn change(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    Ok(ChangeRow {
        line: ChangeLine {
            seq: number(row, 0)?,
            epoch: number(row, 1)?,
            time_ms: row.get(2)?,
            party: row.get(3)?,
            role: row.get(4)?,
            verb: row.get(5)?,
            kind: row.get(6)?,
            id: number(row, 7)?,
            version: row.get(8)?,
        },
        schema: row.get(9)?,
        facts_commitment: row.get(10)?,
        content_commitment: row.get(11)?,
        hash: row.get(12)?,
    })
}

/// Reads [`VERSION`] from `first` on; `None` when a left join found no row.
pub(super) fn version(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<VersionRow>> {
    if row.get_ref(first)? == ValueRef::Null {
        return Ok(None);
    }
    Ok(Some(VersionRow {
        seq: number(row, first)?,
        kind: row.get(first + 1)?,
        id: number(row, first + 2)?,
        version: row.get(first + 3)?,
        schema: row.get(first + 4)?,
        facts: opening(row, first + 5)?,
        content: opening(row, first + 7)?,
    }))
}

/// A text and its salt. A text that lost its salt gets zeros, which open no commitment.
fn opening(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Opening>> {
    let Some(text) = text(row, column)? else {
        return Ok(None);
    };
    let salt: Option<[u8; 16]> = row.get(column + 1)?;
    Ok(Some(Opening { salt: salt.unwrap_or_default(), text }))
}

/// The kind of credential that is written so.
pub(super) fn parse_credential_kind(kind: &str) -> Result<CredentialKind, Fault> {
    CredentialKind::parse(kind)
        .ok_or_else(|| Fault::Broken("a credential is of a kind that there is not".into()))
}
