//! The audit log of a file.

use super::Ring;
use super::read::{SqliteArchive, at_most};
use super::rows::sql;
use crate::register::audit::{
    Acts, Asked, Audit, COLUMNS, FORGOTTEN_MAX, Line, Value, acts_condition, query,
};
use crate::register::{Fault, check, erasure};
use async_trait::async_trait;
use rusqlite::types::{ToSql, ToSqlOutput};
use rusqlite::{Connection, Row, TransactionBehavior, params, params_from_iter};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Number(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

#[async_trait]
impl Audit for SqliteArchive {
    async fn note(&self, lines: &[Line]) -> Result<(), Fault> {
        check::audit(lines)?;
        let lines = lines.to_vec();
        self.noting(move |connection| note(connection, &lines)).await?;
        self.ring(Ring::Look);
        Ok(())
    }

    async fn noted(&self, asked: &Asked) -> Result<Vec<Line>, Fault> {
        let (query, values) = query(asked, '?');
        let read = move |connection: &Connection| {
            let mut statement = connection.prepare_cached(&query)?;
            let mut found = statement.query(params_from_iter(values))?;
            let mut lines = Vec::new();
            while let Some(row) = found.next()? {
                lines.push(line(row)?);
            }
            Ok(lines)
        };
        self.job(read).await
    }

    async fn noted_before(&self, acts: Acts, time_ms: i64) -> Result<u64, Fault> {
        let query = format!("select count(*) from audit where at_ms < ? and {}", acts_condition(acts));
        let count = move |connection: &Connection| {
            let count: i64 = connection.prepare_cached(&query)?.query_row([time_ms], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        self.job(count).await
    }

    async fn forget_caller(&self, caller: &str) -> Result<u64, Fault> {
        let forgotten = forget_all(self, caller).await;
        // What was taken out before something went wrong is to be gone from the log as well.
        self.ring(Ring::CutOff);
        forgotten
    }

    async fn take_place(&self, _server: u64) -> Result<bool, Fault> {
        // A file belongs to one process: no other that kept its log is left.
        Ok(true)
    }
}

async fn forget_all(archive: &SqliteArchive, caller: &str) -> Result<u64, Fault> {
    let mut forgotten = 0;
    loop {
        let caller = caller.to_owned();
        let some = archive.noting(move |connection| forget(connection, &caller)).await?;
        forgotten += some as u64;
        if some < FORGOTTEN_MAX {
            return Ok(forgotten);
        }
    }
}

/// Takes a caller out of some of its lines. Answers of how many: fewer than it may be are the last.
pub(super) fn forget(connection: &Connection, caller: &str) -> Result<usize, Fault> {
    let update = "update audit set caller = '' where (at_ms, id) in \
         (select at_ms, id from audit where caller = ? and caller <> '' limit ?)";
    Ok(connection.prepare_cached(update)?.execute(params![caller, FORGOTTEN_MAX as i64])?)
}

fn note(connection: &mut Connection, lines: &[Line]) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    insert(&transaction, lines)?;
    Ok(transaction.commit()?)
}

/// Writes lines within a transaction; those that are there already stay as they are.
pub(super) fn insert(connection: &Connection, lines: &[Line]) -> Result<(), Fault> {
    let insert = format!(
        "insert into audit ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
         on conflict (at_ms, id) do nothing"
    );
    for line in lines {
        let (kind, thing) = line.thing.as_ref().map(|(kind, thing)| (kind, sql(*thing))).unzip();
        connection.prepare_cached(&insert)?.execute(params![
            line.at_ms,
            sql(line.id)?,
            line.act,
            line.caller,
            line.party,
            line.role,
            line.surface,
            kind,
            thing.transpose()?,
            line.class,
            line.origin.map(sql).transpose()?,
            line.level,
            line.since_ms,
            at_most(line.count),
        ])?;
    }
    Ok(())
}

/// Deletes the oldest lines of some acts from before a time, as many as one order takes, within its transaction.
pub(super) fn delete(connection: &Connection, acts: Acts, before_ms: i64) -> Result<(), Fault> {
    let delete = format!(
        "delete from audit where (at_ms, id) in \
         (select at_ms, id from audit where at_ms < ? and {} order by at_ms, id limit ?)",
        acts_condition(acts)
    );
    connection.prepare_cached(&delete)?.execute(params![before_ms, erasure::LINES_MAX as i64])?;
    Ok(())
}

/// Reads [`COLUMNS`].
pub(super) fn line(row: &Row<'_>) -> Result<Line, Fault> {
    let number = |column| super::rows::number(row, column);
    let kind: Option<String> = row.get(7)?;
    let thing: Option<i64> = row.get(8)?;
    let origin: Option<i64> = row.get(10)?;
    Ok(Line {
        at_ms: row.get(0)?,
        id: number(1)?,
        act: row.get(2)?,
        caller: row.get(3)?,
        party: row.get(4)?,
        role: row.get(5)?,
        surface: row.get(6)?,
        thing: kind.zip(thing.map(i64::unsigned_abs)),
        class: row.get(9)?,
        origin: origin.map(i64::unsigned_abs),
        level: row.get(11)?,
        since_ms: row.get(12)?,
        count: number(13)?,
    })
}
