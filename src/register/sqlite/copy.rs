//! All tables of a file, to and from another database.

use super::rows::{self, sql};
use super::write::{credentials_number, insert_change, insert_version};
use super::{aside, audit, connect};
use crate::register::audit::COLUMNS;
use crate::register::chain::Sealed;
use crate::register::copy::{CommandRow, Parcel, ROWS, incomplete, no_version, nobody_writes, not_empty};
use crate::register::{CommandKey, Credential, Fault, Head, Outcome, Remembered, StoredRecord};
use rusqlite::{Connection, Row, params};
use std::path::PathBuf;
use tokio::sync::mpsc::{Receiver, Sender};

/// Reads a whole file, which nobody else has open, in one transaction.
///
/// # Errors
/// [`Fault::NotOurs`] when there is no file, or another process has it.
pub(in crate::register) async fn read(path: PathBuf, parcels: Sender<Parcel>) -> Result<(), Fault> {
    aside(Fault::Broken, move || {
        if !path.exists() {
            return Err(Fault::NotOurs(format!("there is no register {}", path.display())));
        }
        let path = connect::prepare(&path)?;
        let _lock = connect::lock(&path)?;
        let connection = connect::connect_writer(&path)?;
        let transaction = connection.unchecked_transaction()?;
        let send = |parcel| parcels.blocking_send(parcel).map_err(|_| nobody_writes());
        let changes = format!(
            "select {}, {} from change c left join record_version v on v.seq = c.seq order by c.seq",
            rows::CHANGE,
            rows::VERSION
        );
        let records = format!("select {} from record", rows::RECORD);
        let commands =
            "select caller, key, kind, id, version, status, seq, request_hash, time_ms from command"
                .to_owned();
        let credentials = "select kind, key, body, expires_ms from credential".to_owned();
        parcel(&transaction, &changes, sealed, |rows| send(Parcel::Sealed(rows)))?;
        parcel(&transaction, &records, |row| Ok(rows::record(row)?), |rows| send(Parcel::Records(rows)))?;
        parcel(&transaction, &commands, command, |rows| send(Parcel::Commands(rows)))?;
        parcel(&transaction, &credentials, credential, |rows| send(Parcel::Credentials(rows)))?;
        let audit = format!("select {COLUMNS} from audit");
        parcel(&transaction, &audit, audit::line, |rows| send(Parcel::Audit(rows)))?;
        send(Parcel::End(rows::head(&transaction)?, credentials_number(&transaction)?))
    })
    .await
}

/// Writes a whole register into a file that holds none, in one transaction.
///
/// # Errors
/// [`Fault::NotOurs`] when the file holds one, or another process has it.
pub(in crate::register) async fn write(path: PathBuf, mut inbox: Receiver<Parcel>) -> Result<(), Fault> {
    aside(Fault::Broken, move || {
        let path = connect::prepare(&path)?;
        super::filesystem::refuse_network(&path)?;
        let _lock = connect::lock(&path)?;
        let connection = connect::connect_writer(&path)?;
        let transaction = connection.unchecked_transaction()?;
        let used = "select seq > 0 or (select number > 0 from credential_head) or exists (select 1 from command) from head";
        if transaction.query_row(used, [], |row| row.get(0))? {
            return Err(not_empty());
        }
        loop {
            match inbox.blocking_recv() {
                None => return Err(incomplete()),
                Some(Parcel::Sealed(rows)) => rows.iter().try_for_each(|sealed| {
                    insert_change(&transaction, sealed)?;
                    insert_version(&transaction, sealed)
                })?,
                Some(Parcel::Records(rows)) => rows.iter().try_for_each(|row| put_record(&transaction, row))?,
                Some(Parcel::Commands(rows)) => rows.iter().try_for_each(|row| put_command(&transaction, row))?,
                Some(Parcel::Credentials(rows)) => {
                    rows.iter().try_for_each(|row| put_credential(&transaction, row))?;
                }
                Some(Parcel::Audit(lines)) => audit::insert(&transaction, &lines)?,
                Some(Parcel::End(head, number)) => {
                    put_head(&transaction, &head, number)?;
                    return Ok(transaction.commit()?);
                }
            }
        }
    })
    .await
}

/// Reads a query and hands its rows on, some at a time.
fn parcel<T>(
    connection: &Connection,
    query: &str,
    read: impl Fn(&Row<'_>) -> Result<T, Fault>,
    send: impl Fn(Vec<T>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare(query)?;
    let mut found = statement.query([])?;
    let mut waiting = Vec::with_capacity(ROWS);
    while let Some(row) = found.next()? {
        waiting.push(read(row)?);
        if waiting.len() == ROWS {
            send(std::mem::replace(&mut waiting, Vec::with_capacity(ROWS)))?;
        }
    }
    if waiting.is_empty() { Ok(()) } else { send(waiting) }
}

fn sealed(row: &Row<'_>) -> Result<Sealed, Fault> {
    let change = rows::change(row)?;
    let version = rows::version(row, 13)?.ok_or_else(|| no_version(change.line.seq))?;
    Ok(Sealed { change, version })
}

fn command(row: &Row<'_>) -> Result<CommandRow, Fault> {
    let outcome = Outcome {
        kind: row.get(2)?,
        id: rows::number(row, 3)?,
        version: row.get(4)?,
        status: row.get(5)?,
        seq: rows::number(row, 6)?,
    };
    Ok(CommandRow {
        key: CommandKey { caller: row.get(0)?, key: row.get(1)? },
        remembered: Remembered { outcome, request_hash: row.get(7)? },
        time_ms: row.get(8)?,
    })
}

fn credential(row: &Row<'_>) -> Result<Credential, Fault> {
    let kind = rows::parse_credential_kind(&row.get::<_, String>(0)?)?;
    Ok(Credential { kind, key: row.get(1)?, body: row.get(2)?, expires_ms: row.get(3)? })
}

fn put_record(connection: &Connection, record: &StoredRecord) -> Result<(), Fault> {
    connection
        .prepare_cached(
            "insert into record (kind, id, version, seq, schema, facts, content) values (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            record.kind,
            sql(record.id)?,
            record.version,
            sql(record.seq)?,
            record.schema,
            record.facts,
            record.content,
        ])?;
    Ok(())
}

fn put_command(connection: &Connection, row: &CommandRow) -> Result<(), Fault> {
    let outcome = &row.remembered.outcome;
    connection
        .prepare_cached(
            "insert into command (caller, key, kind, id, version, status, seq, time_ms, request_hash) \
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            row.key.caller,
            row.key.key,
            outcome.kind,
            sql(outcome.id)?,
            outcome.version,
            outcome.status,
            sql(outcome.seq)?,
            row.time_ms,
            row.remembered.request_hash,
        ])?;
    Ok(())
}

fn put_credential(connection: &Connection, row: &Credential) -> Result<(), Fault> {
    connection
        .prepare_cached("insert into credential (kind, key, body, expires_ms) values (?, ?, ?, ?)")?
        .execute(params![row.kind.word(), row.key, row.body, row.expires_ms])?;
    Ok(())
}

fn put_head(connection: &Connection, head: &Head, credentials: u64) -> Result<(), Fault> {
    connection.execute(
        "update head set seq = ?, epoch = ?, hash = ?, least_reader_version = ?, time_ms = ?",
        params![sql(head.seq)?, sql(head.epoch)?, head.hash, head.least_reader_version, head.time_ms],
    )?;
    connection.execute("update credential_head set number = ?", [sql(credentials)?])?;
    Ok(())
}
