//! Between PostgreSQL's rows and ours. Its integers are signed; the tables' checks keep ours
//! within them, and what is outside all the same contradicts them.

use crate::register::chain::{ChangeRow, Hash, Opening, VersionRow};
use crate::register::{
    ChangeLine, CommandKey, Credential, CredentialKind, Fault, Head, Outcome, Remembered, StoredRecord,
};
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;

/// Columns of `head`, in the order [`head`] reads them.
pub(super) const HEAD: &str = "seq, epoch, hash, least_reader_version, time_ms";

/// Columns of `record` as `r`, in the order [`record`] reads them.
pub(super) const RECORD: &str = "r.kind, r.id, r.version, r.seq, r.schema, r.facts, r.content";

/// Columns of `change` as `c`, in the order [`change`] reads them.
pub(super) const CHANGE: &str = "c.seq, c.epoch, c.time_ms, c.party, c.role, c.verb, c.kind, c.id, c.version, \
                                 c.schema, c.facts_commitment, c.content_commitment, c.hash";

/// How many columns [`CHANGE`] has.
pub(super) const CHANGE_COLUMNS: usize = 13;

/// Columns of `record_version` as `v`, in the order [`version`] reads them.
pub(super) const VERSION: &str =
    "v.seq, v.kind, v.id, v.version, v.schema, v.facts, v.facts_salt, v.content, v.content_salt";

/// Columns of `command` as `m`, in the order [`remembered`] reads them.
pub(super) const COMMAND: &str = "m.caller, m.key, m.kind, m.id, m.version, m.status, m.seq, m.request_hash";

/// A number for a parameter: what a `bigint` cannot hold is beyond everything there is.
pub(super) fn sql(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A column of a type the table gives it.
pub(super) fn get<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T, Fault> {
    row.try_get(column).map_err(|error| Fault::Broken(format!("column {column} does not read: {error}")))
}

/// A number that is never negative, in the width it has here.
pub(super) fn number<T: TryFrom<i64>>(row: &Row, column: usize) -> Result<T, Fault> {
    let value: i64 = get(row, column)?;
    T::try_from(value).map_err(|_| Fault::Broken(format!("{value} in column {column} is out of range")))
}

/// Bytes of a length the table checks.
pub(super) fn bytes<const N: usize>(row: &Row, column: usize) -> Result<Option<[u8; N]>, Fault> {
    let Some(bytes) = get::<Option<&[u8]>>(row, column)? else { return Ok(None) };
    <[u8; N]>::try_from(bytes)
        .map(Some)
        .map_err(|_| Fault::Broken(format!("column {column} has {} bytes and not {N}", bytes.len())))
}

fn hash(row: &Row, column: usize) -> Result<Hash, Fault> {
    bytes(row, column)?.ok_or_else(|| Fault::Broken(format!("column {column} has no hash")))
}

/// Reads [`HEAD`].
pub(super) fn head(row: &Row) -> Result<Head, Fault> {
    Ok(Head {
        seq: number(row, 0)?,
        epoch: number(row, 1)?,
        hash: hash(row, 2)?,
        least_reader_version: number(row, 3)?,
        time_ms: get(row, 4)?,
    })
}

/// Reads the hash of a change from the first column; `None` for what is none.
pub(super) fn change_hash(row: &Row) -> Option<Hash> {
    hash(row, 0).ok()
}

/// Reads [`RECORD`]. A row that was written past the checks is handed on as one.
pub(super) fn record(row: &Row) -> Result<StoredRecord, Fault> {
    whole_record(row).or_else(|_| {
        let any = |column| Ok::<_, Fault>(get::<Option<i64>>(row, column)?.unwrap_or_default());
        Ok(StoredRecord::torn(
            get::<Option<String>>(row, 0)?.unwrap_or_default(),
            any(1)?.cast_unsigned(),
            u32::try_from(any(2)?).unwrap_or_default(),
            u64::try_from(any(3)?).unwrap_or_default(),
        ))
    })
}

fn whole_record(row: &Row) -> Result<StoredRecord, Fault> {
    Ok(StoredRecord {
        kind: get(row, 0)?,
        id: number(row, 1)?,
        version: number(row, 2)?,
        seq: number(row, 3)?,
        schema: number(row, 4)?,
        facts: get(row, 5)?,
        content: get(row, 6)?,
    })
}

/// Reads [`CHANGE`].
pub(super) fn change(row: &Row) -> Result<ChangeRow, Fault> {
    Ok(ChangeRow {
        line: ChangeLine {
            seq: number(row, 0)?,
            epoch: number(row, 1)?,
            time_ms: get(row, 2)?,
            party: get(row, 3)?,
            role: get(row, 4)?,
            verb: get(row, 5)?,
            kind: get(row, 6)?,
            id: number(row, 7)?,
            version: number(row, 8)?,
        },
        schema: number(row, 9)?,
        facts_commitment: hash(row, 10)?,
        content_commitment: bytes(row, 11)?,
        hash: hash(row, 12)?,
    })
}

/// Reads [`VERSION`] from `first` on; `None` when a left join found no row.
pub(super) fn version(row: &Row, first: usize) -> Result<Option<VersionRow>, Fault> {
    if get::<Option<i64>>(row, first)?.is_none() {
        return Ok(None);
    }
    Ok(Some(VersionRow {
        seq: number(row, first)?,
        kind: get(row, first + 1)?,
        id: number(row, first + 2)?,
        version: number(row, first + 3)?,
        schema: number(row, first + 4)?,
        facts: opening(row, first + 5)?,
        content: opening(row, first + 7)?,
    }))
}

/// A text and its salt. A text that lost its salt gets zeros, which open no commitment.
fn opening(row: &Row, column: usize) -> Result<Option<Opening>, Fault> {
    let Some(text) = get(row, column)? else { return Ok(None) };
    Ok(Some(Opening { salt: bytes(row, column + 1)?.unwrap_or_default(), text }))
}

/// Reads [`COMMAND`]. A row that was written past the checks is handed on as one.
pub(super) fn remembered(row: &Row) -> Result<(CommandKey, Remembered), Fault> {
    let key = CommandKey { caller: get(row, 0)?, key: get(row, 1)? };
    Ok((key, whole_remembered(row).unwrap_or_else(|_| Remembered::torn())))
}

fn whole_remembered(row: &Row) -> Result<Remembered, Fault> {
    let status: i16 = get(row, 5)?;
    let outcome = Outcome {
        kind: get(row, 2)?,
        id: number(row, 3)?,
        version: number(row, 4)?,
        status: u16::try_from(status).map_err(|_| Fault::Broken(format!("a status of {status}")))?,
        seq: number(row, 6)?,
    };
    Ok(Remembered::checked(outcome, bytes(row, 7)?))
}

/// Reads kind, key, body and end of a credential.
pub(super) fn credential(row: &Row) -> Result<Credential, Fault> {
    let kind: &str = get(row, 0)?;
    let kind = CredentialKind::parse(kind)
        .ok_or_else(|| Fault::Broken("a credential is of a kind that there is not".into()))?;
    Ok(Credential { kind, key: get(row, 1)?, body: get(row, 2)?, expires_ms: get(row, 3)? })
}
